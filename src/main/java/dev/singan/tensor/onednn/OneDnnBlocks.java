package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.onednn.kernel.BlockedMap;
import dev.singan.tensor.onednn.kernel.BlockedMap.Plane;
import dev.singan.tensor.onednn.kernel.NormKernels;
import dev.singan.tensor.onednn.kernel.OneDnnBatchStatistics;
import dev.singan.tensor.onednn.kernel.OneDnnPasses;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;

/** The four hidden blocks of a network with the data of several images ("slots"), and the passes through them. */
final class OneDnnBlocks {
    final OneDnnParameters parameters;

    /** What the first convolution reads. */
    final InputImages input;

    /** The convolutions' outputs z. */
    final BlockedMap[] z = new BlockedMap[NetLayout.BLOCKS];

    /** The activations a. */
    final BlockedMap[] a = new BlockedMap[NetLayout.BLOCKS];

    /** Gradients at a, of the layer at hand. */
    final BlockedMap[] da = new BlockedMap[NetLayout.BLOCKS];

    /** Gradients at z, of the layer at hand. */
    final BlockedMap[] dz = new BlockedMap[NetLayout.BLOCKS];

    /** Whether {@link #a} holds the activations of all layers, and not of the last one computed only. */
    final boolean keepsActivations;

    private final OneDnnBatchStatistics[][] norms;
    private final float[][][] mean0;
    private final float[][][] mean1;
    private final int height;
    private final int width;

    /**
     * @param parameters the network's
     * @param slots images held at once
     * @param height rows of the input
     * @param width columns of the input
     * @param scratch what the layers share
     * @param arena takes the other buffers
     */
    OneDnnBlocks(OneDnnParameters parameters, int slots, int height, int width, Scratch scratch, OneDnnArena arena) {
        this.parameters = parameters;
        this.height = height;
        this.width = width;
        int channels = parameters.channels();
        input = new InputImages(slots, parameters.layout.channels(), height, width, arena);
        keepsActivations = scratch.activations() == null;
        norms = new OneDnnBatchStatistics[NetLayout.BLOCKS][slots];
        mean0 = new float[NetLayout.BLOCKS][slots][channels];
        mean1 = new float[NetLayout.BLOCKS][slots][channels];
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            int h = rows(l + 1);
            int w = columns(l + 1);
            z[l] = arena.maps(slots, channels, h, w);
            a[l] = scratch.activations() == null
                    ? arena.maps(slots, channels, h, w)
                    : new BlockedMap(scratch.activations(), channels, h, w);
            da[l] = new BlockedMap(scratch.activationGradients(), channels, h, w);
            dz[l] = new BlockedMap(scratch.outputGradients(), channels, h, w);
            for (int s = 0; s < slots; s++) {
                norms[l][s] = new OneDnnBatchStatistics(channels);
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

    OneDnnBatchStatistics norm(int block, int slot) {
        return norms[block][slot];
    }

    /** The kernels of a layer for a number of images. */
    private Convolution convolution(int layer, int images) {
        return parameters.convolution(layer, images, rows(layer), columns(layer));
    }

    /** What a layer reads: the input, or the activations of the layer before. */
    private memory source(int layer, int firstSlot, int count) {
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
            steps.add(convolve(l, firstSlot, count, z[l]));
            steps.add(() -> OneDnnPasses.run(count, channels(), (s, c) -> normalise(block, firstSlot + s, c)));
        }
        return steps;
    }

    /** A convolution for neighbouring slots. */
    Runnable convolve(int layer, int firstSlot, int count, BlockedMap to) {
        return split(firstSlot, count, (first, images) -> convolution(layer, images)
                .forward(source(layer, first, images), parameters.weights(layer), to.memory(first, images)));
    }

    /** A convolution for neighbouring slots, beginning at one, and so many of them. */
    private interface Part {
        Runnable of(int firstSlot, int count);
    }

    /** All slots at once, or one by one: Winograd's workspace for several large images would take as much memory as the activations. */
    private Runnable split(int firstSlot, int count, Part part) {
        if (keepsActivations || count == 1) {
            return part.of(firstSlot, count);
        }
        List<Runnable> parts = new ArrayList<>();
        for (int slot = firstSlot; slot < firstSlot + count; slot++) {
            parts.add(part.of(slot, 1));
        }
        return () -> parts.forEach(Runnable::run);
    }

    private void normalise(int block, int slot, int channel) {
        OneDnnBatchStatistics norm = norms[block][slot];
        NormKernels.measure(
                z[block].plane(slot, channel), norm, parameters.gamma[block], parameters.beta[block], channel);
        activate(block, slot, channel);
    }

    /** Computes a slot's activations from what its forward pass left. */
    void activate(int block, int slot, int channel) {
        NormKernels.activate(z[block].plane(slot, channel), a[block].plane(slot, channel), norms[block][slot], channel);
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
     * @param slot whose forward pass to go back through
     * @param gradient at the activations
     * @param factor what to multiply that by
     * @param to the slot of {@link #dz} to write; the means of the gradient are kept for it
     */
    void backThroughNorm(int block, int slot, Plane gradient, float factor, int to, int channel) {
        NormKernels.gradientMeans(
                gradient,
                z[block].plane(slot, channel),
                norms[block][slot],
                factor,
                mean0[block][to],
                mean1[block][to],
                channel);
        backAgain(block, slot, gradient, factor, to, channel);
    }

    /** {@link #backThroughNorm} where the means are known from before. */
    void backAgain(int block, int slot, Plane gradient, float factor, int to, int channel) {
        NormKernels.inputGradient(
                gradient,
                z[block].plane(slot, channel),
                dz[block].plane(to, channel),
                norms[block][slot],
                parameters.gamma[block],
                factor,
                mean0[block][to],
                mean1[block][to],
                channel);
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

    /** The gradient of a layer's weights over the first slots of its outputs' gradients. */
    Runnable weightGradient(int layer, int count, BlockedMap outputGradients) {
        memory to = parameters.weightGradient(layer);
        return split(0, count, (first, images) -> {
            if (first == 0) {
                return weightGradient(layer, first, images, outputGradients, to);
            }
            Runnable part =
                    weightGradient(layer, first, images, outputGradients, parameters.partialWeightGradient(layer));
            return () -> {
                part.run();
                parameters.addPartialWeightGradient(layer);
            };
        });
    }

    private Call weightGradient(int layer, int firstSlot, int count, BlockedMap outputGradients, memory to) {
        return convolution(layer, count)
                .weightGradient(source(layer, firstSlot, count), outputGradients.memory(firstSlot, count), to);
    }

    /** The gradient at a layer's input, from and to neighbouring slots. */
    Runnable inputGradient(int layer, BlockedMap from, int firstSlot, int count, BlockedMap to, int firstTo) {
        return split(firstSlot, count, (first, images) -> convolution(layer, images)
                .inputGradient(
                        from.memory(first, images),
                        parameters.transposedWeights(layer),
                        to.memory(first - firstSlot + firstTo, images)));
    }

    /** Channels of the hidden maps, filled up to whole blocks. */
    int channels() {
        return parameters.channels();
    }
}
