package dev.singan.image;

/**
 * Bilinear resizing as Pillow's {@code Image.resize(…, BILINEAR)}, and so torchvision's {@code Resize} of a PIL image, does it: along
 * rows, rounded to 8 bits, then along columns, with weights of 22 bits; smoothing where it shrinks. OpenCV's ({@link Resize}) rounds
 * otherwise and does not smooth.
 */
public final class PillowResize {
    private static final int WEIGHT_BITS = 22;
    private static final int HALF = 1 << (WEIGHT_BITS - 1);

    private PillowResize() {}

    /** The whole image at another size. */
    public static GrayImage bilinear(GrayImage image, int width, int height) {
        byte[] wide = new byte[Math.multiplyExact(width, image.height())];
        Axis columns = new Axis(image.width(), width);
        for (int y = 0; y < image.height(); y++) {
            columns.resize(image.pixels(), y * image.width(), 1, wide, y * width, 1);
        }
        byte[] out = new byte[Math.multiplyExact(width, height)];
        Axis rows = new Axis(image.height(), height);
        for (int x = 0; x < width; x++) {
            rows.resize(wide, x, width, out, x, width);
        }
        return new GrayImage(width, height, out);
    }

    /** Which values of a line each new value is made of, and their weights. */
    private static final class Axis {
        private final int[] first;
        private final int[][] weights;

        Axis(int from, int to) {
            first = new int[to];
            weights = new int[to][];
            double scale = (double) from / to;
            double reach = Math.max(scale, 1);
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale;
                first[i] = Math.max(0, (int) (centre - reach + 0.5));
                int end = Math.min(from, (int) (centre + reach + 0.5));
                weights[i] = weights(first[i], end, centre, reach);
            }
        }

        private static int[] weights(int first, int end, double centre, double reach) {
            double[] triangle = new double[end - first];
            double sum = 0;
            for (int k = 0; k < triangle.length; k++) {
                triangle[k] = Math.max(0, 1 - Math.abs((first + k - centre + 0.5) / reach));
                sum += triangle[k];
            }
            int[] weights = new int[triangle.length];
            for (int k = 0; k < weights.length; k++) {
                weights[k] = (int) (0.5 + triangle[k] / sum * (1 << WEIGHT_BITS));
            }
            return weights;
        }

        void resize(byte[] from, int offset, int step, byte[] to, int target, int targetStep) {
            for (int i = 0; i < first.length; i++) {
                int sum = HALF;
                for (int k = 0; k < weights[i].length; k++) {
                    sum += (from[offset + (first[i] + k) * step] & 0xff) * weights[i][k];
                }
                to[target + i * targetStep] = (byte) Math.min(255, sum >> WEIGHT_BITS);
            }
        }
    }
}
