package dev.singan.tensor;

/**
 * Random numbers that are functions of a key and a counter: Philox4x32-10 (Salmon et al., SC 2011). So any of them can be computed by itself, on any
 * processor, and a stream's position is one number.
 *
 * <p>Normal values come from pairs of words by Box and Muller's method, with logarithm, sine and cosine written out in single-precision
 * operations, so that they are the same bits everywhere. They reach to 5.77 deviations.
 */
public final class CounterRandom {
    private static final int WORDS = 4;
    private static final int ROUNDS = 10;
    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;

    private static final float HALF_ROOT = 0.70710678f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float QUARTER = 0.785398163f;
    private static final float[] LOG = {1f / 9, 1f / 7, 1f / 5, 1f / 3};
    private static final float[] SINE = {1f / 362880, -1f / 5040, 1f / 120, -1f / 6};
    private static final float[] COSINE = {-1f / 3628800, 1f / 40320, -1f / 720, 1f / 24, -1f / 2};
    private static final float TO_24_BITS = 0x1p-24f;
    private static final float TO_23_BITS = 0x1p-23f;

    private final int key0;
    private final int key1;
    private final int[] block = new int[WORDS];
    private final float[] four = new float[WORDS];
    private long next;

    /** The stream of a key, from its beginning. */
    public CounterRandom(long key) {
        key0 = (int) key;
        key1 = (int) (key >>> Integer.SIZE);
    }

    /** Blocks that a draw of normal values takes. */
    public static long blocks(long values) {
        return (values + WORDS - 1) / WORDS;
    }

    /** The key. */
    public long key() {
        return key0 & 0xFFFFFFFFL | (long) key1 << Integer.SIZE;
    }

    /** Blocks of four words drawn so far. */
    public long position() {
        return next;
    }

    /** Goes to a position. */
    public void seek(long position) {
        next = position;
    }

    /** Standard normal values; what is left of the last block of four is not used. */
    public float[] normals(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i += WORDS) {
            draw();
            pair(block[0], block[1], 0);
            pair(block[2], block[3], 2);
            System.arraycopy(four, 0, values, i, Math.min(WORDS, length - i));
        }
        return values;
    }

    /** A number in [0, 1) with 24 bits; takes a block. */
    public float uniform() {
        draw();
        return (block[0] >>> Byte.SIZE) * TO_24_BITS;
    }

    private void draw() {
        philox((int) next, (int) (next >>> Integer.SIZE), 0, 0, key0, key1, block);
        next++;
    }

    /** One block of four words. */
    static void philox(int counter0, int counter1, int counter2, int counter3, int key0, int key1, int[] to) {
        int c0 = counter0;
        int c1 = counter1;
        int c2 = counter2;
        int c3 = counter3;
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            c0 = (int) (product1 >>> Integer.SIZE) ^ c1 ^ k0;
            c1 = (int) product1;
            c2 = (int) (product0 >>> Integer.SIZE) ^ c3 ^ k1;
            c3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        to[0] = c0;
        to[1] = c1;
        to[2] = c2;
        to[3] = c3;
    }

    private void pair(int a, int b, int at) {
        float u = ((a >>> Byte.SIZE) + 1) * TO_24_BITS;
        float radius = (float) Math.sqrt(-2f * log(u));
        float x = (((b >>> 6) & 0xFFFFFF) * TO_23_BITS - 1f) * QUARTER;
        float w = x * x;
        float sine = Math.fma(x * w, series(SINE, w), x);
        float cosine = Math.fma(w, series(COSINE, w), 1f);
        int quadrant = b >>> 30;
        float c = quadrant % 2 == 0 ? cosine : sine;
        float s = quadrant % 2 == 0 ? sine : cosine;
        four[at] = radius * (quadrant == 1 || quadrant == 2 ? -c : c);
        four[at + 1] = radius * (quadrant >= 2 ? -s : s);
    }

    /** The natural logarithm of a normal number: of its exponent, and of its mantissa by 2·artanh((m − 1)/(m + 1)). */
    static float log(float u) {
        int bits = Float.floatToRawIntBits(u);
        int exponent = (bits >>> 23) - 126;
        float m = Float.intBitsToFloat(bits & 0x7FFFFF | 126 << 23);
        if (m < HALF_ROOT) {
            m += m;
            exponent--;
        }
        float s = (m - 1) / (m + 1);
        float w = s * s;
        float rest = Math.fma(2 * s * w, series(LOG, w), 2 * s);
        return Math.fma(exponent, LN2_HIGH, Math.fma(exponent, LN2_LOW, rest));
    }

    /** Horner's rule, the highest power first. */
    private static float series(float[] factors, float x) {
        float h = factors[0];
        for (int i = 1; i < factors.length; i++) {
            h = Math.fma(h, x, factors[i]);
        }
        return h;
    }
}
