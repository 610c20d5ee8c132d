package dev.singan.classify.backbone;

import dev.singan.tensor.ConvolutionProgram;
import dev.singan.tensor.ConvolutionProgram.Value;
import dev.singan.tensor.FoldedConvolution;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.engines.ConvolutionPrograms;
import java.util.HashMap;
import java.util.Map;

/** The forward pass of a bottleneck ResNet up to the mean over positions, batch norms folded, for batches of one size. */
final class ResNet implements AutoCloseable {
    static final double EPSILON = 1e-5;

    private final ConvolutionProgram program;
    private final Map<String, FoldedConvolution> convolutions = new HashMap<>();

    /**
     * @param layout what the tensors are
     * @param tensors verified ones
     * @param batch images at once
     * @param size side of the images
     */
    ResNet(ResNetLayout layout, Map<String, Tensor> tensors, int batch, int size) {
        this(layout, tensors, ConvolutionPrograms.create(batch, size, size, 3));
    }

    /** @param program without steps; it is closed with the network */
    ResNet(ResNetLayout layout, Map<String, Tensor> tensors, ConvolutionProgram program) {
        this.program = program;
        layout.convolutions()
                .forEach((name, c) -> convolutions.put(name, FoldedConvolution.fold(tensors, name, c.norm(), EPSILON)));
        layout.finish(program, convolve(program.input(), "conv1", 2, 3, true), this::bottleneck);
        convolutions.clear();
    }

    private Value bottleneck(Value x, String prefix, int stride, boolean projected) {
        Value reduced = convolve(x, prefix + "conv1", 1, 0, true);
        Value spatial = convolve(reduced, prefix + "conv2", stride, 1, true);
        program.release(reduced);
        Value shortcut = x;
        if (projected) {
            shortcut = convolve(x, prefix + "downsample.0", stride, 0, false);
            program.release(x);
        }
        Value sum = program.convolveOnto(spatial, convolution(prefix + "conv3"), 1, 0, shortcut);
        program.release(spatial);
        return sum;
    }

    private Value convolve(Value x, String name, int stride, int padding, boolean rectified) {
        return program.convolve(x, convolution(name), stride, padding, rectified);
    }

    private FoldedConvolution convolution(String name) {
        FoldedConvolution convolution = convolutions.get(name);
        if (convolution == null) {
            throw new IllegalStateException("no convolution " + name);
        }
        return convolution;
    }

    /**
     * The features of a batch.
     *
     * @param images batch x size x size x 3 values
     * @return batch x features values
     */
    float[] run(float[] images) {
        return program.run(images);
    }

    @Override
    public void close() {
        program.close();
    }
}
