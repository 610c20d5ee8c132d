package dev.singan.gan.model;

import dev.singan.base.UserException;

/** The size of samples, and whether there is memory for them. */
final class SampleSize {
    private static final long BYTES = Float.BYTES;
    /** Maps of a layer that an engine holds at a time, with its input and its output. */
    private static final int MAPS = 3;

    private SampleSize() {}

    /** @throws UserException where samples would have no pixel at some scale, or would not fit into memory */
    static void require(TrainedModel model, SampleRequest request) {
        Pyramid.Size coarsest = model.pyramid().sizes().get(0);
        Pyramid.Size finest = model.pyramid().sizes().get(model.pyramid().scales() - 1);
        long height = Math.round(finest.height() * request.scaleV());
        long width = Math.round(finest.width() * request.scaleH());
        if (Math.rint(coarsest.height() * request.scaleV()) < 1 || Math.rint(coarsest.width() * request.scaleH()) < 1) {
            throw new UserException(
                    "samples of " + width + "x" + height + " pixels would have none at the coarsest scale,"
                            + " which has " + coarsest.width() + "x" + coarsest.height()
                            + " in the training image's size: raise singan.scaleV or singan.scaleH");
        }
        int filters = model.description().scales().stream()
                .mapToInt(ModelDescription.Scale::filters)
                .max()
                .orElse(1);
        long border = 2L * dev.singan.tensor.engine.ScaleShape.PADDING;
        double bytes = (double) BYTES * MAPS * filters * (height + border) * (width + border);
        double room = memory();
        if (bytes > room || (double) filters * (height + border) * (width + border) > Integer.MAX_VALUE) {
            throw new UserException(String.format(
                    java.util.Locale.ROOT,
                    "samples of %dx%d pixels with %d filters take about %.0f MB, but there are %.0f: lower singan.scaleV (%s) or"
                            + " singan.scaleH (%s), or raise singan.heap and singan.offHeap",
                    width,
                    height,
                    filters,
                    bytes / (1 << 20),
                    room / (1 << 20),
                    request.scaleV(),
                    request.scaleH()));
        }
    }

    /** The heap, and what native libraries may take. */
    private static double memory() {
        String nativeBytes =
                System.getProperty("org.bytedeco.javacpp.maxbytes", "0").replaceAll("\\D", "");
        double megabytes = nativeBytes.isEmpty() ? 0 : Double.parseDouble(nativeBytes);
        return Runtime.getRuntime().maxMemory() + megabytes * (1 << 20);
    }
}
