package dev.singan.metric;

import java.util.Arrays;

/**
 * Sums over each patient's patches that all measures but the AUC come from, as the confusion matrix and the Brier score are linear in the
 * patients' weights.
 */
final class PatientTallies {
    private final int classes;
    private final int[] patients;
    /** {@code [true class * classes + predicted class, then the classes' squared errors][patient]}. */
    private final double[][] tallies;

    private PatientTallies(int classes, int[] patients, double[][] tallies) {
        this.classes = classes;
        this.patients = patients;
        this.tallies = tallies;
    }

    static PatientTallies of(int classes, int[] labels, int[] predicted, double[][] squares, int[] cluster) {
        int[] patients = Arrays.stream(cluster).distinct().sorted().toArray();
        double[][] tallies = new double[classes * classes + classes][patients.length];
        for (int i = 0; i < labels.length; i++) {
            int patient = Arrays.binarySearch(patients, cluster[i]);
            tallies[labels[i] * classes + predicted[i]][patient]++;
            for (int c = 0; c < classes; c++) {
                tallies[classes * classes + c][patient] += squares[c][i];
            }
        }
        return new PatientTallies(classes, patients, tallies);
    }

    /** {@code [tally][draw]}. */
    double[][] sums(WeightBlock block) {
        double[][] sums = new double[tallies.length][WeightBlock.SIZE];
        for (int k = 0; k < tallies.length; k++) {
            for (int p = 0; p < patients.length; p++) {
                if (tallies[k][p] != 0) {
                    block.add(patients[p], tallies[k][p], sums[k]);
                }
            }
        }
        return sums;
    }

    /** {@code [true class][predicted class]} in a draw. */
    long[][] confusion(double[][] sums, int draw) {
        long[][] counts = new long[classes][classes];
        for (int k = 0; k < classes * classes; k++) {
            counts[k / classes][k % classes] = (long) sums[k][draw];
        }
        return counts;
    }
}
