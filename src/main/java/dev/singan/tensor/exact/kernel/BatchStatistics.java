package dev.singan.tensor.exact.kernel;

/** What a training-mode batch norm of one image found and applied, channel by channel: it normalises each image by itself. */
public final class BatchStatistics {
    /** What PyTorch adds to the variance. */
    static final float EPSILON = 1e-5f;

    public final float[] mean;

    /** Biased: divided by the number of positions. */
    public final float[] variance;

    /** 1/√(variance + ε). */
    public final float[] inverse;

    /** γ/√(variance + ε), with the γ of the forward pass. */
    final float[] scale;

    /** β − mean·scale, with the γ and β of the forward pass. */
    final float[] shift;

    public BatchStatistics(int channels) {
        mean = new float[channels];
        variance = new float[channels];
        inverse = new float[channels];
        scale = new float[channels];
        shift = new float[channels];
    }

    /**
     * Takes over what was measured.
     *
     * @param sums sum of the values, by channel
     * @param squares sum of the squared distances from the mean, by channel
     * @param positions how many values there were
     */
    public void set(float[] sums, float[] squares, int positions, float[] gamma, float[] beta) {
        for (int c = 0; c < mean.length; c++) {
            mean[c] = sums[c] / positions;
            variance[c] = squares[c] / positions;
            inverse[c] = 1f / (float) Math.sqrt(variance[c] + EPSILON);
            scale[c] = gamma[c] * inverse[c];
            shift[c] = Math.fma(-mean[c], scale[c], beta[c]);
        }
    }
}
