// One-dimensional transforms of Winograd's F(4,3) with the points 0, +-p, +-q, infinity; all constants are exact in single precision.
#pragma once
#include "device.h"

namespace winograd {
constexpr float P = 0.625f, Q = 1.5f;
constexpr float P2 = .390625f, Q2 = 2.25f, P3 = .244140625f, Q3 = 3.375f, PQ = .87890625f, SU = -2.640625f;

DEVICE void in6(float s0, float s1, float s2, float s3, float s4, float s5, float* d) {
    d[0] = fmaf(s0, PQ, fmaf(s2, SU, s4));
    float e = fmaf(s2, -Q2, s4), o = fmaf(s1, -Q2, s3);
    d[1] = fmaf(o, P, e);
    d[2] = fmaf(o, -P, e);
    float f = fmaf(s2, -P2, s4), g = fmaf(s1, -P2, s3);
    d[3] = fmaf(g, Q, f);
    d[4] = fmaf(g, -Q, f);
    d[5] = fmaf(s1, PQ, fmaf(s3, SU, s5));
}

DEVICE void out6(float s0, float s1, float s2, float s3, float s4, float s5, float* d) {
    float u = s1 + s2, v = s1 - s2, k = s3 + s4, l = s3 - s4;
    d[0] = s0 + (u + k);
    d[1] = fmaf(l, Q, v * P);
    d[2] = fmaf(k, Q2, u * P2);
    d[3] = fmaf(l, Q3, v * P3) + s5;
}

DEVICE void adj6(float s0, float s1, float s2, float s3, float* d) {
    d[0] = s0;
    float e = fmaf(s2, P2, s0), o = fmaf(s3, P2, s1);
    d[1] = fmaf(o, P, e);
    d[2] = fmaf(o, -P, e);
    float f = fmaf(s2, Q2, s0), g = fmaf(s3, Q2, s1);
    d[3] = fmaf(g, Q, f);
    d[4] = fmaf(g, -Q, f);
    d[5] = s3;
}

/** Output i of the weights' transform of s0, s1, s2. */
DEVICE float wt6(int i, float s0, float s1, float s2) {
    if (i == 0) return s0;
    if (i == 5) return s2;
    float point = i < 3 ? P : Q;
    return fmaf(s1, i % 2 == 1 ? point : -point, fmaf(s2, i < 3 ? P2 : Q2, s0));
}

/** Output y of the weights' gradient's transform. */
DEVICE float gt6(int y, float u0, float u1, float u2, float u3, float u4, float u5) {
    float a = u1 + u2, b = u1 - u2, c = u3 + u4, d = u3 - u4;
    if (y == 0) return u0 + (a + c);
    if (y == 1) return fmaf(d, Q, b * P);
    return fmaf(c, Q2, fmaf(a, P2, u5));
}

/** The factor of element 6i + j: the product of two in double, rounded once. */
DEVICE float factor(int i, int j) {
    constexpr double p2 = .390625, q2 = 2.25;
    constexpr double zero = 1 / (p2 * q2), small = 1 / (2 * p2 * (p2 - q2)), large = 1 / (2 * q2 * (q2 - p2));
    double a = i == 0 ? zero : i < 3 ? small : i < 5 ? large : 1.;
    double b = j == 0 ? zero : j < 3 ? small : j < 5 ? large : 1.;
    return static_cast<float>(a * b);
}

/** Element e = 6i + j of U from the nine weights, tap by tap in steps of `step`; flipped: the taps in reverse. */
DEVICE float element(int e, const float* weights, long step, bool flipped) {
    int i = e / 6, j = e % 6;
    float column[3];
#pragma unroll
    for (int kx = 0; kx < 3; kx++) {
        float w[3];
#pragma unroll
        for (int ky = 0; ky < 3; ky++) {
            int tap = 3 * ky + kx;
            w[ky] = weights[(flipped ? 8 - tap : tap) * step];
        }
        column[kx] = wt6(i, w[0], w[1], w[2]);
    }
    return wt6(j, column[0], column[1], column[2]) * factor(i, j);
}
}  // namespace winograd
