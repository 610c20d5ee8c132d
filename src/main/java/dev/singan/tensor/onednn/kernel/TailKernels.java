package dev.singan.tensor.onednn.kernel;

import dev.singan.tensor.onednn.kernel.BlockedMap.Plane;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The critic's last convolution, whose output is only ever averaged over its map: neither it nor its gradients need a
 * convolution. Weights are held tap by tap, {@code [tap][channel]} with tap = 3·row + column.
 */
public final class TailKernels {
    public static final int TAPS = 9;

    private TailKernels() {}

    /**
     * For each tap the sum of the activations that it meets: the gradient of the map's sum at the weights.
     *
     * @param a the activations of the lanes that begin at channel {@code c}
     * @param sums takes the nine sums
     */
    public static void windowSums(Plane a, int height, int width, float[] sums, int channels, int c) {
        AlignedBuffer data = a.data();
        for (int tap = 0; tap < TAPS; tap++) {
            OneDnnLanes.zero().intoArray(sums, tap * channels + c);
        }
        for (int y = 0; y < height; y++) {
            int row = a.offset() + y * width * OneDnnLanes.STRIDE;
            FloatVector all = rowSum(data, row, width);
            FloatVector first = data.load(row);
            FloatVector second = data.load(row + OneDnnLanes.STRIDE);
            FloatVector last = data.load(row + (width - 1) * OneDnnLanes.STRIDE);
            FloatVector lastButOne = data.load(row + (width - 2) * OneDnnLanes.STRIDE);
            FloatVector left = all.sub(last).sub(lastButOne);
            FloatVector middle = all.sub(first).sub(last);
            FloatVector right = all.sub(first).sub(second);
            for (int ky = Math.max(0, y - height + 3); ky < Math.min(3, y + 1); ky++) {
                add(sums, 3 * ky * channels + c, left);
                add(sums, (3 * ky + 1) * channels + c, middle);
                add(sums, (3 * ky + 2) * channels + c, right);
            }
        }
    }

    private static FloatVector rowSum(AlignedBuffer data, int row, int width) {
        FloatVector s0 = OneDnnLanes.zero();
        FloatVector s1 = OneDnnLanes.zero();
        int x = 0;
        for (; x + 1 < width; x += 2) {
            int p = row + x * OneDnnLanes.STRIDE;
            s0 = s0.add(data.load(p));
            s1 = s1.add(data.load(p + OneDnnLanes.STRIDE));
        }
        if (x < width) {
            s0 = s0.add(data.load(row + x * OneDnnLanes.STRIDE));
        }
        return s0.add(s1);
    }

    /** Adds lanes to those of an array. */
    public static void add(float[] sums, int at, FloatVector value) {
        OneDnnLanes.of(sums, at).add(value).intoArray(sums, at);
    }

    /**
     * The gradient of the map's sum at the activations.
     *
     * @param weights {@code [tap][channel]}
     * @param out takes the gradient
     */
    public static void sumGradient(float[] weights, Plane out, int height, int width, int channels, int c) {
        AlignedBuffer data = out.data();
        float[] columns = new float[3 * OneDnnLanes.LENGTH];
        for (int y = 0; y < height; y++) {
            Arrays.fill(columns, 0f);
            for (int ky = Math.max(0, y - height + 3); ky < Math.min(3, y + 1); ky++) {
                for (int kx = 0; kx < 3; kx++) {
                    add(columns, kx * OneDnnLanes.LENGTH, OneDnnLanes.of(weights, (3 * ky + kx) * channels + c));
                }
            }
            int row = out.offset() + y * width * OneDnnLanes.STRIDE;
            FloatVector inside = taps(columns, 0, 2);
            for (int x = 2; x < width - 2; x++) {
                data.store(row + x * OneDnnLanes.STRIDE, inside);
            }
            for (int x : new int[] {0, 1, width - 2, width - 1}) {
                data.store(row + x * OneDnnLanes.STRIDE, taps(columns, Math.max(0, x - width + 3), Math.min(2, x)));
            }
        }
    }

    private static FloatVector taps(float[] columns, int from, int to) {
        FloatVector sum = OneDnnLanes.zero();
        for (int kx = from; kx <= to; kx++) {
            sum = sum.add(OneDnnLanes.of(columns, kx * OneDnnLanes.LENGTH));
        }
        return sum;
    }
}
