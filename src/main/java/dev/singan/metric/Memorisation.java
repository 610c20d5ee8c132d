package dev.singan.metric;

import dev.singan.image.GrayImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether samples are copies. Distances are root mean squared differences of grey values in [0, 1].
 *
 * @param sourceMean mean distance of a sample to the source
 * @param sourceMin distance of the sample that is nearest to the source
 * @param nearestSample its number, from 0
 * @param samplesMean mean distance of a sample to its nearest other sample; 0 for a single one
 * @param windowMean mean distance of a window of a sample to the nearest window of the source, wherever that lies; windows
 *     have a quarter of the image's sides
 */
public record Memorisation(
        double sourceMean, double sourceMin, int nearestSample, double samplesMean, double windowMean) {
    /** Windows of the source are tried at every second pixel. */
    private static final int SEARCH_STEP = 2;

    /**
     * Measures samples.
     *
     * @param source the training image, at least 4x4
     * @param samples images of its size, at least one
     */
    public static Memorisation measure(GrayImage source, List<GrayImage> samples) {
        double[] toSource =
                samples.stream().mapToDouble(s -> distance(s, source)).toArray();
        int nearest = 0;
        for (int i = 1; i < toSource.length; i++) {
            nearest = toSource[i] < toSource[nearest] ? i : nearest;
        }
        double[] toOthers = IntStream.range(0, samples.size())
                .parallel()
                .mapToDouble(i -> nearestOther(samples, i))
                .toArray();
        double[] windows = IntStream.range(0, samples.size())
                .parallel()
                .mapToDouble(i -> windowDistance(samples.get(i), source))
                .toArray();
        return new Memorisation(mean(toSource), toSource[nearest], nearest, mean(toOthers), mean(windows));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double distance(GrayImage a, GrayImage b) {
        if (a.width() != b.width() || a.height() != b.height()) {
            throw new IllegalArgumentException("a sample of " + a.width() + "x" + a.height() + " beside a source of "
                    + b.width() + "x" + b.height());
        }
        long sum = 0;
        for (int i = 0; i < a.pixels().length; i++) {
            int difference = (a.pixels()[i] & 0xff) - (b.pixels()[i] & 0xff);
            sum += difference * difference;
        }
        return Math.sqrt((double) sum / a.pixels().length) / 255;
    }

    private static double nearestOther(List<GrayImage> samples, int i) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < samples.size(); k++) {
            nearest = k == i ? nearest : Math.min(nearest, distance(samples.get(i), samples.get(k)));
        }
        return samples.size() == 1 ? 0 : nearest;
    }

    private static double windowDistance(GrayImage sample, GrayImage source) {
        int width = sample.width() / 4;
        int height = sample.height() / 4;
        double sum = 0;
        int windows = 0;
        for (int y = 0; y + height <= sample.height(); y += height) {
            for (int x = 0; x + width <= sample.width(); x += width) {
                sum += Math.sqrt((double) nearestWindow(sample, x, y, width, height, source) / (width * height));
                windows++;
            }
        }
        return sum / windows / 255;
    }

    private static long nearestWindow(GrayImage sample, int x, int y, int width, int height, GrayImage source) {
        long nearest = Long.MAX_VALUE;
        for (int v = 0; v + height <= source.height(); v += SEARCH_STEP) {
            for (int u = 0; u + width <= source.width(); u += SEARCH_STEP) {
                long sum = 0;
                for (int row = 0; row < height && sum < nearest; row++) {
                    int a = (y + row) * sample.width() + x;
                    int b = (v + row) * source.width() + u;
                    int line = 0;
                    for (int column = 0; column < width; column++) {
                        int difference = (sample.pixels()[a + column] & 0xff) - (source.pixels()[b + column] & 0xff);
                        line += difference * difference;
                    }
                    sum += line;
                }
                nearest = Math.min(nearest, sum);
            }
        }
        return nearest;
    }
}
