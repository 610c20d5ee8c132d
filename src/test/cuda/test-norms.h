// Tests of the batch norms' kernels.
#pragma once
#include "test-few.h"

/** Tile sums to totals, in order: partials [which][tiles][C]. */
struct Sums {
    const float* partials;
    int H, W, C;

    int columns() const { return (W + 3) / 4; }
    int rows() const { return (H + 3) / 4; }
    float tile(int which, int row, int column, int c) const { return partials[((which * rows() + row) * columns() + column) * C + c]; }
    float row(int which, int row, int c) const {
        float s = 0;
        for (int x = 0; x < columns(); x++) s = s + tile(which, row, x, c);
        return s;
    }
    float total(int which, int c) const {
        float s = 0;
        for (int y = 0; y < rows(); y++) s = s + row(which, y, c);
        return s;
    }
    float height(int row) const { return std::min(4, H - 4 * row); }
    float width(int column) const { return std::min(4, W - 4 * column); }

    /** Sum of squared deviations from the mean. */
    float squares(int c) const {
        float mean = total(0, c) / float(H * W), q = 0;
        for (int y = 0; y < rows(); y++) {
            float n = height(y) * W, m = row(0, y, c) / n, own = 0;
            for (int x = 0; x < columns(); x++) {
                float tiles = height(y) * width(x), d = tile(0, y, x, c) / tiles - m;
                own = own + tile(1, y, x, c);
                own = std::fma(tiles * d, d, own);
            }
            float d = m - mean;
            q = q + own;
            q = std::fma(n * d, d, q);
        }
        return q;
    }
};

/** Memory of the finishing kernels. */
struct FinishBench : Bench {
    int C, H, W, slots;
    Offset partials, norms, penalty, gamma, beta, runningMean, runningVar;

    FinishBench(const Shape& s, int slots, int sums) : C(s.channels), H(s.height), W(s.width), slots(slots) {
        partials = floats(size_t(slots) * sums * tilesOf(H, W) * C, true);
        norms = normsOf(*this, slots, C);
        penalty = normsOf(*this, 1, C);
        gamma = floats(C), beta = floats(C), runningMean = floats(C), runningVar = floats(C, true);
        begin(7);
    }
    Finish arguments() const {
        Finish a = {};
        a.partials = partials, a.norms = norms, a.penaltyNorms = penalty, a.gamma = gamma, a.beta = beta, a.runningMean = runningMean, a.runningVar = runningVar;
        a.slots = slots, a.height = H, a.width = W, a.channels = C, a.secondOrder = -1;
        return a;
    }
    float& norm(int t, int slot, int row, int c) { return want(t, norms)[(slot * NORM_ROWS + row) * C + c]; }
    Sums sums(int t, int slot, int count) { return {want(t, partials) + size_t(slot) * count * tilesOf(H, W) * C, H, W, C}; }
    bool finish(void (*kernel)(const Finish), const Finish& a, int sums, const std::string& name) {
        unsigned rows = std::max(1, std::min((H + 3) / 4, 128 / slots));
        run(kernel, {unsigned(C / 8), 1, TRAININGS}, {8, rows, unsigned(slots)}, a);
        ignore(partials, size_t(slots) * sums * tilesOf(H, W) * C);
        return compare(name);
    }
};

inline bool testFinishForward(const Shape& s, int slots) {
    FinishBench b(s, slots, 2);
    Finish a = b.arguments();
    a.tracks = 2, a.unbias = float(s.height * s.width / (s.height * s.width - 1.0));
    for (int t = 0; t < TRAININGS; t++)
        for (int slot = 0; slot < slots; slot++)
            for (int c = 0; c < b.C; c++) {
                Sums sums = b.sums(t, slot, 2);
                float n = s.height * s.width, mean = sums.total(0, c) / n, var = sums.squares(c) / n, inv = 1 / std::sqrt(var + 1e-5f);
                float scale = b.want(t, b.gamma)[c] * inv;
                b.norm(t, slot, 0, c) = mean, b.norm(t, slot, 1, c) = inv, b.norm(t, slot, 2, c) = scale;
                b.norm(t, slot, 3, c) = std::fma(-mean, scale, b.want(t, b.beta)[c]);
                b.norm(t, slot, 4, c) = var * a.unbias;
                for (int i = 0; i < 2; i++) {
                    float &rm = b.want(t, b.runningMean)[c], &rv = b.want(t, b.runningVar)[c];
                    rm = std::fma(0.1f, mean, (1 - 0.1f) * rm);
                    rv = std::fma(0.1f, var * a.unbias, (1 - 0.1f) * rv);
                }
            }
    return b.finish(finish_forward, a, 2, s.name("finish_forward"));
}

/** Constants of the second order from what the reference has so far. */
inline void wantSecondOrder(FinishBench& b, int t, int slot, int c, bool top, float mean0, float mean1) {
    const float* pen = b.want(t, b.penalty);
    float vBar = pen[c], cov = pen[b.C + c], B = pen[2 * b.C + c], inv = b.norm(t, slot, INV, c), gr = b.want(t, b.gamma)[c] * inv;
    float gBar = b.norm(t, slot, MEAN0, c), Cc = b.norm(t, slot, MEAN1, c), k = -(gr * inv), byV = k * Cc, byG = k * B;
    float byZ = (std::fma(-3.f * B, Cc, cov) * k) * inv, constant = -std::fma(byG, gBar, byV * vBar);
    if (!top) byZ = std::fma(k, mean1, byZ), constant = std::fma(-gr, mean0, constant);
    constant = std::fma(-byZ, b.norm(t, slot, MEAN, c), constant);
    b.norm(t, slot, GR, c) = gr, b.norm(t, slot, BY_Z, c) = byZ, b.norm(t, slot, CONSTANT, c) = constant;
    b.norm(t, slot, BY_G, c) = byG, b.norm(t, slot, BY_V, c) = byV;
}

inline bool testFinishBackward(const Shape& s, int slots, int keep, int second) {
    FinishBench b(s, slots, 2);
    Finish a = b.arguments();
    a.keep = keep, a.secondOrder = second;
    for (int t = 0; t < TRAININGS; t++)
        for (int slot = 0; slot < slots; slot++)
            for (int c = 0; c < b.C; c++) {
                Sums sums = b.sums(t, slot, 2);
                float n = s.height * s.width, G = sums.total(0, c), T = sums.total(1, c), inv = b.norm(t, slot, INV, c);
                float mean0 = G / n, mean1 = (T * inv) / n;
                b.norm(t, slot, BETA_PART, c) = G, b.norm(t, slot, GAMMA_PART, c) = T * inv;
                if (slot == second) {
                    wantSecondOrder(b, t, slot, c, false, mean0, mean1);
                    continue;
                }
                float gr = b.want(t, b.gamma)[c] * inv, c1 = (gr * inv) * mean1;
                b.norm(t, slot, GR, c) = gr, b.norm(t, slot, BY_Z, c) = -c1, b.norm(t, slot, CONSTANT, c) = std::fma(c1, b.norm(t, slot, MEAN, c), -(gr * mean0));
                if (keep) b.norm(t, slot, MEAN0, c) = mean0, b.norm(t, slot, MEAN1, c) = mean1;
            }
    return b.finish(finish_backward, a, 2, s.name("finish_backward"));
}

inline bool testFinishAscent(const Shape& s, bool top) {
    FinishBench b(s, 1, 3);
    Finish a = b.arguments();
    a.top = top;
    for (int t = 0; t < TRAININGS; t++)
        for (int c = 0; c < b.C; c++) {
            Sums sums = b.sums(t, 0, 3);
            float n = s.height * s.width, inv = b.norm(t, 0, INV, c), gBar = b.norm(t, 0, MEAN0, c), Cc = b.norm(t, 0, MEAN1, c);
            float vBar = sums.total(0, c) / n, vg = sums.total(1, c) / n, B = (sums.total(2, c) * inv) / n, cov = std::fma(-vBar, gBar, vg);
            float gr = b.want(t, b.gamma)[c] * inv, c2 = (gr * inv) * B;
            float* pen = b.want(t, b.penalty) + c;
            pen[0] = vBar, pen[b.C] = cov, pen[2 * b.C] = B, pen[3 * b.C] = (std::fma(-B, Cc, cov) * inv) * n;
            pen[GR * b.C] = gr, pen[BY_Z * b.C] = -c2, pen[CONSTANT * b.C] = std::fma(c2, b.norm(t, 0, MEAN, c), -(gr * vBar));
            if (top) wantSecondOrder(b, t, 0, c, true, 0, 0);
        }
    return b.finish(finish_ascent, a, 3, s.name("finish_ascent"));
}

inline bool testTrack(const Shape& s) {
    FinishBench b(s, 1, 2);
    Track a = {};
    a.norms = b.norms, a.runningMean = b.runningMean, a.runningVar = b.runningVar, a.channels = b.C, a.tracks = 3;
    for (int t = 0; t < TRAININGS; t++)
        for (int c = 0; c < b.C; c++)
            for (int i = 0; i < 3; i++) {
                float &rm = b.want(t, b.runningMean)[c], &rv = b.want(t, b.runningVar)[c];
                rm = std::fma(0.1f, b.norm(t, 0, MEAN, c), (1 - 0.1f) * rm);
                rv = std::fma(0.1f, b.norm(t, 0, TRACKED, c), (1 - 0.1f) * rv);
            }
    b.run(track, {ceilDiv(b.C, 64), 1, TRAININGS}, {64}, a);
    return b.compare(s.name("track"));
}

inline bool testTop(const Shape& s, int slots) {
    Bench b;
    int C = s.channels, H = s.height, W = s.width;
    Map z(b, slots, H, W, C), inner(b, 1, H, W, C);
    Offset norms = normsOf(b, slots, C), weights = b.floats(9 * C);
    size_t sums = 2 * tilesOf(H, W) * C;
    Offset partials = b.floats(slots * sums);
    b.begin(8);
    Top a = {};
    a.factor0 = -1.f / ((H - 2) * (W - 2)), a.factor1 = 1.f / ((H - 2) * (W - 2));
    for (int t = 0; t < TRAININGS; t++) {
        reference::vector<float> ones((H - 2) * (W - 2), 1.f);
        fewToMany(ones.data(), b.want(t, weights), H - 2, W - 2, 2, 1, C, true, inner.want(b, t, 0));
        for (int slot = 0; slot < slots; slot++)
            wantGradientSums(b.want(t, partials) + slot * sums, inner.want(b, t, 0), z.want(b, t, slot), norm(b, t, norms, slot, 0, C), H, W, C,
                             slot == slots - 1 ? 1 : slot == 0 ? a.factor0 : a.factor1);
    }
    a.z = z.offset, a.norms = norms, a.weights = weights, a.inner = inner.offset, a.partials = partials, a.slots = slots, a.height = H, a.width = W, a.channels = C;
    b.run(critic_top, {ceilDiv(tilesOf(H, W) * C, 128), 1, unsigned(TRAININGS * slots)}, {128}, a);
    return b.compare(s.name("critic_top"));
}

inline void normTests(Report& report, const Shape& s) {
    for (int slots : {1, 2, 3}) report(testFinishForward(s, slots));
    report(testFinishBackward(s, 3, 1, -1));
    report(testFinishBackward(s, 3, 0, 2));
    report(testFinishBackward(s, 2, 0, -1));
    for (bool top : {false, true}) report(testFinishAscent(s, top));
    report(testTrack(s));
    for (int slots : {1, 3}) report(testTop(s, slots));
}
