package dev.singan.study.evaluate;

import dev.singan.classify.Figures;
import dev.singan.classify.plan.Arm;
import dev.singan.classify.plan.Task;
import dev.singan.metric.ClassScores;
import dev.singan.metric.Measure;
import dev.singan.metric.PatientBootstrap;
import dev.singan.metric.WeightBlock;
import dev.singan.study.results.Results;
import dev.singan.study.results.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One arm, trained on one zoom set and tested on another: its scores by split and its bootstrap. */
final class ArmResult {
    private static final int MEASURES = Measure.values().length;

    private final Task task;
    private final Arm arm;
    private final String trainZoom;
    private final String testZoom;
    private final List<ScoredSet> sets;
    private final List<ClassScores> prepared;
    private final int[] ones;

    /**
     * @param sets one test set per split, of the test zoom groups alone
     * @param patients how many patients there are
     */
    ArmResult(Task task, Arm arm, String trainZoom, String testZoom, List<ScoredSet> sets, int patients) {
        this.task = task;
        this.arm = arm;
        this.trainZoom = trainZoom;
        this.testZoom = testZoom;
        this.sets = sets;
        this.prepared =
                sets.stream().map(set -> set.prepared(task.labels().size())).toList();
        this.ones = new int[patients];
        Arrays.fill(ones, 1);
    }

    Task task() {
        return task;
    }

    Arm arm() {
        return arm;
    }

    String trainZoom() {
        return trainZoom;
    }

    String testZoom() {
        return testZoom;
    }

    List<ScoredSet> sets() {
        return sets;
    }

    List<ClassScores> prepared() {
        return prepared;
    }

    /** A weight of one for every patient. */
    int[] ones() {
        return ones;
    }

    /** The name of a class, or of the mean over them. */
    String label(int c) {
        return c < task.labels().size() ? task.labels().get(c) : Results.MACRO;
    }

    /** {@code [split][class, then all][measure]}. */
    double[][][] values(int[] weights) {
        return prepared.stream().map(scores -> scores.measure(weights)).toArray(double[][][]::new);
    }

    /** {@code [class, then all][measure][draw]}: the mean over the splits, of those in which it is defined. */
    double[][][] bootstrap(PatientBootstrap bootstrap) {
        double[][][] draws = new double[task.labels().size() + 1][MEASURES][bootstrap.draws()];
        for (int first = 0; first < bootstrap.draws(); first += WeightBlock.SIZE) {
            WeightBlock block = bootstrap.block(first);
            double[][][][] values =
                    prepared.stream().map(scores -> scores.measure(block)).toArray(double[][][][]::new);
            for (int d = 0; d < block.size(); d++) {
                put(values, d, draws, first + d);
            }
        }
        return draws;
    }

    private static void put(double[][][][] values, int d, double[][][] draws, int draw) {
        double[][][] ofDraw = new double[values.length][][];
        for (int split = 0; split < values.length; split++) {
            ofDraw[split] = values[split][d];
        }
        for (int c = 0; c < draws.length; c++) {
            for (int m = 0; m < MEASURES; m++) {
                draws[c][m][draw] = mean(ofDraw, c, m);
            }
        }
    }

    /** The mean over the splits in which the measure is defined, or NaN. */
    static double mean(double[][][] values, int c, int m) {
        double sum = 0;
        int n = 0;
        for (double[][] split : values) {
            if (!Double.isNaN(split[c][m])) {
                sum += split[c][m];
                n++;
            }
        }
        return sum / n;
    }

    /** The deviation over the splits; NaN of one by n - 1, as that is 0 / 0. */
    static double deviation(double[] values, double mean, boolean byN) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / (byN ? values.length : values.length - 1));
    }

    /** The scores of each split. */
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int s = 0; s < sets.size(); s++) {
            double[][] values = prepared.get(s).measure(ones);
            for (int c = 0; c < values.length; c++) {
                runs.add(run(s, c, values[c]));
            }
        }
        return runs;
    }

    private Run run(int s, int c, double[] values) {
        ClassScores scores = prepared.get(s);
        return new Run(
                task.id(),
                arm.name(),
                trainZoom,
                testZoom,
                sets.get(s).split(),
                label(c),
                scores.size(),
                c < task.labels().size() ? scores.positives(c) : scores.size(),
                figure(values, Measure.AUC),
                figure(values, Measure.ACCURACY),
                figure(values, Measure.BALANCED_ACCURACY),
                figure(values, Measure.PRECISION),
                figure(values, Measure.RECALL),
                figure(values, Measure.F1),
                figure(values, Measure.BRIER));
    }

    private static @Nullable Double figure(double[] values, Measure measure) {
        return Figures.orNull(values[measure.ordinal()]);
    }
}
