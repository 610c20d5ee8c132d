package dev.singan.metric;

import java.util.Arrays;

/**
 * A summary of scores. Median and quartiles stand beside mean and deviation because SiFID is sensitive to outliers.
 *
 * @param mean mean
 * @param sd standard deviation with n-1; 0 for one value
 * @param median median
 * @param q1 lower quartile, interpolated linearly (the method of numpy's {@code percentile})
 * @param q3 upper quartile, likewise
 * @param n how many values
 */
public record Distribution(double mean, double sd, double median, double q1, double q3, int n) {
    /**
     * The summary of values.
     *
     * @throws IllegalArgumentException where there are none
     */
    public static Distribution of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double squares = 0;
        for (double value : sorted) {
            squares += (value - mean) * (value - mean);
        }
        double sd = sorted.length == 1 ? 0 : Math.sqrt(squares / (sorted.length - 1));
        return new Distribution(
                mean, sd, quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75), sorted.length);
    }

    private static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
