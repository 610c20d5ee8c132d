package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.Filter;
import dev.singan.tensor.onednn.kernel.AlignedBuffer;
import dev.singan.tensor.onednn.kernel.BlockedMap;
import dev.singan.tensor.onednn.kernel.OneDnn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/** A convolution's weights in the layouts that oneDNN's kernels take, with channels filled up to what they want. */
final class OneDnnFilter implements Filter {
    private static final int TAPS = 9;

    /** Channels of an image at most; what has more is a feature map. */
    private static final int IMAGE = 3;

    final int wideInputs;
    final int wideOutputs;
    final float[] biases;
    final float[] biasGradient;

    private final int inputs;
    private final int outputs;
    private final boolean winograd;
    private final memory.desc forwardLayout;
    private final memory.desc backwardLayout;
    private final AlignedBuffer plain;
    private final memory forward;
    private final memory backward;
    private final memory gradient;
    private final List<Call> spread = new ArrayList<>();
    private final Call collect;

    OneDnnFilter(int inputs, int outputs, int height, int width, boolean winograd, OneDnnArena arena) {
        this.inputs = inputs;
        this.outputs = outputs;
        wideInputs = inputs <= IMAGE ? Convolution.imageChannels(inputs) : BlockedMap.paddedChannels(inputs);
        wideOutputs = BlockedMap.paddedChannels(outputs);
        biases = new float[wideOutputs];
        biasGradient = new float[wideOutputs];
        Convolution.Shape shape = new Convolution.Shape(1, wideInputs, wideOutputs, height, width);
        this.winograd = winograd && Convolution.winogradServes(shape);
        forwardLayout = Convolution.forwardLayout(shape);
        backwardLayout = Convolution.backwardLayout(shape, this.winograd);
        plain = arena.floats((long) wideInputs * wideOutputs * TAPS);
        memory oihw = plain.as(OneDnn.describe(memory.format_tag.oihw, wideOutputs, wideInputs, 3, 3), 0);
        forward = room(forwardLayout, arena);
        gradient = room(forwardLayout, arena);
        spread.add(reordering(oihw, forward));
        if (backwardLayout.equals(forwardLayout)) {
            backward = forward;
        } else {
            backward = room(backwardLayout, arena);
            spread.add(reordering(forward, backward));
        }
        collect = reordering(gradient, oihw);
    }

    private static memory room(memory.desc layout, OneDnnArena arena) {
        return arena.floats(layout.get_size() / Float.BYTES).as(layout, 0);
    }

    private static Call reordering(memory from, memory to) {
        return new Call(new reorder(from, to), Map.of(dnnl.DNNL_ARG_FROM, from, dnnl.DNNL_ARG_TO, to));
    }

    /** The kernels for a number of images. */
    Convolution convolution(int images, int height, int width) {
        return new Convolution(
                new Convolution.Shape(images, wideInputs, wideOutputs, height, width),
                forwardLayout,
                backwardLayout,
                winograd);
    }

    /** Weights for the forward pass. */
    memory weights() {
        return forward;
    }

    /** Weights for the input's gradient. */
    memory transposedWeights() {
        return backward;
    }

    /** Where the weights' gradient goes. */
    memory weightGradient() {
        return gradient;
    }

    @Override
    public void set(float[] parameters, int offset) {
        int row = inputs * TAPS;
        for (int o = 0; o < outputs; o++) {
            plain.write((long) o * wideInputs * TAPS, parameters, offset + o * row, row);
        }
        System.arraycopy(parameters, offset + outputs * row, biases, 0, outputs);
        spread.forEach(Call::run);
    }

    @Override
    public void gradient(float[] to, int offset) {
        collect.run();
        int row = inputs * TAPS;
        for (int o = 0; o < outputs; o++) {
            plain.read((long) o * wideInputs * TAPS, to, offset + o * row, row);
        }
        System.arraycopy(biasGradient, 0, to, offset + outputs * row, outputs);
    }
}
