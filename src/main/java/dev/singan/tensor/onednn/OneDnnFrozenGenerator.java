package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.FoldedGenerator;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.onednn.kernel.AlignedBuffer;
import dev.singan.tensor.onednn.kernel.BlockedMap;
import dev.singan.tensor.onednn.kernel.OneDnn;
import dev.singan.tensor.onednn.kernel.OneDnnLanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.jspecify.annotations.Nullable;

/** A generator in eval mode as five convolutions: batch norms folded in, bias and activation computed by the convolution itself. */
final class OneDnnFrozenGenerator implements FrozenGenerator {
    private static final long[] STEP = {1, 1};
    private static final long[] NONE = {0, 0};

    private final NetLayout layout;
    private final WideLayout wide;
    private final FoldedGenerator folded;

    /** The convolutions of the size last asked for; scales are asked for one size again and again. */
    private @Nullable Plan plan;

    OneDnnFrozenGenerator(NetState state) {
        layout = state.layout();
        wide = WideLayout.of(layout);
        folded = FoldedGenerator.of(state);
    }

    @Override
    public float[] apply(int height, int width, float[] input, float[] previous) {
        int length = layout.channels() * height * width;
        if (input.length != length || previous.length != length) {
            throw new IllegalArgumentException("images of " + input.length + " and " + previous.length
                    + " values where " + layout.channels() + "x" + height + "x" + width + " are asked for");
        }
        if (plan == null || plan.height != height || plan.width != width) {
            close();
            plan = new Plan(height, width);
        }
        float[] image = plan.run(input);
        for (int i = 0; i < length; i++) {
            image[i] += previous[i];
        }
        return image;
    }

    @Override
    public void close() {
        if (plan != null) {
            plan.arena.close();
            plan = null;
        }
    }

    /** Buffers and convolutions for one size. */
    private final class Plan {
        private final int height;
        private final int width;
        private final OneDnnArena arena = new OneDnnArena();
        private final InputImages padded;
        private final BlockedMap output;
        private final List<Call> calls = new ArrayList<>();

        Plan(int height, int width) {
            this.height = height;
            this.width = width;
            int rows = height + 2 * ScaleShape.PADDING;
            int columns = width + 2 * ScaleShape.PADDING;
            padded = new InputImages(1, layout.channels(), rows, columns, arena);
            memory source = padded.memory(0, 1);
            long largest = BlockedMap.slotLength(wide.wide().filters(), rows - 2, columns - 2);
            AlignedBuffer[] buffers = {arena.floats(largest), arena.floats(largest)};
            BlockedMap last = new BlockedMap(buffers[0], wide.wide().channels(), height, width);
            for (int l = 0; l <= NetLayout.BLOCKS; l++) {
                last = new BlockedMap(buffers[l % 2], wide.wide().outputs(l), rows - 2 * l - 2, columns - 2 * l - 2);
                memory destination = last.memory(0, 1);
                calls.add(convolve(l, rows - 2 * l, columns - 2 * l, source, destination));
                source = destination;
            }
            output = last;
        }

        float[] run(float[] input) {
            padded.write(0, input, ScaleShape.PADDING);
            calls.forEach(Call::run);
            return output.read(0, layout.channels());
        }

        private Call convolve(int layer, int rows, int columns, memory source, memory destination) {
            Convolution.Shape shape = new Convolution.Shape(
                    1, wide.wide().inputs(layer), wide.wide().outputs(layer), rows, columns);
            memory.desc bias = OneDnn.describe(memory.format_tag.x, wide.wide().outputs(layer));
            post_ops activation = new post_ops();
            if (layer < NetLayout.BLOCKS) {
                activation.append_eltwise(1f, algorithm.eltwise_relu, OneDnnLanes.SLOPE, 0f);
            } else {
                activation.append_eltwise(1f, algorithm.eltwise_tanh, 0f, 0f);
            }
            primitive_attr attributes = new primitive_attr();
            attributes.set_post_ops(activation);
            convolution_forward.primitive_desc kernel = new convolution_forward.primitive_desc(
                    new convolution_forward.desc(
                            prop_kind.forward_inference,
                            algorithm.convolution_direct,
                            shape.source(),
                            shape.weights(memory.format_tag.any),
                            bias,
                            shape.output(OneDnn.blocked()),
                            STEP,
                            NONE,
                            NONE),
                    attributes,
                    OneDnn.ENGINE);
            Convolution.requireCompiled(kernel, shape);
            AlignedBuffer biasData = arena.floats(wide.wide().outputs(layer));
            biasData.write(0, folded.bias(layer), 0, layout.outputs(layer));
            return new Call(
                    new convolution_forward(kernel),
                    Map.of(
                            dnnl.DNNL_ARG_SRC,
                            source,
                            dnnl.DNNL_ARG_WEIGHTS,
                            blockedWeights(layer, kernel.weights_desc()),
                            dnnl.DNNL_ARG_BIAS,
                            biasData.as(bias, 0),
                            dnnl.DNNL_ARG_DST,
                            destination));
        }

        private memory blockedWeights(int layer, memory.desc wanted) {
            memory to = arena.floats(wanted.get_size() / Float.BYTES).as(wanted, 0);
            try (AlignedBuffer plain = wide.widen(folded.weights(), layer)) {
                memory from = plain.as(wide.plain(layer), 0);
                new Call(new reorder(from, to), Map.of(dnnl.DNNL_ARG_FROM, from, dnnl.DNNL_ARG_TO, to)).run();
            }
            return to;
        }
    }
}
