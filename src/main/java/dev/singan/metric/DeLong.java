package dev.singan.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * DeLong's test of two AUCs on the same patches (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988), by midranks (Sun and Xu, IEEE
 * Signal Processing Letters 21, 2014). It takes the patches as independent.
 *
 * @param first AUC of the first scores
 * @param second AUC of the second scores
 * @param variance estimated variance of their difference
 * @param z difference of the AUCs divided by its deviation; 0 where both the difference and the variance are 0
 * @param p two-sided p-value
 */
public record DeLong(double first, double second, double variance, double z, double p) {
    /**
     * Compares two classifiers.
     *
     * @param positive whether a patch is of the class
     * @param first scores of the one
     * @param second scores of the other
     * @return all NaN where only one class is there, or one of a class alone
     */
    public static DeLong test(boolean[] positive, double[] first, double[] second) {
        int m = 0;
        for (boolean p : positive) {
            m += p ? 1 : 0;
        }
        int n = positive.length - m;
        if (m < 2 || n < 2) {
            return new DeLong(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double[][] a = placements(positive, first, m, n);
        double[][] b = placements(positive, second, m, n);
        double aucA = mean(a[0]);
        double aucB = mean(b[0]);
        double variance = differenceVariance(a[0], b[0]) / m + differenceVariance(a[1], b[1]) / n;
        double z = aucA == aucB ? 0 : (aucA - aucB) / Math.sqrt(variance);
        double p = 2 * new NormalDistribution(0, 1).cumulativeProbability(-Math.abs(z));
        return new DeLong(aucA, aucB, variance, z, p);
    }

    /** For each positive the share of negatives below it, and for each negative the share of positives above it; ties one half. */
    private static double[][] placements(boolean[] positive, double[] scores, int m, int n) {
        double[] all = midranks(scores);
        double[] within = new double[scores.length];
        midranksOf(positive, scores, true, within);
        midranksOf(positive, scores, false, within);
        double[][] result = {new double[m], new double[n]};
        int i = 0;
        int j = 0;
        for (int k = 0; k < scores.length; k++) {
            if (positive[k]) {
                result[0][i++] = (all[k] - within[k]) / n;
            } else {
                result[1][j++] = 1 - (all[k] - within[k]) / m;
            }
        }
        return result;
    }

    private static void midranksOf(boolean[] positive, double[] scores, boolean side, double[] to) {
        int[] at = IntStream.range(0, scores.length)
                .filter(i -> positive[i] == side)
                .toArray();
        double[] ranks = midranks(Arrays.stream(at).mapToDouble(i -> scores[i]).toArray());
        for (int i = 0; i < at.length; i++) {
            to[at[i]] = ranks[i];
        }
    }

    /** Ranks from 1, equal values sharing the mean of theirs. */
    private static double[] midranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int start = 0; start < order.length; ) {
            int end = start;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = 0.5 * (start + 1 + end);
            }
            start = end;
        }
        return ranks;
    }

    private static double differenceVariance(double[] a, double[] b) {
        double mean = mean(a) - mean(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double deviation = a[i] - b[i] - mean;
            sum += deviation * deviation;
        }
        return sum / (a.length - 1);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
