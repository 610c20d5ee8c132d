package dev.singan.tensor.exact.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of eight rows by two vectors for {@link VectorProducts}. With only eight chains, four rows, a processor waits for the one operation to end
 * before the next of the same chain; sixteen need more than 16 registers.
 */
final class TallTiles {
    static final int ROWS = 8;

    private static final int L = Lanes.LENGTH;

    /** Whether there are registers enough: vectors of 512 bits come with 32. */
    static final boolean FIT = L * Float.SIZE == 512;

    private TallTiles() {}

    /** Eight rows by the two vectors of a panel. */
    static void multiply(float[] a, int a0, int k, float[] b, int b0, float[] c, int c0, int ldc) {
        int a1 = a0 + k;
        int a2 = a1 + k;
        int a3 = a2 + k;
        int a4 = a3 + k;
        int a5 = a4 + k;
        int a6 = a5 + k;
        int a7 = a6 + k;
        FloatVector s00 = Lanes.zero();
        FloatVector s01 = Lanes.zero();
        FloatVector s10 = Lanes.zero();
        FloatVector s11 = Lanes.zero();
        FloatVector s20 = Lanes.zero();
        FloatVector s21 = Lanes.zero();
        FloatVector s30 = Lanes.zero();
        FloatVector s31 = Lanes.zero();
        FloatVector s40 = Lanes.zero();
        FloatVector s41 = Lanes.zero();
        FloatVector s50 = Lanes.zero();
        FloatVector s51 = Lanes.zero();
        FloatVector s60 = Lanes.zero();
        FloatVector s61 = Lanes.zero();
        FloatVector s70 = Lanes.zero();
        FloatVector s71 = Lanes.zero();
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
            FloatVector v4 = Lanes.of(a[a4 + i]);
            s40 = v4.fma(w0, s40);
            s41 = v4.fma(w1, s41);
            FloatVector v5 = Lanes.of(a[a5 + i]);
            s50 = v5.fma(w0, s50);
            s51 = v5.fma(w1, s51);
            FloatVector v6 = Lanes.of(a[a6 + i]);
            s60 = v6.fma(w0, s60);
            s61 = v6.fma(w1, s61);
            FloatVector v7 = Lanes.of(a[a7 + i]);
            s70 = v7.fma(w0, s70);
            s71 = v7.fma(w1, s71);
            w += 2 * L;
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
        s10.intoArray(c, c0 + ldc);
        s11.intoArray(c, c0 + ldc + L);
        s20.intoArray(c, c0 + 2 * ldc);
        s21.intoArray(c, c0 + 2 * ldc + L);
        s30.intoArray(c, c0 + 3 * ldc);
        s31.intoArray(c, c0 + 3 * ldc + L);
        s40.intoArray(c, c0 + 4 * ldc);
        s41.intoArray(c, c0 + 4 * ldc + L);
        s50.intoArray(c, c0 + 5 * ldc);
        s51.intoArray(c, c0 + 5 * ldc + L);
        s60.intoArray(c, c0 + 6 * ldc);
        s61.intoArray(c, c0 + 6 * ldc + L);
        s70.intoArray(c, c0 + 7 * ldc);
        s71.intoArray(c, c0 + 7 * ldc + L);
    }

    /** Eight values of a row of a by two vectors of a row of b. */
    static void accumulate(float[] a, int a0, int n, float[] b, int b0, int step, int rows, float[] c, int c0, int m) {
        FloatVector s00 = Lanes.of(c, c0);
        FloatVector s01 = Lanes.of(c, c0 + L);
        FloatVector s10 = Lanes.of(c, c0 + m);
        FloatVector s11 = Lanes.of(c, c0 + m + L);
        FloatVector s20 = Lanes.of(c, c0 + 2 * m);
        FloatVector s21 = Lanes.of(c, c0 + 2 * m + L);
        FloatVector s30 = Lanes.of(c, c0 + 3 * m);
        FloatVector s31 = Lanes.of(c, c0 + 3 * m + L);
        FloatVector s40 = Lanes.of(c, c0 + 4 * m);
        FloatVector s41 = Lanes.of(c, c0 + 4 * m + L);
        FloatVector s50 = Lanes.of(c, c0 + 5 * m);
        FloatVector s51 = Lanes.of(c, c0 + 5 * m + L);
        FloatVector s60 = Lanes.of(c, c0 + 6 * m);
        FloatVector s61 = Lanes.of(c, c0 + 6 * m + L);
        FloatVector s70 = Lanes.of(c, c0 + 7 * m);
        FloatVector s71 = Lanes.of(c, c0 + 7 * m + L);
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
            FloatVector v4 = Lanes.of(a[p + 4]);
            s40 = v4.fma(w0, s40);
            s41 = v4.fma(w1, s41);
            FloatVector v5 = Lanes.of(a[p + 5]);
            s50 = v5.fma(w0, s50);
            s51 = v5.fma(w1, s51);
            FloatVector v6 = Lanes.of(a[p + 6]);
            s60 = v6.fma(w0, s60);
            s61 = v6.fma(w1, s61);
            FloatVector v7 = Lanes.of(a[p + 7]);
            s70 = v7.fma(w0, s70);
            s71 = v7.fma(w1, s71);
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
        s40.intoArray(c, c0 + 4 * m);
        s41.intoArray(c, c0 + 4 * m + L);
        s50.intoArray(c, c0 + 5 * m);
        s51.intoArray(c, c0 + 5 * m + L);
        s60.intoArray(c, c0 + 6 * m);
        s61.intoArray(c, c0 + 6 * m + L);
        s70.intoArray(c, c0 + 7 * m);
        s71.intoArray(c, c0 + 7 * m + L);
    }
}
