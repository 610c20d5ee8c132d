package dev.singan.tensor.nd4j;

import dev.singan.tensor.ConvolutionProgram;
import dev.singan.tensor.FoldedConvolution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolutional network as a list of ND4J operations on buffers that are allocated once: an order of magnitude faster than
 * building the operations anew. Activations are batch x height x width x channels (NHWC). One thread at a time.
 */
public final class Nd4jConvolutionProgram implements ConvolutionProgram {
    /** A place in the program's memory. */
    private record Place(INDArray array, INDArray memory) implements Value {
        @Override
        public int channels() {
            return (int) array.size(3);
        }

        @Override
        public int height() {
            return (int) array.size(1);
        }

        @Override
        public int width() {
            return (int) array.size(2);
        }
    }

    private final int batch;
    private final List<Runnable> steps = new ArrayList<>();
    private final Deque<INDArray> free = new ArrayDeque<>();
    private final List<INDArray> owned = new ArrayList<>();
    private final Map<FoldedConvolution, INDArray[]> parameters = new HashMap<>();
    private final Place input;
    private @Nullable INDArray output;

    /**
     * A program without steps.
     *
     * @param batch images at once
     * @param height rows of an image
     * @param width columns of an image
     * @param channels channels of an image
     */
    public Nd4jConvolutionProgram(int batch, int height, int width, int channels) {
        this.batch = batch;
        this.input = allocate(height, width, channels);
    }

    @Override
    public Value input() {
        return input;
    }

    @Override
    public Value convolve(Value x, FoldedConvolution convolution, int stride, int padding, boolean rectified) {
        int k = convolution.kernel();
        Value y = allocate(
                (x.height() + 2 * padding - k) / stride + 1,
                (x.width() + 2 * padding - k) / stride + 1,
                convolution.outputs());
        INDArray[] weights = parameters.computeIfAbsent(convolution, this::upload);
        append(
                "conv2d",
                new INDArray[] {array(x), weights[0], weights[1]},
                array(y),
                k,
                k,
                stride,
                stride,
                padding,
                padding,
                1,
                1,
                0,
                1,
                0);
        if (rectified) {
            rectify(y);
        }
        return y;
    }

    @Override
    public Value maximum(Value x, int kernel, int stride, int padding) {
        Value y = allocate(
                (x.height() + 2 * padding - kernel) / stride + 1,
                (x.width() + 2 * padding - kernel) / stride + 1,
                x.channels());
        append(
                "maxpool2d",
                new INDArray[] {array(x)},
                array(y),
                kernel,
                kernel,
                stride,
                stride,
                padding,
                padding,
                1,
                1,
                0,
                1,
                1);
        return y;
    }

    @Override
    public Value convolveOnto(Value x, FoldedConvolution convolution, int stride, int padding, Value shortcut) {
        Value sum = convolve(x, convolution, stride, padding, false);
        append("add", new INDArray[] {flat(sum), flat(shortcut)}, flat(sum));
        rectify(sum);
        release(shortcut);
        return sum;
    }

    @Override
    public void release(Value x) {
        free.add(((Place) x).memory);
    }

    @Override
    public void finishWithMean(Value x) {
        INDArray mean = own(Nd4j.create(DataType.FLOAT, batch, x.channels()));
        append("reduce_mean", new INDArray[] {array(x)}, mean, 1, 2);
        output = mean;
    }

    @Override
    public void finishWith(Value x) {
        output = array(x);
    }

    @Override
    public synchronized float[] run(float[] images) {
        if (output == null) {
            throw new IllegalStateException("the program has no end");
        }
        if (images.length != input.array().length()) {
            throw new IllegalArgumentException(
                    images.length + " values, expected " + input.array().length());
        }
        input.array().data().setData(images);
        steps.forEach(Runnable::run);
        float[] all = output.data().asFloat();
        return all.length == output.length() ? all : Arrays.copyOf(all, (int) output.length());
    }

    @Override
    public void close() {
        owned.forEach(INDArray::close);
        owned.clear();
        steps.clear();
    }

    private INDArray own(INDArray array) {
        owned.add(array);
        return array;
    }

    private INDArray[] upload(FoldedConvolution c) {
        return new INDArray[] {
            own(Nd4j.createFromArray(c.weights())).reshape('c', c.kernel(), c.kernel(), c.inputs(), c.outputs()),
            own(Nd4j.createFromArray(c.bias()))
        };
    }

    /** The smallest free memory that is large enough, or new one. */
    private Place allocate(int height, int width, int channels) {
        long need = (long) batch * height * width * channels;
        INDArray best = null;
        for (INDArray candidate : free) {
            if (candidate.length() >= need && (best == null || candidate.length() < best.length())) {
                best = candidate;
            }
        }
        if (best == null) {
            best = own(Nd4j.create(DataType.FLOAT, need));
        } else {
            free.remove(best);
        }
        long[] shape = {batch, height, width, channels};
        long[] strides = {(long) height * width * channels, (long) width * channels, channels, 1};
        return new Place(Nd4j.create(best.data(), shape, strides, 0, 'c'), best);
    }

    private static INDArray array(Value x) {
        return ((Place) x).array();
    }

    private static INDArray flat(Value x) {
        return Nd4j.create(array(x).data(), new long[] {array(x).length()}, new long[] {1}, 0, 'c');
    }

    private void rectify(Value x) {
        INDArray values = flat(x);
        ScalarMax operation = new ScalarMax(values, null, values, 0.0);
        steps.add(() -> Nd4j.getExecutioner().exec(operation));
    }

    private void append(String name, INDArray[] inputs, INDArray result, int... arguments) {
        CustomOp operation = DynamicCustomOp.builder(name)
                .addInputs(inputs)
                .addOutputs(result)
                .addIntegerArguments(arguments)
                .build();
        steps.add(() -> Nd4j.getExecutioner().exec(operation));
    }
}
