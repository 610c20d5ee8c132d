package dev.singan.tensor;

import java.util.Map;

/**
 * A batch norm's parameters and running statistics, of which training mode makes new ones: after a batch the mean is
 * (1 - m) old + m new with m = {@value #MOMENTUM}, and so is the variance, the new one divided by n - 1 (PyTorch's BatchNorm2d). One
 * thread at a time.
 */
public final class BatchNorm {
    /** PyTorch's momentum. */
    public static final double MOMENTUM = 0.1;

    private final float[] weight;
    private final float[] bias;
    private final double[] mean;
    private final double[] variance;

    private BatchNorm(float[] weight, float[] bias, double[] mean, double[] variance) {
        this.weight = weight;
        this.bias = bias;
        this.mean = mean;
        this.variance = variance;
    }

    /**
     * The batch norm of PyTorch's names: {@code .weight}, {@code .bias}, {@code .running_mean}, {@code .running_var}.
     *
     * @param state tensors by name
     * @param name prefix of the names
     */
    public static BatchNorm of(Map<String, Tensor> state, String name) {
        return new BatchNorm(
                data(state, name + ".weight"),
                data(state, name + ".bias"),
                doubles(data(state, name + ".running_mean")),
                doubles(data(state, name + ".running_var")));
    }

    private static float[] data(Map<String, Tensor> state, String name) {
        Tensor tensor = state.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return tensor.data();
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** Channels. */
    public int channels() {
        return weight.length;
    }

    /** The factors. */
    public float[] weight() {
        return weight.clone();
    }

    /** The summands. */
    public float[] bias() {
        return bias.clone();
    }

    /**
     * Lets the running statistics drift by a batch.
     *
     * @param batchMean mean by channel, of n values
     * @param batchVariance variance by channel, divided by n
     * @param n values per channel: images times positions, at least 2
     */
    public void drift(float[] batchMean, float[] batchVariance, long n) {
        for (int c = 0; c < mean.length; c++) {
            mean[c] += MOMENTUM * (batchMean[c] - mean[c]);
            variance[c] += MOMENTUM * (batchVariance[c] * ((double) n / (n - 1)) - variance[c]);
        }
    }

    /** The running mean, by channel. */
    public float[] mean() {
        return floats(mean);
    }

    /** The running variance, by channel. */
    public float[] variance() {
        return floats(variance);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
