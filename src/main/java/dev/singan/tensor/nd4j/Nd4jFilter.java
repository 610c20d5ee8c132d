package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.Filter;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A convolution's weights [row, column, input, output], beside the flipped ones that its backward pass takes. */
final class Nd4jFilter implements Filter {
    private static final int TAPS = 9;

    final int inputs;
    final int outputs;
    final INDArray weights;
    final INDArray flipped;
    final INDArray biases;
    final INDArray weightGradient;
    final INDArray biasGradient;

    Nd4jFilter(int inputs, int outputs, Nd4jArena arena) {
        this.inputs = inputs;
        this.outputs = outputs;
        weights = arena.zeros(3, 3, inputs, outputs);
        flipped = arena.zeros(3, 3, outputs, inputs);
        biases = arena.zeros(1, outputs);
        weightGradient = arena.zeros(3, 3, inputs, outputs);
        biasGradient = arena.zeros(1, outputs);
    }

    @Override
    public void set(float[] parameters, int offset) {
        float[] hwio = new float[inputs * outputs * TAPS];
        float[] back = new float[hwio.length];
        int from = offset;
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int t = 0; t < TAPS; t++) {
                    hwio[(t * inputs + i) * outputs + o] = parameters[from];
                    back[((TAPS - 1 - t) * outputs + o) * inputs + i] = parameters[from];
                    from++;
                }
            }
        }
        float[] added = new float[outputs];
        System.arraycopy(parameters, from, added, 0, outputs);
        assign(weights, hwio);
        assign(flipped, back);
        assign(biases, added);
    }

    private static void assign(INDArray to, float[] values) {
        to.assign(Nd4j.createFromArray(values).reshape(to.shape()));
    }

    @Override
    public void gradient(float[] to, int offset) {
        float[] hwio =
                Nd4jArena.view(weightGradient, 0, weightGradient.length()).toFloatVector();
        int next = offset;
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int t = 0; t < TAPS; t++) {
                    to[next++] = hwio[(t * inputs + i) * outputs + o];
                }
            }
        }
        System.arraycopy(biasGradient.toFloatVector(), 0, to, next, outputs);
    }
}
