package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Region;

/** A launch of Winograd's convolution from hidden to hidden maps; offsets are those of the first slot. */
final class ConvLaunch {
    private static final int TILES = 16;

    private static final int THREADS = 576;
    private static final int NARROW = 16;
    private static final int WIDE = 32;
    private static final int WIDEST = 64;

    /**
     * Times of a block as shares of a wide one's, measured on an H100 at 128x128 with 64 channels and 166x250 with 128: the wider, the less work for a
     * product, but the fewer blocks. Two narrow blocks fit on a multiprocessor.
     */
    private static final double TIME_OF_WIDEST = 2;

    private static final double TIME_OF_WIDE = 1;
    private static final double TIME_OF_NARROW = 0.65;
    private static final double TIME_OF_TWO_NARROW = 1.3;

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
        int width = width(Extent.ceil(tiles, TILES) * slots, channels, workspace.gpu.device.multiprocessors());
        workspace.launch(
                "conv_" + kind + "_" + TILES + "x" + width,
                new Dim(Extent.ceil(tiles, TILES), channels / width, slots),
                Dim.of(width == NARROW ? THREADS / 2 : THREADS),
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

    /** The width of a block, in output channels, that is done first by the estimated times. */
    private static int width(int blocksAcross, int channels, int multiprocessors) {
        int best = NARROW;
        double least = timeOfNarrow(blocksAcross * (channels / NARROW), multiprocessors);
        for (int width : new int[] {WIDE, WIDEST}) {
            int blocks = blocksAcross * (channels / width);
            double time = Extent.ceil(blocks, multiprocessors) * (width == WIDE ? TIME_OF_WIDE : TIME_OF_WIDEST);
            if (channels % width == 0 && time < least) {
                best = width;
                least = time;
            }
        }
        return best;
    }

    private static double timeOfNarrow(int blocks, int multiprocessors) {
        return blocks <= multiprocessors
                ? TIME_OF_NARROW
                : Extent.ceil(blocks, 2 * multiprocessors) * TIME_OF_TWO_NARROW;
    }
}
