package dev.singan.tensor.cuda;

/** A launch of Winograd's convolution from hidden to hidden maps; offsets are those of the first slot. */
final class ConvLaunch {
    private static final int NARROW = 16;
    private static final int WIDE = 32;
    private static final int THREADS_OF_NARROW = 144;

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
        int enough = workspace.gpu.device.multiprocessors();
        boolean wide = channels % WIDE == 0;
        int tilesOfBlock = wide && blocks(tiles, WIDE, channels, WIDE) >= 2 * enough ? WIDE : NARROW;
        int channelsOfBlock = wide && blocks(tiles, NARROW, channels, WIDE) >= enough ? WIDE : NARROW;
        workspace.launch(
                "conv_" + kind + "_" + tilesOfBlock + "x" + channelsOfBlock,
                new Dim(Extent.ceil(tiles, tilesOfBlock), channels / channelsOfBlock, slots),
                Dim.of(THREADS_OF_NARROW * (tilesOfBlock / NARROW) * (channelsOfBlock / NARROW)),
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

    private int blocks(int tiles, int tilesOfBlock, int channels, int channelsOfBlock) {
        return Extent.ceil(tiles, tilesOfBlock) * (channels / channelsOfBlock) * slots;
    }
}
