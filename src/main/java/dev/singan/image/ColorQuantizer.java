package dev.singan.image;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A few colours, and images brought to them, by k-means over the pixels. (The official code reshapes its planes so that it groups three
 * neighbouring values of one channel, not the three channels of a pixel; here it is colours.)
 */
public final class ColorQuantizer {
    /** The number of colours of the official code. */
    public static final int COLORS = 5;

    private static final int STARTS = 10;
    private static final int MOST_ROUNDS = 300;

    private final double[][] centers;

    /** @param centers colours in [-1, 1], a value per channel each */
    public ColorQuantizer(double[][] centers) {
        this.centers = copy(centers);
    }

    /** The colours of an image: the best of ten runs of k-means from k-means++ starts (Arthur and Vassilvitskii 2007). */
    public static ColorQuantizer of(FloatImage image, int colors, UniformRandomProvider random) {
        Pixels pixels = new Pixels(image);
        double[][] best = {};
        double least = Double.POSITIVE_INFINITY;
        for (int start = 0; start < STARTS; start++) {
            double[][] centers = pixels.starts(colors, random);
            pixels.settle(centers);
            double distance = pixels.distance(centers);
            if (distance < least) {
                least = distance;
                best = centers;
            }
        }
        return new ColorQuantizer(best);
    }

    /** The colours, in [-1, 1], a value per channel each. */
    double[][] centers() {
        return copy(centers);
    }

    /**
     * The image in these colours: its pixels are grouped by k-means that starts from them, and each takes the colour that its group
     * started from.
     */
    public FloatImage quantize(FloatImage image) {
        Pixels pixels = new Pixels(image);
        int[] labels = pixels.settle(copy(centers));
        float[] data = new float[image.data().length];
        for (int i = 0; i < labels.length; i++) {
            for (int c = 0; c < image.channels(); c++) {
                data[c * labels.length + i] = (float) centers[labels[i]][c];
            }
        }
        return new FloatImage(image.channels(), image.height(), image.width(), data);
    }

    private static double[][] copy(double[][] values) {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /** The pixels of an image as points. */
    private record Pixels(FloatImage image) {
        int count() {
            return image.height() * image.width();
        }

        private double distance(int pixel, double[] center) {
            double sum = 0;
            for (int c = 0; c < center.length; c++) {
                double d = image.data()[c * count() + pixel] - center[c];
                sum += d * d;
            }
            return sum;
        }

        private int nearest(int pixel, double[][] centers, int known) {
            int best = 0;
            for (int k = 1; k < known; k++) {
                if (distance(pixel, centers[k]) < distance(pixel, centers[best])) {
                    best = k;
                }
            }
            return best;
        }

        private double[] color(int pixel) {
            double[] color = new double[image.channels()];
            for (int c = 0; c < color.length; c++) {
                color[c] = image.data()[c * count() + pixel];
            }
            return color;
        }

        /** Each next start is a pixel, drawn in proportion to its squared distance from the nearest one so far. */
        double[][] starts(int colors, UniformRandomProvider random) {
            double[][] centers = new double[colors][];
            centers[0] = color(random.nextInt(count()));
            double[] sums = new double[count()];
            for (int k = 1; k < colors; k++) {
                double sum = 0;
                for (int i = 0; i < sums.length; i++) {
                    sum += distance(i, centers[nearest(i, centers, k)]);
                    sums[i] = sum;
                }
                int at = Arrays.binarySearch(sums, random.nextDouble() * sum);
                centers[k] = color(Math.min(at < 0 ? -at - 1 : at, sums.length - 1));
            }
            return centers;
        }

        /** Moves centres to the means of their groups until no pixel changes its group; a centre without pixels stays. */
        int[] settle(double[][] centers) {
            int[] labels = new int[count()];
            Arrays.fill(labels, -1);
            for (int round = 0; round < MOST_ROUNDS; round++) {
                boolean changed = false;
                double[][] sums = new double[centers.length][image.channels()];
                int[] members = new int[centers.length];
                for (int i = 0; i < labels.length; i++) {
                    int label = nearest(i, centers, centers.length);
                    changed |= label != labels[i];
                    labels[i] = label;
                    members[label]++;
                    for (int c = 0; c < image.channels(); c++) {
                        sums[label][c] += image.data()[c * count() + i];
                    }
                }
                if (!changed) {
                    break;
                }
                for (int k = 0; k < centers.length; k++) {
                    for (int c = 0; c < image.channels() && members[k] > 0; c++) {
                        centers[k][c] = sums[k][c] / members[k];
                    }
                }
            }
            return labels;
        }

        /** The sum of squared distances to the nearest centre. */
        double distance(double[][] centers) {
            double sum = 0;
            for (int i = 0; i < count(); i++) {
                sum += distance(i, centers[nearest(i, centers, centers.length)]);
            }
            return sum;
        }
    }
}
