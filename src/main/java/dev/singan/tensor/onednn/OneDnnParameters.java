package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.StepSettings;
import dev.singan.tensor.onednn.kernel.AlignedBuffer;
import dev.singan.tensor.onednn.kernel.OneDnn;
import dev.singan.tensor.onednn.kernel.OneDnnAdam;
import dev.singan.tensor.onednn.kernel.OneDnnBatchStatistics;
import dev.singan.tensor.onednn.kernel.OneDnnLanes;
import dev.singan.tensor.onednn.kernel.TailKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.jspecify.annotations.Nullable;

/**
 * A network's parameters, their gradient, Adam's moments and the running statistics, with the convolutions' weights in the layouts
 * that oneDNN's kernels take. Parameters, gradient and moments share one arrangement, so that Adam is one pass over all.
 */
final class OneDnnParameters implements AutoCloseable {
    private static final float MOMENTUM = 0.1f;

    final NetLayout layout;
    final float[][] gamma;
    final float[][] beta;
    final float[][] gammaGradient;
    final float[][] betaGradient;

    /** The last convolution's weights and their gradient, {@code [output][tap][channel]}. */
    final float[] tail;

    final float[] tailGradient;

    /** The last convolution's biases and their gradient, filled up to a block. */
    final float[] bias = new float[OneDnn.BLOCK];

    final float[] biasGradient = new float[OneDnn.BLOCK];

    private final AlignedBuffer values;
    private final AlignedBuffer gradient;
    private final AlignedBuffer first;
    private final AlignedBuffer second;
    private @Nullable AlignedBuffer partial;
    private final List<AlignedBuffer> transposed = new ArrayList<>();
    private final memory.desc[] forwardLayouts = new memory.desc[NetLayout.BLOCKS];
    private final memory.desc[] backwardLayouts = new memory.desc[NetLayout.BLOCKS];
    private final memory[] backward = new memory[NetLayout.BLOCKS];
    private final List<Call> transpositions = new ArrayList<>();
    private final int[] weightOffsets = new int[NetLayout.BLOCKS + 1];
    private final int[] gammaOffsets = new int[NetLayout.BLOCKS];
    private final boolean winograd;

    private final WideLayout wide;

    /** Filters, filled up to whole blocks with zeros; what follows per channel is that long. */
    private final int channels;

    private final boolean[] byWinograd = new boolean[NetLayout.BLOCKS];
    private final int biasOffset;
    private final int length;
    private float[] runningMean;
    private float[] runningVariance;
    private long batches;
    private long step;

    /**
     * @param layout which network
     * @param height rows of a typical input, from which oneDNN chooses the weights' layouts
     * @param width columns of it
     * @param winograd whether Winograd convolutions may be used where oneDNN has them
     */
    OneDnnParameters(NetLayout layout, int height, int width, boolean winograd) {
        this.layout = layout;
        this.winograd = winograd;
        wide = WideLayout.of(layout);
        channels = wide.wide().filters();
        gamma = new float[NetLayout.BLOCKS][channels];
        beta = new float[NetLayout.BLOCKS][channels];
        gammaGradient = new float[NetLayout.BLOCKS][channels];
        betaGradient = new float[NetLayout.BLOCKS][channels];
        tail = new float[layout.outputs(NetLayout.BLOCKS) * TailKernels.TAPS * channels];
        tailGradient = new float[tail.length];
        runningMean = new float[layout.statisticsLength()];
        runningVariance = new float[layout.statisticsLength()];
        int offset = 0;
        for (int l = 0; l <= NetLayout.BLOCKS; l++) {
            weightOffsets[l] = offset;
            offset += weightFloats(l, height, width);
            if (l < NetLayout.BLOCKS) {
                gammaOffsets[l] = offset;
                offset += 2 * channels;
            }
        }
        biasOffset = offset;
        length = offset + OneDnn.BLOCK;
        values = new AlignedBuffer(length);
        gradient = new AlignedBuffer(length);
        first = new AlignedBuffer(length);
        second = new AlignedBuffer(length);
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            backward[l] = backwardWeights(l);
        }
    }

    private boolean critic() {
        return layout.net() == Net.CRITIC;
    }

    /** oneDNN computes all convolutions but the last, which is left to {@link TailKernels} and {@link OutputConvolution}. */
    private int weightFloats(int layer, int height, int width) {
        if (layer == NetLayout.BLOCKS) {
            return tail.length;
        }
        Convolution.Shape shape = new Convolution.Shape(
                1, wide.wide().inputs(layer), wide.wide().outputs(layer), height - 2 * layer, width - 2 * layer);
        byWinograd[layer] = winograd && Convolution.winogradServes(shape);
        forwardLayouts[layer] = Convolution.forwardLayout(shape);
        // Nobody asks for the gradient at the generator's input.
        boolean needed = layer > 0 || critic();
        backwardLayouts[layer] = needed ? Convolution.backwardLayout(shape, byWinograd[layer]) : forwardLayouts[layer];
        int floats = Math.toIntExact(forwardLayouts[layer].get_size() / Float.BYTES);
        return (floats + OneDnn.BLOCK - 1) / OneDnn.BLOCK * OneDnn.BLOCK;
    }

    private memory backwardWeights(int layer) {
        if (backwardLayouts[layer].equals(forwardLayouts[layer])) {
            return weights(layer);
        }
        AlignedBuffer buffer = new AlignedBuffer(backwardLayouts[layer].get_size() / Float.BYTES);
        transposed.add(buffer);
        memory to = buffer.as(backwardLayouts[layer], 0);
        transpositions.add(reordering(weights(layer), to));
        return to;
    }

    private static Call reordering(memory from, memory to) {
        return new Call(new reorder(from, to), Map.of(dnnl.DNNL_ARG_FROM, from, dnnl.DNNL_ARG_TO, to));
    }

    /** Filters, filled up to whole blocks. */
    int channels() {
        return channels;
    }

    /** A convolution with the weights' layouts that this network keeps. */
    Convolution convolution(int layer, int images, int height, int width) {
        return new Convolution(
                new Convolution.Shape(
                        images, wide.wide().inputs(layer), wide.wide().outputs(layer), height, width),
                forwardLayouts[layer],
                backwardLayouts[layer],
                byWinograd[layer]);
    }

    /** Weights of a convolution for the forward pass. */
    memory weights(int layer) {
        return values.as(forwardLayouts[layer], weightOffsets[layer]);
    }

    /** Weights of a convolution for the input's gradient. */
    memory transposedWeights(int layer) {
        return backward[layer];
    }

    /** Where the gradient of a convolution's weights goes. */
    memory weightGradient(int layer) {
        return gradient.as(forwardLayouts[layer], weightOffsets[layer]);
    }

    /** Where the gradient of a part of the images goes. */
    memory partialWeightGradient(int layer) {
        if (partial == null) {
            partial = new AlignedBuffer(length);
        }
        return partial.as(forwardLayouts[layer], weightOffsets[layer]);
    }

    /** Adds what was put there to the gradient. */
    void addPartialWeightGradient(int layer) {
        AlignedBuffer part = Objects.requireNonNull(partial, "no part of a gradient was ever put anywhere");
        int end = gammaOffsets[layer];
        for (int p = weightOffsets[layer]; p < end; p += OneDnnLanes.LENGTH) {
            int offset = p * Float.BYTES;
            gradient.store(offset, gradient.load(offset).add(part.load(offset)));
        }
    }

    /** One Adam step on the gradients that have been put here. */
    void update(StepSettings settings, double learningRate) {
        publishGradients();
        step++;
        OneDnnAdam.step(values, gradient, first, second, length, settings, learningRate, step);
        refresh();
    }

    /** Updates a block's running statistics as PyTorch does, with the unbiased variance. */
    void track(int block, OneDnnBatchStatistics norm, int positions) {
        float unbias = (float) (positions / (positions - 1.0));
        for (int c = 0; c < layout.filters(); c++) {
            int i = block * layout.filters() + c;
            runningMean[i] = (1 - MOMENTUM) * runningMean[i] + MOMENTUM * norm.mean[c];
            runningVariance[i] = (1 - MOMENTUM) * runningVariance[i] + MOMENTUM * (norm.variance[c] * unbias);
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
        refresh();
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
    float[] gradient() {
        publishGradients();
        return gather(gradient);
    }

    /** Copies what the passes read out of the parameters' buffer, and the weights into their other layout. */
    private void refresh() {
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            values.read(gammaOffsets[l], gamma[l], 0, channels);
            values.read(gammaOffsets[l] + channels, beta[l], 0, channels);
        }
        values.read(weightOffsets[NetLayout.BLOCKS], tail, 0, tail.length);
        values.read(biasOffset, bias, 0, bias.length);
        transpositions.forEach(Call::run);
    }

    private void publishGradients() {
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            gradient.write(gammaOffsets[l], gammaGradient[l], 0, channels);
            gradient.write(gammaOffsets[l] + channels, betaGradient[l], 0, channels);
        }
        gradient.write(weightOffsets[NetLayout.BLOCKS], tailGradient, 0, tailGradient.length);
        gradient.write(biasOffset, biasGradient, 0, biasGradient.length);
    }

    private void scatter(float[] flat, AlignedBuffer to) {
        for (int l = 0; l <= NetLayout.BLOCKS; l++) {
            if (l < NetLayout.BLOCKS) {
                try (AlignedBuffer plain = wide.widen(flat, l)) {
                    reordering(plain.as(wide.plain(l), 0), to.as(forwardLayouts[l], weightOffsets[l]))
                            .run();
                }
            } else {
                to.write(weightOffsets[l], byTap(flat, layout.weight(l)), 0, tail.length);
            }
            if (l < NetLayout.BLOCKS) {
                to.write(gammaOffsets[l], flat, layout.gamma(l), layout.filters());
                to.write(gammaOffsets[l] + channels, flat, layout.beta(l), layout.filters());
            }
        }
        to.write(biasOffset, flat, layout.bias(), layout.outputs(NetLayout.BLOCKS));
    }

    private float[] gather(AlignedBuffer from) {
        float[] flat = new float[layout.length()];
        for (int l = 0; l <= NetLayout.BLOCKS; l++) {
            if (l < NetLayout.BLOCKS) {
                try (AlignedBuffer plain = new AlignedBuffer(wide.wide().weightLength(l))) {
                    reordering(from.as(forwardLayouts[l], weightOffsets[l]), plain.as(wide.plain(l), 0))
                            .run();
                    wide.narrow(plain, flat, l);
                }
            } else {
                float[] taps = new float[tail.length];
                from.read(weightOffsets[l], taps, 0, taps.length);
                byChannel(taps, flat, layout.weight(l));
            }
            if (l < NetLayout.BLOCKS) {
                from.read(gammaOffsets[l], flat, layout.gamma(l), layout.filters());
                from.read(gammaOffsets[l] + channels, flat, layout.beta(l), layout.filters());
            }
        }
        from.read(biasOffset, flat, layout.bias(), layout.outputs(NetLayout.BLOCKS));
        return flat;
    }

    private float[] byTap(float[] flat, int offset) {
        float[] taps = new float[tail.length];
        for (int i = 0; i < tail.length; i++) {
            if (i % channels < layout.filters()) {
                taps[i] = flat[offset + byChannel(i)];
            }
        }
        return taps;
    }

    private void byChannel(float[] taps, float[] flat, int offset) {
        for (int i = 0; i < tail.length; i++) {
            if (i % channels < layout.filters()) {
                flat[offset + byChannel(i)] = taps[i];
            }
        }
    }

    /** Where a weight of {@link #tail} stands in PyTorch's order, {@code [output][channel][tap]}. */
    private int byChannel(int index) {
        int tap = index / channels % TailKernels.TAPS;
        int output = index / channels / TailKernels.TAPS;
        return (output * layout.filters() + index % channels) * TailKernels.TAPS + tap;
    }

    @Override
    public void close() {
        List.of(values, gradient, first, second).forEach(AlignedBuffer::close);
        transposed.forEach(AlignedBuffer::close);
        if (partial != null) {
            partial.close();
        }
    }
}
