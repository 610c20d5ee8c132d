package dev.singan.tensor.onednn.kernel;

/** What a training-mode batch norm of one image found and applied, channel by channel: it normalises each image by itself. */
public final class OneDnnBatchStatistics {
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

    public OneDnnBatchStatistics(int channels) {
        mean = new float[channels];
        variance = new float[channels];
        inverse = new float[channels];
        scale = new float[channels];
        shift = new float[channels];
    }
}
