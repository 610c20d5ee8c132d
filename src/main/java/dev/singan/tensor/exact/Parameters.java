package dev.singan.tensor.exact;

import static dev.singan.tensor.engine.NetLayout.BLOCKS;

import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.exact.kernel.Adam;
import dev.singan.tensor.exact.kernel.BatchStatistics;
import dev.singan.tensor.exact.kernel.Channels;
import dev.singan.tensor.exact.kernel.Kernels;
import java.util.Arrays;

/**
 * A network's parameters with their gradients and Adam's moments, in one array each: per hidden layer the weights
 * {@code [ky][kx][input][output]}, gamma and beta, then the last convolution's weights {@code [ky][kx][output][input]} and biases. Hidden channels
 * are filled up with zeros, which stay zeros.
 */
final class Parameters {
    private static final float MOMENTUM = 0.1f;

    final NetLayout layout;
    final int channels;
    final float[] gradient;
    final ConvolutionWeights weights;
    private final int[] weightAt = new int[BLOCKS + 1];
    private final int[] gammaAt = new int[BLOCKS];
    private final int biasAt;
    private final Kernels kernels;
    private final float[] values;
    private final float[] first;
    private final float[] second;
    private float[] runningMean;
    private float[] runningVariance;
    private long batches;
    private long step;

    Parameters(Kernels kernels, NetLayout layout) {
        this.kernels = kernels;
        this.layout = layout;
        channels = Channels.fill(layout.filters());
        int at = 0;
        for (int l = 0; l <= BLOCKS; l++) {
            weightAt[l] = at;
            at += ImageConvolution.TAPS * inputs(l) * (l < BLOCKS ? channels : layout.outputs(l));
            if (l < BLOCKS) {
                gammaAt[l] = at;
                at += 2 * channels;
            }
        }
        biasAt = at;
        values = new float[at + Channels.fill(layout.outputs(BLOCKS))];
        gradient = new float[values.length];
        first = new float[values.length];
        second = new float[values.length];
        runningMean = new float[layout.statisticsLength()];
        runningVariance = new float[layout.statisticsLength()];
        weights = new ConvolutionWeights(kernels, layout);
    }

    private int inputs(int layer) {
        return layer == 0 ? layout.channels() : channels;
    }

    /** Where the weights of convolution 0 to 4 begin. */
    int weight(int layer) {
        return weightAt[layer];
    }

    float[] gamma(int block) {
        return Arrays.copyOfRange(values, gammaAt[block], gammaAt[block] + channels);
    }

    float[] beta(int block) {
        return Arrays.copyOfRange(values, gammaAt[block] + channels, gammaAt[block] + 2 * channels);
    }

    /** Where the gradient of a block's gammas begins; that of its betas follows. */
    int gammaGradient(int block) {
        return gammaAt[block];
    }

    /** The last convolution's bias of an output. */
    float bias(int output) {
        return values[biasAt + output];
    }

    /** Where the gradient of the last convolution's biases begins. */
    int biasGradient() {
        return biasAt;
    }

    /** The last convolution's weights, {@code [ky][kx][output][input]}, begin at {@link #weight}(4). */
    float[] values() {
        return values;
    }

    /** One Adam step on the gradient that has been put here. */
    void update(StepSettings settings, double learningRate) {
        step++;
        kernels.passes().adam(values, gradient, first, second, values.length, Adam.of(settings, learningRate, step));
        weights.set(values, weightAt);
    }

    /** Updates a block's running statistics as PyTorch does, with the unbiased variance. */
    void track(int block, BatchStatistics norm, int positions) {
        float unbias = (float) (positions / (positions - 1.0));
        float keep = 1 - MOMENTUM;
        for (int c = 0; c < layout.filters(); c++) {
            int i = block * layout.filters() + c;
            runningMean[i] = Math.fma(MOMENTUM, norm.mean[c], keep * runningMean[i]);
            runningVariance[i] = Math.fma(MOMENTUM, norm.variance[c] * unbias, keep * runningVariance[i]);
        }
        if (block == 0) {
            batches++;
        }
    }

    /** Takes over a state. */
    void load(NetState state) {
        if (!state.layout().equals(layout)) {
            throw new IllegalArgumentException("a state of " + state.layout() + " for " + layout);
        }
        scatter(state.parameters(), values);
        scatter(state.firstMoment(), first);
        scatter(state.secondMoment(), second);
        runningMean = state.runningMean().clone();
        runningVariance = state.runningVar().clone();
        batches = state.batches();
        step = state.step();
        weights.set(values, weightAt);
    }

    /** A copy of the state. */
    NetState save() {
        return new NetState(
                layout,
                gather(values),
                runningMean.clone(),
                runningVariance.clone(),
                batches,
                gather(first),
                gather(second),
                step);
    }

    /** A copy of the gradient, laid out as the state's parameters are. */
    float[] gradientCopy() {
        return gather(gradient);
    }

    private void scatter(float[] flat, float[] to) {
        Arrays.fill(to, 0f);
        walk((plain, here) -> to[here] = flat[plain]);
    }

    private float[] gather(float[] from) {
        float[] flat = new float[layout.length()];
        walk((plain, here) -> flat[plain] = from[here]);
        return flat;
    }

    /** Receives where a parameter stands in PyTorch's order, and here. */
    private interface Places {
        void at(int plain, int here);
    }

    private void walk(Places places) {
        for (int l = 0; l <= BLOCKS; l++) {
            weights(l, places);
        }
        for (int l = 0; l < BLOCKS; l++) {
            for (int c = 0; c < layout.filters(); c++) {
                places.at(layout.gamma(l) + c, gammaAt[l] + c);
                places.at(layout.beta(l) + c, gammaAt[l] + channels + c);
            }
        }
        for (int o = 0; o < layout.outputs(BLOCKS); o++) {
            places.at(layout.bias() + o, biasAt + o);
        }
    }

    private void weights(int layer, Places places) {
        int taps = ImageConvolution.TAPS;
        int inputs = layout.inputs(layer);
        for (int o = 0; o < layout.outputs(layer); o++) {
            for (int i = 0; i < inputs; i++) {
                for (int tap = 0; tap < taps; tap++) {
                    int plain = layout.weight(layer) + (o * inputs + i) * taps + tap;
                    int here = layer < BLOCKS
                            ? (tap * inputs(layer) + i) * channels + o
                            : (tap * layout.outputs(layer) + o) * channels + i;
                    places.at(plain, weightAt[layer] + here);
                }
            }
        }
    }
}
