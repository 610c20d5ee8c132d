// Tests of the weights' gradients and of Adam.
#pragma once
#include "test-conv.h"

/** Adam's memory for some parameters, and a step of the reference. */
struct AdamBench {
    Offset weights, gradient, first, second;

    AdamBench(Bench& b, size_t count) : weights(b.floats(count)), gradient(b.floats(count)), first(b.floats(count)), second(b.floats(count, true)) {}
    template <class A>
    void into(A& a) const {
        a.weights = weights, a.gradient = gradient, a.first = first, a.second = second;
    }
    void want(Bench& b, int t, int i, float g, const Adam& a, const float* schedule) const {
        b.want(t, gradient)[i] = g;
        reference::adam(g, b.want(t, weights)[i], b.want(t, first)[i], b.want(t, second)[i], a.keep1, a.take1, a.keep2, a.take2, schedule[0], schedule[1]);
    }
};

/** A schedule of two iterations with three steps each, of which the step 1 of the second is taken. */
struct Schedule {
    Offset rates, cursor;
    Adam adam;

    explicit Schedule(Bench& b) : rates(b.floats(12, true)), cursor(b.floats(1)) {
        adam = {rates, cursor, 1, 3, 0.5f, 0.5f, 0.999f, float(1 - 0.999)};
    }
    void begin(Bench& b) const {
        int one = 1;
        for (int t = 0; t < TRAININGS; t++) std::memcpy(b.want(t, cursor), &one, 4), std::memcpy(b.have(t, cursor), &one, 4);
    }
    const float* step(Bench& b, int t) const { return b.want(t, rates) + 2 * 4; }
};

inline bool testHiddenGradient(const Shape& s, int block, int firstChunk) {
    if (s.channels % block) return true;
    Bench b;
    int C = s.channels, H = s.height, W = s.width, h = H - 2, w = W - 2, columns = (w + 3) / 4, rows = (h + 3) / 4;
    // Few rows a chunk, so that a small map has several.
    int rowsPerChunk = 2, perSlot = (rows + 1) / 2, chunks = s.slots * perSlot - firstChunk;
    Map in(b, s.slots, H, W, C), dz(b, s.slots, h, w, C);
    Offset scratch = b.floats(size_t(chunks) * 36 * C * C);
    b.begin(9);
    for (int t = 0; t < TRAININGS; t++)
        for (int n = 0; n < chunks; n++) {
            int slot = (n + firstChunk) / perSlot, firstRow = (n + firstChunk) % perSlot * rowsPerChunk;
            float* to = b.want(t, scratch) + size_t(n) * 36 * C * C;
            std::fill(to, to + 36 * C * C, 0.f);
            for (int ty = firstRow; ty < std::min(rows, firstRow + rowsPerChunk); ty++)
                for (int tx = 0; tx < columns; tx++) {
                    reference::vector<reference::vector<float>> V(C), R(C);
                    for (int c = 0; c < C; c++) {
                        reference::vector<float> a(36), g(16);
                        for (int i = 0; i < 36; i++) {
                            int y = 4 * ty + i / 6, x = 4 * tx + i % 6;
                            a[i] = y < H && x < W ? in.at(in.want(b, t, slot), y, x, c) : 0;
                        }
                        for (int i = 0; i < 16; i++) {
                            int y = 4 * ty + i / 4, x = 4 * tx + i % 4;
                            g[i] = y < h && x < w ? dz.at(dz.want(b, t, slot), y, x, c) : 0;
                        }
                        V[c] = reference::twice(reference::in6, a, 6, 6, 6);
                        R[c] = reference::twice(reference::adj6, g, 4, 4, 6);
                    }
                    for (int e = 0; e < 36; e++)
                        for (int i = 0; i < C; i++)
                            for (int o = 0; o < C; o++) to[(e * C + i) * C + o] = std::fma(V[i][e], R[o][e], to[(e * C + i) * C + o]);
                }
        }
    HiddenGradient a = {};
    a.input = in.offset, a.dz = dz.offset, a.scratch = scratch, a.height = H, a.width = W, a.channels = C, a.chunksPerSlot = perSlot, a.rowsPerChunk = rowsPerChunk;
    a.firstChunk = firstChunk;
    b.run(block == 16 ? gradient_hidden_16 : gradient_hidden_32, {unsigned(C / block * (C / block)), unsigned(chunks), TRAININGS}, {block == 16 ? 288u : 576u}, a);
    return b.compare(s.name("gradient_hidden_" + std::to_string(block)));
}

inline bool testSumChunks(int C, bool first) {
    Bench b;
    Offset scratch = b.floats(3 * 36 * C * C), sums = b.floats(36 * C * C);
    b.begin(10);
    for (int t = 0; t < TRAININGS; t++)
        for (int i = 0; i < 36 * C * C; i++) {
            float& s = b.want(t, sums)[i];
            if (first) s = 0;
            for (int n = 0; n < 3; n++) s = s + b.want(t, scratch)[n * 36 * C * C + i];
        }
    SumChunks a = {};
    a.scratch = scratch, a.sums = sums, a.channels = C, a.chunks = 3, a.first = first;
    b.run(sum_chunks, {ceilDiv(36 * C * C, 256), 1, TRAININGS}, {256}, a);
    return b.compare("sum_chunks " + std::to_string(C));
}

inline bool testUpdateHidden(int C, bool withSums) {
    Bench b;
    int n = C * C;
    Offset scratch = b.floats(3 * 36 * n), sums = b.floats(36 * n), u = b.floats(36 * n), flipped = b.floats(36 * n);
    AdamBench p(b, 9 * n);
    Schedule schedule(b);
    b.begin(11);
    schedule.begin(b);
    for (int t = 0; t < TRAININGS; t++) {
        for (int i = 0; i < n; i++) {
            reference::vector<float> d(36);
            for (int e = 0; e < 36; e++) {
                d[e] = withSums ? b.want(t, sums)[e * n + i] : 0;
                for (int k = 0; k < 3; k++) d[e] = d[e] + b.want(t, scratch)[(k * 36 + e) * n + i];
                d[e] = d[e] * reference::factor(e / 6, e % 6);
            }
            d = reference::twice(reference::gt6, d, 6, 6, 3);
            for (int tap = 0; tap < 9; tap++) p.want(b, t, tap * n + i, d[tap], schedule.adam, schedule.step(b, t));
        }
        auto forward = reference::transformed(b.want(t, p.weights), C, false), back = reference::transformed(b.want(t, p.weights), C, true);
        std::copy(forward.begin(), forward.end(), b.want(t, u));
        std::copy(back.begin(), back.end(), b.want(t, flipped));
    }
    UpdateHidden a = {};
    p.into(a);
    a.scratch = scratch, a.sums = withSums ? sums : -1, a.u = u, a.flippedU = flipped, a.adam = schedule.adam, a.channels = C, a.chunks = 3;
    b.run(update_hidden, {unsigned(n / 16), 1, TRAININGS}, {576}, a);
    return b.compare("update_hidden " + std::to_string(C));
}

inline bool testMakeU(int C) {
    Bench b;
    Offset w = b.floats(9 * C * C), u = b.floats(36 * C * C), flipped = b.floats(36 * C * C);
    b.begin(12);
    for (int t = 0; t < TRAININGS; t++) {
        auto forward = reference::transformed(b.want(t, w), C, false), back = reference::transformed(b.want(t, w), C, true);
        std::copy(forward.begin(), forward.end(), b.want(t, u));
        std::copy(back.begin(), back.end(), b.want(t, flipped));
    }
    MakeU a = {};
    a.weights = w, a.u = u, a.flippedU = flipped, a.channels = C;
    b.run(make_u, {ceilDiv(C * C, 128), 1, TRAININGS}, {128}, a);
    return b.compare("make_u " + std::to_string(C));
}

inline bool testGradientLayer0(const Shape& s, int pad) {
    Bench b;
    int C = s.channels, F = s.few, H = s.height, W = s.width, h = H + 2 * pad - 2, w = W + 2 * pad - 2, second = s.slots - 1, ready = s.slots;
    Map image(b, s.slots + 1, H, W, F), upper(b, s.slots, h, w, C), z(b, s.slots, h, w, C), inner(b, 1, h, w, C), adjoint(b, 1, h, w, C), dz(b, s.slots + 1, h, w, C);
    Offset norms = normsOf(b, s.slots, C), rows = b.floats(size_t(s.slots + 1) * h * 9 * F * C);
    b.begin(13);
    for (int t = 0; t < TRAININGS; t++)
        for (int slot = 0; slot <= s.slots; slot++) {
            DzReference own{upper.want(b, t, slot % s.slots), z.want(b, t, slot % s.slots), norm(b, t, norms, slot % s.slots, 0, C), inner.want(b, t, 0), adjoint.want(b, t, 0), C, 1, slot == second};
            for (int y = 0; y < h; y++)
                for (int i = 0; i < 9 * F * C; i++) {
                    int tap = i / C / F, f = i / C % F, m = i % C;
                    float sum = 0;
                    for (int x = 0; x < w; x++) {
                        int at = (y * w + x) * C + m, r = y + tap / 3 - pad, c = x + tap % 3 - pad;
                        float few = r >= 0 && c >= 0 && r < H && c < W ? image.at(image.want(b, t, slot), r, c, f) : 0;
                        sum = std::fma(few, slot == ready ? dz.want(b, t, slot)[at] : own(at, m), sum);
                    }
                    b.want(t, rows)[size_t(slot * h + y) * 9 * F * C + i] = sum;
                }
        }
    FewGradient a = {};
    a.image = image.offset, a.gradient = upper.offset, a.z = z.offset, a.norms = norms, a.inner = inner.offset, a.adjoint = adjoint.offset, a.dz = dz.offset, a.rowSums = rows;
    a.slots = s.slots + 1, a.height = H, a.width = W, a.pad = pad, a.channels = C, a.few = F, a.secondOrder = second, a.ready = ready;
    b.run(few_gradient_layer0, {unsigned(h), 1, unsigned(TRAININGS * (s.slots + 1))}, {unsigned(3 * C)}, a);
    return b.compare(s.name("few_gradient_layer0"));
}

inline bool testGradientTail(const Shape& s) {
    Bench b;
    int C = s.channels, F = s.few, H = s.height, W = s.width, h = H - 2, w = W - 2;
    Map image(b, s.slots, h, w, F), z(b, s.slots, H, W, C);
    Offset norms = normsOf(b, s.slots, C), rows = b.floats(size_t(s.slots) * h * 9 * F * C);
    b.begin(14);
    for (int t = 0; t < TRAININGS; t++)
        for (int slot = 0; slot < s.slots; slot++) {
            const float* n = norm(b, t, norms, slot, 0, C);
            for (int y = 0; y < h; y++)
                for (int i = 0; i < 9 * F * C; i++) {
                    int tap = i / C / F, f = i / C % F, m = i % C;
                    float sum = 0;
                    for (int x = 0; x < w; x++) {
                        float a = reference::leaky(std::fma(z.at(z.want(b, t, slot), y + tap / 3, x + tap % 3, m), n[SCALE * C + m], n[SHIFT * C + m]));
                        sum = std::fma(image.at(image.want(b, t, slot), y, x, f), a, sum);
                    }
                    b.want(t, rows)[size_t(slot * h + y) * 9 * F * C + i] = sum;
                }
        }
    FewGradient a = {};
    a.image = image.offset, a.gradient = a.inner = a.adjoint = a.dz = -1, a.z = z.offset, a.norms = norms, a.rowSums = rows;
    a.slots = s.slots, a.height = H, a.width = W, a.pad = 0, a.channels = C, a.few = F, a.secondOrder = a.ready = -1;
    b.run(few_gradient_tail, {unsigned(h), 1, unsigned(TRAININGS * s.slots)}, {unsigned(3 * C)}, a);
    return b.compare(s.name("few_gradient_tail"));
}

inline bool testUpdateFew(const Shape& s, int rows) {
    Bench b;
    int count = 9 * s.few * s.channels;
    Offset sums = b.floats(size_t(s.slots) * rows * count);
    AdamBench p(b, count);
    Schedule schedule(b);
    b.begin(15);
    schedule.begin(b);
    for (int t = 0; t < TRAININGS; t++)
        for (int i = 0; i < count; i++) {
            float g = 0;
            for (int r = 0; r < s.slots * rows; r++) g = g + b.want(t, sums)[r * count + i];
            p.want(b, t, i, g, schedule.adam, schedule.step(b, t));
        }
    UpdateFew a = {};
    p.into(a);
    a.rowSums = sums, a.adam = schedule.adam, a.slots = s.slots, a.rows = rows, a.channels = s.channels, a.few = s.few;
    b.run(update_few, {unsigned(count / 16), 1, TRAININGS}, {16, 32}, a);
    return b.compare(s.name("update_few"));
}

inline bool testUpdateNorms(int C, bool critic) {
    Bench b;
    int slots = critic ? 4 : 2, layer = slots * NORM_ROWS * C;
    Offset norms = b.floats(4 * layer);
    AdamBench gamma(b, 4 * C), beta(b, 4 * C);
    Schedule schedule(b);
    b.begin(16);
    schedule.begin(b);
    for (int t = 0; t < TRAININGS; t++)
        for (int i = 0; i < 4 * C; i++) {
            const float* n = b.want(t, norms) + i / C * layer + i % C;
            float g = critic ? n[(3 * NORM_ROWS + PENALTY_GAMMA) * C] : 0, h = 0;
            for (int slot = 0; slot < (critic && i / C < 3 ? 3 : 2); slot++) {
                g = g + n[(slot * NORM_ROWS + GAMMA_PART) * C];
                h = h + n[(slot * NORM_ROWS + BETA_PART) * C];
            }
            gamma.want(b, t, i, g, schedule.adam, schedule.step(b, t));
            beta.want(b, t, i, h, schedule.adam, schedule.step(b, t));
        }
    UpdateNorms a = {};
    a.norms = norms, a.layerStride = 4 * layer, a.adam = schedule.adam, a.channels = C, a.critic = critic;
    a.gamma = gamma.weights, a.gammaGradient = gamma.gradient, a.gammaFirst = gamma.first, a.gammaSecond = gamma.second;
    a.beta = beta.weights, a.betaGradient = beta.gradient, a.betaFirst = beta.first, a.betaSecond = beta.second;
    b.run(update_norms, {4, 1, TRAININGS}, {unsigned(C)}, a);
    return b.compare("update_norms " + std::to_string(C));
}

inline bool testUpdateBias(int few, int rows) {
    Bench b;
    Offset sums = b.floats(2 * rows * few);
    AdamBench p(b, few);
    Schedule schedule(b);
    b.begin(17);
    schedule.begin(b);
    for (int t = 0; t < TRAININGS; t++)
        for (int f = 0; f < few; f++) {
            float g = 0;
            for (int r = 0; r < 2 * rows; r++) g = g + b.want(t, sums)[r * few + f];
            p.want(b, t, f, g, schedule.adam, schedule.step(b, t));
        }
    UpdateBias a = {};
    a.biasRows = sums, a.bias = p.weights, a.gradient = p.gradient, a.first = p.first, a.second = p.second, a.adam = schedule.adam, a.rows = rows, a.few = few;
    b.run(update_bias, {1, 1, TRAININGS}, {32}, a);
    return b.compare("update_bias");
}

inline void gradientTests(Report& report, const Shape& s) {
    for (int block : {16, 32})
        for (int first : {0, 1}) report(testHiddenGradient(s, block, first));
    for (int pad : {0, 5}) report(testGradientLayer0(s, pad));
    report(testGradientTail(s));
    report(testUpdateFew(s, s.height * 7));
    for (bool yes : {false, true}) {
        report(testSumChunks(s.channels, yes));
        report(testUpdateHidden(s.channels, yes));
        report(testUpdateNorms(s.channels, yes));
    }
    report(testMakeU(s.channels));
    report(testUpdateBias(s.few, s.height));
}
