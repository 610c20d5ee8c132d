package dev.singan.tensor.onednn;

/** What a training-mode batch norm of one image found and applied, channel by channel: it normalises each image by itself. */
final class BatchStatistics {
    /** What PyTorch adds to the variance. */
    static final float EPSILON = 1e-5f;

    final float[] mean;

    /** Biased: divided by the number of positions. */
    final float[] variance;

    /** 1/√(variance + ε). */
    final float[] inverse;

    /** γ/√(variance + ε), with the γ of the forward pass. */
    final float[] scale;

    /** β − mean·scale, with the γ and β of the forward pass. */
    final float[] shift;

    BatchStatistics(int channels) {
        mean = new float[channels];
        variance = new float[channels];
        inverse = new float[channels];
        scale = new float[channels];
        shift = new float[channels];
    }
}
