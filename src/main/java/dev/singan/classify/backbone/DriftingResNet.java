package dev.singan.classify.backbone;

import dev.singan.tensor.BatchNorm;
import dev.singan.tensor.ConvolutionProgram.Value;
import dev.singan.tensor.FoldedConvolution;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.exact.program.ExactConvolutionProgram;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bottleneck ResNet whose batch norms are in training mode, as PyTorch's are after {@code model.train()}: each batch is normalised by its
 * own statistics, and the running ones drift.
 */
final class DriftingResNet implements AutoCloseable {
    private final ResNetLayout layout;
    private final Map<String, Tensor> tensors;
    private final Map<String, BatchNorm> norms = new HashMap<>();
    private final ExactConvolutionProgram program;

    /**
     * @param tensors verified ones
     * @param batch images at once, at least 2
     * @param size side of the images
     */
    DriftingResNet(ResNetLayout layout, Map<String, Tensor> tensors, int batch, int size) {
        this.layout = layout;
        this.tensors = tensors;
        program = new ExactConvolutionProgram(batch, size, size, 3);
        layout.finish(program, program.rectify(convolve(program.input(), "conv1", 2, 3)), this::bottleneck);
    }

    private Value bottleneck(Value x, String prefix, int stride, boolean projected) {
        Value reduced = program.rectify(convolve(x, prefix + "conv1", 1, 0));
        Value spatial = program.rectify(convolve(reduced, prefix + "conv2", stride, 1));
        program.release(reduced);
        Value expanded = convolve(spatial, prefix + "conv3", 1, 0);
        program.release(spatial);
        Value shortcut = projected ? convolve(x, prefix + "downsample.0", stride, 0) : x;
        if (projected) {
            program.release(x);
        }
        Value sum = program.rectify(program.add(expanded, shortcut));
        program.release(shortcut);
        return sum;
    }

    private Value convolve(Value x, String name, int stride, int padding) {
        String normName = norm(name);
        BatchNorm norm = BatchNorm.of(tensors, normName);
        norms.put(normName, norm);
        Value y = program.convolve(x, FoldedConvolution.plain(tensors, name), stride, padding, false);
        return program.normalise(y, norm, ResNet.EPSILON);
    }

    private String norm(String name) {
        ResNetLayout.Convolution convolution = layout.convolutions().get(name);
        if (convolution == null) {
            throw new IllegalStateException("no convolution " + name);
        }
        return convolution.norm();
    }

    /**
     * Features in training mode; the running statistics drift by the batch.
     *
     * @param images batch x size x size x 3 values
     * @return batch x features values
     */
    float[] train(float[] images) {
        float[] features = program.run(images);
        program.drift();
        return features;
    }

    /** The tensors, with running statistics as they are now. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>(tensors);
        norms.forEach((name, norm) -> {
            state.put(name + ".running_mean", Tensor.vector(norm.mean()));
            state.put(name + ".running_var", Tensor.vector(norm.variance()));
        });
        return state;
    }

    @Override
    public void close() {
        program.close();
    }
}
