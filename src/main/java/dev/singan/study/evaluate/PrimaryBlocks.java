package dev.singan.study.evaluate;

import dev.singan.classify.Figures;
import dev.singan.metric.ClassScores;
import dev.singan.metric.PatientBootstrap;
import dev.singan.metric.ReliabilityCurve;
import dev.singan.study.results.Calibration;
import dev.singan.study.results.Confusion;
import dev.singan.study.results.Curve;
import dev.singan.study.results.Mistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What is told of the main comparison's cells alone: curves, confusion, calibration and the worst mistakes. */
final class PrimaryBlocks {
    private static final int GRID = 101;
    private static final int BINS = 10;
    private static final int WORST = 12;
    /** A drawn band needs no more: its ends move by less than a line's width with other draws, and a curve costs as much as 100 AUCs. */
    private static final int BAND_DRAWS = 2000;

    private PrimaryBlocks() {}

    /** The mean ROC curve of each class with its bootstrap band. */
    static List<Curve> curves(ArmResult cell, PatientBootstrap bootstrap, double confidence) {
        double[] grid = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            grid[i] = i / (GRID - 1.0);
        }
        List<Curve> curves = new ArrayList<>();
        for (int c = 0; c < cell.task().labels().size(); c++) {
            double[] mean = new double[GRID];
            meanCurve(cell, c, grid, cell.ones(), mean);
            if (!Double.isNaN(mean[0])) {
                curves.add(curve(cell, c, grid, mean, bootstrap, confidence));
            }
        }
        return curves;
    }

    private static Curve curve(
            ArmResult cell, int c, double[] grid, double[] mean, PatientBootstrap bootstrap, double confidence) {
        double[][] draws = new double[GRID][Math.min(BAND_DRAWS, bootstrap.draws())];
        double[] drawn = new double[GRID];
        for (int draw = 0; draw < draws[0].length; draw++) {
            meanCurve(cell, c, grid, bootstrap.weights(draw), drawn);
            for (int i = 0; i < GRID; i++) {
                draws[i][draw] = drawn[i];
            }
        }
        double[] low = new double[GRID];
        double[] high = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            PatientBootstrap.Interval interval = PatientBootstrap.interval(draws[i], confidence);
            // A band that is not defined is the curve itself: with so few patients nothing more can be said.
            low[i] = Double.isNaN(interval.low()) ? mean[i] : interval.low();
            high[i] = Double.isNaN(interval.high()) ? mean[i] : interval.high();
        }
        return new Curve(
                cell.task().id(),
                cell.arm().name(),
                cell.trainZoom(),
                cell.testZoom(),
                cell.label(c),
                Figures.list(grid),
                Figures.list(mean),
                Figures.list(low),
                Figures.list(high));
    }

    /** The mean over the splits in which there is a curve; NaN where there is none. */
    private static void meanCurve(ArmResult cell, int c, double[] grid, int[] weights, double[] mean) {
        double[] tpr = new double[grid.length];
        Arrays.fill(mean, 0);
        int n = 0;
        for (ClassScores scores : cell.prepared()) {
            scores.rocAuc(c).curve(grid, weights, tpr);
            if (!Double.isNaN(tpr[0])) {
                n++;
                for (int i = 0; i < grid.length; i++) {
                    mean[i] += tpr[i];
                }
            }
        }
        for (int i = 0; i < grid.length; i++) {
            mean[i] /= n;
        }
    }

    static Confusion confusion(ArmResult cell) {
        int classes = cell.task().labels().size();
        int[][] sum = new int[classes][classes];
        for (ClassScores scores : cell.prepared()) {
            long[][] counts = scores.confusion(cell.ones());
            for (int i = 0; i < classes; i++) {
                for (int j = 0; j < classes; j++) {
                    sum[i][j] += Math.toIntExact(counts[i][j]);
                }
            }
        }
        return new Confusion(
                cell.task().id(),
                cell.arm().name(),
                cell.trainZoom(),
                cell.testZoom(),
                cell.task().labels(),
                Arrays.stream(sum)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList());
    }

    static List<Calibration> calibration(ArmResult cell) {
        List<Calibration> calibrations = new ArrayList<>();
        int n = cell.sets().stream().mapToInt(set -> set.labels().length).sum();
        for (int c = 0; c < cell.task().labels().size(); c++) {
            boolean[] positive = new boolean[n];
            double[] pooled = new double[n];
            int at = 0;
            for (ScoredSet set : cell.sets()) {
                for (int i = 0; i < set.labels().length; i++) {
                    positive[at] = set.labels()[i] == c;
                    pooled[at++] = set.scores()[i][c];
                }
            }
            List<Calibration.Bin> bins = ReliabilityCurve.of(positive, pooled, BINS).stream()
                    .map(bin -> new Calibration.Bin(bin.low(), bin.high(), bin.n(), bin.meanScore(), bin.fraction()))
                    .toList();
            calibrations.add(new Calibration(cell.task().id(), cell.arm().name(), cell.label(c), bins));
        }
        return calibrations;
    }

    /** The mistakes of the largest scores, over all splits. */
    static List<Mistake> mistakes(ArmResult cell) {
        List<Mistake> mistakes = new ArrayList<>();
        for (int s = 0; s < cell.sets().size(); s++) {
            ScoredSet set = cell.sets().get(s);
            for (int i = 0; i < set.labels().length; i++) {
                int predicted = cell.prepared().get(s).predicted(i);
                if (predicted != set.labels()[i]) {
                    mistakes.add(new Mistake(
                            cell.task().id(),
                            cell.arm().name(),
                            set.split(),
                            set.patches().get(i).id(),
                            cell.label(set.labels()[i]),
                            cell.label(predicted),
                            set.scores()[i][predicted]));
                }
            }
        }
        mistakes.sort(Comparator.comparingDouble(Mistake::score)
                .reversed()
                .thenComparingInt(Mistake::split)
                .thenComparingInt(Mistake::patch));
        return List.copyOf(mistakes.subList(0, Math.min(WORST, mistakes.size())));
    }
}
