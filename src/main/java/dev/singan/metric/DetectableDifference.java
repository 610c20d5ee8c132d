package dev.singan.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The smallest gain in AUC that a study could have found, by simulation of studies like it. In each of them the patients are drawn with
 * replacement; an arm's scores are the baseline's plus the changes that one of the study's own arms made to them, less the mean of these
 * changes within each class, so that nothing but their scatter is left, which is alike within a patient as theirs is; and the positives'
 * scores are moved up by one shift. The shift at which Obuchowski's test finds the gain as often as the power asks is searched by
 * bisection; the gain is that of the whole study's patients.
 */
public final class DetectableDifference {
    private static final double MOST = 20;
    private static final int HALVINGS = 12;

    private final List<Split> splits;
    private final PatientBootstrap studies;
    private final int simulations;
    private final List<RocAuc> baseline;
    private final int arms;

    /**
     * A test set.
     *
     * @param positive whether a patch is of the class
     * @param baseline the baseline's scores as logits
     * @param arms {@code [arm][patch]} the arms' scores as logits
     * @param cluster the number of its patient
     */
    @SuppressWarnings("ArrayRecordComponent") // arrays for speed, never compared
    public record Split(boolean[] positive, double[] baseline, double[][] arms, int[] cluster) {
        double[] shifted(int arm, double shift) {
            double[] means = {meanChange(arm, false), meanChange(arm, true)};
            double[] scores = new double[baseline.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = arms[arm][i] - means[positive[i] ? 1 : 0] + (positive[i] ? shift : 0);
            }
            return scores;
        }

        private double meanChange(int arm, boolean side) {
            return IntStream.range(0, positive.length)
                    .filter(i -> positive[i] == side)
                    .mapToDouble(i -> arms[arm][i] - baseline[i])
                    .average()
                    .orElse(0);
        }
    }

    /**
     * Prepares.
     *
     * @param splits the study's test sets, each with as many arms, at least one
     * @param studies draws of the patients, one for each simulated study
     * @param simulations how many of the draws are taken
     */
    public DetectableDifference(List<Split> splits, PatientBootstrap studies, int simulations) {
        this.splits = splits;
        this.studies = studies;
        this.simulations = Math.min(simulations, studies.draws());
        this.arms = splits.get(0).arms().length;
        this.baseline = splits.stream()
                .map(split -> new RocAuc(split.positive(), split.baseline(), split.cluster()))
                .toList();
    }

    /** How many studies are simulated. */
    public int simulations() {
        return simulations;
    }

    /**
     * The gain.
     *
     * @param alpha two-sided level of the test, in (0, 1)
     * @param power share of studies that find it, in (0, 1)
     * @return NaN where even the greatest shift is not found so often
     */
    public double find(double alpha, double power) {
        double critical = -new NormalDistribution(0, 1).inverseCumulativeProbability(alpha / 2);
        double low = 0;
        double high = MOST;
        if (found(high, critical) < power) {
            return Double.NaN;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (found(middle, critical) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return gain(high);
    }

    /** The share of studies in which the arm's AUC is greater than the baseline's by the test. */
    private double found(double shift, double critical) {
        List<List<RocAuc>> shifted = shifted(shift);
        int found = 0;
        for (int study = 0; study < simulations; study++) {
            Obuchowski test = Obuchowski.of(shifted.get(study % arms), baseline, studies.weights(study));
            found += test.z() > critical ? 1 : 0;
        }
        return (double) found / simulations;
    }

    private List<List<RocAuc>> shifted(double shift) {
        List<List<RocAuc>> all = new ArrayList<>();
        for (int a = 0; a < arms; a++) {
            int arm = a;
            all.add(splits.stream()
                    .map(split -> new RocAuc(split.positive(), split.shifted(arm, shift), split.cluster()))
                    .toList());
        }
        return all;
    }

    private double gain(double shift) {
        int[] ones = new int[studies.weights(0).length];
        Arrays.fill(ones, 1);
        return shifted(shift).stream()
                .mapToDouble(arm -> Obuchowski.of(arm, baseline, ones).difference())
                .average()
                .orElseThrow();
    }
}
