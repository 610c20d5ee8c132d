package dev.singan.metric;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The nonparametric bootstrap over patients (cluster bootstrap; Field and Welsh, JRSS B 2007): each draw takes as many patients as there
 * are, with replacement, and a patient brings all of its patches. The same draws serve every arm, so that differences are paired.
 */
public final class PatientBootstrap {
    private final int[][] weights;

    /**
     * Draws.
     *
     * @param patients how many patients, at least 1
     * @param draws how many draws, at least 1
     * @param random where from
     */
    public PatientBootstrap(int patients, int draws, UniformRandomProvider random) {
        weights = new int[draws][patients];
        for (int[] draw : weights) {
            for (int i = 0; i < patients; i++) {
                draw[random.nextInt(patients)]++;
            }
        }
    }

    /** How many draws. */
    public int draws() {
        return weights.length;
    }

    /** How often each patient was taken in a draw. The array is not to be changed. */
    public int[] weights(int draw) {
        return weights[draw];
    }

    /**
     * An interval by percentiles.
     *
     * @param low lower end
     * @param high upper end
     */
    public record Interval(double low, double high) {
        static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);
    }

    /**
     * The percentile interval of a statistic (quantiles as NumPy's default, linear between order statistics).
     *
     * @param values the statistic in each draw; NaN where it was not defined
     * @param confidence in (0, 1)
     * @return NaN ends where it was defined in less than half of the draws
     */
    public static Interval interval(double[] values, double confidence) {
        double[] sorted = defined(values);
        if (sorted.length == 0 || 2 * sorted.length < values.length) {
            return Interval.UNDEFINED;
        }
        Arrays.sort(sorted);
        return new Interval(quantile(sorted, (1 - confidence) / 2), quantile(sorted, (1 + confidence) / 2));
    }

    /**
     * The two-sided p-value of a difference: twice the share of draws on the rarer side of zero, each side counting one draw more
     * (Davison and Hinkley, Bootstrap Methods, 1997, section 4.2), so that it is never zero.
     *
     * @param differences the difference in each draw; NaN where it was not defined
     */
    public static double pValue(double[] differences) {
        double[] defined = defined(differences);
        if (defined.length == 0 || 2 * defined.length < differences.length) {
            return Double.NaN;
        }
        int below = 0;
        int above = 0;
        for (double difference : defined) {
            below += difference <= 0 ? 1 : 0;
            above += difference >= 0 ? 1 : 0;
        }
        return Math.min(1, 2.0 * (Math.min(below, above) + 1) / (defined.length + 1));
    }

    private static double[] defined(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
