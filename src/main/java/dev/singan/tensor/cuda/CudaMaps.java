package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Arena;
import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.engine.ScaleShape;

/**
 * Maps or images of one size, one behind the other, their values position by position with the channels beside each other (NHWC).
 *
 * @param region where they lie
 * @param slots how many there are
 * @param extent their rows and columns
 * @param channels values of a position
 */
record CudaMaps(Region region, int slots, Extent extent, int channels) {
    /** Reserves memory for maps. */
    static CudaMaps reserve(Arena arena, int slots, Extent extent, int channels) {
        return new CudaMaps(arena.floats((long) slots * extent.positions() * channels), slots, extent, channels);
    }

    /** Values of one map. */
    int length() {
        return extent.positions() * channels;
    }

    /** Bytes of one map. */
    long bytes() {
        return (long) length() * Float.BYTES;
    }

    /** One of them. */
    Region slot(int slot) {
        return region.floats((long) slot * length(), length());
    }

    /** Those from a slot on. */
    CudaMaps from(int slot) {
        return new CudaMaps(
                region.floats((long) slot * length(), (long) (slots - slot) * length()),
                slots - slot,
                extent,
                channels);
    }

    /** An image, channel by channel, with the generators' border of zeros. */
    static float[] padded(float[] image, int channels, Extent extent) {
        Extent large = extent.grown(2 * ScaleShape.PADDING);
        float[] padded = new float[channels * large.positions()];
        for (int row = 0; row < channels * extent.height(); row++) {
            int y = row / extent.height() * large.height() + row % extent.height() + ScaleShape.PADDING;
            int to = y * large.width() + ScaleShape.PADDING;
            System.arraycopy(image, row * extent.width(), padded, to, extent.width());
        }
        return padded;
    }

    /** A pixel-interleaved copy of an image that lies channel by channel. */
    static float[] interleaved(float[] planes, int channels) {
        int positions = planes.length / channels;
        float[] pixels = new float[planes.length];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < positions; i++) {
                pixels[i * channels + c] = planes[c * positions + i];
            }
        }
        return pixels;
    }

    /** A copy, channel by channel, of a pixel-interleaved image. */
    static float[] planes(float[] pixels, int channels) {
        int positions = pixels.length / channels;
        float[] planes = new float[pixels.length];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < positions; i++) {
                planes[c * positions + i] = pixels[i * channels + c];
            }
        }
        return planes;
    }
}
