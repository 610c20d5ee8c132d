package dev.singan.tensor.onednn;

import dev.singan.tensor.onednn.kernel.AlignedBuffer;
import dev.singan.tensor.onednn.kernel.BlockedMap;
import dev.singan.tensor.onednn.kernel.BlockedMap.Plane;
import dev.singan.tensor.onednn.kernel.OneDnnLanes;
import dev.singan.tensor.onednn.kernel.TailKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The generator's last convolution, from many filters to an image's few channels, and its gradients. oneDNN's kernels compute whole blocks
 * of outputs, of which all but one or three would be zeros: that took a fifth of a generator step at 64x64 with 32 filters.
 *
 * <p>Weights are held {@code [output][tap][filter]} with tap = 3·row + column; vectors run over filters.
 */
final class OutputConvolution {
    private static final int TAPS = TailKernels.TAPS;

    /** Zeros around the outputs' gradient, so that the gradient at the border needs no cases of its own. */
    private static final int BORDER = 2;

    /** Positions summed in one go, as in {@link OneDnnLanes#CHUNK}. */
    private static final int CHUNK = OneDnnLanes.CHUNK / OneDnnLanes.STRIDE;

    private final int outputs;
    private final int filters;
    private final int height;
    private final int width;

    /** One row of one output, the lanes not yet added up. */
    private final float[] row;

    /** One output's gradient at one image, with its border. */
    private final float[] plane;

    /**
     * @param outputs channels of the image
     * @param filters of the activations, filled up to whole blocks
     * @param height rows of the image
     * @param width columns of it
     */
    OutputConvolution(int outputs, int filters, int height, int width) {
        this.outputs = outputs;
        this.filters = filters;
        this.height = height;
        this.width = width;
        row = new float[width * OneDnnLanes.LENGTH];
        plane = new float[(height + 2 * BORDER) * (width + 2 * BORDER)];
    }

    /** The outputs of a slot, from its activations: two rows and columns more than the image has. */
    void forward(BlockedMap a, int slot, float[] weights, BlockedMap to) {
        for (int o = 0; o < outputs; o++) {
            Plane out = to.plane(slot, o);
            for (int y = 0; y < height; y++) {
                Arrays.fill(row, 0f);
                for (int c = 0; c < filters; c += OneDnnLanes.LENGTH) {
                    int first = a.plane(slot, c).offset() + y * (width + 2) * OneDnnLanes.STRIDE;
                    addRow(a.data(), first, width, weights, o * TAPS * filters + c, filters, row);
                }
                int offset = out.offset() + y * width * OneDnnLanes.STRIDE;
                for (int x = 0; x < width; x++) {
                    out.data().set(offset + x * OneDnnLanes.STRIDE, sum(row, x * OneDnnLanes.LENGTH));
                }
            }
        }
    }

    private static void addRow(
            AlignedBuffer data, int first, int width, float[] weights, int at, int step, float[] row) {
        FloatVector w0 = OneDnnLanes.of(weights, at);
        FloatVector w1 = OneDnnLanes.of(weights, at + step);
        FloatVector w2 = OneDnnLanes.of(weights, at + 2 * step);
        FloatVector w3 = OneDnnLanes.of(weights, at + 3 * step);
        FloatVector w4 = OneDnnLanes.of(weights, at + 4 * step);
        FloatVector w5 = OneDnnLanes.of(weights, at + 5 * step);
        FloatVector w6 = OneDnnLanes.of(weights, at + 6 * step);
        FloatVector w7 = OneDnnLanes.of(weights, at + 7 * step);
        FloatVector w8 = OneDnnLanes.of(weights, at + 8 * step);
        int pitch = (width + 2) * OneDnnLanes.STRIDE;
        for (int x = 0; x < width; x++) {
            int p = first + x * OneDnnLanes.STRIDE;
            int q = p + pitch;
            int r = q + pitch;
            FloatVector s = data.load(p).fma(w0, OneDnnLanes.of(row, x * OneDnnLanes.LENGTH));
            FloatVector t = data.load(q).mul(w3);
            FloatVector u = data.load(r).mul(w6);
            s = data.load(p + OneDnnLanes.STRIDE).fma(w1, s);
            t = data.load(q + OneDnnLanes.STRIDE).fma(w4, t);
            u = data.load(r + OneDnnLanes.STRIDE).fma(w7, u);
            s = data.load(p + 2 * OneDnnLanes.STRIDE).fma(w2, s);
            t = data.load(q + 2 * OneDnnLanes.STRIDE).fma(w5, t);
            u = data.load(r + 2 * OneDnnLanes.STRIDE).fma(w8, u);
            s.add(t.add(u)).intoArray(row, x * OneDnnLanes.LENGTH);
        }
    }

    /** The lanes' sum, always in the same order. */
    private static float sum(float[] values, int from) {
        float s = 0;
        float t = 0;
        for (int k = from; k < from + OneDnnLanes.LENGTH; k += 2) {
            s += values[k];
            t += values[k + 1];
        }
        return s + t;
    }

    /**
     * The gradients of a slot.
     *
     * @param gradient at the outputs
     * @param a the activations
     * @param da takes the gradient at the activations
     * @param weightGradient to which that of the weights is added
     */
    void backward(BlockedMap gradient, BlockedMap a, int slot, float[] weights, BlockedMap da, float[] weightGradient) {
        for (int o = 0; o < outputs; o++) {
            readPlane(gradient.plane(slot, o));
            for (int c = 0; c < filters; c += OneDnnLanes.LENGTH) {
                int at = o * TAPS * filters + c;
                addWeightGradient(a.plane(slot, c), weightGradient, at);
                addInputGradient(da.plane(slot, c), weights, at, o == 0);
            }
        }
    }

    private int pitch() {
        return width + 2 * BORDER;
    }

    private void readPlane(Plane from) {
        for (int y = 0; y < height; y++) {
            int offset = from.offset() + y * width * OneDnnLanes.STRIDE;
            int to = (y + BORDER) * pitch() + BORDER;
            for (int x = 0; x < width; x++) {
                plane[to + x] = from.data().get(offset + x * OneDnnLanes.STRIDE);
            }
        }
    }

    private void addWeightGradient(Plane a, float[] weightGradient, int at) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x += CHUNK) {
                int first = a.offset() + (y * (width + 2) + x) * OneDnnLanes.STRIDE;
                int from = (y + BORDER) * pitch() + BORDER + x;
                int count = Math.min(CHUNK, width - x);
                addProducts(
                        a.data(),
                        first,
                        (width + 2) * OneDnnLanes.STRIDE,
                        plane,
                        from,
                        count,
                        weightGradient,
                        at,
                        filters);
            }
        }
    }

    private static void addProducts(
            AlignedBuffer data,
            int first,
            int pitch,
            float[] gradient,
            int from,
            int count,
            float[] sums,
            int at,
            int step) {
        FloatVector s0 = OneDnnLanes.zero();
        FloatVector s1 = OneDnnLanes.zero();
        FloatVector s2 = OneDnnLanes.zero();
        FloatVector s3 = OneDnnLanes.zero();
        FloatVector s4 = OneDnnLanes.zero();
        FloatVector s5 = OneDnnLanes.zero();
        FloatVector s6 = OneDnnLanes.zero();
        FloatVector s7 = OneDnnLanes.zero();
        FloatVector s8 = OneDnnLanes.zero();
        for (int x = 0; x < count; x++) {
            FloatVector g = OneDnnLanes.of(gradient[from + x]);
            int p = first + x * OneDnnLanes.STRIDE;
            int q = p + pitch;
            int r = q + pitch;
            s0 = data.load(p).fma(g, s0);
            s1 = data.load(p + OneDnnLanes.STRIDE).fma(g, s1);
            s2 = data.load(p + 2 * OneDnnLanes.STRIDE).fma(g, s2);
            s3 = data.load(q).fma(g, s3);
            s4 = data.load(q + OneDnnLanes.STRIDE).fma(g, s4);
            s5 = data.load(q + 2 * OneDnnLanes.STRIDE).fma(g, s5);
            s6 = data.load(r).fma(g, s6);
            s7 = data.load(r + OneDnnLanes.STRIDE).fma(g, s7);
            s8 = data.load(r + 2 * OneDnnLanes.STRIDE).fma(g, s8);
        }
        TailKernels.add(sums, at, s0);
        TailKernels.add(sums, at + step, s1);
        TailKernels.add(sums, at + 2 * step, s2);
        TailKernels.add(sums, at + 3 * step, s3);
        TailKernels.add(sums, at + 4 * step, s4);
        TailKernels.add(sums, at + 5 * step, s5);
        TailKernels.add(sums, at + 6 * step, s6);
        TailKernels.add(sums, at + 7 * step, s7);
        TailKernels.add(sums, at + 8 * step, s8);
    }

    private void addInputGradient(Plane to, float[] weights, int at, boolean first) {
        for (int y = 0; y < height + 2; y++) {
            int offset = to.offset() + y * (width + 2) * OneDnnLanes.STRIDE;
            addGradientRow(
                    plane,
                    (y + BORDER) * pitch() + BORDER,
                    pitch(),
                    width + 2,
                    weights,
                    at,
                    filters,
                    to.data(),
                    offset,
                    first);
        }
    }

    private static void addGradientRow(
            float[] gradient,
            int from,
            int pitch,
            int count,
            float[] weights,
            int at,
            int step,
            AlignedBuffer to,
            int offset,
            boolean first) {
        FloatVector w0 = OneDnnLanes.of(weights, at);
        FloatVector w1 = OneDnnLanes.of(weights, at + step);
        FloatVector w2 = OneDnnLanes.of(weights, at + 2 * step);
        FloatVector w3 = OneDnnLanes.of(weights, at + 3 * step);
        FloatVector w4 = OneDnnLanes.of(weights, at + 4 * step);
        FloatVector w5 = OneDnnLanes.of(weights, at + 5 * step);
        FloatVector w6 = OneDnnLanes.of(weights, at + 6 * step);
        FloatVector w7 = OneDnnLanes.of(weights, at + 7 * step);
        FloatVector w8 = OneDnnLanes.of(weights, at + 8 * step);
        for (int x = 0; x < count; x++) {
            int p = from + x;
            int q = p - pitch;
            int r = q - pitch;
            FloatVector s = w0.mul(gradient[p]);
            FloatVector t = w3.mul(gradient[q]);
            FloatVector u = w6.mul(gradient[r]);
            s = w1.fma(OneDnnLanes.of(gradient[p - 1]), s);
            t = w4.fma(OneDnnLanes.of(gradient[q - 1]), t);
            u = w7.fma(OneDnnLanes.of(gradient[r - 1]), u);
            s = w2.fma(OneDnnLanes.of(gradient[p - 2]), s);
            t = w5.fma(OneDnnLanes.of(gradient[q - 2]), t);
            u = w8.fma(OneDnnLanes.of(gradient[r - 2]), u);
            FloatVector sum = s.add(t.add(u));
            int target = offset + x * OneDnnLanes.STRIDE;
            to.store(target, first ? sum : to.load(target).add(sum));
        }
    }
}
