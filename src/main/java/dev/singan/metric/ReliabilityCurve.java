package dev.singan.metric;

import java.util.ArrayList;
import java.util.List;

/** How far scores can be taken for probabilities: the share of positives among patches of like scores. */
public final class ReliabilityCurve {
    private ReliabilityCurve() {}

    /**
     * Patches of like scores.
     *
     * @param low least score, inclusive
     * @param high largest score, exclusive but in the last bin
     * @param n patches
     * @param meanScore their mean score
     * @param fraction share of them that is positive
     */
    public record Bin(double low, double high, int n, double meanScore, double fraction) {}

    /**
     * Bins of equal width; empty ones are left out.
     *
     * @param positive whether a patch is of the class
     * @param scores in [0, 1]
     * @param bins how many bins
     */
    public static List<Bin> of(boolean[] positive, double[] scores, int bins) {
        int[] n = new int[bins];
        int[] hits = new int[bins];
        double[] sums = new double[bins];
        for (int i = 0; i < scores.length; i++) {
            int bin = Math.min(bins - 1, (int) (scores[i] * bins));
            n[bin]++;
            hits[bin] += positive[i] ? 1 : 0;
            sums[bin] += scores[i];
        }
        List<Bin> curve = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            if (n[bin] > 0) {
                curve.add(new Bin(
                        (double) bin / bins,
                        (bin + 1.0) / bins,
                        n[bin],
                        sums[bin] / n[bin],
                        (double) hits[bin] / n[bin]));
            }
        }
        return curve;
    }
}
