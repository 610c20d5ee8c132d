package dev.singan.gan.model;

import dev.singan.tensor.CounterRandom;
import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A network's weights before training, as in the official code: convolutions N(0, 0.02), batch norm weights N(1, 0.02) and
 * biases 0; the last convolution's biases are left as PyTorch makes them, uniform within 1/sqrt(inputs x 9).
 */
public final class InitialWeights {
    private static final float DEVIATION = 0.02f;

    private InitialWeights() {}

    public static NetState draw(NetLayout layout, UniformRandomProvider stream) {
        CounterRandom random = new CounterRandom(stream.nextLong());
        float[] parameters = new float[layout.length()];
        for (int l = 0; l <= NetLayout.BLOCKS; l++) {
            fill(parameters, layout.weight(l), layout.weightLength(l), 0, random);
            if (l < NetLayout.BLOCKS) {
                fill(parameters, layout.gamma(l), layout.filters(), 1, random);
            }
        }
        double bound = 1 / Math.sqrt(9.0 * layout.inputs(NetLayout.BLOCKS));
        for (int i = layout.bias(); i < layout.length(); i++) {
            parameters[i] = (float) ((2.0 * random.uniform() - 1) * bound);
        }
        return NetState.fresh(layout, parameters);
    }

    private static void fill(float[] values, int offset, int length, float mean, CounterRandom random) {
        float[] normals = random.normals(length);
        for (int i = 0; i < length; i++) {
            values[offset + i] = Math.fma(DEVIATION, normals[i], mean);
        }
    }

    /** The name of a network's stream. */
    public static String streamName(String singan, int scale, Net net) {
        return "gan/" + singan + "/scale-" + scale + "/" + (net == Net.GENERATOR ? "generator" : "critic");
    }
}
