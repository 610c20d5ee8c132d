package dev.singan.tensor.exact.kernel;

import java.util.Arrays;

/** In plain Java. */
final class PlainProducts implements Products {
    @Override
    public int panel() {
        return Channels.BLOCK;
    }

    @Override
    public void multiply(float[] a, int a0, int rows, int k, float[] b, int b0, int m, float[] c, int c0) {
        float[] chain = new float[Channels.BLOCK];
        for (int o = 0; o < m; o += Channels.BLOCK) {
            for (int r = 0; r < rows; r++) {
                Arrays.fill(chain, 0f);
                for (int i = 0; i < k; i++) {
                    add(a[a0 + r * k + i], b, b0 + o * k + i * Channels.BLOCK, chain, 0, Channels.BLOCK);
                }
                System.arraycopy(chain, 0, c, c0 + r * m + o, Channels.BLOCK);
            }
        }
    }

    @Override
    public void accumulate(float[] a, int a0, int n, float[] b, int b0, int step, int rows, float[] c, int c0, int m) {
        for (int t = 0; t < rows; t++) {
            for (int i = 0; i < n; i++) {
                add(a[a0 + t * n + i], b, b0 + t * step, c, c0 + i * m, m);
            }
        }
    }

    /** Continues the chains of neighbouring values by one factor times others. */
    private static void add(float factor, float[] b, int b0, float[] c, int c0, int length) {
        for (int o = 0; o < length; o++) {
            c[c0 + o] = Math.fma(factor, b[b0 + o], c[c0 + o]);
        }
    }

    @Override
    public void partials(
            float[] x, int x0, int step, int positions, int length, float[] w, int w0, float[] partial, int p0) {
        for (int p = 0; p < positions; p++) {
            int from = x0 + p * step;
            int to = p0 + p * Channels.BLOCK;
            for (int i = 0; i < length; i++) {
                int lane = to + i % Channels.BLOCK;
                partial[lane] = Math.fma(x[from + i], w[w0 + i], partial[lane]);
            }
        }
    }
}
