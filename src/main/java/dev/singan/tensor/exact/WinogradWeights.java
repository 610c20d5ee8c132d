package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.kernel.Products;
import dev.singan.tensor.exact.kernel.Transforms;
import dev.singan.tensor.exact.team.Room;

/** A convolution's weights as Winograd's products read them, forward and for the gradient at the input. */
public final class WinogradWeights {
    static final int ELEMENTS = 36;
    private static final int SIDE = 6;
    private static final int TAPS = 9;

    /** The factors of the weights' transform, left out of the transform itself so that it needs few roundings. */
    private static final float[] FACTORS = factors();

    private final Kernels kernels;
    private final int inputs;
    private final int outputs;
    private final float[] forward;
    private final float[] backward;
    private final float[] flipped;
    private final float[] rows;
    private final float[] columns;

    WinogradWeights(Kernels kernels, int inputs, int outputs) {
        this.kernels = kernels;
        this.inputs = inputs;
        this.outputs = outputs;
        forward = new float[ELEMENTS * inputs * outputs + Room.START];
        backward = new float[ELEMENTS * inputs * outputs + Room.START];
        flipped = new float[TAPS * inputs * outputs];
        rows = new float[SIDE * 3 * Math.max(inputs, outputs)];
        columns = new float[ELEMENTS * Math.max(inputs, outputs)];
    }

    private static float[] factors() {
        double p2 = Transforms.P2;
        double q2 = Transforms.Q2;
        double byP = 1 / (2 * p2 * (p2 - q2));
        double byQ = 1 / (2 * q2 * (q2 - p2));
        double[] f = {1 / (p2 * q2), byP, byP, byQ, byQ, 1};
        float[] factors = new float[ELEMENTS];
        for (int e = 0; e < ELEMENTS; e++) {
            factors[e] = (float) (f[e / SIDE] * f[e % SIDE]);
        }
        return factors;
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    /** Element by element packed weights, inputs x outputs, from {@link Room#START} on. */
    float[] forward() {
        return forward;
    }

    /** The same for the gradient at the input, outputs x inputs. */
    float[] backward() {
        return backward;
    }

    /** Takes weights {@code [ky][kx][input][output]}, which stand from an index on. */
    void set(float[] weights, int from) {
        transform(weights, from, inputs, outputs, forward);
    }

    /** Takes the same weights for the gradient at the input. */
    void setBackward(float[] weights, int from) {
        flip(weights, from, inputs, outputs, flipped);
        transform(flipped, 0, outputs, inputs, backward);
    }

    /** Weights turned by half a turn, inputs and outputs exchanged. */
    static void flip(float[] weights, int from, int inputs, int outputs, float[] to) {
        for (int tap = 0; tap < TAPS; tap++) {
            int source = from + tap * inputs * outputs;
            int target = (TAPS - 1 - tap) * inputs * outputs;
            for (int i = 0; i < inputs; i++) {
                for (int o = 0; o < outputs; o++) {
                    to[target + o * inputs + i] = weights[source + i * outputs + o];
                }
            }
        }
    }

    private void transform(float[] w, int from, int n, int m, float[] u) {
        Transforms t = kernels.transforms();
        for (int i = 0; i < n; i++) {
            t.weight(w, from + i * m, 3 * n * m, n * m, rows, 0, 3 * m, m, 3, m);
            t.weight(rows, 0, m, 3 * m, columns, 0, m, SIDE * m, SIDE, m);
            for (int e = 0; e < ELEMENTS; e++) {
                pack(e, i, n, m, u);
            }
        }
    }

    private void pack(int e, int i, int n, int m, float[] u) {
        Products products = kernels.products();
        int panel = products.panel();
        for (int o = 0; o < m; o += panel) {
            int to = Room.START + e * n * m + products.packed(i, o, n, m);
            kernels.transforms().scale(columns, e * m + o, FACTORS[e], u, to, Math.min(panel, m - o));
        }
    }

    /**
     * The gradient of the weights from that of the transformed ones.
     *
     * @param transformed element by element inputs x outputs; is overwritten
     * @param to takes {@code [ky][kx][input][output]} from an index on
     */
    void gradient(float[] transformed, float[] to, int at) {
        Transforms t = kernels.transforms();
        int n = inputs;
        int m = outputs;
        for (int e = 0; e < ELEMENTS; e++) {
            t.scale(transformed, e * n * m, FACTORS[e], transformed, e * n * m, n * m);
        }
        for (int i = 0; i < n; i++) {
            // Vertically for each of the six columns, then horizontally for each of the three rows.
            t.gradient(transformed, i * m, SIDE * n * m, n * m, rows, 0, SIDE * m, m, SIDE, m);
            t.gradient(rows, 0, m, SIDE * m, to, at + i * m, n * m, 3 * n * m, 3, m);
        }
    }
}
