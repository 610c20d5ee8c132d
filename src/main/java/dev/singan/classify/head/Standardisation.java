package dev.singan.classify.head;

import java.util.Arrays;
import java.util.List;

/**
 * Features centred and scaled by mean and deviation (n) of the real training patches. The samples that an arm adds have no part in it, so
 * that all arms of a split see the held-out patches alike. A feature that does not vary becomes 0.
 */
public final class Standardisation {
    private final double[] mean;
    private final double[] scale;

    private Standardisation(double[] mean, double[] scale) {
        this.mean = mean;
        this.scale = scale;
    }

    /** Leaves features as they are. */
    public static Standardisation none(int dimension) {
        double[] ones = new double[dimension];
        Arrays.fill(ones, 1);
        return new Standardisation(new double[dimension], ones);
    }

    /** Takes mean and deviation of some rows. */
    public static Standardisation of(List<float[]> features, int[] rows, int dimension) {
        double[] mean = new double[dimension];
        double[] scale = new double[dimension];
        for (int row : rows) {
            float[] values = features.get(row);
            for (int j = 0; j < dimension; j++) {
                mean[j] += values[j];
            }
        }
        for (int j = 0; j < dimension; j++) {
            mean[j] /= rows.length;
        }
        for (int row : rows) {
            float[] values = features.get(row);
            for (int j = 0; j < dimension; j++) {
                double deviation = values[j] - mean[j];
                scale[j] += deviation * deviation;
            }
        }
        for (int j = 0; j < dimension; j++) {
            double deviation = Math.sqrt(scale[j] / rows.length);
            // Rounding leaves a constant feature a deviation of some 1e-8 of its size.
            scale[j] = deviation > 1e-6 * Math.abs(mean[j]) && deviation > 0 ? 1 / deviation : 0;
        }
        return new Standardisation(mean, scale);
    }

    /** Writes a row into a flat array, at its i-th place. */
    public void apply(float[] row, float[] to, int i) {
        int at = i * mean.length;
        for (int j = 0; j < mean.length; j++) {
            to[at + j] = (float) ((row[j] - mean[j]) * scale[j]);
        }
    }

    /** Rows as a flat array. */
    public float[] apply(List<float[]> features, int[] rows) {
        float[] flat = new float[rows.length * mean.length];
        for (int i = 0; i < rows.length; i++) {
            apply(features.get(rows[i]), flat, i);
        }
        return flat;
    }
}
