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
        Integer[] order = new Integer[p.length];
        Arrays.setAll(order, i -> i);
        Integer[] sorted = Arrays.stream(order)
                .filter(i -> !Double.isNaN(p[i]))
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .toArray(Integer[]::new);
        double[] adjusted = new double[p.length];
        Arrays.fill(adjusted, Double.NaN);
        double least = 0;
        for (int k = 0; k < sorted.length; k++) {
            least = Math.max(least, Math.min(1, (sorted.length - k) * p[sorted[k]]));
            adjusted[sorted[k]] = least;
        }
        return adjusted;
    }
}
