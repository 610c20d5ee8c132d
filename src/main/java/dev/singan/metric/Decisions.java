package dev.singan.metric;

import java.util.Arrays;

/** The measures that a confusion matrix, the classes' AUCs and their squared errors give. */
final class Decisions {
    private final long[][] counts;
    private final double[] auc;
    private final double[] brier;
    private final long total;

    private Decisions(long[][] counts, double[] auc, double[] brier) {
        this.counts = counts;
        this.auc = auc;
        this.brier = brier;
        long sum = 0;
        for (long[] row : counts) {
            sum += Arrays.stream(row).sum();
        }
        this.total = sum;
    }

    /**
     * All measures.
     *
     * @param counts {@code [true class][predicted class]}
     * @param auc of each class
     * @param brier sum of squared errors of each class
     * @return {@code [class, then all][measure]}
     */
    static double[][] measures(long[][] counts, double[] auc, double[] brier) {
        return new Decisions(counts, auc, brier).measures();
    }

    private double[][] measures() {
        double[][] result = new double[counts.length + 1][];
        for (int c = 0; c < counts.length; c++) {
            result[c] = one(c);
        }
        result[counts.length] = whole(result);
        return result;
    }

    private double[] one(int c) {
        long hits = counts[c][c];
        long actual = Arrays.stream(counts[c]).sum();
        long called = 0;
        for (long[] row : counts) {
            called += row[c];
        }
        double precision = (double) hits / called;
        double recall = (double) hits / actual;
        double specificity = (double) (total - actual - called + hits) / (total - actual);
        double[] measures = new double[Measure.values().length];
        measures[Measure.AUC.ordinal()] = auc[c];
        measures[Measure.ACCURACY.ordinal()] = (double) (total - actual - called + 2 * hits) / total;
        measures[Measure.BALANCED_ACCURACY.ordinal()] = (recall + specificity) / 2;
        measures[Measure.PRECISION.ordinal()] = precision;
        measures[Measure.RECALL.ordinal()] = recall;
        measures[Measure.F1.ordinal()] = 2.0 * hits / (actual + called);
        measures[Measure.BRIER.ordinal()] = brier[c] / total;
        return measures;
    }

    private double[] whole(double[][] each) {
        long hits = 0;
        double sumOfBrier = 0;
        double meanAuc = 0;
        for (int c = 0; c < counts.length; c++) {
            hits += counts[c][c];
            sumOfBrier += each[c][Measure.BRIER.ordinal()];
            meanAuc += each[c][Measure.AUC.ordinal()] / counts.length;
        }
        double[] measures = new double[Measure.values().length];
        measures[Measure.AUC.ordinal()] = meanAuc;
        measures[Measure.ACCURACY.ordinal()] = (double) hits / total;
        measures[Measure.BALANCED_ACCURACY.ordinal()] = meanOfDefined(each, Measure.RECALL);
        measures[Measure.PRECISION.ordinal()] = meanOfDefined(each, Measure.PRECISION);
        measures[Measure.RECALL.ordinal()] = meanOfDefined(each, Measure.RECALL);
        measures[Measure.F1.ordinal()] = meanOfDefined(each, Measure.F1);
        measures[Measure.BRIER.ordinal()] = sumOfBrier;
        return measures;
    }

    private static double meanOfDefined(double[][] each, Measure measure) {
        double sum = 0;
        int n = 0;
        for (double[] row : each) {
            double value = row == null ? Double.NaN : row[measure.ordinal()];
            if (!Double.isNaN(value)) {
                sum += value;
                n++;
            }
        }
        return sum / n;
    }
}
