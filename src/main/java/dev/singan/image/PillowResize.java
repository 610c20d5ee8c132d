package dev.singan.image;

/**
 * Bilinear resizing as Pillow's {@code Image.resize(…, BILINEAR)} does it for 8-bit images, to the same bits: a triangle
 * filter, widened when shrinking, with weights of 22 bits, rounded to 8 bits after the columns and again after the rows.
 * torchvision's transforms use it.
 */
public final class PillowResize {
    private static final int PRECISION = 32 - 8 - 2;

    private PillowResize() {}

    /** The image at another size. */
    public static GrayImage bilinear(GrayImage image, int width, int height) {
        GrayImage wide = width == image.width() ? image : columns(image, new Filter(image.width(), width));
        return height == image.height() ? wide : rows(wide, new Filter(image.height(), height));
    }

    private static GrayImage columns(GrayImage image, Filter filter) {
        int width = filter.first.length;
        byte[] out = new byte[width * image.height()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                int sum = 1 << (PRECISION - 1);
                int[] weights = filter.weights[x];
                for (int k = 0; k < weights.length; k++) {
                    sum += image.get(filter.first[x] + k, y) * weights[k];
                }
                out[y * width + x] = clip(sum);
            }
        }
        return new GrayImage(width, image.height(), out);
    }

    private static GrayImage rows(GrayImage image, Filter filter) {
        int height = filter.first.length;
        byte[] out = new byte[image.width() * height];
        for (int y = 0; y < height; y++) {
            int[] weights = filter.weights[y];
            for (int x = 0; x < image.width(); x++) {
                int sum = 1 << (PRECISION - 1);
                for (int k = 0; k < weights.length; k++) {
                    sum += image.get(x, filter.first[y] + k) * weights[k];
                }
                out[y * image.width() + x] = clip(sum);
            }
        }
        return new GrayImage(image.width(), height, out);
    }

    private static byte clip(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> PRECISION));
    }

    /** For each place of the result: the first pixel that counts, and the weights from there on. */
    private static final class Filter {
        private final int[] first;
        private final int[][] weights;

        Filter(int from, int to) {
            this.first = new int[to];
            this.weights = new int[to][];
            double scale = (double) from / to;
            double widening = Math.max(1, scale);
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale;
                first[i] = Math.max(0, (int) (centre - widening + 0.5));
                int end = Math.min(from, (int) (centre + widening + 0.5));
                double[] exact = new double[end - first[i]];
                double sum = 0;
                for (int k = 0; k < exact.length; k++) {
                    exact[k] = Math.max(0, 1 - Math.abs((k + first[i] - centre + 0.5) / widening));
                    sum += exact[k];
                }
                weights[i] = new int[exact.length];
                for (int k = 0; k < exact.length; k++) {
                    weights[i][k] = (int) (0.5 + exact[k] / sum * (1 << PRECISION));
                }
            }
        }
    }
}
