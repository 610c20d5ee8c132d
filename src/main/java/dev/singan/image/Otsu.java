package dev.singan.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Otsu's threshold (IEEE Transactions on Systems, Man and Cybernetics 9, 1979): the grey value that splits the histogram
 * into two classes of the greatest variance between them. Sums and ties as in OpenCV's {@code THRESH_OTSU}.
 */
public final class Otsu {
    private static final double EPSILON = 1.1920929e-7;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long LOWER_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final long EIGHTH_BITS = 0x8080808080808080L;

    private Otsu() {}

    /** How often each grey value occurs. */
    public static int[] histogram(GrayImage image) {
        // Four tables, since neighbours are often equal and would wait for each other's count; the black ground is
        // counted in blocks.
        int[] histogram = new int[256];
        int[] second = new int[256];
        int[] third = new int[256];
        int[] fourth = new int[256];
        byte[] pixels = image.pixels();
        int i = 0;
        for (; i + 8 <= pixels.length; i += 8) {
            long eight = (long) LONGS.get(pixels, i);
            if (eight == 0) {
                histogram[0] += 8;
                continue;
            }
            histogram[(int) eight & 0xff]++;
            second[(int) (eight >>> 8) & 0xff]++;
            third[(int) (eight >>> 16) & 0xff]++;
            fourth[(int) (eight >>> 24) & 0xff]++;
            histogram[(int) (eight >>> 32) & 0xff]++;
            second[(int) (eight >>> 40) & 0xff]++;
            third[(int) (eight >>> 48) & 0xff]++;
            fourth[(int) (eight >>> 56)]++;
        }
        for (; i < pixels.length; i++) {
            histogram[pixels[i] & 0xff]++;
        }
        for (int v = 0; v < 256; v++) {
            histogram[v] += second[v] + third[v] + fourth[v];
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

    /**
     * How many pixels of a region are white, that is greater than a threshold.
     *
     * @param region lies within the image
     * @param threshold 0 to 255
     */
    public static long countAbove(GrayImage image, Box region, int threshold) {
        byte[] pixels = image.pixels();
        long count = 0;
        for (int row = 0; row < region.height(); row++) {
            int from = (region.y() + row) * image.width() + region.x();
            count += countAbove(pixels, from, from + region.width(), threshold);
        }
        return count;
    }

    /**
     * Eight pixels at a time: the lower seven bits of each, raised by what the threshold lacks to 127, carry into the eighth bit, which
     * is then the answer where the threshold's own eighth bit is not set, or else together with the pixel's.
     */
    private static int countAbove(byte[] pixels, int from, int to, int threshold) {
        long raise = ONES * (127 - (threshold & 127));
        boolean upper = threshold >= 128;
        int count = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long eight = (long) LONGS.get(pixels, i);
            long carried = (eight & LOWER_BITS) + raise;
            count += Long.bitCount((upper ? carried & eight : carried | eight) & EIGHTH_BITS);
        }
        for (; i < to; i++) {
            count += threshold - (pixels[i] & 0xff) >>> 31;
        }
        return count;
    }
}
