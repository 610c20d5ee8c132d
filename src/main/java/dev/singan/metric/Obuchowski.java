package dev.singan.metric;

import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The test of two AUCs on the same patches of the same clusters (Obuchowski, Biometrics 53, 1997): DeLong's, but for the patches of a
 * cluster, which it does not take as independent. Where each cluster is one patch, it is DeLong's.
 *
 * <p>Over several splits the AUCs' means are compared. A cluster's share in the mean's error is the sum of its shares in the splits that
 * test it, so that one that is tested in two splits is one cluster still; of splits that share no cluster the variances add up.
 *
 * @param difference mean over the splits of the first AUC minus the second; the splits in which there are both classes
 * @param variance estimated variance of the difference
 * @param z difference divided by its deviation; 0 where the difference is 0
 * @param p two-sided p-value of the normal distribution
 */
public record Obuchowski(double difference, double variance, double z, double p) {
    private static final Obuchowski UNDEFINED = new Obuchowski(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /**
     * Compares two classifiers.
     *
     * @param first one of each split
     * @param second those of the same patches
     * @param weights how often each cluster counts, as if there were several that are alike
     * @return all NaN where no split has both classes, or a class of one lies in a single cluster
     */
    public static Obuchowski of(List<RocAuc> first, List<RocAuc> second, int[] weights) {
        Sums sums = new Sums(weights);
        for (int s = 0; s < first.size(); s++) {
            sums.add(first.get(s), second.get(s));
        }
        return sums.splits == 0 ? UNDEFINED : tested(sums.difference / sums.splits, sums.variance());
    }

    private static Obuchowski tested(double difference, double variance) {
        if (!(variance > 0) && difference != 0) {
            return UNDEFINED;
        }
        double z = difference == 0 ? 0 : difference / Math.sqrt(variance);
        return Double.isNaN(variance)
                ? UNDEFINED
                : new Obuchowski(
                        difference, variance, z, 2 * new NormalDistribution(0, 1).cumulativeProbability(-Math.abs(z)));
    }

    /** The clusters' shares in the error of the sum over the splits. */
    private static final class Sums {
        private final int[] weights;
        private final double[] positives;
        private final double[] negatives;
        private final double[] bothPositives;
        private final double[] bothNegatives;
        private double difference;
        private int splits;
        private boolean single;

        Sums(int[] weights) {
            this.weights = weights;
            this.positives = new double[weights.length];
            this.negatives = new double[weights.length];
            this.bothPositives = new double[weights.length];
            this.bothNegatives = new double[weights.length];
        }

        void add(RocAuc first, RocAuc second) {
            double delta = first.auc(weights) - second.auc(weights);
            if (Double.isNaN(delta)) {
                return;
            }
            difference += delta;
            splits++;
            int[] m = first.count(true);
            int[] n = first.count(false);
            double[] ofPositives = new double[m.length];
            double[] ofNegatives = new double[m.length];
            first.placements(weights, 1, ofPositives, ofNegatives);
            second.placements(weights, -1, ofPositives, ofNegatives);
            add(ofPositives, ofNegatives, m, n, delta);
        }

        /** Obuchowski's S10 / M, S01 / N and S11 / (M N) are sums of the squares and products of these. */
        private void add(double[] ofPositives, double[] ofNegatives, int[] m, int[] n, double delta) {
            double all = 0;
            double withPositives = 0;
            double withNegatives = 0;
            double sumOfM = 0;
            double sumOfN = 0;
            for (int i = 0; i < m.length; i++) {
                all += m[i] + n[i] > 0 ? weights[i] : 0;
                withPositives += m[i] > 0 ? weights[i] : 0;
                withNegatives += n[i] > 0 ? weights[i] : 0;
                sumOfM += (double) weights[i] * m[i];
                sumOfN += (double) weights[i] * n[i];
            }
            single |= withPositives < 2 || withNegatives < 2;
            for (int i = 0; i < m.length; i++) {
                double positive = (ofPositives[i] - m[i] * delta) / sumOfM;
                double negative = (ofNegatives[i] - n[i] * delta) / sumOfN;
                positives[i] += Math.sqrt(withPositives / (withPositives - 1)) * positive;
                negatives[i] += Math.sqrt(withNegatives / (withNegatives - 1)) * negative;
                bothPositives[i] += Math.sqrt(all / (all - 1)) * positive;
                bothNegatives[i] += Math.sqrt(all / (all - 1)) * negative;
            }
        }

        /** NaN where a class of a split lies in a single cluster, as one value has no variance. */
        double variance() {
            double sum = single ? Double.NaN : 0;
            for (int i = 0; i < weights.length; i++) {
                double own = positives[i] * positives[i] + negatives[i] * negatives[i];
                sum += weights[i] == 0 ? 0 : weights[i] * (own + 2 * bothPositives[i] * bothNegatives[i]);
            }
            return sum / splits / splits;
        }
    }
}
