package dev.singan.tensor.cuda;

/** A launch of Winograd's convolution from hidden to hidden maps; offsets are those of the first slot. */
final class ConvLaunch {
    private static final int TILES = 16;

    /** Output channels of a block: the more, the less work for a product, but the fewer blocks. */
    private static final int[] WIDTHS = {64, 32};

    private static final int NARROWEST = 16;
    private static final int THREADS = 576;

    private final String kind;
    private final Extent input;
    private final int pad;
    private final int slots;
    Region gradientOrMap = Region.NONE;
    Region z = Region.NONE;
    Region norms = Region.NONE;
    Region penaltyNorms = Region.NONE;
    Region inner = Region.NONE;
    Region adjoint = Region.NONE;
    Region kept = Region.NONE;
    Region weights = Region.NONE;
    Region bias = Region.NONE;
    Region output = Region.NONE;
    Region partials = Region.NONE;
    Region outZ = Region.NONE;
    Region outNorms = Region.NONE;
    Region outInner = Region.NONE;
    int secondOrder = -1;
    boolean top;
    float factorOfReal;
    float factorOfFake;

    /**
     * @param kind {@code forward}, {@code frozen}, {@code back} or {@code ascend}
     * @param input the extent of what it reads
     * @param pad zeros around it
     */
    ConvLaunch(String kind, Extent input, int pad, int slots) {
        this.kind = kind;
        this.input = input;
        this.pad = pad;
        this.slots = slots;
    }

    void launch(Workspace workspace, int channels) {
        int tiles = input.grown(2 * pad - 2).tiles();
        int width = width(tiles, channels, workspace.gpu.device.multiprocessors());
        workspace.launch(
                "conv_" + kind + "_" + TILES + "x" + width,
                new Dim(Extent.ceil(tiles, TILES), channels / width, slots),
                Dim.of(width == NARROWEST ? THREADS / 2 : THREADS),
                gradientOrMap,
                z,
                norms,
                penaltyNorms,
                inner,
                adjoint,
                kept,
                weights,
                bias,
                output,
                partials,
                outZ,
                outNorms,
                outInner,
                slots,
                input.height(),
                input.width(),
                pad,
                channels,
                secondOrder,
                top ? 1 : 0,
                factorOfReal,
                factorOfFake,
                0);
    }

    /** The widest block with which there are enough for all multiprocessors. */
    private int width(int tiles, int channels, int multiprocessors) {
        for (int width : WIDTHS) {
            if (channels % width == 0 && Extent.ceil(tiles, TILES) * (channels / width) * slots >= multiprocessors) {
                return width;
            }
        }
        return NARROWEST;
    }
}
