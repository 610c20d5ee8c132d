package dev.singan.image;

import java.util.Arrays;

/**
 * Bicubic resizing as MATLAB's {@code imresize} does it: Keys' cubic kernel with a = -0.5 (Cubic Convolution Interpolation for
 * Digital Image Processing, IEEE TASSP 1981), widened by 1 / scale when shrinking (antialiasing), weights normalised to
 * one, and the image mirrored about its edges. Sums are taken in double.
 */
public final class Bicubic {
    private static final double KERNEL_WIDTH = 4;

    private Bicubic() {}

    /** The image at a size; the scales are the ratios of the extents. */
    public static FloatImage resize(FloatImage image, int height, int width) {
        return resize(image, height, width, (double) height / image.height(), (double) width / image.width());
    }

    /** The image by a scale; extents are rounded up. */
    public static FloatImage scale(FloatImage image, double scale) {
        int height = (int) Math.ceil(scale * image.height());
        int width = (int) Math.ceil(scale * image.width());
        return resize(image, height, width, scale, scale);
    }

    /**
     * The image at a size, sampled as a scale says, which may differ a little from the ratio of the extents.
     *
     * @param height rows of the result, at least 1
     * @param width columns of the result, at least 1
     * @param verticalScale how much larger the result is than the image, above 0
     * @param horizontalScale the same for columns
     */
    public static FloatImage resize(
            FloatImage image, int height, int width, double verticalScale, double horizontalScale) {
        return resize(
                image,
                new Taps(image.height(), height, verticalScale, true),
                new Taps(image.width(), width, horizontalScale, true));
    }

    /**
     * An image in [-1, 1] by a scale, as the official SinGAN code does at each step of its pyramid: the values go through 8 bits first
     * (truncated), extents are rounded up, the result is clamped to [-1, 1]. Above and left of the image its pixels are not mirrored but have
     * no weight: the code casts their places to unsigned integers before it computes the weights.
     *
     * @param image values outside of [-1, 1] are clamped
     * @param scale how much larger the result is, above 0; 1 only takes the values through 8 bits
     */
    public static FloatImage official(FloatImage image, double scale) {
        int height = (int) Math.ceil(image.height() * scale);
        int width = (int) Math.ceil(image.width() * scale);
        return official(image, height, width, scale, scale);
    }

    /** The same to a size, whose ratios to the image's are the scales ({@code imresize_to_shape}). */
    public static FloatImage official(FloatImage image, int height, int width) {
        return official(image, height, width, (double) height / image.height(), (double) width / image.width());
    }

    private static FloatImage official(
            FloatImage image, int height, int width, double verticalScale, double horizontalScale) {
        float[] levels = new float[image.data().length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (int) (255 * Math.max(0f, Math.min(1f, (image.data()[i] + 1) / 2)));
        }
        FloatImage resized = new FloatImage(image.channels(), image.height(), image.width(), levels);
        if (verticalScale != 1 || horizontalScale != 1) {
            resized = resize(
                    resized,
                    new Taps(image.height(), height, verticalScale, false),
                    new Taps(image.width(), width, horizontalScale, false));
        }
        float[] out = new float[resized.data().length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.max(-1f, Math.min(1f, ((float) (resized.data()[i] / 255.0) - 0.5f) * 2));
        }
        return new FloatImage(image.channels(), resized.height(), resized.width(), out);
    }

    /**
     * Which pixels make a pixel of the result along an axis, and with which weights: as many for each, one pixel's behind the other's.
     *
     * @param places pixels of the image, a few for each of the result
     * @param weights what they are multiplied by
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Axis(int[] places, double[] weights) {
        /** Pixels that make one when an image is enlarged. */
        public static final int ENLARGING = (int) KERNEL_WIDTH + 2;
    }

    /**
     * How {@link #official(FloatImage, double)} makes rows or columns.
     *
     * @param from extent of the image
     * @param to extent of the result that is wanted, no more than the scale gives
     * @param scale at least 1
     */
    public static Axis officialAxis(int from, int to, double scale) {
        Taps taps = new Taps(from, to, scale, false);
        return new Axis(taps.places, taps.weights);
    }

    private static FloatImage resize(FloatImage image, Taps vertical, Taps horizontal) {
        int height = vertical.size();
        int width = horizontal.size();
        float[] out = new float[image.channels() * height * width];
        double[] line = new double[image.width()];
        for (int c = 0; c < image.channels(); c++) {
            int plane = c * image.height() * image.width();
            for (int y = 0; y < height; y++) {
                vertical.line(image.data(), plane, y, line);
                int to = (c * height + y) * width;
                for (int x = 0; x < width; x++) {
                    out[to + x] = (float) horizontal.point(line, x);
                }
            }
        }
        return new FloatImage(image.channels(), height, width, out);
    }

    private static double cubic(double x) {
        double a = Math.abs(x);
        if (a <= 1) {
            return (1.5 * a - 2.5) * a * a + 1;
        }
        return a <= 2 ? ((-0.5 * a + 2.5) * a - 4) * a + 2 : 0;
    }

    /** Which pixels make a pixel of the result along an axis, and with which weights. */
    private static final class Taps {
        private final int count;
        private final int[] places;
        private final double[] weights;

        Taps(int from, int to, double scale, boolean mirrorBefore) {
            double shrink = Math.min(1, scale);
            double width = KERNEL_WIDTH / shrink;
            this.count = (int) Math.ceil(width) + 2;
            this.places = new int[to * count];
            this.weights = new double[to * count];
            for (int i = 0; i < to; i++) {
                // Pixel centres at half positions: the centre of pixel i of the result, in pixels of the image.
                double centre = (i + 0.5) / scale - 0.5;
                int first = (int) Math.floor(centre + 1 - width / 2) - 1;
                double sum = 0;
                for (int k = 0; k < count; k++) {
                    boolean weightless = first + k < 0 && !mirrorBefore;
                    double weight = weightless ? 0 : cubic(shrink * (centre - first - k));
                    places[i * count + k] = mirror(first + k, from);
                    weights[i * count + k] = weight;
                    sum += weight;
                }
                for (int k = 0; k < count; k++) {
                    weights[i * count + k] /= sum;
                }
            }
        }

        /** Pixels of the result along the axis. */
        int size() {
            return places.length / count;
        }

        /** The edge pixel is repeated: -1 is pixel 0. */
        private static int mirror(int place, int size) {
            int at = Math.floorMod(place, 2 * size);
            return at < size ? at : 2 * size - 1 - at;
        }

        void line(float[] data, int plane, int row, double[] line) {
            Arrays.fill(line, 0);
            for (int k = row * count; k < (row + 1) * count; k++) {
                int from = plane + places[k] * line.length;
                double weight = weights[k];
                for (int x = 0; x < line.length; x++) {
                    line[x] += weight * data[from + x];
                }
            }
        }

        double point(double[] line, int column) {
            double sum = 0;
            for (int k = column * count; k < (column + 1) * count; k++) {
                sum += weights[k] * line[places[k]];
            }
            return sum;
        }
    }
}
