package dev.singan.gan.train;

import dev.singan.tensor.CounterRandom;
import dev.singan.tensor.growing.ConvolutionLayout;
import dev.singan.tensor.growing.NetWeights;
import org.apache.commons.rng.UniformRandomProvider;

/** Weights of a ConSinGAN before training, as in the reference implementation, and of a generator that has grown. */
final class GrowingWeights {
    private static final float DEVIATION = 0.02f;

    private GrowingWeights() {}

    /** Weights N(0, 0.02); biases as PyTorch makes them, uniform within 1/sqrt(inputs x 9). */
    static NetWeights draw(ConvolutionLayout layout, UniformRandomProvider stream) {
        CounterRandom random = new CounterRandom(stream.nextLong());
        float[] parameters = new float[layout.length()];
        for (ConvolutionLayout.Convolution c : layout.convolutions()) {
            int biases = c.offset() + c.weights();
            float[] normals = random.normals(c.weights());
            for (int i = 0; i < normals.length; i++) {
                parameters[c.offset() + i] = DEVIATION * normals[i];
            }
            double bound = 1 / Math.sqrt(9.0 * c.inputs());
            for (int i = biases; i < biases + c.outputs(); i++) {
                parameters[i] = (float) ((2.0 * random.uniform() - 1) * bound);
            }
        }
        return NetWeights.fresh(layout, parameters);
    }

    /** The generator with one more stage, which begins as a copy of the newest one; Adam begins anew. */
    static NetWeights grown(NetWeights generator) {
        ConvolutionLayout old = generator.layout();
        ConvolutionLayout layout =
                ConvolutionLayout.generator(old.get(0).inputs(), old.get(0).outputs(), old.stages() + 1);
        float[] parameters = new float[layout.length()];
        int tail = old.get(old.size() - 1).offset();
        int newest = old.get(old.first(old.stages() - 1)).offset();
        System.arraycopy(generator.parameters(), 0, parameters, 0, tail);
        System.arraycopy(generator.parameters(), newest, parameters, tail, tail - newest);
        System.arraycopy(generator.parameters(), tail, parameters, tail + tail - newest, old.length() - tail);
        return NetWeights.fresh(layout, parameters);
    }

    /** The same parameters before Adam's first step. */
    static NetWeights withFreshOptimizer(NetWeights weights) {
        return NetWeights.fresh(weights.layout(), weights.parameters());
    }
}
