package dev.singan.tensor.exact.kernel;

import dev.singan.tensor.exact.WinogradWeights;

/**
 * The one-dimensional transforms of Winograd's F(4x4, 3x3) with the points 0, ±5/8, ±3/2 and infinity (Lavin and Gray, CVPR 2016; points after
 * Barabasz et al., ACM TOMS 2020, whose error is half that of ±1, ±2).
 *
 * <p>Each runs over {@code count} places, {@code st} values apart in the source and {@code dt} apart in the result, and {@code n} neighbouring
 * channels at each; {@code si} and {@code di} lead from one of a place's values to the next. All n are multiples of {@link Channels#BLOCK}.
 */
public interface Transforms {
    float P = 0.625f;
    float Q = 1.5f;
    float P2 = P * P;
    float Q2 = Q * Q;
    float P3 = P * P * P;
    float Q3 = Q * Q * Q;
    float PQ = P2 * Q2;
    float SUM = -(P2 + Q2);

    /** Six inputs to six. */
    void input(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n);

    /** Six products to four outputs. */
    void output(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n);

    /** Four gradients of outputs to six: the transpose of {@link #output}. */
    void adjoint(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n);

    /** Three weights to six, without the factors of {@link WinogradWeights}. */
    void weight(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n);

    /** Six gradients to three of weights: the transpose of {@link #weight}. */
    void gradient(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n);

    /** d = s · factor, n values. */
    void scale(float[] s, int s0, float factor, float[] d, int d0, int n);
}
