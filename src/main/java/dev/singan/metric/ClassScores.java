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
    private final PatientTallies tallies;

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
        this.tallies = PatientTallies.of(classes, labels, predicted, squares, cluster);
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
        double[] auc = new double[classes];
        double[] brier = new double[classes];
        for (int c = 0; c < classes; c++) {
            auc[c] = rocAuc[c].auc(weights);
            for (int i = 0; i < labels.length; i++) {
                brier[c] += weights[cluster[i]] * squares[c][i];
            }
        }
        return Decisions.measures(confusion(weights), auc, brier);
    }

    /**
     * The same for the weightings of a block. AUCs come from one pass over the sorted patches, all else from sums over the patients.
     *
     * @return {@code [draw][class, then all][measure]}
     */
    public double[][][] measure(WeightBlock block) {
        double[][] auc = new double[classes][WeightBlock.SIZE];
        for (int c = 0; c < classes; c++) {
            rocAuc[c].auc(block, auc[c]);
        }
        double[][] sums = tallies.sums(block);
        double[][][] measures = new double[block.size()][][];
        for (int d = 0; d < measures.length; d++) {
            measures[d] = Decisions.measures(
                    tallies.confusion(sums, d), column(auc, 0, d), column(sums, classes * classes, d));
        }
        return measures;
    }

    private double[] column(double[][] rows, int from, int d) {
        double[] column = new double[classes];
        for (int c = 0; c < classes; c++) {
            column[c] = rows[from + c][d];
        }
        return column;
    }
}
