package dev.singan.image;

/**
 * Otsu's threshold (IEEE Transactions on Systems, Man and Cybernetics 9, 1979): the grey value that splits the histogram
 * into two classes of the greatest variance between them. Sums and ties as in OpenCV's {@code THRESH_OTSU}.
 */
public final class Otsu {
    private static final double EPSILON = 1.1920929e-7;

    private Otsu() {}

    /** How often each grey value occurs. */
    public static int[] histogram(GrayImage image) {
        // Four tables, since neighbours are often equal and would wait for each other's count.
        int[][] parts = new int[4][256];
        byte[] pixels = image.pixels();
        int whole = pixels.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            parts[0][pixels[i] & 0xff]++;
            parts[1][pixels[i + 1] & 0xff]++;
            parts[2][pixels[i + 2] & 0xff]++;
            parts[3][pixels[i + 3] & 0xff]++;
        }
        for (int i = whole; i < pixels.length; i++) {
            parts[0][pixels[i] & 0xff]++;
        }
        int[] histogram = parts[0];
        for (int v = 0; v < 256; v++) {
            histogram[v] += parts[1][v] + parts[2][v] + parts[3][v];
        }
        return histogram;
    }

    /** The threshold of an image: a pixel is white where its value is greater; 0 where all pixels are alike. */
    public static int threshold(GrayImage image) {
        return threshold(histogram(image));
    }

    /** The threshold of a histogram of the 256 grey values. */
    public static int threshold(int[] histogram) {
        long total = 0;
        double mean = 0;
        for (int v = 0; v < 256; v++) {
            total += histogram[v];
            mean += v * (double) histogram[v];
        }
        double scale = 1.0 / total;
        mean *= scale;
        double lowerMean = 0;
        double lower = 0;
        double best = 0;
        int threshold = 0;
        for (int v = 0; v < 256; v++) {
            double share = histogram[v] * scale;
            lowerMean *= lower;
            lower += share;
            double upper = 1.0 - lower;
            if (Math.min(lower, upper) < EPSILON || Math.max(lower, upper) > 1.0 - EPSILON) {
                continue;
            }
            lowerMean = (lowerMean + v * share) / lower;
            double upperMean = (mean - lower * lowerMean) / upper;
            double between = lower * upper * (lowerMean - upperMean) * (lowerMean - upperMean);
            if (between > best) {
                best = between;
                threshold = v;
            }
        }
        return threshold;
    }
}
