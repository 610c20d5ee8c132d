package dev.singan.image.dicom.codec;

/**
 * The inverse cosine transform of blocks of 8x8 in integers: the algorithm of Loeffler, Ligtenberg and Moschytz (ICASSP 1989)
 * with 13 bits of fractions, rounded where libjpeg's accurate one rounds, so that both give the same values.
 */
final class InverseDct {
    private static final int FRACTION = 13;
    private static final int C0_298 = 2446;
    private static final int C0_390 = 3196;
    private static final int C0_541 = 4433;
    private static final int C0_765 = 6270;
    private static final int C0_899 = 7373;
    private static final int C1_175 = 9633;
    private static final int C1_501 = 12299;
    private static final int C1_847 = 15137;
    private static final int C1_961 = 16069;
    private static final int C2_053 = 16819;
    private static final int C2_562 = 20995;
    private static final int C3_072 = 25172;

    /** Bits that columns keep for the rows. */
    private final int kept;

    private final int middle;

    /** @param precision bits of a sample, 8 or 12 */
    InverseDct(int precision) {
        this.kept = precision == Byte.SIZE ? 2 : 1;
        this.middle = 1 << precision - 1;
    }

    /** Turns coefficients, row by row, into samples from 0 on. */
    void apply(int[] block) {
        for (int column = 0; column < 8; column++) {
            line(block, column, 8, FRACTION - kept);
        }
        for (int row = 0; row < 8; row++) {
            line(block, 8 * row, 1, FRACTION + kept + 3);
        }
        for (int i = 0; i < block.length; i++) {
            block[i] = Math.max(0, Math.min(2 * middle - 1, block[i] + middle));
        }
    }

    private static void line(int[] b, int at, int step, int shift) {
        long z1 = (long) (b[at + 2 * step] + b[at + 6 * step]) * C0_541;
        long t2 = z1 - (long) b[at + 6 * step] * C1_847;
        long t3 = z1 + (long) b[at + 2 * step] * C0_765;
        long t0 = (long) (b[at] + b[at + 4 * step]) << FRACTION;
        long t1 = (long) (b[at] - b[at + 4 * step]) << FRACTION;
        long[] odd = odd(b[at + 7 * step], b[at + 5 * step], b[at + 3 * step], b[at + step]);
        long[] even = {t0 + t3, t1 + t2, t1 - t2, t0 - t3};
        for (int i = 0; i < 4; i++) {
            b[at + i * step] = descaled(even[i] + odd[3 - i], shift);
            b[at + (7 - i) * step] = descaled(even[i] - odd[3 - i], shift);
        }
    }

    private static long[] odd(long t0, long t1, long t2, long t3) {
        long z5 = (t0 + t2 + t1 + t3) * C1_175;
        long z1 = (t0 + t3) * -C0_899;
        long z2 = (t1 + t2) * -C2_562;
        long z3 = (t0 + t2) * -C1_961 + z5;
        long z4 = (t1 + t3) * -C0_390 + z5;
        return new long[] {t0 * C0_298 + z1 + z3, t1 * C2_053 + z2 + z4, t2 * C3_072 + z2 + z3, t3 * C1_501 + z1 + z4};
    }

    private static int descaled(long value, int shift) {
        return (int) (value + (1L << shift - 1) >> shift);
    }
}
