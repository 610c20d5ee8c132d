package dev.singan.metric;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The nonparametric bootstrap over patients (cluster bootstrap; Field and Welsh, JRSS B 2007): each draw takes as many patients as there
 * are, with replacement, and a patient brings all of its patches. The same draws serve every arm, so that differences are paired.
 */
public final class PatientBootstrap {
    private final byte[][] counts;

    /**
     * Draws.
     *
     * @param patients how many patients, at least 1
     * @param draws how many draws, at least 1
     * @param random where from
     */
    public PatientBootstrap(int patients, int draws, UniformRandomProvider random) {
        counts = new byte[draws][patients];
        for (byte[] draw : counts) {
            for (int i = 0; i < patients; i++) {
                // Of n patients one is taken more than 127 times with a probability below 1e-200.
                draw[random.nextInt(patients)]++;
            }
        }
    }

    /** How many draws. */
    public int draws() {
        return counts.length;
    }

    /** How often each patient was taken in a draw. */
    public int[] weights(int draw) {
        int[] weights = new int[counts[draw].length];
        Arrays.setAll(weights, i -> counts[draw][i]);
        return weights;
    }

    /**
     * Draws side by side, so that one pass over sorted patches serves them all.
     *
     * @param first the first draw
     * @return of {@link WeightBlock#SIZE} draws; where there are not so many left, the others have no patients
     */
    public WeightBlock block(int first) {
        int patients = counts[first].length;
        double[] weights = new double[patients * WeightBlock.SIZE];
        int size = Math.min(WeightBlock.SIZE, counts.length - first);
        for (int d = 0; d < size; d++) {
            for (int i = 0; i < patients; i++) {
                weights[i * WeightBlock.SIZE + d] = counts[first + d][i];
            }
        }
        return new WeightBlock(weights, size);
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

    /**
     * The Monte Carlo standard error of {@link #pValue}: that of twice a share of as many draws. Another seed moves p by about as much.
     *
     * @param p the p-value
     * @param draws in how many draws the difference was defined
     */
    public static double pError(double p, long draws) {
        return Math.sqrt(p * Math.max(0, 2 - p) / draws);
    }

    /** In how many draws a statistic was defined. */
    public static long definedIn(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
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
