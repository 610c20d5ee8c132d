package dev.singan.gan;

import dev.singan.tensor.Net;
import dev.singan.tensor.NetLayout;
import dev.singan.tensor.NetState;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A network's weights before training, as in the official code: convolutions N(0, 0.02), batch norm weights N(1, 0.02) and
 * biases 0; the last convolution's biases are left as PyTorch makes them, uniform within 1/sqrt(inputs x 9).
 */
final class InitialWeights {
    private static final float DEVIATION = 0.02f;

    private InitialWeights() {}

    static NetState draw(NetLayout layout, UniformRandomProvider stream) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(stream);
        float[] parameters = new float[layout.length()];
        for (int l = 0; l <= NetLayout.BLOCKS; l++) {
            fill(parameters, layout.weight(l), layout.weightLength(l), 0, gaussian);
            if (l < NetLayout.BLOCKS) {
                fill(parameters, layout.gamma(l), layout.filters(), 1, gaussian);
            }
        }
        double bound = 1 / Math.sqrt(9.0 * layout.inputs(NetLayout.BLOCKS));
        for (int i = layout.bias(); i < layout.length(); i++) {
            parameters[i] = (float) ((2 * stream.nextDouble() - 1) * bound);
        }
        return NetState.fresh(layout, parameters);
    }

    private static void fill(
            float[] values, int offset, int length, float mean, ZigguratSampler.NormalizedGaussian gaussian) {
        for (int i = offset; i < offset + length; i++) {
            values[i] = mean + DEVIATION * (float) gaussian.sample();
        }
    }

    /** The name of a network's stream. */
    static String streamName(String singan, int scale, Net net) {
        return "gan/" + singan + "/scale-" + scale + "/" + (net == Net.GENERATOR ? "generator" : "critic");
    }
}
