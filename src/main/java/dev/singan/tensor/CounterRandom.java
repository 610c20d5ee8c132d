package dev.singan.tensor;

/**
 * Random numbers by counter: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011). Block number n of a
 * key is four words, so that any part of the stream can be computed by itself, on a processor or a GPU, with the same bits. Normal values
 * are made of two words each pair (Box and Muller 1958), with polynomials whose every operation is laid down.
 *
 * @param key the stream's
 */
public record CounterRandom(long key) {
    /** Normal values that a block gives. */
    public static final int PER_BLOCK = 4;

    private static final int ROUNDS = 10;
    private static final long FACTOR_0 = 0xD2511F53L;
    private static final long FACTOR_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final long WORD = 0xffffffffL;

    /** Of 24 bits, the most that a float holds. */
    private static final float UNIT = 0x1p-24f;

    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float QUARTER_PI = 0.785398163f;

    /** Blocks that a draw of normal values takes. */
    public static long blocks(long values) {
        return (values + PER_BLOCK - 1) / PER_BLOCK;
    }

    /**
     * Standard normal values.
     *
     * @param block the first block; {@link #blocks} are used
     */
    public float[] normals(long block, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i += PER_BLOCK) {
            int[] x = block(block + i / PER_BLOCK);
            for (int k = 0; k < PER_BLOCK && i + k < count; k += 2) {
                pair(x[k], x[k + 1], values, i + k);
            }
        }
        return values;
    }

    /** A value in [0, 1), of a block of its own. */
    public float uniform(long block) {
        return (block(block)[0] >>> 8) * UNIT;
    }

    int[] block(long counter) {
        int x0 = (int) counter;
        int x1 = (int) (counter >>> 32);
        int x2 = 0;
        int x3 = 0;
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long a = FACTOR_0 * (x0 & WORD);
            long b = FACTOR_1 * (x2 & WORD);
            x0 = (int) (b >>> 32) ^ x1 ^ k0;
            x2 = (int) (a >>> 32) ^ x3 ^ k1;
            x1 = (int) b;
            x3 = (int) a;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return new int[] {x0, x1, x2, x3};
    }

    /** Two normal values; the second is left out where there is no room for it. */
    private static void pair(int a, int b, float[] values, int at) {
        float radius = (float) Math.sqrt(-2f * logarithm((a >>> 8) + 1));
        float t = ((b >>> 6) & 0xffffff) * 0x1p-23f - 1f;
        float x = t * QUARTER_PI;
        float w = x * x;
        float s = sine(x, w);
        float c = cosine(w);
        int quadrant = b >>> 30;
        boolean swapped = quadrant % 2 == 1;
        float first = swapped ? s : c;
        float second = swapped ? c : s;
        values[at] = radius * (quadrant == 1 || quadrant == 2 ? -first : first);
        if (at + 1 < values.length) {
            values[at + 1] = radius * (quadrant >= 2 ? -second : second);
        }
    }

    /** The natural logarithm of m x 2^-24, m in 1 to 2^24. */
    private static float logarithm(int m) {
        int bits = Float.floatToRawIntBits(m * UNIT);
        int exponent = (bits >>> 23) - 126;
        float x = Float.intBitsToFloat(bits & 0x7fffff | 0x3f000000);
        if (x < 0.70710678f) {
            x = x + x;
            exponent--;
        }
        float s = (x - 1f) / (x + 1f);
        float w = s * s;
        float h = Math.fma(1f / 9, w, 1f / 7);
        h = Math.fma(h, w, 1f / 5);
        h = Math.fma(h, w, 1f / 3);
        float twice = 2f * s;
        return Math.fma((float) exponent, LN2_HIGH, Math.fma((float) exponent, LN2_LOW, Math.fma(twice * w, h, twice)));
    }

    private static float sine(float x, float w) {
        float h = Math.fma(1f / 362880, w, -1f / 5040);
        h = Math.fma(h, w, 1f / 120);
        h = Math.fma(h, w, -1f / 6);
        return Math.fma(x * w, h, x);
    }

    private static float cosine(float w) {
        float h = Math.fma(-1f / 3628800, w, 1f / 40320);
        h = Math.fma(h, w, -1f / 720);
        h = Math.fma(h, w, 1f / 24);
        h = Math.fma(h, w, -.5f);
        return Math.fma(w, h, 1f);
    }
}
