package dev.singan.tensor.exact;

import static dev.singan.tensor.engine.NetLayout.BLOCKS;

import dev.singan.tensor.exact.kernel.BatchStatistics;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.kernel.Passes.Linear;
import dev.singan.tensor.exact.team.RowSums;
import dev.singan.tensor.exact.team.Team;
import java.util.List;

/** The four hidden blocks of a network with the data of several images ("slots"), and the passes through them. */
final class Blocks {
    final Kernels kernels;
    final Team team;
    final Parameters parameters;

    /** What the first convolution reads. */
    final FeatureMap[] image;

    /** The convolutions' outputs z, by block and slot. */
    final FeatureMap[][] z = new FeatureMap[BLOCKS][];

    private final BatchStatistics[][] norms;
    private final float[] transformed;

    /**
     * @param height rows of the input
     * @param width columns of the input
     */
    Blocks(Kernels kernels, Team team, Parameters parameters, int slots, int height, int width) {
        this.kernels = kernels;
        this.team = team;
        this.parameters = parameters;
        image = FeatureMap.slots(slots, height, width, parameters.layout.channels());
        norms = new BatchStatistics[BLOCKS][slots];
        for (int l = 0; l < BLOCKS; l++) {
            z[l] = FeatureMap.slots(slots, height - 2 * l - 2, width - 2 * l - 2, channels());
            for (int s = 0; s < slots; s++) {
                norms[l][s] = new BatchStatistics(channels());
            }
        }
        transformed = new float[WinogradWeights.ELEMENTS * channels() * channels()];
    }

    /** Channels of the hidden maps, filled up to whole blocks. */
    int channels() {
        return parameters.channels;
    }

    BatchStatistics norm(int block, int slot) {
        return norms[block][slot];
    }

    Rows activations(int block, int slot) {
        return new BlockRows.Activations(kernels, z[block][slot], norms[block][slot]);
    }

    /** The forward pass of a slot in training mode. */
    void forward(int slot) {
        for (int l = 0; l < BLOCKS; l++) {
            Moments moments = new Moments(kernels, z[l][slot]);
            convolve(l, l == 0 ? image[slot] : activations(l - 1, slot), z[l][slot], moments);
            moments.finish(parameters.gamma(l), parameters.beta(l), norms[l][slot]);
        }
    }

    /** A layer's convolution. */
    void convolve(int layer, Rows source, FeatureMap to, RowSums sums) {
        if (layer == 0) {
            ImageConvolution.fewToMany(kernels, team, (FeatureMap) source, 0, parameters.weights.head(), to, sums);
        } else {
            float[] u = parameters.weights.hidden(layer).forward();
            Winograd.run(kernels, team, source, 0, u, to, sums);
        }
    }

    /** The gradient at the activations below layer 1 to 3, from that at its z. */
    void inputGradient(int layer, Rows dz, FeatureMap to, RowSums sums) {
        Winograd.run(kernels, team, dz, 2, parameters.weights.hidden(layer).backward(), to, sums);
    }

    /** The gradient of a hidden layer's weights over several images. */
    void weightGradient(int layer, List<? extends Rows> inputs, List<? extends Rows> dz) {
        new WinogradGradient(kernels, team, inputs, dz, transformed).run();
        parameters.weights.hidden(layer).gradient(transformed, parameters.gradient, parameters.weight(layer));
    }

    /** Counts a slot's batch statistics in the running ones. */
    void track(int slot) {
        for (int l = 0; l < BLOCKS; l++) {
            parameters.track(l, norms[l][slot], z[l][slot].positions());
        }
    }

    /**
     * The backward pass through a block's LeakyReLU and batch norm.
     *
     * @param sums of the gradient at the activations, finished
     * @param means takes the gradient's means, where they are wanted: of g and of g·x̂
     */
    Rows backward(int block, int slot, FeatureMap da, float factor, GradientSums sums, NormGradient means) {
        BatchStatistics norm = norms[block][slot];
        means.set(sums, norm, z[block][slot].positions());
        Linear linear = new Linear(channels());
        means.linear(norm, parameters.gamma(block), linear);
        return new BlockRows.Gradients(kernels, da, z[block][slot], norm, factor, linear);
    }

    /** Adds a slot's part to the gradients of a block's gamma and beta. */
    void addNormGradients(int block, NormGradient part) {
        int at = parameters.gammaGradient(block);
        for (int c = 0; c < channels(); c++) {
            parameters.gradient[at + c] += part.gamma[c];
            parameters.gradient[at + channels() + c] += part.beta[c];
        }
    }
}
