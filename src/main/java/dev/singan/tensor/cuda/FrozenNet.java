package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.engine.FoldedGenerator;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import java.util.List;

/** A generator in eval mode on the device: weights with the norms folded in, and the launches that make its images at any size. */
final class FrozenNet {
    private final NetMemory net;
    private final Region biases;
    private final FoldedGenerator folded;
    private final Workspace workspace;

    /** Reserves its memory. */
    FrozenNet(NetState generator, Workspace workspace) {
        this.workspace = workspace;
        folded = FoldedGenerator.of(generator);
        net = new NetMemory(folded.layout(), workspace);
        biases = workspace.arena.floats((long) NetLayout.BLOCKS * net.channels);
    }

    /** Channels of its hidden maps. */
    int channels() {
        return net.channels;
    }

    /** Copies the weights, once the memory is allocated. */
    void load() {
        net.load(NetState.fresh(folded.layout(), withTailBias()));
        float[] wide = new float[NetLayout.BLOCKS * net.channels];
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            float[] bias = folded.bias(l);
            System.arraycopy(bias, 0, wide, l * net.channels, bias.length);
        }
        workspace.transfers().upload(biases, wide);
    }

    private float[] withTailBias() {
        float[] weights = folded.weights().clone();
        float[] bias = folded.bias(NetLayout.BLOCKS);
        System.arraycopy(bias, 0, weights, folded.layout().bias(), bias.length);
        return weights;
    }

    /**
     * Makes images.
     *
     * @param inputs without their border, which is zero
     * @param hidden two maps to work in, each of room for the first convolution's outputs of all slots
     * @param previous what is added
     * @param output where the images go
     */
    void apply(CudaMaps inputs, List<Region> hidden, CudaMaps previous, CudaMaps output) {
        int slots = inputs.slots();
        Extent padded = inputs.extent().grown(2 * ScaleShape.PADDING);
        FewLaunch few = new FewLaunch("frozen", inputs, 0, ScaleShape.PADDING, slots);
        few.weights = net.weights(net.values, 0);
        few.output = hidden.get(0);
        few.launch(workspace, net.channels);
        for (int l = 1; l < NetLayout.BLOCKS; l++) {
            ConvLaunch conv = new ConvLaunch("frozen", padded.grown(-2 * l), 0, slots);
            conv.gradientOrMap = hidden.get((l - 1) % 2);
            conv.bias = net.layer(biases, l - 1);
            conv.weights = net.transformed(l);
            conv.output = hidden.get(l % 2);
            conv.launch(workspace, net.channels);
        }
        ManyLaunch many = new ManyLaunch("frozen", padded.grown(-2 * NetLayout.BLOCKS), 0, slots);
        many.gradientOrMap = hidden.get((NetLayout.BLOCKS - 1) % 2);
        many.bias = net.layer(biases, NetLayout.BLOCKS - 1);
        many.weights = net.weights(net.values, NetLayout.BLOCKS);
        many.tailBias = net.bias(net.values);
        many.previous = previous.region();
        many.output = output.region();
        many.outputStride = output.bytes();
        many.launch(workspace, net.channels, output.channels());
    }

    /** Values of a hidden map that images of a size need room for. */
    static long hiddenLength(int channels, Extent image, int slots) {
        return (long) slots * image.grown(2 * ScaleShape.PADDING - 2).positions() * channels;
    }
}
