package dev.singan.tensor.engine;

import java.util.Arrays;

/**
 * A generator in eval mode with each batch norm folded into its convolution: y = gamma (z - mean) / sqrt(var + 1e-5) + beta is a convolution
 * with scaled weights and a bias. Folded in double.
 *
 * @param layout where the weights lie
 * @param weights laid out as the parameters are; the places of gamma, beta and the last bias have no meaning
 * @param biases the biases of the four hidden convolutions, then of the last
 */
public record FoldedGenerator(NetLayout layout, float[] weights, float[] biases) {
    private static final double EPSILON = 1e-5;

    /** Folds a trained network. */
    public static FoldedGenerator of(NetState state) {
        NetLayout layout = state.layout();
        int filters = layout.filters();
        float[] parameters = state.parameters();
        float[] weights = parameters.clone();
        float[] biases = new float[NetLayout.BLOCKS * filters + layout.outputs(NetLayout.BLOCKS)];
        for (int b = 0; b < NetLayout.BLOCKS; b++) {
            int perFilter = layout.weightLength(b) / filters;
            for (int c = 0; c < filters; c++) {
                int i = b * filters + c;
                double scale = parameters[layout.gamma(b) + c] / Math.sqrt(state.runningVar()[i] + EPSILON);
                biases[i] = (float) (parameters[layout.beta(b) + c] - state.runningMean()[i] * scale);
                int from = layout.weight(b) + c * perFilter;
                for (int k = from; k < from + perFilter; k++) {
                    weights[k] = (float) (parameters[k] * scale);
                }
            }
        }
        System.arraycopy(
                parameters, layout.bias(), biases, NetLayout.BLOCKS * filters, layout.outputs(NetLayout.BLOCKS));
        return new FoldedGenerator(layout, weights, biases);
    }

    /** The biases of convolution 0 to 4. */
    public float[] bias(int layer) {
        int from = layer * layout.filters();
        return Arrays.copyOfRange(biases, from, from + layout.outputs(layer));
    }
}
