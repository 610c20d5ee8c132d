package dev.singan.tensor;

import java.util.Arrays;

/**
 * Fourier transforms of a few columns side by side, by Stockham's self-sorting algorithm (Van Loan, Computational
 * Frameworks for the Fast Fourier Transform, 1992, section 1.7) in radix 4, then 2, 3 and any prime.
 */
final class ColumnFft {
    private static final float SIN_60 = (float) Math.sqrt(0.75);

    private final int n;
    private final int block;
    private final int[] radices;
    /** cos(2 pi k / n) and -sin(2 pi k / n). */
    private final float[] cos;

    private final float[] sin;
    private float[] xr;
    private float[] xi;
    private float[] yr;
    private float[] yi;

    /**
     * @param n the transform's length, at least 1
     * @param block columns side by side
     */
    ColumnFft(int n, int block) {
        this.n = n;
        this.block = block;
        this.radices = radices(n);
        this.cos = new float[n];
        this.sin = new float[n];
        for (int k = 0; k < n; k++) {
            cos[k] = (float) Math.cos(2 * Math.PI * k / n);
            sin[k] = (float) -Math.sin(2 * Math.PI * k / n);
        }
        this.xr = new float[n * block];
        this.xi = new float[n * block];
        this.yr = new float[n * block];
        this.yi = new float[n * block];
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
            System.arraycopy(re, row * width + first, xr, row * block, count);
            System.arraycopy(im, row * width + first, xi, row * block, count);
        }
    }

    /** Hands the columns out as rows of an image of width n, from a row on. */
    void storeTransposed(float[] re, float[] im, int firstRow, int count) {
        for (int column = 0; column < count; column++) {
            int to = (firstRow + column) * n;
            for (int row = 0; row < n; row++) {
                re[to + row] = xr[row * block + column];
                im[to + row] = xi[row * block + column];
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

    private void two(int p, int blocks, int stride) {
        int length = stride * block;
        int a = p * length;
        int b = a + blocks * length;
        int y = 2 * p * length;
        final float c = cos[p * stride];
        final float s = sin[p * stride];
        final float[] ar = xr;
        final float[] ai = xi;
        final float[] or = yr;
        final float[] oi = yi;
        for (int i = 0; i < length; i++) {
            float dr = ar[a + i] - ar[b + i];
            float di = ai[a + i] - ai[b + i];
            or[y + i] = ar[a + i] + ar[b + i];
            oi[y + i] = ai[a + i] + ai[b + i];
            or[y + length + i] = dr * c - di * s;
            oi[y + length + i] = dr * s + di * c;
        }
    }

    private void three(int p, int blocks, int stride) {
        int length = stride * block;
        int step = blocks * length;
        int a = p * length;
        int y = 3 * p * length;
        final float c1 = cos[p * stride];
        final float s1 = sin[p * stride];
        final float c2 = cos[2 * p * stride];
        final float s2 = sin[2 * p * stride];
        final float[] ar = xr;
        final float[] ai = xi;
        final float[] or = yr;
        final float[] oi = yi;
        for (int i = a, o = y; i < a + length; i++, o++) {
            float pr = ar[i + step] + ar[i + 2 * step];
            float pi = ai[i + step] + ai[i + 2 * step];
            float mr = SIN_60 * (ai[i + step] - ai[i + 2 * step]);
            float mi = SIN_60 * (ar[i + 2 * step] - ar[i + step]);
            float hr = ar[i] - 0.5f * pr;
            float hi = ai[i] - 0.5f * pi;
            or[o] = ar[i] + pr;
            oi[o] = ai[i] + pi;
            or[o + length] = (hr + mr) * c1 - (hi + mi) * s1;
            oi[o + length] = (hr + mr) * s1 + (hi + mi) * c1;
            or[o + 2 * length] = (hr - mr) * c2 - (hi - mi) * s2;
            oi[o + 2 * length] = (hr - mr) * s2 + (hi - mi) * c2;
        }
    }

    private void four(int p, int blocks, int stride) {
        int length = stride * block;
        int step = blocks * length;
        int a = p * length;
        int y = 4 * p * length;
        final float c1 = cos[p * stride];
        final float s1 = sin[p * stride];
        final float c2 = cos[2 * p * stride];
        final float s2 = sin[2 * p * stride];
        final float c3 = cos[3 * p * stride];
        final float s3 = sin[3 * p * stride];
        final float[] ar = xr;
        final float[] ai = xi;
        final float[] or = yr;
        final float[] oi = yi;
        for (int i = a, o = y; i < a + length; i++, o++) {
            float acr = ar[i] + ar[i + 2 * step];
            float aci = ai[i] + ai[i + 2 * step];
            float amr = ar[i] - ar[i + 2 * step];
            float ami = ai[i] - ai[i + 2 * step];
            float bdr = ar[i + step] + ar[i + 3 * step];
            float bdi = ai[i + step] + ai[i + 3 * step];
            float bmr = ar[i + step] - ar[i + 3 * step];
            float bmi = ai[i + step] - ai[i + 3 * step];
            or[o] = acr + bdr;
            oi[o] = aci + bdi;
            float r1 = amr + bmi;
            float q1 = ami - bmr;
            or[o + length] = r1 * c1 - q1 * s1;
            oi[o + length] = r1 * s1 + q1 * c1;
            float r2 = acr - bdr;
            float q2 = aci - bdi;
            or[o + 2 * length] = r2 * c2 - q2 * s2;
            oi[o + 2 * length] = r2 * s2 + q2 * c2;
            float r3 = amr - bmi;
            float q3 = ami + bmr;
            or[o + 3 * length] = r3 * c3 - q3 * s3;
            oi[o + 3 * length] = r3 * s3 + q3 * c3;
        }
    }

    /** A butterfly of any radix by its definition. */
    private void any(int radix, int p, int blocks, int stride) {
        int length = stride * block;
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
