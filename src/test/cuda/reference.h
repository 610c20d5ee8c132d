// The arithmetic in plain loops, one value after the other, for comparison with the kernels. Written from its definition, and shares nothing with them.
#pragma once
#include <cmath>
#include <functional>
#include <vector>

namespace reference {
using std::fma;
using std::vector;
/** A map's value at a row, a column and a channel. */
using Read = std::function<float(int, int, int)>;

inline float leaky(float y) { return y > 0 ? y : 0.2f * y; }
inline float slope(float y, float above) { return y > 0 ? above : 0.2f * above; }

constexpr float p = 0.625f, q = 1.5f;
constexpr float p2 = p * p, q2 = q * q, p3 = p2 * p, q3 = q2 * q, pq = p2 * q2, su = -(p2 + q2);
static_assert(p2 == .390625f && q2 == 2.25f && p3 == .244140625f && q3 == 3.375f && pq == .87890625f && su == -2.640625f);

inline vector<float> in6(const vector<float>& s) {
    float e = fma(s[2], -q2, s[4]), o = fma(s[1], -q2, s[3]), f = fma(s[2], -p2, s[4]), g = fma(s[1], -p2, s[3]);
    return {fma(s[0], pq, fma(s[2], su, s[4])), fma(o, p, e), fma(o, -p, e), fma(g, q, f), fma(g, -q, f), fma(s[1], pq, fma(s[3], su, s[5]))};
}
inline vector<float> out6(const vector<float>& s) {
    float u = s[1] + s[2], v = s[1] - s[2], k = s[3] + s[4], l = s[3] - s[4];
    return {s[0] + (u + k), fma(l, q, v * p), fma(k, q2, u * p2), fma(l, q3, v * p3) + s[5]};
}
inline vector<float> adj6(const vector<float>& s) {
    float e = fma(s[2], p2, s[0]), o = fma(s[3], p2, s[1]), f = fma(s[2], q2, s[0]), g = fma(s[3], q2, s[1]);
    return {s[0], fma(o, p, e), fma(o, -p, e), fma(g, q, f), fma(g, -q, f), s[3]};
}
inline vector<float> wt6(const vector<float>& w) {
    float s = fma(w[2], p2, w[0]), r = fma(w[2], q2, w[0]);
    return {w[0], fma(w[1], p, s), fma(w[1], -p, s), fma(w[1], q, r), fma(w[1], -q, r), w[2]};
}
inline vector<float> gt6(const vector<float>& u) {
    float a = u[1] + u[2], b = u[1] - u[2], c = u[3] + u[4], d = u[3] - u[4];
    return {u[0] + (a + c), fma(d, q, b * p), fma(c, q2, fma(a, p2, u[5]))};
}
inline float factor(int i, int j) {
    double P = .390625, Q = 2.25, f[6] = {1 / (P * Q), 1 / (2 * P * (P - Q)), 1 / (2 * P * (P - Q)), 1 / (2 * Q * (Q - P)), 1 / (2 * Q * (Q - P)), 1};
    return (float)(f[i] * f[j]);
}
/** Vertically, for each column, then horizontally, for each row: rows x columns of `s` to those of the result. */
template <class Transform>
vector<float> twice(Transform transform, const vector<float>& s, int rows, int columns, int to) {
    vector<float> half(to * columns), result(to * to);
    for (int x = 0; x < columns; x++) {
        vector<float> column(rows);
        for (int y = 0; y < rows; y++) column[y] = s[y * columns + x];
        column = transform(column);
        for (int y = 0; y < to; y++) half[y * columns + x] = column[y];
    }
    for (int y = 0; y < to; y++) {
        vector<float> row(half.begin() + y * columns, half.begin() + (y + 1) * columns);
        row = transform(row);
        for (int x = 0; x < to; x++) result[y * to + x] = row[x];
    }
    return result;
}

/** U[36][C][C] of w[9][C][C]; flipped: of the transposed weights with taps in reverse. */
inline vector<float> transformed(const float* w, int C, bool flipped) {
    vector<float> u(36 * C * C);
    for (int ic = 0; ic < C; ic++)
        for (int oc = 0; oc < C; oc++) {
            vector<float> k(9);
            for (int t = 0; t < 9; t++) k[t] = flipped ? w[((8 - t) * C + oc) * C + ic] : w[(t * C + ic) * C + oc];
            vector<float> d = twice(wt6, k, 3, 3, 6);
            for (int e = 0; e < 36; e++) u[(e * C + ic) * C + oc] = d[e] * factor(e / 6, e % 6);
        }
    return u;
}

/** Output of height x width from inputs that `read` gives anywhere; U as given. */
inline void winograd(const Read& read, const float* u, int C, int height, int width, float* out) {
    for (int ty = 0; 4 * ty < height; ty++)
        for (int tx = 0; 4 * tx < width; tx++) {
            vector<vector<float>> v(C);
            for (int c = 0; c < C; c++) {
                vector<float> s(36);
                for (int i = 0; i < 36; i++) s[i] = read(4 * ty + i / 6, 4 * tx + i % 6, c);
                v[c] = twice(in6, s, 6, 6, 6);
            }
            for (int o = 0; o < C; o++) {
                vector<float> m(36);
                for (int e = 0; e < 36; e++)
                    for (int c = 0; c < C; c++) m[e] = fma(v[c][e], u[(e * C + c) * C + o], m[e]);
                vector<float> d = twice(out6, m, 6, 6, 4);
                for (int i = 0; i < 16; i++) {
                    int y = 4 * ty + i / 4, x = 4 * tx + i % 4;
                    if (y < height && x < width) out[(y * width + x) * C + o] = d[i];
                }
            }
        }
}

/** Calls with the tile's number and each of its positions in the map. */
inline void overTiles(int height, int width, const std::function<void(int, int, int)>& visit) {
    int columns = (width + 3) / 4;
    for (int ty = 0; 4 * ty < height; ty++)
        for (int tx = 0; tx < columns; tx++)
            for (int i = 0; i < 16; i++)
                if (4 * ty + i / 4 < height && 4 * tx + i % 4 < width) visit(ty * columns + tx, 4 * ty + i / 4, 4 * tx + i % 4);
}

/** Tile sums: a chain of `step(sum, y, x)` for each tile, tile after tile. */
inline vector<float> tileSums(int height, int width, const std::function<float(float, int, int)>& step) {
    vector<float> sums(((height + 3) / 4) * ((width + 3) / 4));
    overTiles(height, width, [&](int t, int y, int x) { sums[t] = step(sums[t], y, x); });
    return sums;
}
inline vector<float> tileSizes(int height, int width) {
    return tileSums(height, width, [](float n, int, int) { return n + 1; });
}

inline void adam(float g, float& parameter, float& m, float& v, float k1, float t1, float k2, float t2, float rate, float eps) {
    m = fma(t1, g, k1 * m);
    v = fma(t2 * g, g, k2 * v);
    parameter = fma(m / (std::sqrt(v) + eps), rate, parameter);
}

inline float tangent(float x) {
    x = x > 9 ? 9 : x < -9 ? -9 : x;
    float y = 2 * x, n = fma(y, 1.44269504f, 12582912.f) - 12582912.f;
    float r = fma(n, 2.12194440e-4f, fma(n, -0.693359375f, y));
    float h = 1 / 5040.f;
    for (float next : {1 / 720.f, 1 / 120.f, 1 / 24.f, 1 / 6.f, 1 / 2.f}) h = fma(h, r, next);
    float s = std::ldexp(1.f, (int)n), e = fma(s, fma(h * r, r, r), s - 1);
    return e / (e + 2);
}
}  // namespace reference
