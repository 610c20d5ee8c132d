package dev.singan.tensor.exact.kernel;

/**
 * What is done to maps value by value. All run over {@code positions} positions of {@code n} channels, a multiple of
 * {@link Channels#BLOCK}. y = z·scale + shift is the normalised value; slope is 1 where it is positive, {@link Channels#SLOPE} elsewhere.
 */
public interface Passes {
    /** a = LeakyReLU(y). */
    void activate(float[] z, int z0, float[] a, int a0, int positions, int n, BatchStatistics norm);

    /** a = LeakyReLU(z + bias) with a slope below zero; a may be z. */
    void activate(float[] z, int z0, float[] a, int a0, int positions, int n, float[] bias, float slope);

    /** dz = g·byG + (z·byZ + constant), with g = factor · slope · da. */
    void backward(
            float[] da,
            float[] z,
            int from,
            float[] dz,
            int to,
            int positions,
            int n,
            BatchStatistics norm,
            float factor,
            Linear linear);

    /**
     * dz = slope · (da·first + inner·byG) + (v·byV + (z·byZ + constant)).
     *
     * @param da what arrives from above; where {@code top}, nothing does and this is not read
     */
    void secondOrder(
            boolean top,
            float[] da,
            float[] inner,
            float[] v,
            float[] z,
            int from,
            float[] dz,
            int to,
            int positions,
            int n,
            BatchStatistics norm,
            Linear linear);

    /** a = slope · (v·byV + (z·byZ + constant)). */
    void adjoint(
            float[] v,
            float[] z,
            int from,
            float[] a,
            int to,
            int positions,
            int n,
            BatchStatistics norm,
            Linear linear);

    /** to = gradient where the activation is positive, {@code slope} times it elsewhere; all from an index on, {@code length} values. */
    void throughLeaky(float[] gradient, float[] activation, float[] to, int from, int length, float slope);

    /** to += from, {@code length} values. */
    void add(float[] from, int from0, float[] to, int to0, int length);

    /**
     * to += each of several rows, one after the other.
     *
     * @param stride values from a row to the next
     * @param count rows
     * @param length values of a row that are added, a multiple of {@link Channels#BLOCK}
     */
    void addRows(float[] from, int from0, int stride, int count, float[] to, int to0, int length);

    /** to = from · factor + to, fused; {@code length} values. */
    void addScaled(float[] from, int from0, float factor, float[] to, int to0, int length);

    /**
     * Adam: m = take1·g + (keep1·m); v = (take2·g)·g + (keep2·v); p = m / (√v + ε) · rate + p.
     *
     * @param length a multiple of {@link Channels#BLOCK}
     */
    void adam(float[] p, float[] g, float[] m, float[] v, int length, Adam adam);

    /** Factors by channel of a function that is linear in what flows through a batch norm. */
    final class Linear {
        public final float[] first;
        public final float[] byG;
        public final float[] byV;
        public final float[] byZ;
        public final float[] constant;

        public Linear(int channels) {
            first = new float[channels];
            byG = new float[channels];
            byV = new float[channels];
            byZ = new float[channels];
            constant = new float[channels];
        }
    }
}
