package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.FoldedGenerator;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A generator in eval mode: five convolutions with bias; buffers are made again only when the size changes. */
final class Nd4jFrozenGenerator implements FrozenGenerator {
    private static final double LEAKY_SLOPE = 0.2;

    private final NetLayout layout;
    private final Nd4jArena weightArena = new Nd4jArena();
    private final INDArray[] weights = new INDArray[NetLayout.BLOCKS + 1];
    private final INDArray[] biases = new INDArray[NetLayout.BLOCKS + 1];
    private @Nullable Sized sized;

    Nd4jFrozenGenerator(NetState generator) {
        layout = generator.layout();
        FoldedGenerator folded = FoldedGenerator.of(generator);
        float[] hwio = Nd4jWeightOrder.toHwio(layout, folded.weights());
        for (int l = 0; l <= NetLayout.BLOCKS; l++) {
            float[] values = Arrays.copyOfRange(hwio, layout.weight(l), layout.weight(l) + layout.weightLength(l));
            weights[l] = weightArena.zeros(3, 3, layout.inputs(l), layout.outputs(l));
            weights[l].assign(Nd4j.createFromArray(values).reshape(weights[l].shape()));
            biases[l] = weightArena.zeros(1, layout.outputs(l));
            biases[l].assign(Nd4j.createFromArray(folded.bias(l)).reshape(biases[l].shape()));
        }
    }

    @Override
    public float[] apply(int height, int width, float[] input, float[] previous) {
        Sized buffers = sized;
        if (buffers == null || buffers.height != height || buffers.width != width) {
            close(buffers);
            buffers = new Sized(height, width);
            sized = buffers;
        }
        return buffers.apply(input, previous);
    }

    private static void close(@Nullable Sized buffers) {
        if (buffers != null) {
            buffers.arena.close();
        }
    }

    @Override
    public void close() {
        close(sized);
        weightArena.close();
    }

    private final class Sized {
        final int height;
        final int width;
        final Nd4jArena arena = new Nd4jArena();
        final INDArray input;
        final INDArray previous;
        final INDArray output;
        final Program program = new Program(arena);

        Sized(int height, int width) {
            this.height = height;
            this.width = width;
            int h = height + 2 * ScaleShape.PADDING;
            int w = width + 2 * ScaleShape.PADDING;
            input = arena.zeros(1, h, w, layout.channels());
            previous = arena.zeros(1, height, width, layout.channels());
            INDArray x = input;
            for (int l = 0; l <= NetLayout.BLOCKS; l++) {
                h -= 2;
                w -= 2;
                x = layer(l, x, arena.zeros(1, h, w, layout.outputs(l)));
            }
            output = x;
            INDArray y = Nd4jArena.matrix(output, 0, 1);
            program.tanh(y).add(y, Nd4jArena.matrix(previous, 0, 1), y);
        }

        private INDArray layer(int l, INDArray x, INDArray out) {
            INDArray y = Nd4jArena.matrix(out, 0, 1);
            program.convolve(x, weights[l], out).addRow(y, biases[l]);
            if (l < NetLayout.BLOCKS) {
                INDArray mask = arena.zeros(y.shape());
                program.leakyMask(y, LEAKY_SLOPE, mask).multiply(y, mask, y);
            }
            return out;
        }

        float[] apply(float[] in, float[] before) {
            Images.put(in, layout.channels(), height, width, ScaleShape.PADDING, input);
            Images.put(before, layout.channels(), height, width, 0, previous);
            program.run();
            return Images.get(output);
        }
    }
}
