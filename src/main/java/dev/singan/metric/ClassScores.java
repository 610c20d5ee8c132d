package dev.singan.metric;

import java.util.Arrays;

/**
 * A classifier's scores on a set, ready to be measured under many weightings of the patients.
 *
 * <p>Conventions are scikit-learn's: the predicted class is the first of the largest score; a class is measured against all others
 * together; a measure that is not defined (nothing of a class is there, or nothing was called it) is NaN, and the mean over the classes
 * takes those that are defined, but for the AUC, which needs all classes.
 */
public final class ClassScores {
    private final int classes;
    private final int[] labels;
    private final int[] predicted;
    private final int[] cluster;
    private final double[][] squares;
    private final RocAuc[] rocAuc;

    /**
     * Prepares the scores.
     *
     * @param classes how many classes, at least 2
     * @param labels the true class of each patch, from 0
     * @param scores {@code [patch][class]}; probabilities
     * @param cluster the number of each patch's patient, from 0
     */
    public ClassScores(int classes, int[] labels, double[][] scores, int[] cluster) {
        this.classes = classes;
        this.labels = labels.clone();
        this.cluster = cluster.clone();
        this.predicted = new int[labels.length];
        this.squares = new double[classes][labels.length];
        this.rocAuc = new RocAuc[classes];
        for (int c = 0; c < classes; c++) {
            boolean[] positive = new boolean[labels.length];
            double[] score = new double[labels.length];
            for (int i = 0; i < labels.length; i++) {
                positive[i] = labels[i] == c;
                score[i] = scores[i][c];
                double error = score[i] - (positive[i] ? 1 : 0);
                squares[c][i] = error * error;
                predicted[i] = score[i] > scores[i][predicted[i]] ? c : predicted[i];
            }
            rocAuc[c] = new RocAuc(positive, score, cluster);
        }
    }

    /** How many patches. */
    public int size() {
        return labels.length;
    }

    /** The predicted class of a patch. */
    public int predicted(int patch) {
        return predicted[patch];
    }

    /** The AUC and the curve of a class against the others. */
    public RocAuc rocAuc(int label) {
        return rocAuc[label];
    }

    /** How many patches are of a class. */
    public int positives(int label) {
        return (int) Arrays.stream(labels).filter(l -> l == label).count();
    }

    /** {@code [true class][predicted class]}, each patch counting as often as its patient's weight. */
    public long[][] confusion(int[] weights) {
        long[][] counts = new long[classes][classes];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][predicted[i]] += weights[cluster[i]];
        }
        return counts;
    }

    /**
     * All measures.
     *
     * @param weights how often each patient counts
     * @return {@code [class][measure]}, measures in the order of {@link Measure}; the last row is the whole decision's: means over the
     *     classes of AUC, precision, recall and F1, accuracy and balanced accuracy of the decision, and the sum of the classes' Brier scores
     */
    public double[][] measure(int[] weights) {
        long[][] counts = confusion(weights);
        long total = 0;
        for (long[] row : counts) {
            total += Arrays.stream(row).sum();
        }
        double[][] result = new double[classes + 1][];
        for (int c = 0; c < classes; c++) {
            result[c] = one(c, counts, total, weights);
        }
        result[classes] = whole(result, counts, total);
        return result;
    }

    private double[] one(int c, long[][] counts, long total, int[] weights) {
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
        measures[Measure.AUC.ordinal()] = rocAuc[c].auc(weights);
        measures[Measure.ACCURACY.ordinal()] = (double) (total - actual - called + 2 * hits) / total;
        measures[Measure.BALANCED_ACCURACY.ordinal()] = (recall + specificity) / 2;
        measures[Measure.PRECISION.ordinal()] = precision;
        measures[Measure.RECALL.ordinal()] = recall;
        measures[Measure.F1.ordinal()] = 2.0 * hits / (actual + called);
        measures[Measure.BRIER.ordinal()] = brier(c, weights, total);
        return measures;
    }

    private double brier(int c, int[] weights, long total) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum += weights[cluster[i]] * squares[c][i];
        }
        return sum / total;
    }

    private double[] whole(double[][] each, long[][] counts, long total) {
        long hits = 0;
        double brier = 0;
        double auc = 0;
        for (int c = 0; c < classes; c++) {
            hits += counts[c][c];
            brier += each[c][Measure.BRIER.ordinal()];
            auc += each[c][Measure.AUC.ordinal()] / classes;
        }
        double[] measures = new double[Measure.values().length];
        measures[Measure.AUC.ordinal()] = auc;
        measures[Measure.ACCURACY.ordinal()] = (double) hits / total;
        measures[Measure.BALANCED_ACCURACY.ordinal()] = meanOfDefined(each, Measure.RECALL);
        measures[Measure.PRECISION.ordinal()] = meanOfDefined(each, Measure.PRECISION);
        measures[Measure.RECALL.ordinal()] = meanOfDefined(each, Measure.RECALL);
        measures[Measure.F1.ordinal()] = meanOfDefined(each, Measure.F1);
        measures[Measure.BRIER.ordinal()] = brier;
        return measures;
    }

    private double meanOfDefined(double[][] each, Measure measure) {
        double sum = 0;
        int n = 0;
        for (int c = 0; c < classes; c++) {
            double value = each[c][measure.ordinal()];
            if (!Double.isNaN(value)) {
                sum += value;
                n++;
            }
        }
        return sum / n;
    }
}
