package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Region;

/** A launch of the direct convolution from hidden maps to images; offsets are those of the first slot. */
final class ManyLaunch {
    private static final int WARPS = 8;
    private static final int COLUMNS = 4;

    private final String kind;
    private final Extent map;
    private final int pad;
    private final int slots;
    Region gradientOrMap = Region.NONE;
    Region z = Region.NONE;
    Region norms = Region.NONE;
    Region bias = Region.NONE;
    Region kept = Region.NONE;
    Region weights = Region.NONE;
    Region tailBias = Region.NONE;
    Region previous = Region.NONE;
    Region tanh = Region.NONE;
    Region output = Region.NONE;
    long outputStride;
    Region adjointImage = Region.NONE;
    float penaltyFactor;

    /**
     * @param kind {@code tail}, {@code frozen} or {@code gradient}
     * @param map the extent of what it reads
     * @param pad zeros that the kernel puts around it
     */
    ManyLaunch(String kind, Extent map, int pad, int slots) {
        this.kind = kind;
        this.map = map;
        this.pad = pad;
        this.slots = slots;
    }

    void launch(Workspace workspace, int channels, int few) {
        Extent image = map.grown(2 * pad - 2);
        long groups = (long) image.height() * Extent.ceil(image.width(), COLUMNS);
        workspace.launch(
                "many_" + kind,
                new Dim(Extent.ceil(groups, WARPS), 1, slots),
                Dim.of(Workspace.BLOCK),
                gradientOrMap,
                z,
                norms,
                bias,
                kept,
                weights,
                tailBias,
                previous,
                tanh,
                output,
                outputStride,
                adjointImage,
                slots,
                map.height(),
                map.width(),
                channels,
                few,
                penaltyFactor);
    }
}
