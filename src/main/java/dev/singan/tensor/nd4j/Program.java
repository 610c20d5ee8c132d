package dev.singan.tensor.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A list of operations on fixed arrays, made once and run in each step: building an ND4J operation takes longer than a small
 * one runs.
 */
final class Program implements Runnable {
    private static final OpExecutioner EXECUTIONER = Nd4j.getExecutioner();
    private static final int[] VALID = {3, 3, 1, 1, 0, 0, 1, 1, 0, 1, 0};
    private static final int[] FULL = {3, 3, 1, 1, 2, 2, 1, 1, 0, 1, 0};

    private final Arena arena;
    private final List<Runnable> steps = new ArrayList<>();

    Program(Arena arena) {
        this.arena = arena;
    }

    @Override
    public void run() {
        for (Runnable step : steps) {
            step.run();
        }
    }

    Program then(Runnable step) {
        steps.add(step);
        return this;
    }

    Program add(INDArray a, INDArray b, INDArray out) {
        return custom("add", List.of(a, b), List.of(out));
    }

    Program subtract(INDArray a, INDArray b, INDArray out) {
        return custom("subtract", List.of(a, b), List.of(out));
    }

    Program multiply(INDArray a, INDArray b, INDArray out) {
        return custom("multiply", List.of(a, b), List.of(out));
    }

    /** The matrix product. */
    Program product(INDArray a, INDArray b, INDArray out) {
        return custom("matmul", List.of(a, b), List.of(out));
    }

    Program square(INDArray a, INDArray out) {
        return then(() -> EXECUTIONER.exec(new Square(a, out)));
    }

    Program tanh(INDArray a) {
        return then(() -> EXECUTIONER.exec(new Tanh(a, a)));
    }

    /** Square root, at least the floor. */
    Program sqrt(INDArray a, double floor) {
        return then(() -> {
            EXECUTIONER.exec(new Sqrt(a, a));
            EXECUTIONER.exec(new ScalarMax(a, null, a, floor));
        });
    }

    /** 1 / sqrt(a + epsilon). */
    Program inverseRoot(INDArray a, double epsilon, INDArray out) {
        return then(() -> {
            a.addi(epsilon, out);
            EXECUTIONER.exec(new RSqrt(out, out));
        });
    }

    /** The factor of LeakyReLU at each value: 1 above zero, the slope elsewhere. */
    Program leakyMask(INDArray a, double slope, INDArray out) {
        return then(() -> {
            EXECUTIONER.exec(new Sign(a, out));
            EXECUTIONER.exec(new ScalarMax(out, null, out, slope));
        });
    }

    /** 3x3 convolution without padding: [n, h, w, i] with weights [3, 3, i, o] gives [n, h - 2, w - 2, o]. */
    Program convolve(INDArray x, INDArray weights, INDArray out) {
        return custom("conv2d", List.of(x, weights), List.of(out), VALID);
    }

    /** The convolution's gradient with respect to its input: the padded convolution with the flipped weights. */
    Program inputGradient(INDArray gradient, INDArray flipped, INDArray out) {
        return custom("conv2d", List.of(gradient, flipped), List.of(out), FULL);
    }

    /** The convolution's gradients with respect to input and weights. */
    Program gradients(INDArray x, INDArray weights, INDArray gradient, INDArray inputOut, INDArray weightsOut) {
        return custom("conv2d_bp", List.of(x, weights, gradient), List.of(inputOut, weightsOut), VALID);
    }

    /**
     * The gradient with respect to the weights where the input has few channels, for which {@code conv2d_bp} is slow: the
     * input's patches, gathered by a convolution with the unit matrix, times the gradient.
     */
    Program weightGradient(INDArray x, INDArray gradient, INDArray weightsOut) {
        int inputs = (int) x.size(3);
        int outputs = (int) gradient.size(3);
        int taps = 9 * inputs;
        INDArray unit = arena.zeros(3, 3, inputs, taps);
        Arena.view(unit, 0, taps, taps).assign(Nd4j.eye(taps));
        INDArray patches = arena.zeros(x.size(0), gradient.size(1), gradient.size(2), taps);
        convolve(x, unit, patches);
        int n = (int) x.size(0);
        INDArray left = Arena.matrix(gradient, 0, n);
        INDArray right = Arena.matrix(patches, 0, n);
        INDArray product = arena.product(outputs, taps);
        INDArray weights = Arena.view(product, 0, 3, 3, inputs, outputs);
        return then(() -> {
            Nd4j.gemm(left, right, product, true, false, 1, 0);
            weightsOut.assign(weights);
        });
    }

    /** The slices of a's first dimension in the order given. */
    Program gather(INDArray a, INDArray order, INDArray out) {
        return custom("gather", List.of(a, order), List.of(out), 0);
    }

    /** scale x the sum of each column of a matrix. */
    Program columnSums(INDArray matrix, double scale, Arena.ColumnVector out) {
        INDArray ones = arena.zeros(matrix.size(0), 1).assign(1);
        return then(() -> Nd4j.gemm(matrix, ones, out.column(), true, false, scale, 0));
    }

    private Program custom(String name, List<INDArray> in, List<INDArray> out, int... integers) {
        CustomOp operation = DynamicCustomOp.builder(name)
                .addInputs(in.toArray(new INDArray[0]))
                .addOutputs(out.toArray(new INDArray[0]))
                .addIntegerArguments(integers)
                .build();
        return then(() -> EXECUTIONER.exec(operation));
    }
}
