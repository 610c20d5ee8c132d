package dev.singan.tensor.exact.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * With explicit vectors. Tiles of four rows by two vectors keep their chains in registers, or those of {@link TallTiles}. Each method has one loop:
 * the compiler boxes vectors that live across nested ones.
 */
final class VectorProducts implements Products {
    private static final int L = Lanes.LENGTH;
    private static final int TWO = Math.max(2 * L, Channels.BLOCK);

    /** Vectors in a block of partial chains. */
    private static final int PER_BLOCK = Channels.BLOCK / L;

    @Override
    public int panel() {
        return TWO;
    }

    @Override
    public void multiply(float[] a, int a0, int rows, int k, float[] b, int b0, int m, float[] c, int c0) {
        for (int o = 0; o < m; o += TWO) {
            int width = Math.min(TWO, m - o);
            int panel = b0 + o * k;
            int r = 0;
            for (; TallTiles.FIT && width == TWO && rows >= TallTiles.ROWS && r + 4 < rows; r += TallTiles.ROWS) {
                // What is left of the last rows is computed with overlapping ones: the same bits again.
                int row = Math.min(r, rows - TallTiles.ROWS);
                TallTiles.multiply(a, a0 + row * k, k, b, panel, c, c0 + row * m + o, m);
            }
            for (; r < rows; r += 4) {
                int row = Math.max(0, Math.min(r, rows - 4));
                for (int v = 0; v < width; v += 2 * L) {
                    if (width - v >= 2 * L) {
                        two(a, a0 + row * k, k, b, panel + v, width, c, c0 + row * m + o + v, m);
                    } else {
                        one(a, a0 + row * k, k, b, panel + v, width, c, c0 + row * m + o + v, m);
                    }
                }
            }
        }
    }

    /** Four rows by two vectors. */
    private static void two(float[] a, int a0, int k, float[] b, int b0, int ldb, float[] c, int c0, int ldc) {
        int a1 = a0 + k;
        int a2 = a1 + k;
        int a3 = a2 + k;
        FloatVector s00 = Lanes.zero();
        FloatVector s01 = Lanes.zero();
        FloatVector s10 = Lanes.zero();
        FloatVector s11 = Lanes.zero();
        FloatVector s20 = Lanes.zero();
        FloatVector s21 = Lanes.zero();
        FloatVector s30 = Lanes.zero();
        FloatVector s31 = Lanes.zero();
        int w = b0;
        for (int i = 0; i < k; i++) {
            FloatVector w0 = Lanes.of(b, w);
            FloatVector w1 = Lanes.of(b, w + L);
            FloatVector v0 = Lanes.of(a[a0 + i]);
            s00 = v0.fma(w0, s00);
            s01 = v0.fma(w1, s01);
            FloatVector v1 = Lanes.of(a[a1 + i]);
            s10 = v1.fma(w0, s10);
            s11 = v1.fma(w1, s11);
            FloatVector v2 = Lanes.of(a[a2 + i]);
            s20 = v2.fma(w0, s20);
            s21 = v2.fma(w1, s21);
            FloatVector v3 = Lanes.of(a[a3 + i]);
            s30 = v3.fma(w0, s30);
            s31 = v3.fma(w1, s31);
            w += ldb;
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
        s10.intoArray(c, c0 + ldc);
        s11.intoArray(c, c0 + ldc + L);
        s20.intoArray(c, c0 + 2 * ldc);
        s21.intoArray(c, c0 + 2 * ldc + L);
        s30.intoArray(c, c0 + 3 * ldc);
        s31.intoArray(c, c0 + 3 * ldc + L);
    }

    /** Four rows by one vector. */
    private static void one(float[] a, int a0, int k, float[] b, int b0, int ldb, float[] c, int c0, int ldc) {
        int a1 = a0 + k;
        int a2 = a1 + k;
        int a3 = a2 + k;
        FloatVector s0 = Lanes.zero();
        FloatVector s1 = Lanes.zero();
        FloatVector s2 = Lanes.zero();
        FloatVector s3 = Lanes.zero();
        int w = b0;
        for (int i = 0; i < k; i++) {
            FloatVector w0 = Lanes.of(b, w);
            s0 = w0.fma(Lanes.of(a[a0 + i]), s0);
            s1 = w0.fma(Lanes.of(a[a1 + i]), s1);
            s2 = w0.fma(Lanes.of(a[a2 + i]), s2);
            s3 = w0.fma(Lanes.of(a[a3 + i]), s3);
            w += ldb;
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c0 + ldc);
        s2.intoArray(c, c0 + 2 * ldc);
        s3.intoArray(c, c0 + 3 * ldc);
    }

    @Override
    public void accumulate(float[] a, int a0, int n, float[] b, int b0, int step, int rows, float[] c, int c0, int m) {
        int o = 0;
        for (; o + 2 * L <= m; o += 2 * L) {
            int i = 0;
            for (; TallTiles.FIT && i + TallTiles.ROWS <= n; i += TallTiles.ROWS) {
                TallTiles.accumulate(a, a0 + i, n, b, b0 + o, step, rows, c, c0 + i * m + o, m);
            }
            for (; i + 4 <= n; i += 4) {
                addTwo(a, a0 + i, n, b, b0 + o, step, rows, c, c0 + i * m + o, m);
            }
            for (; i < n; i++) {
                addPair(a, a0 + i, n, b, b0 + o, step, rows, c, c0 + i * m + o);
            }
        }
        for (; o < m; o += L) {
            for (int i = 0; i < n; i++) {
                addOne(a, a0 + i, n, b, b0 + o, step, rows, c, c0 + i * m + o);
            }
        }
    }

    /** Four values of a row of a by two vectors of a row of b. */
    private static void addTwo(
            float[] a, int a0, int n, float[] b, int b0, int step, int rows, float[] c, int c0, int m) {
        FloatVector s00 = Lanes.of(c, c0);
        FloatVector s01 = Lanes.of(c, c0 + L);
        FloatVector s10 = Lanes.of(c, c0 + m);
        FloatVector s11 = Lanes.of(c, c0 + m + L);
        FloatVector s20 = Lanes.of(c, c0 + 2 * m);
        FloatVector s21 = Lanes.of(c, c0 + 2 * m + L);
        FloatVector s30 = Lanes.of(c, c0 + 3 * m);
        FloatVector s31 = Lanes.of(c, c0 + 3 * m + L);
        int p = a0;
        int w = b0;
        for (int t = 0; t < rows; t++) {
            FloatVector w0 = Lanes.of(b, w);
            FloatVector w1 = Lanes.of(b, w + L);
            FloatVector v0 = Lanes.of(a[p]);
            s00 = v0.fma(w0, s00);
            s01 = v0.fma(w1, s01);
            FloatVector v1 = Lanes.of(a[p + 1]);
            s10 = v1.fma(w0, s10);
            s11 = v1.fma(w1, s11);
            FloatVector v2 = Lanes.of(a[p + 2]);
            s20 = v2.fma(w0, s20);
            s21 = v2.fma(w1, s21);
            FloatVector v3 = Lanes.of(a[p + 3]);
            s30 = v3.fma(w0, s30);
            s31 = v3.fma(w1, s31);
            p += n;
            w += step;
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
        s10.intoArray(c, c0 + m);
        s11.intoArray(c, c0 + m + L);
        s20.intoArray(c, c0 + 2 * m);
        s21.intoArray(c, c0 + 2 * m + L);
        s30.intoArray(c, c0 + 3 * m);
        s31.intoArray(c, c0 + 3 * m + L);
    }

    /** One value of a row of a by two vectors of a row of b. */
    private static void addPair(float[] a, int a0, int n, float[] b, int b0, int step, int rows, float[] c, int c0) {
        FloatVector s0 = Lanes.of(c, c0);
        FloatVector s1 = Lanes.of(c, c0 + L);
        int p = a0;
        int w = b0;
        for (int t = 0; t < rows; t++) {
            FloatVector v = Lanes.of(a[p]);
            s0 = v.fma(Lanes.of(b, w), s0);
            s1 = v.fma(Lanes.of(b, w + L), s1);
            p += n;
            w += step;
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c0 + L);
    }

    /** One value of a row of a by one vector of a row of b. */
    private static void addOne(float[] a, int a0, int n, float[] b, int b0, int step, int rows, float[] c, int c0) {
        FloatVector s = Lanes.of(c, c0);
        for (int t = 0; t < rows; t++) {
            s = Lanes.of(b, b0 + t * step).fma(Lanes.of(a[a0 + t * n]), s);
        }
        s.intoArray(c, c0);
    }

    @Override
    public void partials(
            float[] x, int x0, int step, int positions, int length, float[] w, int w0, float[] partial, int p0) {
        for (int v = 0; v < PER_BLOCK; v++) {
            int lane = v * L;
            int p = 0;
            for (; p + 4 <= positions; p += 4) {
                four(x, x0 + p * step + lane, step, length, w, w0 + lane, partial, p0 + p * Channels.BLOCK + lane);
            }
            for (; p < positions; p++) {
                single(x, x0 + p * step + lane, length, w, w0 + lane, partial, p0 + p * Channels.BLOCK + lane);
            }
        }
    }

    private static void four(float[] x, int x0, int step, int length, float[] w, int w0, float[] partial, int p0) {
        int x1 = x0 + step;
        int x2 = x1 + step;
        int x3 = x2 + step;
        FloatVector s0 = Lanes.of(partial, p0);
        FloatVector s1 = Lanes.of(partial, p0 + Channels.BLOCK);
        FloatVector s2 = Lanes.of(partial, p0 + 2 * Channels.BLOCK);
        FloatVector s3 = Lanes.of(partial, p0 + 3 * Channels.BLOCK);
        for (int i = 0; i < length; i += Channels.BLOCK) {
            FloatVector weight = Lanes.of(w, w0 + i);
            s0 = Lanes.of(x, x0 + i).fma(weight, s0);
            s1 = Lanes.of(x, x1 + i).fma(weight, s1);
            s2 = Lanes.of(x, x2 + i).fma(weight, s2);
            s3 = Lanes.of(x, x3 + i).fma(weight, s3);
        }
        s0.intoArray(partial, p0);
        s1.intoArray(partial, p0 + Channels.BLOCK);
        s2.intoArray(partial, p0 + 2 * Channels.BLOCK);
        s3.intoArray(partial, p0 + 3 * Channels.BLOCK);
    }

    private static void single(float[] x, int x0, int length, float[] w, int w0, float[] partial, int p0) {
        FloatVector s = Lanes.of(partial, p0);
        for (int i = 0; i < length; i += Channels.BLOCK) {
            s = Lanes.of(x, x0 + i).fma(Lanes.of(w, w0 + i), s);
        }
        s.intoArray(partial, p0);
    }
}
