package dev.singan.study.evaluate;

import dev.singan.classify.Figures;
import dev.singan.metric.ClassScores;
import dev.singan.metric.PatientBootstrap;
import dev.singan.study.results.Curve;
import java.util.ArrayList;
import java.util.List;

/** The mean ROC curves of an arm's classes, each with its bootstrap band and its deviation over the splits. */
final class CurveBlocks {
    private static final int GRID = 101;
    /** A drawn band needs no more: its ends move by less than a line's width with other draws, and a curve costs as much as 100 AUCs. */
    private static final int BAND_DRAWS = 2000;

    private final ArmResult cell;
    private final PatientBootstrap bootstrap;
    private final double confidence;
    private final boolean deviationByN;
    private final double[] grid = new double[GRID];

    CurveBlocks(ArmResult cell, PatientBootstrap bootstrap, double confidence, boolean deviationByN) {
        this.cell = cell;
        this.bootstrap = bootstrap;
        this.confidence = confidence;
        this.deviationByN = deviationByN;
        for (int i = 0; i < GRID; i++) {
            grid[i] = i / (GRID - 1.0);
        }
    }

    /** Of the classes that have a curve in any split. */
    List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        for (int c = 0; c < cell.task().labels().size(); c++) {
            List<double[]> splits = splits(c, cell.ones());
            if (!splits.isEmpty()) {
                curves.add(curve(c, splits));
            }
        }
        return curves;
    }

    private Curve curve(int c, List<double[]> splits) {
        double[][] draws = new double[GRID][Math.min(BAND_DRAWS, bootstrap.draws())];
        for (int draw = 0; draw < draws[0].length; draw++) {
            List<double[]> drawn = splits(c, bootstrap.weights(draw));
            for (int i = 0; i < GRID; i++) {
                draws[i][draw] = mean(drawn, i);
            }
        }
        double[] mean = new double[GRID];
        double[] sd = new double[GRID];
        double[] low = new double[GRID];
        double[] high = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            int at = i;
            mean[i] = mean(splits, i);
            sd[i] = ArmResult.deviation(
                    splits.stream().mapToDouble(tpr -> tpr[at]).toArray(), mean[i], deviationByN);
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
                Figures.listOrNull(sd),
                Figures.list(low),
                Figures.list(high));
    }

    /** The curves of the splits in which there is one. */
    private List<double[]> splits(int c, int[] weights) {
        List<double[]> curves = new ArrayList<>();
        for (ClassScores scores : cell.prepared()) {
            double[] tpr = new double[GRID];
            scores.rocAuc(c).curve(grid, weights, tpr);
            if (!Double.isNaN(tpr[0])) {
                curves.add(tpr);
            }
        }
        return curves;
    }

    /** NaN where there is no curve. */
    private static double mean(List<double[]> curves, int at) {
        double sum = 0;
        for (double[] tpr : curves) {
            sum += tpr[at];
        }
        return sum / curves.size();
    }
}
