package dev.singan.tensor.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseDivision;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseSubtraction;
import org.nd4j.linalg.api.ops.impl.transforms.any.Assign;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A list of operations on fixed arrays. Operations and their contexts are made once and run in each step: making them takes up to ten
 * times as long as a small operation runs.
 */
final class Program implements Runnable {
    private static final OpExecutioner EXECUTIONER = Nd4j.getExecutioner();
    private static final long[] VALID = {3, 3, 1, 1, 0, 0, 1, 1, 0, 1, 0};
    private static final long[] FULL = {3, 3, 1, 1, 2, 2, 1, 1, 0, 1, 0};
    private static final double[] NONE = {};

    private final Nd4jArena arena;
    private final List<Runnable> steps = new ArrayList<>();

    Program(Nd4jArena arena) {
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

    /** The matrix product with a transposed. */
    Program transposedProduct(INDArray a, INDArray b, INDArray out) {
        return custom("matmul", List.of(a, b), List.of(out), NONE, 1, 0, 0);
    }

    /** Adds a row to each row of a matrix, in place: ND4J's general addition takes three times as long for that. */
    Program addRow(INDArray matrix, INDArray row) {
        INDArray vector = Nd4jArena.view(row, row.offset(), row.length());
        return custom("biasadd", List.of(matrix, vector), List.of(matrix));
    }

    /** Subtracts a row from each row of a matrix, in place. */
    Program subtractRow(INDArray matrix, INDArray row) {
        INDArray negative = arena.zeros(row.shape());
        return scale(row, -1, negative).addRow(matrix, negative);
    }

    /** a, copied. */
    Program copy(INDArray a, INDArray out) {
        return then(new Assign(a, out));
    }

    /** factor x a. */
    Program scale(INDArray a, double factor, INDArray out) {
        return then(new ScalarMultiplication(a, null, out, factor));
    }

    /** minuend - a. */
    Program subtractFrom(double minuend, INDArray a, INDArray out) {
        return then(new ScalarReverseSubtraction(a, null, out, minuend));
    }

    /** dividend / a. */
    Program divideInto(double dividend, INDArray a, INDArray out) {
        return then(new ScalarReverseDivision(a, null, out, dividend));
    }

    Program square(INDArray a, INDArray out) {
        return then(new Square(a, out));
    }

    Program tanh(INDArray a) {
        return then(new Tanh(a, a));
    }

    /** Square root, at least the floor. */
    Program sqrt(INDArray a, double floor) {
        return then(new Sqrt(a, a)).then(new ScalarMax(a, null, a, floor));
    }

    /** 1 / sqrt(a + epsilon). */
    Program inverseRoot(INDArray a, double epsilon, INDArray out) {
        INDArray added = arena.zeros(a.shape()).assign(epsilon);
        return add(a, added, out).then(new RSqrt(out, out));
    }

    /** The factor of LeakyReLU at each value: 1 above zero, the slope elsewhere. */
    Program leakyMask(INDArray a, double slope, INDArray out) {
        return then(new Sign(a, out)).then(new ScalarMax(out, null, out, slope));
    }

    /** 3x3 convolution without padding: [n, h, w, i] with weights [3, 3, i, o] gives [n, h - 2, w - 2, o]. */
    Program convolve(INDArray x, INDArray weights, INDArray out) {
        return custom("conv2d", List.of(x, weights), List.of(out), NONE, VALID);
    }

    /** The convolution's gradient with respect to its input: the padded convolution with the flipped weights. */
    Program inputGradient(INDArray gradient, INDArray flipped, INDArray out) {
        return custom("conv2d", List.of(gradient, flipped), List.of(out), NONE, FULL);
    }

    /** The convolution's gradients with respect to input and weights. */
    Program gradients(INDArray x, INDArray weights, INDArray gradient, INDArray inputOut, INDArray weightsOut) {
        return custom("conv2d_bp", List.of(x, weights, gradient), List.of(inputOut, weightsOut), NONE, VALID);
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
        Nd4jArena.view(unit, 0, taps, taps).assign(Nd4j.eye(taps));
        INDArray patches = arena.zeros(x.size(0), gradient.size(1), gradient.size(2), taps);
        convolve(x, unit, patches);
        int n = (int) x.size(0);
        INDArray product = arena.zeros(taps, outputs);
        return transposedProduct(Nd4jArena.matrix(patches, 0, n), Nd4jArena.matrix(gradient, 0, n), product)
                .copy(Nd4jArena.view(product, 0, weightsOut.shape()), weightsOut);
    }

    /** The slices of a's first dimension in the order given. */
    Program gather(INDArray a, INDArray order, INDArray out) {
        return custom("gather", List.of(a, order), List.of(out), NONE, 0);
    }

    /**
     * scale x the sum of each column of a matrix, as a row. First come sums over some of the rows, then their sum: one long sum in single
     * precision would be several times less exact.
     */
    Program columnSums(INDArray matrix, double scale, INDArray out) {
        long columns = matrix.size(1);
        long parts = divisorBelowRoot(matrix.size(0));
        INDArray sums = arena.zeros(1, parts * columns);
        return rowTimes(Nd4jArena.view(matrix, matrix.offset(), matrix.size(0) / parts, parts * columns), 1, sums)
                .rowTimes(Nd4jArena.view(sums, 0, parts, columns), scale, out);
    }

    /** A row of ones times a matrix, scaled. */
    private Program rowTimes(INDArray matrix, double scale, INDArray out) {
        INDArray ones = arena.zeros(1, matrix.size(0)).assign(1);
        return custom("matmul", List.of(ones, matrix), List.of(out), new double[] {scale, 0}, 0, 0, 0);
    }

    private static long divisorBelowRoot(long n) {
        long divisor = (long) Math.sqrt(n);
        while (n % divisor != 0) {
            divisor--;
        }
        return divisor;
    }

    private Program then(Op operation) {
        return then(() -> EXECUTIONER.exec(operation));
    }

    private Program custom(String name, List<INDArray> in, List<INDArray> out) {
        return custom(name, in, out, NONE);
    }

    private Program custom(String name, List<INDArray> in, List<INDArray> out, double[] reals, long... integers) {
        CustomOp operation = DynamicCustomOp.builder(name)
                .addInputs(in.toArray(new INDArray[0]))
                .addOutputs(out.toArray(new INDArray[0]))
                .build();
        // ND4J frees it once the program cannot be reached any more.
        OpContext context = EXECUTIONER.buildContext();
        context.setInputArrays(in);
        context.setOutputArrays(out);
        context.setTArguments(reals);
        context.setIArguments(integers);
        return then(() -> EXECUTIONER.exec(operation, context));
    }
}
