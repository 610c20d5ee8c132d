package dev.singan.report;

import dev.singan.study.results.Added;
import dev.singan.study.results.Calibration;
import dev.singan.study.results.Confusion;
import dev.singan.study.results.Curve;
import dev.singan.study.results.Definition;
import dev.singan.study.results.Detectable;
import dev.singan.study.results.Head;
import dev.singan.study.results.Results;
import dev.singan.study.results.Run;
import dev.singan.study.results.Summary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The figures of the made-up study that have to do with classifiers. */
final class ScoresFixture {
    static final List<String> ARMS = List.of("baseline", "singan-2", "singan-4", "oversampling");
    private static final List<String> ZOOMS = List.of("1", "3", "123");
    private static final Map<String, List<String>> CLASSES =
            Map.of("binary", List.of("healthy", "suspicious"), "multiclass", List.of("healthy", "benign", "malignant"));
    private static final List<String> TASKS = List.of("binary", "multiclass");
    private static final List<String> METRICS =
            List.of("auc", "accuracy", "balancedAccuracy", "precision", "recall", "f1", "brier");

    static Definition definition() {
        return new Definition(
                42,
                TASKS,
                ARMS,
                List.of("baseline", "singan-4"),
                2,
                "123",
                ZOOMS,
                "scattering",
                "none (fixed filters)",
                898,
                64,
                0.95,
                2000,
                "arms",
                "malignant:singan-4",
                Map.of("singan.seed", "42", "singan.gan.size", "64", "singan.note", ReportFixture.HOSTILE));
    }

    private interface Each {
        void at(String task, String arm, String label);
    }

    private static void each(Each each) {
        for (String task : TASKS) {
            for (String arm : ARMS) {
                CLASSES.get(task).forEach(label -> each.at(task, arm, label));
            }
        }
    }

    /** A made-up AUC: healthy is easy, malignant hard, and arms differ a little. */
    static double auc(String task, String arm, String label, String train, String test) {
        double base =
                label.equals("healthy") || label.equals("suspicious") ? 0.94 : label.equals("benign") ? 0.74 : 0.68;
        double shift = train.equals(test) ? 0 : -0.045;
        return base + 0.012 * ARMS.indexOf(arm) + shift;
    }

    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        each((task, arm, label) -> {
            for (int split = 0; split < 2; split++) {
                Double auc = auc(task, arm, label, "123", "123") + 0.01 * (split - 0.5);
                runs.add(new Run(
                        task,
                        arm,
                        "123",
                        "123",
                        split,
                        label,
                        90,
                        30,
                        auc,
                        0.8,
                        0.78,
                        split == 0 ? null : 0.7,
                        0.66,
                        0.68,
                        0.14));
            }
        });
        return runs;
    }

    List<Summary> summary() {
        List<Summary> summary = new ArrayList<>();
        each((task, arm, label) ->
                METRICS.forEach(metric -> summary.add(summary(task, arm, label, metric, "123", "123"))));
        TASKS.forEach(task -> ARMS.forEach(arm -> summary.add(summary(task, arm, Results.MACRO, "auc", "123", "123"))));
        for (String task : TASKS) {
            String label = CLASSES.get(task).get(CLASSES.get(task).size() - 1);
            for (String arm : definition().matrixArms()) {
                for (String train : ZOOMS) {
                    ZOOMS.stream()
                            .filter(test -> !(train.equals("123") && test.equals("123")))
                            .forEach(test -> summary.add(summary(task, arm, label, "auc", train, test)));
                }
            }
        }
        return summary;
    }

    private static Summary summary(String task, String arm, String label, String metric, String train, String test) {
        double mean = metric.equals("auc") ? auc(task, arm, label, train, test) : metric.equals("brier") ? 0.14 : 0.77;
        boolean base = arm.equals("baseline");
        double gain = mean - (metric.equals("auc") ? auc(task, "baseline", label, train, test) : mean);
        Summary.Delong delong =
                base || !metric.equals("auc") ? null : new Summary.Delong(mean, mean - gain, 1.2, 0.23, 0.46);
        return new Summary(
                task,
                arm,
                train,
                test,
                label,
                metric,
                mean,
                0.015,
                "n-1",
                2,
                mean - 0.05,
                Math.min(1, mean + 0.04),
                base ? null : gain,
                base ? null : gain - 0.03,
                base ? null : gain + 0.03,
                base ? null : 0.21,
                base ? null : 0.004,
                base ? null : 0.63,
                base ? null : 0.012,
                base || !metric.equals("auc") ? null : new Summary.Clustered(0.014, 1.1, 0.27, 0.54),
                delong);
    }

    List<Detectable> detectable() {
        return List.of(
                new Detectable("binary", "suspicious", 0.94, 0.8, 500, 0.025, 3, 0.031),
                new Detectable("multiclass", "benign", 0.74, 0.8, 500, 0.06, 3, null),
                new Detectable("multiclass", "malignant", 0.68, 0.8, 500, 0.08, 2, 0.09));
    }

    List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        each((task, arm, label) -> {
            double auc = auc(task, arm, label, "123", "123");
            // the power curve x^a has the area 1 / (a + 1)
            DoubleUnaryOperator roc = x -> Math.pow(x, 1 / auc - 1);
            List<Double> fpr = grid(x -> x);
            curves.add(new Curve(
                    task,
                    arm,
                    "123",
                    "123",
                    label,
                    fpr,
                    grid(roc),
                    grid(x -> 0.2 * x * (1 - x)),
                    grid(x -> Math.max(0, roc.applyAsDouble(x) - 0.08)),
                    grid(x -> Math.min(1, roc.applyAsDouble(x) + 0.05))));
        });
        return curves;
    }

    private static List<Double> grid(DoubleUnaryOperator function) {
        return IntStream.rangeClosed(0, 50)
                .mapToObj(i -> function.applyAsDouble(i / 50.0))
                .toList();
    }

    List<Confusion> confusion() {
        List<Confusion> all = new ArrayList<>();
        for (String arm : ARMS) {
            all.add(new Confusion(
                    "binary", arm, "123", "123", CLASSES.get("binary"), List.of(List.of(80, 10), List.of(12, 70))));
            all.add(new Confusion(
                    "multiclass",
                    arm,
                    "123",
                    "123",
                    CLASSES.get("multiclass"),
                    List.of(List.of(80, 6, 4), List.of(9, 40, 12), List.of(0, 0, 0))));
        }
        return all;
    }

    List<Calibration> calibration() {
        List<Calibration> all = new ArrayList<>();
        each((task, arm, label) -> all.add(new Calibration(
                task,
                arm,
                label,
                List.of(
                        new Calibration.Bin(0, 0.1, 50, 0.05, 0.08),
                        new Calibration.Bin(0.4, 0.5, 20, 0.45, 0.5),
                        new Calibration.Bin(0.9, 1, 30, 0.96, 0.9)))));
        return all;
    }

    List<Added> added() {
        return List.of(
                new Added("multiclass", "baseline", "123", 0, List.of(), 0, ""),
                new Added("multiclass", "singan-2", "123", 0, List.of(21, 20), 41, ""),
                new Added(
                        "multiclass",
                        "singan-4",
                        "123",
                        0,
                        List.of(1, 0, 0, 0),
                        1,
                        "fewer than one sample from each SinGAN"));
    }

    List<Head> heads() {
        List<Head> heads = new ArrayList<>();
        for (String task : TASKS) {
            for (String arm : ARMS) {
                for (int split = 0; split < 2; split++) {
                    int epochs = 20 + split;
                    heads.add(new Head(
                            task,
                            arm,
                            "123",
                            split,
                            12,
                            12,
                            series(epochs, 0.2),
                            series(epochs, 0.35),
                            series(epochs, 0.5),
                            series(epochs, 0.4),
                            Collections.nCopies(epochs, null),
                            Collections.nCopies(epochs, 0.8),
                            CLASSES.get(task).stream()
                                    .map(label -> new Head.ClassCurves(
                                            label,
                                            series(epochs, 0.1),
                                            Collections.nCopies(epochs, null),
                                            series(epochs, 0.15),
                                            series(epochs, 0.12)))
                                    .toList(),
                            Map.of("healthy", 900L, "benign", 850L)));
                }
            }
        }
        return heads;
    }

    private static List<Double> series(int epochs, double floor) {
        return DoubleStream.iterate(0, i -> i + 1)
                .limit(epochs)
                .mapToObj(i -> floor + 0.8 * Math.exp(-i / 5))
                .toList();
    }
}
