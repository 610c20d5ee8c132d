package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Region;

/** A launch of the direct convolution from images to hidden maps; offsets are those of the first slot. */
final class FewLaunch {
    private final String kind;
    private final CudaMaps images;
    private final int pad;
    private final int slots;
    Region image;
    Region weights = Region.NONE;
    Region output = Region.NONE;
    Region partials = Region.NONE;
    Region outZ = Region.NONE;
    Region outNorms = Region.NONE;
    Region outInner = Region.NONE;

    /** Whether it is the way back: with the weights flipped. */
    boolean flipped;

    /**
     * @param kind {@code forward}, {@code frozen}, {@code back} or {@code ascend}
     * @param images what it reads
     * @param first its first slot
     * @param pad zeros around the image
     */
    FewLaunch(String kind, CudaMaps images, int first, int pad, int slots) {
        this.kind = kind;
        this.images = images;
        this.pad = pad;
        this.slots = slots;
        image = images.slot(first);
    }

    void launch(Workspace workspace, int channels) {
        Extent extent = images.extent();
        long values = (long) extent.grown(2 * pad - 2).tiles() * channels;
        workspace.launch(
                "few_" + kind,
                new Dim(Extent.ceil(values, Workspace.BLOCK), 1, slots),
                Dim.of(Workspace.BLOCK),
                image,
                weights,
                output,
                partials,
                outZ,
                outNorms,
                outInner,
                slots,
                extent.height(),
                extent.width(),
                pad,
                channels,
                images.channels(),
                flipped ? 1 : 0,
                0);
    }
}
