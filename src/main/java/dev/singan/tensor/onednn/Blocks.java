package dev.singan.tensor.onednn;

import dev.singan.tensor.NetLayout;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;

/** The four hidden blocks of a network with the data of several images ("slots"), and the passes through them. */
final class Blocks {
    final Parameters parameters;

    /** What the first convolution reads. */
    final InputImages input;

    /** The convolutions' outputs z. */
    final FeatureMap[] z = new FeatureMap[NetLayout.BLOCKS];

    /** The activations a. */
    final FeatureMap[] a = new FeatureMap[NetLayout.BLOCKS];

    /** Gradients at a. */
    final FeatureMap[] da = new FeatureMap[NetLayout.BLOCKS];

    /** Gradients at z. */
    final FeatureMap[] dz = new FeatureMap[NetLayout.BLOCKS];

    private final BatchStatistics[][] norms;
    private final float[][][] mean0;
    private final float[][][] mean1;
    private final int height;
    private final int width;

    /**
     * @param parameters the network's
     * @param slots images held at once
     * @param height rows of the input
     * @param width columns of the input
     * @param arena takes the buffers
     */
    Blocks(Parameters parameters, int slots, int height, int width, Arena arena) {
        this.parameters = parameters;
        this.height = height;
        this.width = width;
        int channels = parameters.channels();
        input = new InputImages(slots, parameters.layout.channels(), height, width, arena);
        norms = new BatchStatistics[NetLayout.BLOCKS][slots];
        mean0 = new float[NetLayout.BLOCKS][slots][channels];
        mean1 = new float[NetLayout.BLOCKS][slots][channels];
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            int h = rows(l + 1);
            int w = columns(l + 1);
            z[l] = arena.maps(slots, channels, h, w);
            a[l] = arena.maps(slots, channels, h, w);
            da[l] = arena.maps(slots, channels, h, w);
            dz[l] = arena.maps(slots, channels, h, w);
            for (int s = 0; s < slots; s++) {
                norms[l][s] = new BatchStatistics(channels);
            }
        }
    }

    /** Rows of the input of a layer, which is the output of the one before. */
    int rows(int layer) {
        return height - 2 * layer;
    }

    /** Columns of the input of a layer. */
    int columns(int layer) {
        return width - 2 * layer;
    }

    BatchStatistics norm(int block, int slot) {
        return norms[block][slot];
    }

    /** The convolution of a layer for a number of images. */
    Convolution convolution(int layer, int images) {
        return parameters.convolution(layer, images, rows(layer), columns(layer));
    }

    /** What a layer reads: the input, or the activations of the layer before. */
    memory source(int layer, int firstSlot, int count) {
        if (layer > 0) {
            return a[layer - 1].memory(firstSlot, count);
        }
        return input.memory(firstSlot, count);
    }

    /** The forward pass of neighbouring slots in training mode. */
    List<Runnable> forward(int firstSlot, int count) {
        List<Runnable> steps = new ArrayList<>();
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            int block = l;
            steps.add(convolve(l, firstSlot, count));
            steps.add(() -> Passes.run(count, channels(), (s, c) -> normalise(block, firstSlot + s, c)));
        }
        return steps;
    }

    /** The convolution of a hidden layer for neighbouring slots. */
    Call convolve(int layer, int firstSlot, int count) {
        return convolution(layer, count)
                .forward(source(layer, firstSlot, count), parameters.weights(layer), z[layer].memory(firstSlot, count));
    }

    private void normalise(int block, int slot, int channel) {
        BatchStatistics norm = norms[block][slot];
        NormKernels.measure(
                z[block].plane(slot, channel), norm, parameters.gamma[block], parameters.beta[block], channel);
        NormKernels.activate(z[block].plane(slot, channel), a[block].plane(slot, channel), norm, channel);
    }

    /** Counts a slot's batch statistics in the running ones. */
    void track(int slot) {
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            parameters.track(l, norms[l][slot], z[l].positions());
        }
    }

    /**
     * The backward pass through a block's LeakyReLU and batch norm, for the lanes from a channel on.
     *
     * @param slot whose forward pass to go back through; its means of the gradient are kept
     * @param from the slot of {@link #da} to read
     * @param factor what to multiply that by
     * @param to the slot of {@link #dz} to write
     */
    void backThroughNorm(int block, int slot, int from, float factor, int to, int channel) {
        BatchStatistics norm = norms[block][slot];
        float[] m0 = mean0[block][to];
        float[] m1 = mean1[block][to];
        var gradient = da[block].plane(from, channel);
        var values = z[block].plane(slot, channel);
        NormKernels.gradientMeans(gradient, values, norm, factor, m0, m1, channel);
        NormKernels.inputGradient(
                gradient, values, dz[block].plane(to, channel), norm, parameters.gamma[block], factor, m0, m1, channel);
    }

    /** Mean over the positions of the gradient at a batch norm's output, as found on the way back into a slot of {@link #dz}. */
    float[] meanGradient(int block, int slot) {
        return mean0[block][slot];
    }

    /** Mean of that gradient times the normalised value. */
    float[] meanGradientByValue(int block, int slot) {
        return mean1[block][slot];
    }

    /** Adds a slot's part to the gradients of a block's gamma and beta. */
    void addNormGradients(int block, int slot) {
        int positions = z[block].positions();
        for (int c = 0; c < channels(); c++) {
            parameters.gammaGradient[block][c] += positions * mean1[block][slot][c];
            parameters.betaGradient[block][c] += positions * mean0[block][slot][c];
        }
    }

    /** The gradient of a hidden layer's weights over the first slots. */
    Call weightGradient(int layer, int count) {
        return convolution(layer, count)
                .weightGradient(source(layer, 0, count), dz[layer].memory(0, count), parameters.weightGradient(layer));
    }

    /** The gradient at a layer's input, from {@link #dz} to {@link #da} of the layer before; not for the first. */
    Call inputGradient(int layer, int firstSlot, int count) {
        return convolution(layer, count)
                .inputGradient(
                        dz[layer].memory(firstSlot, count),
                        parameters.transposedWeights(layer),
                        da[layer - 1].memory(firstSlot, count));
    }

    /** Channels of the hidden maps, filled up to whole blocks. */
    int channels() {
        return parameters.channels();
    }
}
