package dev.singan.tensor.exact.program;

import dev.singan.tensor.FoldedConvolution;
import dev.singan.tensor.exact.kernel.Channels;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.kernel.Products;
import dev.singan.tensor.exact.program.ExactConvolutionProgram.Place;
import dev.singan.tensor.exact.team.Room;
import dev.singan.tensor.exact.team.Room.Use;

/**
 * A convolution with bias as a matrix product of its windows and weights. Each result is one chain of fused multiply-adds over the window's
 * rows, columns and channels in ascending order from zero on; then the bias is added, then a shortcut's value, and then it is rectified.
 */
final class WindowProducts {
    /** Values of windows that are listed at once, so that they stay in the second cache. Not part of the arithmetic. */
    private static final int LISTED = 1 << 17;

    private static final int MOST_ROWS = 64;

    private final Products products;
    private final Windows windows;
    private final int outputs;
    private final int rows;
    private final float[] weights;
    private final float[] bias;

    /** @param from shape of what is read */
    WindowProducts(Kernels kernels, FoldedConvolution convolution, int step, int padding, Place from) {
        products = kernels.products();
        windows = new Windows(convolution.kernel(), step, padding, from.height(), from.width(), from.stride());
        outputs = Channels.fill(convolution.outputs());
        rows = Math.max(Products.LEAST_ROWS, Math.min(MOST_ROWS, LISTED / windows.length()));
        weights = packed(convolution, from.stride());
        bias = new float[outputs];
        System.arraycopy(convolution.bias(), 0, bias, 0, convolution.outputs());
    }

    private float[] packed(FoldedConvolution c, int stride) {
        int k = windows.length();
        float[] packed = new float[k * outputs];
        for (int tap = 0; tap < c.kernel() * c.kernel(); tap++) {
            for (int i = 0; i < c.inputs(); i++) {
                for (int o = 0; o < c.outputs(); o++) {
                    packed[products.packed(tap * stride + i, o, k, outputs)] =
                            c.weights()[(tap * c.inputs() + i) * c.outputs() + o];
                }
            }
        }
        return packed;
    }

    /** Rows of the result. */
    int height() {
        return windows.height();
    }

    /** Columns of the result. */
    int width() {
        return windows.width();
    }

    /**
     * Computes it for some images.
     *
     * @param onto whether the result is added to what is in {@code to}
     * @param rectified whether negative results become zero
     */
    void run(int images, float[] from, float[] to, boolean onto, boolean rectified, Room room) {
        int inner = windows.rows() * windows.columns() * windows.stride();
        int positions = height() * width();
        float[] listed = room.of(Use.INPUTS, rows * windows.length());
        float[] product = room.of(Use.PRODUCTS, rows * outputs);
        for (int image = 0; image < images; image++) {
            for (int p = 0; p < positions; p += rows) {
                int count = Math.min(rows, positions - p);
                multiply(from, image * inner, p, count, listed, product);
                finish(product, count * outputs, to, (image * positions + p) * outputs, onto, rectified);
            }
        }
    }

    private void multiply(float[] from, int at, int window, int count, float[] listed, float[] product) {
        int k = windows.length();
        if (windows.isWhole() && count >= Products.LEAST_ROWS) {
            products.multiply(from, at + window * k, count, k, weights, 0, outputs, product, 0);
        } else {
            windows.list(from, at, window, count, listed);
            products.multiply(listed, 0, count, k, weights, 0, outputs, product, 0);
        }
    }

    private void finish(float[] product, int length, float[] to, int at, boolean onto, boolean rectified) {
        for (int p = 0; p < length; p += outputs) {
            PositionPasses.add(bias, 0, product, p, outputs);
        }
        if (onto) {
            PositionPasses.add(to, at, product, 0, length);
        }
        if (rectified) {
            PositionPasses.rectify(product, length);
        }
        System.arraycopy(product, 0, to, at, length);
    }
}
