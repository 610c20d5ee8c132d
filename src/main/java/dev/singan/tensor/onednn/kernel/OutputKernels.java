package dev.singan.tensor.onednn.kernel;

import dev.singan.tensor.onednn.kernel.BlockedMap.Plane;
import jdk.incubator.vector.FloatVector;

/**
 * The generator's end: tanh, the losses' gradient at it, for the lanes that begin at channel {@code c}.
 *
 * <p>The Vector API's own tanh and its sums over lanes round differently before and after the JVM has compiled the loop, so that
 * the same training would end with other bits from one run to the next: here the few real channels go through {@link StrictMath}, and
 * lanes are added in order.
 */
public final class OutputKernels {
    private OutputKernels() {}

    /**
     * y = tanh(z + bias).
     *
     * @param lanes how many of the lanes are channels; the others are padding, where z and bias are zero
     */
    public static void tanh(Plane z, Plane y, float[] bias, int c, int lanes) {
        AlignedBuffer from = z.data();
        AlignedBuffer to = y.data();
        FloatVector b = OneDnnLanes.of(bias, c);
        float[] values = new float[OneDnnLanes.LENGTH];
        for (int p = 0; p < z.positions() * OneDnnLanes.STRIDE; p += OneDnnLanes.STRIDE) {
            from.load(z.offset() + p).add(b).intoArray(values, 0);
            for (int k = 0; k < lanes; k++) {
                values[k] = (float) StrictMath.tanh(values[k]);
            }
            to.store(y.offset() + p, OneDnnLanes.of(values, 0));
        }
    }

    /** out = factor · gradient · (1 − y²): a gradient at tanh's output brought to its input. */
    public static void scaledGradient(Plane gradient, float factor, Plane y, Plane out) {
        AlignedBuffer gradients = gradient.data();
        AlignedBuffer values = y.data();
        AlignedBuffer to = out.data();
        FloatVector one = OneDnnLanes.of(1f);
        for (int p = 0; p < y.positions() * OneDnnLanes.STRIDE; p += OneDnnLanes.STRIDE) {
            FloatVector t = values.load(y.offset() + p);
            FloatVector g = gradients.load(gradient.offset() + p).mul(factor);
            to.store(out.offset() + p, g.mul(one.sub(t.mul(t))));
        }
    }

    /**
     * out = factor · (y + previous − real) · (1 − y²).
     *
     * @return the sum of (y + previous − real)²
     */
    public static double squaredErrorGradient(Plane y, Plane previous, Plane real, float factor, Plane out) {
        FloatVector one = OneDnnLanes.of(1f);
        double sum = 0;
        int end = y.positions() * OneDnnLanes.STRIDE;
        for (int chunk = 0; chunk < end; chunk += OneDnnLanes.CHUNK) {
            FloatVector squares = OneDnnLanes.zero();
            for (int p = chunk; p < Math.min(end, chunk + OneDnnLanes.CHUNK); p += OneDnnLanes.STRIDE) {
                FloatVector t = y.data().load(y.offset() + p);
                FloatVector difference = t.add(previous.data().load(previous.offset() + p))
                        .sub(real.data().load(real.offset() + p));
                squares = difference.fma(difference, squares);
                out.data().store(out.offset() + p, difference.mul(factor).mul(one.sub(t.mul(t))));
            }
            sum += inOrder(squares);
        }
        return sum;
    }

    private static double inOrder(FloatVector lanes) {
        double sum = 0;
        for (float lane : lanes.toArray()) {
            sum += lane;
        }
        return sum;
    }

    /** sums += the sum over the positions. */
    public static void addSums(Plane gradient, float[] sums, int c) {
        AlignedBuffer data = gradient.data();
        int end = gradient.positions() * OneDnnLanes.STRIDE;
        FloatVector total = OneDnnLanes.of(sums, c);
        for (int chunk = 0; chunk < end; chunk += OneDnnLanes.CHUNK) {
            FloatVector sum = OneDnnLanes.zero();
            for (int p = chunk; p < Math.min(end, chunk + OneDnnLanes.CHUNK); p += OneDnnLanes.STRIDE) {
                sum = sum.add(data.load(gradient.offset() + p));
            }
            total = total.add(sum);
        }
        total.intoArray(sums, c);
    }
}
