package dev.singan.study.evaluate;

import dev.singan.classify.Figures;
import dev.singan.classify.plan.Arm;
import dev.singan.metric.DeLong;
import dev.singan.metric.Holm;
import dev.singan.metric.Measure;
import dev.singan.metric.PatientBootstrap;
import dev.singan.study.results.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arms of one pair of zoom sets, each with its interval and against the baseline. */
final class ArmComparison {
    private static final int MEASURES = Measure.values().length;

    private final List<ArmResult> cells;
    private final PatientBootstrap bootstrap;
    private final double confidence;
    private final boolean deviationByN;
    private final double[][][][] draws;

    /** @param cells the arms; the baseline, where it is among them, is what the others are compared with */
    ArmComparison(List<ArmResult> cells, PatientBootstrap bootstrap, double confidence, boolean deviationByN) {
        // Stable: the baseline comes to the front, the other arms keep their order.
        this.cells = cells.stream()
                .sorted(Comparator.comparing(cell -> !cell.arm().equals(Arm.BASELINE)))
                .toList();
        this.bootstrap = bootstrap;
        this.confidence = confidence;
        this.deviationByN = deviationByN;
        this.draws = new double[cells.size()][][][];
    }

    List<Summary> summaries() {
        for (int a = 0; a < draws.length; a++) {
            draws[a] = cells.get(a).bootstrap(bootstrap);
        }
        List<Summary> summaries = new ArrayList<>();
        for (int c = 0; c < draws[0].length; c++) {
            for (int m = 0; m < MEASURES; m++) {
                summaries.addAll(ofMeasure(c, m));
            }
        }
        return summaries;
    }

    private List<Summary> ofMeasure(int c, int m) {
        double[] p = new double[cells.size()];
        double[] delongP = new double[cells.size()];
        double[][] differences = new double[cells.size()][];
        DeLong[] delong = new DeLong[cells.size()];
        Arrays.fill(p, Double.NaN);
        Arrays.fill(delongP, Double.NaN);
        for (int a = 1; a < p.length && hasBaseline(); a++) {
            differences[a] = differences(draws[a][c][m], draws[0][c][m]);
            p[a] = PatientBootstrap.pValue(differences[a]);
            if (m == Measure.AUC.ordinal() && isClass(c) && comparable(a)) {
                delong[a] = delong(a, c);
                delongP[a] = delong[a].p();
            }
        }
        double[] adjusted = Holm.adjust(p);
        double[] delongAdjusted = Holm.adjust(delongP);
        List<Summary> summaries = new ArrayList<>();
        for (int a = 0; a < p.length; a++) {
            summaries.add(summary(a, c, m, differences[a], p[a], adjusted[a], published(delong[a], delongAdjusted[a])));
        }
        return summaries;
    }

    private boolean hasBaseline() {
        return cells.get(0).arm().equals(Arm.BASELINE);
    }

    private boolean isClass(int c) {
        return c < cells.get(0).task().labels().size();
    }

    private static double[] differences(double[] arm, double[] baseline) {
        double[] differences = new double[arm.length];
        for (int i = 0; i < arm.length; i++) {
            differences[i] = arm[i] - baseline[i];
        }
        return differences;
    }

    /** DeLong's test pairs patches, so both must have been tested on the same ones. */
    private boolean comparable(int a) {
        List<ScoredSet> one = pooled(cells.get(a));
        List<ScoredSet> other = pooled(cells.get(0));
        if (one.size() != other.size()) {
            return false;
        }
        for (int s = 0; s < one.size(); s++) {
            if (!one.get(s).patches().equals(other.get(s).patches())) {
                return false;
            }
        }
        return true;
    }

    private DeLong delong(int a, int c) {
        return DeLong.test(positives(c), pooled(cells.get(a), c), pooled(cells.get(0), c));
    }

    private boolean[] positives(int c) {
        List<ScoredSet> sets = pooled(cells.get(0));
        boolean[] positive =
                new boolean[sets.stream().mapToInt(set -> set.labels().length).sum()];
        int at = 0;
        for (ScoredSet set : sets) {
            for (int label : set.labels()) {
                positive[at++] = label == c;
            }
        }
        return positive;
    }

    /** The sets of all splits; where they are of the same patches their mean, so that no patch counts more than once. */
    private static List<ScoredSet> pooled(ArmResult cell) {
        return ScoredSet.samePatches(cell.sets()) ? List.of(ScoredSet.mean(cell.sets())) : cell.sets();
    }

    private static double[] pooled(ArmResult cell, int c) {
        return pooled(cell).stream()
                .flatMapToDouble(set -> Arrays.stream(set.scores()).mapToDouble(scores -> scores[c]))
                .toArray();
    }

    private static Summary.@Nullable Delong published(@Nullable DeLong delong, double adjusted) {
        return delong == null || Double.isNaN(delong.p())
                ? null
                : new Summary.Delong(delong.first(), delong.second(), delong.z(), delong.p(), adjusted);
    }

    private Summary summary(
            int a,
            int c,
            int m,
            double @Nullable [] differences,
            double p,
            double adjusted,
            Summary.@Nullable Delong delong) {
        ArmResult cell = cells.get(a);
        double[][][] values = cell.values(cell.ones());
        double mean = ArmResult.mean(values, c, m);
        double[] defined = Arrays.stream(values)
                .mapToDouble(split -> split[c][m])
                .filter(value -> !Double.isNaN(value))
                .toArray();
        PatientBootstrap.Interval interval = PatientBootstrap.interval(draws[a][c][m], confidence);
        PatientBootstrap.@Nullable Interval difference =
                differences == null ? null : PatientBootstrap.interval(differences, confidence);
        ArmResult baseline = cells.get(0);
        return new Summary(
                cell.task().id(),
                cell.arm().name(),
                cell.trainZoom(),
                cell.testZoom(),
                cell.label(c),
                Measure.values()[m].id(),
                Figures.orNull(mean),
                Figures.orNull(deviation(defined, mean)),
                deviationByN ? "n" : "n-1",
                defined.length,
                Figures.orNull(interval.low()),
                Figures.orNull(interval.high()),
                difference == null
                        ? null
                        : Figures.orNull(mean - ArmResult.mean(baseline.values(baseline.ones()), c, m)),
                difference == null ? null : Figures.orNull(difference.low()),
                difference == null ? null : Figures.orNull(difference.high()),
                Figures.orNull(p),
                Figures.orNull(adjusted),
                delong);
    }

    private double deviation(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        // One split has no deviation with n - 1: 0 / 0.
        return Math.sqrt(sum / (deviationByN ? values.length : values.length - 1));
    }
}
