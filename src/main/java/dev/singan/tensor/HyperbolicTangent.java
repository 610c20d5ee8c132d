package dev.singan.tensor;

/**
 * The hyperbolic tangent, written out in single-precision operations, as libraries' own differ: tanh x = E/(E + 2) with E = exp(2x) − 1, whose
 * argument is reduced by multiples of ln 2 (Cody and Waite 1980) and which is a polynomial of degree 8 on the rest. Within 4e-7 of the exact value,
 * relatively.
 */
public final class HyperbolicTangent {
    /** From here on the result is 1. */
    private static final float LARGEST = 9f;

    private static final float BY_LN2 = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = 2.12194440e-4f;

    /** Added and subtracted again, it rounds to whole numbers. */
    private static final float ROUND = 12582912f;

    private static final float[] SERIES = {1f / 5040, 1f / 720, 1f / 120, 1f / 24, 1f / 6, 1f / 2};

    private HyperbolicTangent() {}

    /** Of a value. */
    public static float of(float x) {
        if (Float.isNaN(x)) {
            return x;
        }
        float y = 2 * Math.max(-LARGEST, Math.min(LARGEST, x));
        float n = Math.fma(y, BY_LN2, ROUND) - ROUND;
        float r = Math.fma(n, LN2_LOW, Math.fma(n, -LN2_HIGH, y));
        float h = SERIES[0];
        for (int i = 1; i < SERIES.length; i++) {
            h = Math.fma(h, r, SERIES[i]);
        }
        float small = Math.fma(h * r, r, r);
        float power = Float.intBitsToFloat(((int) n + 127) << 23);
        float e = Math.fma(power, small, power - 1);
        return e / (e + 2);
    }
}
