// Tests of the convolutions and what they do with their outputs.
#pragma once
#include "bench.h"
#include "reference.h"

struct Report {
    int run = 0, failed = 0;
    void operator()(bool good) { run++, failed += !good; }
};

/** A shape to test. */
struct Shape {
    int channels, few, height, width, slots;
    std::string name(const std::string& what) const {
        return what + " " + std::to_string(channels) + " channels, image of " + std::to_string(few) + ", " + std::to_string(height) + "x" +
               std::to_string(width) + ", " + std::to_string(slots) + " slots";
    }
};

inline int tilesOf(int height, int width) { return ((height + 3) / 4) * ((width + 3) / 4); }
inline unsigned ceilDiv(int a, int b) { return (a + b - 1) / b; }

/** A map in the arena. */
struct Map {
    Offset offset;
    int slots, height, width, channels;

    Map(Bench& bench, int slots, int height, int width, int channels)
        : offset(bench.floats(size_t(slots) * height * width * channels)), slots(slots), height(height), width(width), channels(channels) {}
    size_t per() const { return size_t(height) * width * channels; }
    Offset of(int slot) const { return offset + Offset(4 * per() * slot); }
    float* want(Bench& b, int t, int slot) const { return b.want(t, of(slot)); }
    float at(const float* map, int y, int x, int c) const { return map[(y * width + x) * channels + c]; }
};

inline Offset normsOf(Bench& b, int slots, int C) { return b.floats(size_t(slots) * NORM_ROWS * C); }
inline const float* norm(Bench& b, int t, Offset norms, int slot, int row, int C) { return b.want(t, norms) + (slot * NORM_ROWS + row) * C; }

/** Expected partials of a forward pass. */
inline void wantStatistics(float* partials, const float* z, int H, int W, int C) {
    int T = tilesOf(H, W);
    for (int c = 0; c < C; c++) {
        auto value = [&](int y, int x) { return z[(y * W + x) * C + c]; };
        auto s = reference::tileSums(H, W, [&](float sum, int y, int x) { return sum + value(y, x); });
        auto n = reference::tileSizes(H, W);
        reference::vector<float> deviations(T);
        reference::overTiles(H, W, [&](int t, int y, int x) {
            float d = value(y, x) - s[t] / n[t];
            deviations[t] = std::fma(d, d, deviations[t]);
        });
        for (int t = 0; t < T; t++) partials[t * C + c] = s[t], partials[(T + t) * C + c] = deviations[t];
    }
}

/** Expected partials of a backward pass: G and T of a gradient times a factor. */
inline void wantGradientSums(float* partials, const float* gradient, const float* z, const float* norms, int H, int W, int C, float above) {
    int T = tilesOf(H, W);
    for (int c = 0; c < C; c++) {
        auto g = [&](int y, int x) {
            int i = (y * W + x) * C + c;
            return gradient[i] * reference::slope(std::fma(z[i], norms[SCALE * C + c], norms[SHIFT * C + c]), above);
        };
        auto s = reference::tileSums(H, W, [&](float sum, int y, int x) { return sum + g(y, x); });
        auto t = reference::tileSums(H, W, [&](float sum, int y, int x) { return std::fma(g(y, x), z[(y * W + x) * C + c] - norms[MEAN * C + c], sum); });
        for (int i = 0; i < T; i++) partials[i * C + c] = s[i], partials[(T + i) * C + c] = t[i];
    }
}

inline void wantAscentSums(float* partials, const float* v, const float* z, const float* norms, const float* inner, int H, int W, int C) {
    int T = tilesOf(H, W);
    for (int c = 0; c < C; c++) {
        auto i = [&](int y, int x) { return (y * W + x) * C + c; };
        auto g = [&](int k) { return inner[k] * reference::slope(std::fma(z[k], norms[SCALE * C + c], norms[SHIFT * C + c]), 1); };
        auto s = reference::tileSums(H, W, [&](float sum, int y, int x) { return sum + v[i(y, x)]; });
        auto byG = reference::tileSums(H, W, [&](float sum, int y, int x) { return std::fma(v[i(y, x)], g(i(y, x)), sum); });
        auto byZ = reference::tileSums(H, W, [&](float sum, int y, int x) { return std::fma(v[i(y, x)], z[i(y, x)] - norms[MEAN * C + c], sum); });
        for (int k = 0; k < T; k++) partials[k * C + c] = s[k], partials[(T + k) * C + c] = byG[k], partials[(2 * T + k) * C + c] = byZ[k];
    }
}

/** The gradient at z from that at the activations; where `second`, of the second order. `upper` null: nothing arrives. */
struct DzReference {
    const float *upper, *z, *norms, *inner, *adjoint;
    int C;
    float above;
    bool second;

    float operator()(int i, int c) const {
        auto n = [&](int row) { return norms[row * C + c]; };
        float y = std::fma(z[i], n(SCALE), n(SHIFT)), rest = std::fma(z[i], n(BY_Z), n(CONSTANT));
        if (!second) return std::fma(upper[i] * reference::slope(y, above), n(GR), rest);
        float e = upper ? std::fma(upper[i], n(GR), inner[i] * n(BY_G)) : inner[i] * n(BY_G);
        return std::fma(e, reference::slope(y, 1), std::fma(adjoint[i], n(BY_V), rest));
    }
};

/** A variant of the hidden convolutions' kernels. */
struct Variant {
    int tiles, channels;
    void (*forward)(const Conv), (*frozen)(const Conv), (*back)(const Conv), (*ascend)(const Conv);

    bool fits(const Shape& s) const { return s.channels % channels == 0; }
    std::string name(const char* what) const { return std::string(what) + "_" + std::to_string(tiles) + "x" + std::to_string(channels); }
    Dims grid(const Shape& s, int pad, int slots) const {
        return {ceilDiv(tilesOf(s.height + 2 * pad - 2, s.width + 2 * pad - 2), tiles), unsigned(s.channels / channels), unsigned(TRAININGS * slots)};
    }
    Dims block() const { return {channels == 16 ? 288u : 576u}; }
};

#define VARIANT(T, B) {T, B, conv_forward_##T##x##B, conv_frozen_##T##x##B, conv_back_##T##x##B, conv_ascend_##T##x##B}
const Variant VARIANTS[] = {VARIANT(16, 16), VARIANT(16, 32), VARIANT(16, 64)};

/** Reads what a value function gives inside of a map and +0 outside, and writes it into `kept` where that is a map. */
inline reference::Read inside(int H, int W, int C, float* kept, const std::function<float(int, int)>& value) {
    return [=](int y, int x, int c) {
        if (y < 0 || x < 0 || y >= H || x >= W) return 0.f;
        int i = (y * W + x) * C + c;
        float v = value(i, c);
        if (kept) kept[i] = v;
        return v;
    };
}

inline bool testForward(const Variant& v, const Shape& s, bool frozen) {
    Bench b;
    int C = s.channels, H = s.height, W = s.width;
    Map in(b, s.slots, H, W, C), kept(b, s.slots, H, W, C), out(b, s.slots, H - 2, W - 2, C);
    Offset norms = normsOf(b, s.slots, C), u = b.floats(36 * C * C), bias = b.floats(C);
    size_t sums = 2 * tilesOf(H - 2, W - 2) * C;
    Offset partials = b.floats(s.slots * sums);
    b.begin(1);
    for (int t = 0; t < TRAININGS; t++)
        for (int slot = 0; slot < s.slots; slot++) {
            const float *z = in.want(b, t, slot), *scale = norm(b, t, norms, slot, SCALE, C), *shift = norm(b, t, norms, slot, SHIFT, C), *add = b.want(t, bias);
            auto read = inside(H, W, C, frozen ? nullptr : kept.want(b, t, slot), [=](int i, int c) {
                return reference::leaky(frozen ? z[i] + add[c] : std::fma(z[i], scale[c], shift[c]));
            });
            float* z1 = out.want(b, t, slot);
            reference::winograd(read, b.want(t, u), C, H - 2, W - 2, z1);
            if (!frozen) wantStatistics(b.want(t, partials) + slot * sums, z1, H - 2, W - 2, C);
        }
    Conv a = {};
    a.input = in.offset, a.norms = norms, a.kept = frozen ? -1 : kept.offset, a.weights = u, a.bias = bias, a.output = out.offset, a.partials = partials;
    a.slots = s.slots, a.height = H, a.width = W, a.pad = 0, a.channels = C, a.secondOrder = -1;
    b.run(frozen ? v.frozen : v.forward, v.grid(s, 0, s.slots), v.block(), a);
    return b.compare(s.name(v.name(frozen ? "conv_frozen" : "conv_forward")));
}

inline bool testBack(const Variant& v, const Shape& s, bool top) {
    Bench b;
    int C = s.channels, H = s.height, W = s.width, second = s.slots - 1;
    Map upper(b, top ? 1 : s.slots, H, W, C), z(b, s.slots, H, W, C), inner(b, 1, H, W, C), adjoint(b, 1, H, W, C), kept(b, s.slots, H, W, C);
    Map out(b, s.slots, H + 2, W + 2, C), outZ(b, s.slots, H + 2, W + 2, C);
    Offset norms = normsOf(b, s.slots, C), outNorms = normsOf(b, s.slots, C), u = b.floats(36 * C * C);
    size_t sums = 2 * tilesOf(H + 2, W + 2) * C;
    Offset partials = b.floats(s.slots * sums);
    b.begin(2);
    Conv a = {};
    a.factor0 = -1.f / 77, a.factor1 = 1.f / 77;
    for (int t = 0; t < TRAININGS; t++)
        for (int slot = 0; slot < s.slots; slot++) {
            const float* gradient = top ? slot == second ? nullptr : upper.want(b, t, 0) : upper.want(b, t, slot);
            DzReference dz{gradient, z.want(b, t, slot), norm(b, t, norms, slot, 0, C), inner.want(b, t, 0), adjoint.want(b, t, 0), C,
                           !top ? 1 : slot == 0 ? a.factor0 : a.factor1, slot == second};
            auto read = inside(H, W, C, kept.want(b, t, slot), dz);
            float* below = out.want(b, t, slot);
            reference::winograd([&](int y, int x, int c) { return read(y - 2, x - 2, c); }, b.want(t, u), C, H + 2, W + 2, below);
            wantGradientSums(b.want(t, partials) + slot * sums, below, outZ.want(b, t, slot), norm(b, t, outNorms, slot, 0, C), H + 2, W + 2, C, 1);
        }
    a.input = upper.offset, a.z = z.offset, a.norms = norms, a.penaltyNorms = -1, a.inner = inner.offset, a.adjoint = adjoint.offset, a.kept = kept.offset;
    a.weights = u, a.bias = -1, a.output = out.offset, a.partials = partials, a.outZ = outZ.offset, a.outNorms = outNorms, a.outInner = -1;
    a.slots = s.slots, a.height = H, a.width = W, a.pad = 2, a.channels = C, a.secondOrder = second, a.top = top;
    b.run(v.back, v.grid(s, 2, s.slots), v.block(), a);
    return b.compare(s.name(v.name(top ? "conv_back, top" : "conv_back")));
}

inline bool testAscend(const Variant& v, const Shape& s) {
    Bench b;
    int C = s.channels, H = s.height, W = s.width;
    Map in(b, 1, H, W, C), z(b, 1, H, W, C), kept(b, 1, H, W, C), out(b, 1, H - 2, W - 2, C), outZ(b, 1, H - 2, W - 2, C), outInner(b, 1, H - 2, W - 2, C);
    Offset norms = normsOf(b, 1, C), penalty = normsOf(b, 1, C), outNorms = normsOf(b, 1, C), u = b.floats(36 * C * C);
    Offset partials = b.floats(3 * tilesOf(H - 2, W - 2) * C);
    b.begin(3);
    for (int t = 0; t < TRAININGS; t++) {
        const float *v0 = in.want(b, t, 0), *x = z.want(b, t, 0), *n = b.want(t, norms), *p = b.want(t, penalty);
        auto read = inside(H, W, C, kept.want(b, t, 0), [=](int i, int c) {
            float y = std::fma(x[i], n[SCALE * C + c], n[SHIFT * C + c]);
            return std::fma(v0[i], p[GR * C + c], std::fma(x[i], p[BY_Z * C + c], p[CONSTANT * C + c])) * reference::slope(y, 1);
        });
        reference::winograd(read, b.want(t, u), C, H - 2, W - 2, out.want(b, t, 0));
        wantAscentSums(b.want(t, partials), out.want(b, t, 0), outZ.want(b, t, 0), b.want(t, outNorms), outInner.want(b, t, 0), H - 2, W - 2, C);
    }
    Conv a = {};
    a.input = in.offset, a.z = z.offset, a.norms = norms, a.penaltyNorms = penalty, a.inner = a.adjoint = a.bias = -1, a.kept = kept.offset, a.weights = u;
    a.output = out.offset, a.partials = partials, a.outZ = outZ.offset, a.outNorms = outNorms, a.outInner = outInner.offset;
    a.slots = 1, a.height = H, a.width = W, a.pad = 0, a.channels = C, a.secondOrder = -1;
    b.run(v.ascend, v.grid(s, 0, 1), v.block(), a);
    return b.compare(s.name(v.name("conv_ascend")));
}

inline void convTests(Report& report, const Shape& s) {
    for (const Variant& v : VARIANTS) {
        if (!v.fits(s)) continue;
        report(testForward(v, s, false));
        report(testForward(v, s, true));
        report(testBack(v, s, false));
        report(testBack(v, s, true));
        report(testAscend(v, s));
    }
}
