package dev.singan.study.evaluate;

import dev.singan.classify.Figures;
import dev.singan.classify.plan.Arm;
import dev.singan.metric.DetectableDifference;
import dev.singan.metric.PatientBootstrap;
import dev.singan.study.results.Detectable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What gain the primary zoom groups' comparisons could have found. */
final class PowerBlock {
    private static final int SIMULATIONS = 500;
    private static final double POWER = 0.8;
    /** Probabilities nearer to 0 or 1 than this are all the same. */
    private static final double LEAST = 1e-12;

    private final ArmResult baseline;
    private final List<ArmResult> arms;
    private final PatientBootstrap bootstrap;
    private final ArmComparison.Settings settings;

    private PowerBlock(
            ArmResult baseline, List<ArmResult> arms, PatientBootstrap bootstrap, ArmComparison.Settings settings) {
        this.baseline = baseline;
        this.arms = arms;
        this.bootstrap = bootstrap;
        this.settings = settings;
    }

    /** For each class; of two classes for the last, as one's AUC is the other's. Empty where nothing is compared by pairs of patches. */
    static List<Detectable> of(List<ArmResult> cells, PatientBootstrap bootstrap, ArmComparison.Settings settings) {
        List<ArmResult> ordered = cells.stream()
                .sorted(Comparator.comparing(cell -> !cell.arm().equals(Arm.BASELINE)))
                .toList();
        ArmResult baseline = ordered.get(0);
        List<ArmResult> arms = ordered.stream()
                .skip(1)
                .filter(cell -> cell.sets().size() == baseline.sets().size())
                .filter(cell -> new PairedTests(cell, baseline).clustered(0).isPresent())
                .toList();
        return baseline.arm().equals(Arm.BASELINE) && !arms.isEmpty()
                ? new PowerBlock(baseline, arms, bootstrap, settings).each(ordered.size() - 1)
                : List.of();
    }

    private List<Detectable> each(int compared) {
        int classes = baseline.task().labels().size();
        List<Detectable> each = new ArrayList<>();
        for (int c = classes == 2 ? 1 : 0; c < classes; c++) {
            int tests = tests(compared, c);
            double auc = ArmResult.mean(baseline.values(baseline.ones()), c, 0);
            if (!Double.isNaN(auc)) {
                each.add(detectable(c, auc, tests));
            }
        }
        return each;
    }

    /** How many comparisons the class's family has; the one that stands alone is in none. */
    private int tests(int compared, int c) {
        int classes = baseline.task().labels().size();
        boolean together = settings.family() == TestFamily.ARMS_CLASSES && classes > 2;
        PrimaryComparison primary = settings.primary();
        boolean without = primary != null && (together || primary.label().equals(baseline.label(c)));
        return compared * (together ? classes : 1) - (without ? 1 : 0);
    }

    private Detectable detectable(int c, double auc, int tests) {
        DetectableDifference search = new DetectableDifference(splits(c), bootstrap, SIMULATIONS);
        double alpha = 1 - settings.confidence();
        double alone = search.find(alpha, POWER);
        return new Detectable(
                baseline.task().id(),
                baseline.label(c),
                auc,
                POWER,
                search.simulations(),
                Figures.orNull(alone),
                tests,
                tests < 1 ? null : Figures.orNull(tests == 1 ? alone : search.find(alpha / tests, POWER)));
    }

    private List<DetectableDifference.Split> splits(int c) {
        List<DetectableDifference.Split> splits = new ArrayList<>();
        for (int s = 0; s < baseline.sets().size(); s++) {
            int split = s;
            ScoredSet set = baseline.sets().get(s);
            boolean[] positive = new boolean[set.labels().length];
            for (int i = 0; i < positive.length; i++) {
                positive[i] = set.labels()[i] == c;
            }
            splits.add(new DetectableDifference.Split(
                    positive,
                    logits(set.of(c)),
                    arms.stream()
                            .map(arm -> logits(arm.sets().get(split).of(c)))
                            .toArray(double[][]::new),
                    set.patients()));
        }
        return splits;
    }

    private static double[] logits(double[] probabilities) {
        double[] logits = new double[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            double p = Math.min(1 - LEAST, Math.max(LEAST, probabilities[i]));
            logits[i] = StrictMath.log(p / (1 - p));
        }
        return logits;
    }
}
