package dev.singan.tensor;

import java.util.Map;

/**
 * A convolution without bias and the batch norm behind it, as one convolution with bias. In eval mode a batch norm is an affine
 * map per channel, g (x - m) / sqrt(v + eps) + b; it is folded in double.
 *
 * @param kernel side of the square kernel
 * @param inputs input channels
 * @param outputs output channels
 * @param weights kernel x kernel x inputs x outputs values, outputs fastest (HWIO)
 * @param bias a value per output
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record FoldedConvolution(int kernel, int inputs, int outputs, float[] weights, float[] bias) {
    /**
     * Folds tensors of PyTorch's names and layout.
     *
     * @param state tensors by name
     * @param convolution prefix of the convolution: {@code .weight} is O x I x k x k
     * @param norm prefix of the batch norm: {@code .weight}, {@code .bias}, {@code .running_mean}, {@code .running_var}
     * @param epsilon added to the variance
     */
    public static FoldedConvolution fold(Map<String, Tensor> state, String convolution, String norm, double epsilon) {
        Tensor weight = get(state, convolution + ".weight");
        int outputs = weight.size(0);
        int inputs = weight.size(1);
        int taps = weight.size(2) * weight.size(3);
        float[] gamma = get(state, norm + ".weight").data();
        float[] beta = get(state, norm + ".bias").data();
        float[] mean = get(state, norm + ".running_mean").data();
        float[] variance = get(state, norm + ".running_var").data();
        float[] weights = new float[weight.data().length];
        float[] bias = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            double factor = gamma[o] / Math.sqrt(variance[o] + epsilon);
            bias[o] = (float) (beta[o] - mean[o] * factor);
            for (int i = 0; i < inputs; i++) {
                for (int t = 0; t < taps; t++) {
                    weights[(t * inputs + i) * outputs + o] =
                            (float) (weight.data()[(o * inputs + i) * taps + t] * factor);
                }
            }
        }
        return new FoldedConvolution(weight.size(2), inputs, outputs, weights, bias);
    }

    /** A convolution as it is, without bias and with nothing folded in, for a batch norm in training mode to follow. */
    public static FoldedConvolution plain(Map<String, Tensor> state, String convolution) {
        Tensor weight = get(state, convolution + ".weight");
        int outputs = weight.size(0);
        int inputs = weight.size(1);
        int taps = weight.size(2) * weight.size(3);
        float[] weights = new float[weight.data().length];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int t = 0; t < taps; t++) {
                    weights[(t * inputs + i) * outputs + o] = weight.data()[(o * inputs + i) * taps + t];
                }
            }
        }
        return new FoldedConvolution(weight.size(2), inputs, outputs, weights, new float[outputs]);
    }

    private static Tensor get(Map<String, Tensor> state, String name) {
        Tensor tensor = state.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return tensor;
    }
}
