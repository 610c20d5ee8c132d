package dev.singan.metric;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The area under the receiver operating characteristic (AUC) and the curve itself, for one class against the others. The scores are
 * sorted once, so that each of many weightings of the patients (a bootstrap) costs a pass over the patches.
 *
 * <p>Conventions are scikit-learn's {@code roc_auc_score} and {@code roc_curve}: tied scores are one step of the curve, so that a tie
 * between a positive and a negative counts one half. Where only one class is there, the result is NaN.
 */
public final class RocAuc {
    private final boolean[] positive;
    private final int[] cluster;
    private final double[] score;
    /** Where each run of equal scores ends, exclusively. */
    private final int[] ends;

    /**
     * Sorts the scores.
     *
     * @param positive whether a patch is of the class
     * @param scores its score for the class; not NaN
     * @param cluster the number of its patient, from 0
     */
    public RocAuc(boolean[] positive, double[] scores, int[] cluster) {
        int n = scores.length;
        if (positive.length != n || cluster.length != n) {
            throw new IllegalArgumentException(
                    positive.length + " labels, " + n + " scores and " + cluster.length + " clusters");
        }
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
        this.positive = new boolean[n];
        this.cluster = new int[n];
        this.score = new double[n];
        int[] found = new int[n];
        int runs = 0;
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(scores[order[i]])) {
                throw new IllegalArgumentException("the score of patch " + order[i] + " is not a number");
            }
            this.positive[i] = positive[order[i]];
            this.cluster[i] = cluster[order[i]];
            this.score[i] = scores[order[i]];
            if (i > 0 && this.score[i] != this.score[i - 1]) {
                found[runs++] = i;
            }
        }
        if (n > 0) {
            found[runs++] = n;
        }
        this.ends = Arrays.copyOf(found, runs);
    }

    /** Sorts scores whose patches all count once. */
    public static RocAuc of(boolean[] positive, double[] scores) {
        return new RocAuc(positive, scores, new int[scores.length]);
    }

    /** The area under the curve where every patch counts once; NaN where only one class is there. */
    public double auc() {
        return auc(ones());
    }

    /**
     * The area under the curve: the probability that a positive scores above a negative, ties counting one half.
     *
     * @param weights how often each patient counts
     * @return in [0, 1]; NaN where only one class has weight
     */
    public double auc(int[] weights) {
        long above = 0;
        long negatives = 0;
        double pairs = 0;
        int start = 0;
        for (int end : ends) {
            long inRun = 0;
            long against = 0;
            for (int i = start; i < end; i++) {
                int weight = weights[cluster[i]];
                if (positive[i]) {
                    inRun += weight;
                } else {
                    against += weight;
                }
            }
            pairs += against * (above + 0.5 * inRun);
            above += inRun;
            negatives += against;
            start = end;
        }
        return pairs / ((double) above * negatives);
    }

    /**
     * The same for the weightings of a block, in one pass: the very numbers of {@link #auc(int[])}, as sums of halves are exact.
     *
     * @param to where to; NaN where only one class has weight
     */
    public void auc(WeightBlock block, double[] to) {
        double[] above = new double[WeightBlock.SIZE];
        double[] negatives = new double[WeightBlock.SIZE];
        double[] pairs = new double[WeightBlock.SIZE];
        double[] inRun = new double[WeightBlock.SIZE];
        int start = 0;
        for (int end : ends) {
            if (end == start + 1) {
                one(start, block, above, negatives, pairs);
            } else {
                tied(start, end, block, above, negatives, pairs, inRun);
            }
            start = end;
        }
        for (int d = 0; d < WeightBlock.SIZE; d++) {
            to[d] = pairs[d] / (above[d] * negatives[d]);
        }
    }

    private void one(int i, WeightBlock block, double[] above, double[] negatives, double[] pairs) {
        if (positive[i]) {
            block.add(cluster[i], above);
        } else {
            block.add(cluster[i], negatives);
            block.addProduct(cluster[i], above, pairs);
        }
    }

    private void tied(
            int start, int end, WeightBlock block, double[] above, double[] negatives, double[] pairs, double[] inRun) {
        Arrays.fill(inRun, 0);
        for (int i = start; i < end; i++) {
            if (positive[i]) {
                block.add(cluster[i], 0.5, inRun);
            }
        }
        // In the middle of the run's positives each of its negatives has half of them above it.
        add(inRun, above);
        for (int i = start; i < end; i++) {
            if (!positive[i]) {
                block.add(cluster[i], negatives);
                block.addProduct(cluster[i], above, pairs);
            }
        }
        add(inRun, above);
    }

    private static void add(double[] from, double[] to) {
        for (int d = 0; d < WeightBlock.SIZE; d++) {
            to[d] += from[d];
        }
    }

    /** How many clusters may be weighted: one more than the largest number of one. */
    int clusters() {
        return Arrays.stream(cluster).max().orElse(-1) + 1;
    }

    /**
     * Adds the placements of the patches to sums over their clusters (Obuchowski 1997): of each positive the share of negatives below it,
     * of each negative the share of positives above it, ties one half. A cluster that counts several times is there as often, but its sums
     * are those of one.
     *
     * @param weights how often each cluster counts
     * @param sign what the placements are multiplied by
     * @param ofPositives by cluster
     * @param ofNegatives by cluster
     */
    void placements(int[] weights, double sign, double[] ofPositives, double[] ofNegatives) {
        double positives = weight(weights, true);
        double negatives = weight(weights, false);
        double above = 0;
        double below = negatives;
        int start = 0;
        for (int end : ends) {
            double inRun = 0;
            double against = 0;
            for (int i = start; i < end; i++) {
                inRun += positive[i] ? weights[cluster[i]] : 0;
                against += positive[i] ? 0 : weights[cluster[i]];
            }
            double overNegative = (above + 0.5 * inRun) / positives;
            double underPositive = (below - 0.5 * against) / negatives;
            for (int i = start; i < end; i++) {
                if (positive[i]) {
                    ofPositives[cluster[i]] += sign * underPositive;
                } else {
                    ofNegatives[cluster[i]] += sign * overNegative;
                }
            }
            above += inRun;
            below -= against;
            start = end;
        }
    }

    private double weight(int[] weights, boolean side) {
        double sum = 0;
        for (int i = 0; i < positive.length; i++) {
            sum += positive[i] == side ? weights[cluster[i]] : 0;
        }
        return sum;
    }

    /** How many patches of a side each cluster has. */
    int[] count(boolean side) {
        int[] count = new int[clusters()];
        for (int i = 0; i < positive.length; i++) {
            count[cluster[i]] += positive[i] == side ? 1 : 0;
        }
        return count;
    }

    /**
     * True positive rates on a grid of false positive rates, linear between the curve's points; where the curve is vertical, its upper end
     * (NumPy's {@code interp}).
     *
     * @param grid ascending, in [0, 1]
     * @param weights how often each patient counts
     * @param tpr where to; all NaN where only one class has weight
     */
    public void curve(double[] grid, int[] weights, double[] tpr) {
        long positives = 0;
        long negatives = 0;
        for (int i = 0; i < positive.length; i++) {
            int weight = weights[cluster[i]];
            positives += positive[i] ? weight : 0;
            negatives += positive[i] ? 0 : weight;
        }
        if (positives == 0 || negatives == 0) {
            Arrays.fill(tpr, Double.NaN);
            return;
        }
        double x0 = 0;
        double y0 = 0;
        long truePositives = 0;
        long falsePositives = 0;
        int start = 0;
        int g = 0;
        for (int end : ends) {
            for (int i = start; i < end; i++) {
                int weight = weights[cluster[i]];
                truePositives += positive[i] ? weight : 0;
                falsePositives += positive[i] ? 0 : weight;
            }
            double x = (double) falsePositives / negatives;
            double y = (double) truePositives / positives;
            while (g < grid.length && grid[g] < x) {
                tpr[g] = y0 + (y - y0) * (grid[g] - x0) / (x - x0);
                g++;
            }
            x0 = x;
            y0 = y;
            start = end;
        }
        Arrays.fill(tpr, g, grid.length, 1);
    }

    /** The curve's corners where every patch counts once, as {@code roc_curve(drop_intermediate=False)} gives them. */
    public Roc roc() {
        double[] fpr = new double[ends.length + 1];
        double[] tpr = new double[ends.length + 1];
        double[] thresholds = new double[ends.length + 1];
        thresholds[0] = Double.POSITIVE_INFINITY;
        long positives = 0;
        int start = 0;
        for (int run = 0; run < ends.length; run++) {
            for (int i = start; i < ends[run]; i++) {
                positives += positive[i] ? 1 : 0;
            }
            tpr[run + 1] = positives;
            fpr[run + 1] = ends[run] - positives;
            thresholds[run + 1] = score[start];
            start = ends[run];
        }
        long negatives = positive.length - positives;
        for (int i = 0; i < fpr.length; i++) {
            tpr[i] /= positives;
            fpr[i] /= negatives;
        }
        return new Roc(fpr, tpr, thresholds);
    }

    private int[] ones() {
        int[] ones = new int[Arrays.stream(cluster).max().orElse(0) + 1];
        Arrays.fill(ones, 1);
        return ones;
    }
}
