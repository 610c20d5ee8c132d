package dev.singan.tensor.onednn;

import dev.singan.tensor.onednn.kernel.BlockedMap;
import dev.singan.tensor.onednn.kernel.OneDnn;
import java.util.Map;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc_base;

/**
 * A 3x3 convolution without padding, and its two gradients, for one shape.
 *
 * <p>All data are in the layouts that oneDNN's compiled kernels take without a reorder: blocked, save that an image
 * is read plain. With any other layout oneDNN silently computes with reference code, a thousand times slower; so the
 * kernel's name is checked.
 */
final class Convolution {
    /**
     * A convolution's sizes.
     *
     * @param images images computed in one call
     * @param inputs input channels
     * @param outputs output channels
     * @param height rows of the input
     * @param width columns of the input
     */
    record Shape(int images, int inputs, int outputs, int height, int width) {
        /** Whether both sides fill whole blocks, which Winograd's kernels want. */
        boolean whole() {
            return inputs % OneDnn.BLOCK == 0 && outputs % OneDnn.BLOCK == 0;
        }

        memory.desc input(memory.format_tag layout) {
            return OneDnn.describe(layout, images, inputs, height, width);
        }

        memory.desc output(memory.format_tag layout) {
            return OneDnn.describe(layout, images, outputs, height - 2, width - 2);
        }

        memory.desc weights(memory.format_tag layout) {
            return OneDnn.describe(layout, outputs, inputs, 3, 3);
        }

        memory.desc source() {
            return input(sourceFormat(inputs));
        }
    }

    private static final memory.format_tag ANY = memory.format_tag.any;
    private static final long[] STEP = {1, 1};
    private static final long[] NONE = {0, 0};

    private final Shape shape;
    private final algorithm method;
    private final memory.desc forwardWeights;
    private final memory.desc backwardWeights;

    /**
     * @param shape its sizes
     * @param forwardWeights the weights' layout for the forward pass and the weights' gradient: {@link #forwardLayout}
     * @param backwardWeights the weights' layout for the input's gradient: {@link #backwardLayout}
     * @param winograd whether to use Winograd's algorithm F(4x4, 3x3) instead of the direct one: {@link #winogradServes}
     */
    Convolution(Shape shape, memory.desc forwardWeights, memory.desc backwardWeights, boolean winograd) {
        this.shape = shape;
        this.forwardWeights = forwardWeights;
        this.backwardWeights = backwardWeights;
        method = method(winograd);
    }

    /**
     * The channels of an image as oneDNN is told: AVX2 has no kernel for the weights' gradient of one plain grey channel, so that zeros
     * fill up a block there.
     */
    static int imageChannels(int channels) {
        boolean plain = OneDnn.AVX512 ? channels <= 3 : channels == 3;
        return plain ? channels : BlockedMap.paddedChannels(channels);
    }

    /** The layout of a convolution's input for the forward pass and the weights' gradient: blocks, or an image's few channels plain. */
    static memory.format_tag sourceFormat(int channels) {
        return channels % OneDnn.BLOCK == 0 ? OneDnn.blocked() : memory.format_tag.nchw;
    }

    /** The layout that the direct forward kernel likes best for its weights. */
    static memory.desc forwardLayout(Shape shape) {
        return forwardKernel(shape, algorithm.convolution_direct, shape.weights(ANY))
                .weights_desc();
    }

    /** The layout that the kernel of the input's gradient likes best for its weights. */
    static memory.desc backwardLayout(Shape shape, boolean winograd) {
        return new convolution_backward_data.primitive_desc(
                        inputGradient(shape, method(winograd), shape.weights(ANY)),
                        OneDnn.ENGINE,
                        hint(shape, method(winograd)))
                .weights_desc();
    }

    /** Whether oneDNN has Winograd kernels for a shape: on AVX-512, for whole blocks. */
    static boolean winogradServes(Shape shape) {
        if (!OneDnn.AVX512 || !shape.whole()) {
            return false;
        }
        try {
            memory.desc forward = forwardLayout(shape);
            memory.desc backward = backwardLayout(shape, true);
            Convolution convolution = new Convolution(shape, forward, backward, true);
            convolution.forwardKernel();
            convolution.weightGradientKernel();
            return true;
        } catch (RuntimeException unimplemented) {
            return false;
        }
    }

    private static algorithm method(boolean winograd) {
        return winograd ? algorithm.convolution_winograd : algorithm.convolution_direct;
    }

    /** output = input * weights. */
    Call forward(memory input, memory weights, memory output) {
        return new Call(
                new convolution_forward(forwardKernel()),
                Map.of(dnnl.DNNL_ARG_SRC, input, dnnl.DNNL_ARG_WEIGHTS, weights, dnnl.DNNL_ARG_DST, output));
    }

    private convolution_forward.primitive_desc forwardKernel() {
        return forwardKernel(shape, method, forwardWeights);
    }

    private static convolution_forward.primitive_desc forwardKernel(
            Shape shape, algorithm method, memory.desc weights) {
        convolution_forward.primitive_desc kernel = new convolution_forward.primitive_desc(
                new convolution_forward.desc(
                        prop_kind.forward_training,
                        method,
                        shape.source(),
                        weights,
                        shape.output(OneDnn.blocked()),
                        STEP,
                        NONE,
                        NONE),
                OneDnn.ENGINE);
        requireCompiled(kernel, shape);
        return kernel;
    }

    /** The gradient at the input, from that at the output. */
    Call inputGradient(memory outputGradient, memory weights, memory inputGradient) {
        convolution_backward_data.primitive_desc kernel = new convolution_backward_data.primitive_desc(
                inputGradient(shape, method, backwardWeights), OneDnn.ENGINE, hint(shape, method));
        requireCompiled(kernel, shape);
        return new Call(
                new convolution_backward_data(kernel),
                Map.of(
                        dnnl.DNNL_ARG_DIFF_DST,
                        outputGradient,
                        dnnl.DNNL_ARG_WEIGHTS,
                        weights,
                        dnnl.DNNL_ARG_DIFF_SRC,
                        inputGradient));
    }

    private static convolution_backward_data.desc inputGradient(Shape shape, algorithm method, memory.desc weights) {
        return new convolution_backward_data.desc(
                method, shape.input(OneDnn.blocked()), weights, shape.output(OneDnn.blocked()), STEP, NONE, NONE);
    }

    /** The gradient at the weights, summed over the images. */
    Call weightGradient(memory input, memory outputGradient, memory weightGradient) {
        return new Call(
                new convolution_backward_weights(weightGradientKernel()),
                Map.of(
                        dnnl.DNNL_ARG_SRC,
                        input,
                        dnnl.DNNL_ARG_DIFF_DST,
                        outputGradient,
                        dnnl.DNNL_ARG_DIFF_WEIGHTS,
                        weightGradient));
    }

    private convolution_backward_weights.primitive_desc weightGradientKernel() {
        convolution_backward_weights.primitive_desc kernel = new convolution_backward_weights.primitive_desc(
                new convolution_backward_weights.desc(
                        method, shape.source(), forwardWeights, shape.output(OneDnn.blocked()), STEP, NONE, NONE),
                OneDnn.ENGINE,
                hint(shape, method));
        requireCompiled(kernel, shape);
        return kernel;
    }

    /** oneDNN wants to see a forward kernel of the same algorithm before it makes a backward one. */
    private static convolution_forward.primitive_desc hint(Shape shape, algorithm method) {
        return new convolution_forward.primitive_desc(
                new convolution_forward.desc(
                        prop_kind.forward_training,
                        method,
                        shape.input(ANY),
                        shape.weights(ANY),
                        shape.output(ANY),
                        STEP,
                        NONE,
                        NONE),
                OneDnn.ENGINE);
    }

    /** Reference code gives the right numbers a thousand times too late. */
    static void requireCompiled(primitive_desc_base kernel, Shape shape) {
        String name = kernel.impl_info_str().getString();
        if (name.startsWith("ref")) {
            throw new IllegalStateException(
                    "oneDNN has only its reference code (" + name + ") for the convolution " + shape);
        }
    }
}
