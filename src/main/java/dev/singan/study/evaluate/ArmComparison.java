package dev.singan.study.evaluate;

import dev.singan.classify.Figures;
import dev.singan.classify.plan.Arm;
import dev.singan.metric.DeLong;
import dev.singan.metric.Measure;
import dev.singan.metric.Obuchowski;
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
    private final Settings settings;
    private final double[][][][] draws;

    /**
     * How arms are compared.
     *
     * @param confidence level of the intervals
     * @param deviationByN whether the sum of squares over the splits is divided by their number
     * @param family what Holm's correction takes together
     * @param primary the comparison that stands alone, or null where there is none among these
     */
    record Settings(double confidence, boolean deviationByN, TestFamily family, @Nullable PrimaryComparison primary) {}

    /** @param cells the arms; the baseline, where it is among them, is what the others are compared with */
    ArmComparison(List<ArmResult> cells, PatientBootstrap bootstrap, Settings settings) {
        // Stable: the baseline comes to the front, the other arms keep their order.
        this.cells = cells.stream()
                .sorted(Comparator.comparing(cell -> !cell.arm().equals(Arm.BASELINE)))
                .toList();
        this.bootstrap = bootstrap;
        this.settings = settings;
        this.draws = new double[cells.size()][][][];
    }

    List<Summary> summaries() {
        for (int a = 0; a < draws.length; a++) {
            draws[a] = cells.get(a).bootstrap(bootstrap);
        }
        Comparisons[] comparisons = new Comparisons[MEASURES];
        Arrays.setAll(comparisons, this::comparisons);
        List<Summary> summaries = new ArrayList<>();
        for (int c = 0; c < draws[0].length; c++) {
            for (int m = 0; m < MEASURES; m++) {
                for (int a = 0; a < draws.length; a++) {
                    summaries.add(summary(a, c, m, comparisons[m]));
                }
            }
        }
        return summaries;
    }

    private Comparisons comparisons(int m) {
        Comparisons comparisons = new Comparisons(draws[0].length, draws.length);
        for (int c = 0; c < draws[0].length; c++) {
            for (int a = 1; a < draws.length && hasBaseline(); a++) {
                compare(comparisons, a, c, m);
            }
        }
        comparisons.correct(settings.family(), alone(comparisons, m));
        return comparisons;
    }

    private void compare(Comparisons comparisons, int a, int c, int m) {
        double[] differences = differences(a, c, m);
        double p = PatientBootstrap.pValue(differences);
        int at = comparisons.at(c, a);
        comparisons.bootstrap(at, p, PatientBootstrap.pError(p, PatientBootstrap.definedIn(differences)));
        if (m == Measure.AUC.ordinal() && isClass(c)) {
            PairedTests tests = new PairedTests(cells.get(a), cells.get(0));
            comparisons.test(
                    at, tests.clustered(c).orElse(null), tests.pooled(c).orElse(null));
        }
    }

    private @Nullable Integer alone(Comparisons comparisons, int m) {
        PrimaryComparison primary = settings.primary();
        if (primary == null || m != Measure.AUC.ordinal()) {
            return null;
        }
        List<Arm> arms = cells.stream().map(ArmResult::arm).toList();
        return comparisons.at(cells.get(0).task().labels().indexOf(primary.label()), arms.indexOf(primary.arm()));
    }

    private boolean hasBaseline() {
        return cells.get(0).arm().equals(Arm.BASELINE);
    }

    private boolean isClass(int c) {
        return c < cells.get(0).task().labels().size();
    }

    private double[] differences(int a, int c, int m) {
        double[] arm = draws[a][c][m];
        double[] baseline = draws[0][c][m];
        double[] differences = new double[arm.length];
        Arrays.setAll(differences, i -> arm[i] - baseline[i]);
        return differences;
    }

    private Summary summary(int a, int c, int m, Comparisons comparisons) {
        ArmResult cell = cells.get(a);
        double[][][] values = cell.values(cell.ones());
        double mean = ArmResult.mean(values, c, m);
        double[] defined = Arrays.stream(values)
                .mapToDouble(split -> split[c][m])
                .filter(value -> !Double.isNaN(value))
                .toArray();
        PatientBootstrap.Interval interval = PatientBootstrap.interval(draws[a][c][m], settings.confidence());
        boolean compared = a > 0 && hasBaseline();
        PatientBootstrap.@Nullable Interval difference =
                compared ? PatientBootstrap.interval(differences(a, c, m), settings.confidence()) : null;
        ArmResult baseline = cells.get(0);
        int at = comparisons.at(c, a);
        return new Summary(
                cell.task().id(),
                cell.arm().name(),
                cell.trainZoom(),
                cell.testZoom(),
                cell.label(c),
                Measure.values()[m].id(),
                Figures.orNull(mean),
                Figures.orNull(ArmResult.deviation(defined, mean, settings.deviationByN())),
                settings.deviationByN() ? "n" : "n-1",
                defined.length,
                Figures.orNull(interval.low()),
                Figures.orNull(interval.high()),
                compared ? Figures.orNull(mean - ArmResult.mean(baseline.values(baseline.ones()), c, m)) : null,
                difference == null ? null : Figures.orNull(difference.low()),
                difference == null ? null : Figures.orNull(difference.high()),
                Figures.orNull(comparisons.p(at)),
                Figures.orNull(comparisons.pError(at)),
                Figures.orNull(comparisons.pAdjusted(at)),
                Figures.orNull(comparisons.pAdjustedError(at)),
                clustered(comparisons.clustered(at), comparisons.clusteredAdjusted(at)),
                delong(comparisons.delong(at), comparisons.delongAdjusted(at)));
    }

    private static Summary.@Nullable Clustered clustered(@Nullable Obuchowski test, double adjusted) {
        return test == null || Double.isNaN(test.p())
                ? null
                : new Summary.Clustered(Math.sqrt(test.variance()), test.z(), test.p(), adjusted);
    }

    private static Summary.@Nullable Delong delong(@Nullable DeLong test, double adjusted) {
        return test == null || Double.isNaN(test.p())
                ? null
                : new Summary.Delong(test.first(), test.second(), test.z(), test.p(), adjusted);
    }
}
