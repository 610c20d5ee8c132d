package dev.singan.metric;

import java.util.Arrays;
import java.util.Comparator;

/** Holm's step-down correction for several comparisons (Scandinavian Journal of Statistics 6, 1979). */
public final class Holm {
    private Holm() {}

    /**
     * Adjusted p-values.
     *
     * @param p p-values in [0, 1]; NaN for comparisons that were not possible, which do not count
     * @return in the same order, at most 1; NaN where p is
     */
    public static double[] adjust(double[] p) {
        return adjust(p, new double[p.length])[0];
    }

    /**
     * Adjusted p-values and their errors.
     *
     * @param p p-values in [0, 1]; NaN for comparisons that were not possible, which do not count
     * @param errors standard errors of the p-values
     * @return {@code [0]} as {@link #adjust(double[])}, {@code [1]} their standard errors: of the p-value that an adjusted one is a multiple
     *     of, as many times; 0 where it is 1 by the bound
     */
    public static double[][] adjust(double[] p, double[] errors) {
        Integer[] order = new Integer[p.length];
        Arrays.setAll(order, i -> i);
        Integer[] sorted = Arrays.stream(order)
                .filter(i -> !Double.isNaN(p[i]))
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .toArray(Integer[]::new);
        double[][] adjusted = new double[2][p.length];
        Arrays.fill(adjusted[0], Double.NaN);
        Arrays.fill(adjusted[1], Double.NaN);
        double least = 0;
        double error = 0;
        for (int k = 0; k < sorted.length; k++) {
            int factor = sorted.length - k;
            double now = Math.min(1, factor * p[sorted[k]]);
            if (now > least) {
                least = now;
                error = factor * p[sorted[k]] > 1 ? 0 : factor * errors[sorted[k]];
            }
            adjusted[0][sorted[k]] = least;
            adjusted[1][sorted[k]] = error;
        }
        return adjusted;
    }
}
