package dev.singan.tensor.spectral;

import dev.singan.tensor.NativeEnvironment;
import java.util.Arrays;

/**
 * Fourier transforms of {@value #BLOCK} columns side by side, by Stockham's self-sorting algorithm (Van Loan, Computational
 * Frameworks for the Fast Fourier Transform, 1992, section 1.7) in radix 4, then 2, 3 and any prime.
 * How the butterflies of small radices are computed is left to subclasses, which agree to the bit.
 */
abstract class ColumnFft {
    /** Columns side by side: as many as the widest vectors hold. */
    static final int BLOCK = 16;

    static final float SIN_60 = (float) Math.sqrt(0.75);

    private final int n;
    private final int[] radices;
    /** cos(2 pi k / n) and -sin(2 pi k / n). */
    final float[] cos;

    final float[] sin;
    /** What a stage reads: row by row, {@value #BLOCK} columns each. */
    float[] xr;

    float[] xi;
    /** What it writes. */
    float[] yr;

    float[] yi;

    /** @param n the transform's length, at least 1 */
    ColumnFft(int n) {
        this.n = n;
        this.radices = radices(n);
        this.cos = new float[n];
        this.sin = new float[n];
        for (int k = 0; k < n; k++) {
            cos[k] = (float) StrictMath.cos(2 * Math.PI * k / n);
            sin[k] = (float) -StrictMath.sin(2 * Math.PI * k / n);
        }
        this.xr = new float[n * BLOCK];
        this.xi = new float[n * BLOCK];
        this.yr = new float[n * BLOCK];
        this.yi = new float[n * BLOCK];
    }

    /**
     * The fastest that this process can run.
     *
     * @param n the transform's length, at least 1
     */
    static ColumnFft of(int n) {
        return NativeEnvironment.hasVectors() ? new VectorColumnFft(n) : new PlainColumnFft(n);
    }

    private static int[] radices(int n) {
        int[] found = new int[Integer.SIZE];
        int count = 0;
        for (int rest = n; rest > 1; rest /= found[count - 1]) {
            found[count++] = rest % 4 == 0 ? 4 : smallestPrime(rest);
        }
        return Arrays.copyOf(found, count);
    }

    private static int smallestPrime(int n) {
        for (int prime = 2; prime * prime <= n; prime++) {
            if (n % prime == 0) {
                return prime;
            }
        }
        return n;
    }

    /** Takes columns of an image: from the first one on, in rows of a width, count of them. */
    void load(float[] re, float[] im, int first, int width, int count) {
        for (int row = 0; row < n; row++) {
            System.arraycopy(re, row * width + first, xr, row * BLOCK, count);
            System.arraycopy(im, row * width + first, xi, row * BLOCK, count);
        }
    }

    /** Hands the columns out as those of an image: from the first one on, in rows of a width, count of them. */
    void store(float[] re, float[] im, int first, int width, int count) {
        for (int row = 0; row < n; row++) {
            System.arraycopy(xr, row * BLOCK, re, row * width + first, count);
            System.arraycopy(xi, row * BLOCK, im, row * width + first, count);
        }
    }

    /** Hands the columns out as rows of an image of width n, from a row on. */
    void storeTransposed(float[] re, float[] im, int firstRow, int count) {
        for (int column = 0; column < count; column++) {
            int to = (firstRow + column) * n;
            for (int row = 0; row < n; row++) {
                re[to + row] = xr[row * BLOCK + column];
                im[to + row] = xi[row * BLOCK + column];
            }
        }
    }

    /** Transforms the columns. */
    void run() {
        int rest = n;
        int stride = 1;
        for (int radix : radices) {
            int blocks = rest / radix;
            for (int p = 0; p < blocks; p++) {
                switch (radix) {
                    case 2 -> two(p, blocks, stride);
                    case 3 -> three(p, blocks, stride);
                    case 4 -> four(p, blocks, stride);
                    default -> any(radix, p, blocks, stride);
                }
            }
            rest = blocks;
            stride *= radix;
            swap();
        }
    }

    private void swap() {
        float[] re = xr;
        float[] im = xi;
        xr = yr;
        xi = yi;
        yr = re;
        yi = im;
    }

    /** A stage's p-th butterflies of radix 2, over stride x block values at a time. */
    abstract void two(int p, int blocks, int stride);

    /** The same of radix 3. */
    abstract void three(int p, int blocks, int stride);

    /** The same of radix 4. */
    abstract void four(int p, int blocks, int stride);

    /** A butterfly of any radix by its definition. */
    private void any(int radix, int p, int blocks, int stride) {
        int length = stride * BLOCK;
        int step = blocks * length;
        int a = p * length;
        for (int t = 0; t < radix; t++) {
            int o = (radix * p + t) * length;
            for (int i = 0; i < length; i++) {
                yr[o + i] = xr[a + i];
                yi[o + i] = xi[a + i];
            }
            for (int k = 1; k < radix; k++) {
                int turn = k * t % radix * (n / radix);
                accumulate(xr, xi, a + k * step, yr, yi, o, cos[turn], sin[turn], length);
            }
            rotate(yr, yi, o, cos[p * t * stride], sin[p * t * stride], length);
        }
    }

    private static void accumulate(
            float[] xr, float[] xi, int from, float[] yr, float[] yi, int to, float c, float s, int length) {
        for (int i = 0; i < length; i++) {
            float r = xr[from + i];
            float q = xi[from + i];
            yr[to + i] += r * c - q * s;
            yi[to + i] += r * s + q * c;
        }
    }

    private static void rotate(float[] re, float[] im, int at, float c, float s, int length) {
        for (int i = at; i < at + length; i++) {
            float r = re[i];
            float q = im[i];
            re[i] = r * c - q * s;
            im[i] = r * s + q * c;
        }
    }
}
