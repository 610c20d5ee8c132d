package dev.singan.tensor.onednn;

import dev.singan.tensor.BatchNorm;
import dev.singan.tensor.ConvolutionProgram;
import dev.singan.tensor.FoldedConvolution;
import dev.singan.tensor.onednn.kernel.AlignedBuffer;
import dev.singan.tensor.onednn.kernel.FeatureMap;
import dev.singan.tensor.onednn.kernel.OneDnn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.jspecify.annotations.Nullable;

/**
 * A convolutional network as a list of oneDNN primitives: bias, sum and rectifier are done by the convolutions themselves, and values
 * stay in the blocked layout from the first convolution to the last. Channels are filled up to whole blocks with zeros.
 *
 * <p>Each thread that runs the program is given activations of its own; they share the weights.
 */
public final class OneDnnConvolutionProgram implements ConvolutionProgram {
    /** A value: its shape, and which of the numbered places in memory it has. */
    private record Place(int channels, int height, int width, int number) implements Value {}

    /** A primitive and the values that it reads and writes, by oneDNN's argument numbers; the other data are the same in every run. */
    record Step(
            primitive primitive,
            memory.desc scratchpad,
            Map<Integer, Operand> values,
            Map<Integer, memory> constants) {}

    /** A place in memory and how a primitive sees it. */
    record Operand(int place, memory.desc description) {}

    /** A batch norm, and where a run leaves its batch's statistics. */
    private record Drifting(BatchNorm norm, AlignedBuffer mean, AlignedBuffer variance, int positions) {}

    /** Where a run leaves its result: rows of so many channels, behind which others fill up the block. */
    record Output(int place, int rows, int channels, int padded) {}

    private final int batch;
    private final Place input;
    private final List<Long> lengths = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Drifting> norms = new ArrayList<>();
    private final Arena weights = new Arena();
    private final Queue<ProgramMemory> idle = new ConcurrentLinkedQueue<>();
    private long scratch = 1;
    private @Nullable Output output;

    /**
     * A program without steps.
     *
     * @param batch images at once
     * @param height rows of an image
     * @param width columns of an image
     * @param channels channels of an image
     */
    public OneDnnConvolutionProgram(int batch, int height, int width, int channels) {
        this.batch = batch;
        this.input = allocate(channels, height, width, (long) channels * height * width);
    }

    @Override
    public Value input() {
        return input;
    }

    @Override
    public Value convolve(Value x, FoldedConvolution convolution, int stride, int padding, boolean rectified) {
        post_ops after = new post_ops();
        if (rectified) {
            after.append_eltwise(1f, algorithm.eltwise_relu, 0f, 0f);
        }
        Place y = allocate(
                convolution.outputs(),
                reduced(x.height(), convolution.kernel(), stride, padding),
                reduced(x.width(), convolution.kernel(), stride, padding));
        append(place(x), y, convolution, stride, padding, after);
        return y;
    }

    @Override
    public Value convolveOnto(Value x, FoldedConvolution convolution, int stride, int padding, Value shortcut) {
        post_ops after = new post_ops();
        after.append_sum();
        after.append_eltwise(1f, algorithm.eltwise_relu, 0f, 0f);
        append(place(x), place(shortcut), convolution, stride, padding, after);
        return shortcut;
    }

    private void append(Place x, Place y, FoldedConvolution convolution, int stride, int padding, post_ops after) {
        FoldedWeights wide = new FoldedWeights(convolution, x.number() == input.number());
        convolution_forward.primitive_desc kernel = new convolution_forward.primitive_desc(
                new convolution_forward.desc(
                        prop_kind.forward_inference,
                        algorithm.convolution_direct,
                        description(x),
                        wide.description(memory.format_tag.any),
                        wide.biasDescription(),
                        description(y),
                        new long[] {stride, stride},
                        new long[] {padding, padding},
                        new long[] {padding, padding}),
                attributes(after),
                OneDnn.ENGINE);
        requireCompiled(kernel);
        add(
                new convolution_forward(kernel),
                kernel,
                Map.of(
                        dnnl.DNNL_ARG_SRC,
                        new Operand(x.number(), description(x)),
                        dnnl.DNNL_ARG_DST,
                        new Operand(y.number(), description(y))),
                Map.of(
                        dnnl.DNNL_ARG_WEIGHTS, wide.weights(kernel.weights_desc(), weights),
                        dnnl.DNNL_ARG_BIAS, wide.bias(weights)));
    }

    /**
     * Appends a batch norm in training mode, in place: it normalises by the batch's own mean and variance, which {@link #drift} hands on.
     * An image's result then depends on the images beside it.
     *
     * @param epsilon added to the variance
     */
    public Value normalise(Value x, BatchNorm norm, float epsilon) {
        int padded = FeatureMap.paddedChannels(x.channels());
        batch_normalization_forward.primitive_desc kernel = new batch_normalization_forward.primitive_desc(
                new batch_normalization_forward.desc(
                        prop_kind.forward_training,
                        description(place(x)),
                        epsilon,
                        normalization_flags.use_scale_shift),
                attributes(new post_ops()),
                OneDnn.ENGINE);
        requireCompiled(kernel);
        AlignedBuffer factors = weights.floats(2L * padded);
        factors.write(0, norm.weight(), 0, norm.channels());
        factors.write(padded, norm.bias(), 0, norm.channels());
        Drifting drifting = new Drifting(norm, weights.floats(padded), weights.floats(padded), x.height() * x.width());
        norms.add(drifting);
        Operand value = new Operand(place(x).number(), description(place(x)));
        memory.desc vector = OneDnn.describe(memory.format_tag.x, padded);
        add(
                new batch_normalization_forward(kernel),
                kernel,
                Map.of(dnnl.DNNL_ARG_SRC, value, dnnl.DNNL_ARG_DST, value),
                Map.of(
                        dnnl.DNNL_ARG_SCALE_SHIFT,
                        factors.as(OneDnn.describe(memory.format_tag.nc, 2, padded), 0),
                        dnnl.DNNL_ARG_MEAN,
                        drifting.mean().as(vector, 0),
                        dnnl.DNNL_ARG_VARIANCE,
                        drifting.variance().as(vector, 0)));
        return x;
    }

    /** Appends a rectifier, in place. */
    public Value rectify(Value x) {
        memory.desc description = description(place(x));
        eltwise_forward.primitive_desc kernel = new eltwise_forward.primitive_desc(
                new eltwise_forward.desc(prop_kind.forward_inference, algorithm.eltwise_relu, description, 0f, 0f),
                attributes(new post_ops()),
                OneDnn.ENGINE);
        Operand value = new Operand(place(x).number(), description);
        add(new eltwise_forward(kernel), kernel, Map.of(dnnl.DNNL_ARG_SRC, value, dnnl.DNNL_ARG_DST, value), Map.of());
        return x;
    }

    /** Appends the sum of two values of one shape, in place of the first. */
    public Value add(Value x, Value other) {
        memory.desc description = description(place(x));
        binary.primitive_desc kernel = new binary.primitive_desc(
                new binary.desc(algorithm.binary_add, description, description, description),
                attributes(new post_ops()),
                OneDnn.ENGINE);
        Operand value = new Operand(place(x).number(), description);
        add(
                new binary(kernel),
                kernel,
                Map.of(
                        dnnl.DNNL_ARG_SRC_0,
                        value,
                        dnnl.DNNL_ARG_SRC_1,
                        new Operand(place(other).number(), description),
                        dnnl.DNNL_ARG_DST,
                        value),
                Map.of());
        return x;
    }

    /** Lets all batch norms drift by the statistics of the batch that was run last. */
    public void drift() {
        for (Drifting drifting : norms) {
            BatchNorm norm = drifting.norm();
            float[] mean = new float[norm.channels()];
            float[] variance = new float[norm.channels()];
            drifting.mean().read(0, mean, 0, mean.length);
            drifting.variance().read(0, variance, 0, variance.length);
            norm.drift(mean, variance, (long) batch * drifting.positions());
        }
    }

    @Override
    public Value maximum(Value x, int kernel, int stride, int padding) {
        Place y = allocate(
                x.channels(),
                reduced(x.height(), kernel, stride, padding),
                reduced(x.width(), kernel, stride, padding));
        pool(place(x), y, algorithm.pooling_max, new long[] {kernel, kernel}, stride, padding);
        return y;
    }

    private void pool(Place x, Place y, algorithm method, long[] kernelSize, int stride, int padding) {
        pooling_forward.primitive_desc kernel = new pooling_forward.primitive_desc(
                new pooling_forward.desc(
                        prop_kind.forward_inference,
                        method,
                        description(x),
                        description(y),
                        new long[] {stride, stride},
                        kernelSize,
                        new long[] {padding, padding},
                        new long[] {padding, padding}),
                attributes(new post_ops()),
                OneDnn.ENGINE);
        requireCompiled(kernel);
        add(
                new pooling_forward(kernel),
                kernel,
                Map.of(
                        dnnl.DNNL_ARG_SRC,
                        new Operand(x.number(), description(x)),
                        dnnl.DNNL_ARG_DST,
                        new Operand(y.number(), description(y))),
                Map.of());
    }

    @Override
    public void release(Value x) {
        free.add(place(x).number());
    }

    @Override
    public void finishWithMean(Value x) {
        Place y = allocate(x.channels(), 1, 1);
        pool(place(x), y, algorithm.pooling_avg_include_padding, new long[] {x.height(), x.width()}, 1, 0);
        finishWith(y);
    }

    @Override
    public void finishWith(Value x) {
        int padded = FeatureMap.paddedChannels(x.channels());
        Place y = allocate(x.channels(), x.height(), x.width());
        memory.desc from = description(place(x));
        memory.desc to = OneDnn.describe(memory.format_tag.nhwc, batch, padded, x.height(), x.width());
        reorder.primitive_desc kernel =
                new reorder.primitive_desc(OneDnn.ENGINE, from, OneDnn.ENGINE, to, attributes(new post_ops()), false);
        add(
                new reorder(kernel),
                kernel,
                Map.of(
                        dnnl.DNNL_ARG_FROM,
                        new Operand(place(x).number(), from),
                        dnnl.DNNL_ARG_TO,
                        new Operand(y.number(), to)),
                Map.of());
        output = new Output(y.number(), batch * x.height() * x.width(), x.channels(), padded);
    }

    @Override
    public float[] run(float[] images) {
        if (output == null) {
            throw new IllegalStateException("the program has no end");
        }
        int expected = batch * input.channels() * input.height() * input.width();
        if (images.length != expected) {
            throw new IllegalArgumentException(images.length + " values, expected " + expected);
        }
        ProgramMemory own = idle.poll();
        if (own == null) {
            own = new ProgramMemory(lengths, scratch, steps);
        }
        own.write(input.number(), planar(images));
        own.run();
        float[] result = own.read(output);
        idle.add(own);
        return result;
    }

    /** oneDNN's kernels for images of few channels read them channel by channel. */
    private float[] planar(float[] images) {
        int channels = input.channels();
        int positions = input.height() * input.width();
        float[] planar = new float[images.length];
        for (int image = 0; image < batch; image++) {
            int at = image * channels * positions;
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < positions; i++) {
                    planar[at + c * positions + i] = images[at + i * channels + c];
                }
            }
        }
        return planar;
    }

    @Override
    public void close() {
        idle.forEach(ProgramMemory::close);
        idle.clear();
        steps.clear();
        weights.close();
    }

    private static int reduced(int side, int kernel, int stride, int padding) {
        return (side + 2 * padding - kernel) / stride + 1;
    }

    private static Place place(Value x) {
        return (Place) x;
    }

    private memory.desc description(Place x) {
        return x.number() == input.number()
                ? OneDnn.describe(memory.format_tag.nchw, batch, x.channels(), x.height(), x.width())
                : OneDnn.describe(
                        OneDnn.blocked(), batch, FeatureMap.paddedChannels(x.channels()), x.height(), x.width());
    }

    private Place allocate(int channels, int height, int width) {
        return allocate(channels, height, width, FeatureMap.slotLength(channels, height, width));
    }

    /** The smallest free place that is large enough, or a new one. */
    private Place allocate(int channels, int height, int width, long imageLength) {
        long need = batch * imageLength;
        Integer best = null;
        for (Integer candidate : free) {
            if (lengths.get(candidate) >= need && (best == null || lengths.get(candidate) < lengths.get(best))) {
                best = candidate;
            }
        }
        if (best == null) {
            best = lengths.size();
            lengths.add(need);
        } else {
            free.remove(best);
        }
        return new Place(channels, height, width, best);
    }

    private static primitive_attr attributes(post_ops after) {
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after);
        // The library's own scratch memory belongs to the thread that made the primitive; others run it here.
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        return attributes;
    }

    private void add(
            primitive primitive,
            primitive_desc_base kernel,
            Map<Integer, Operand> values,
            Map<Integer, memory> constants) {
        scratch = Math.max(scratch, kernel.scratchpad_desc().get_size() / Float.BYTES + 1);
        steps.add(new Step(primitive, kernel.scratchpad_desc(), values, constants));
    }

    private static void requireCompiled(primitive_desc_base kernel) {
        String name = kernel.impl_info_str().getString();
        if (name.startsWith("ref")) {
            throw new IllegalStateException("oneDNN has only its reference code (" + name + ") for a step");
        }
    }
}
