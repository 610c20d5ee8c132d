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

/** Out from an image that has c channels, zeros around it by pad. */
inline void fewToMany(const float* image, const float* w, int H, int W, int pad, int F, int C, bool flip, float* out) {
    int h = H + 2 * pad - 2, width = W + 2 * pad - 2;
    for (int y = 0; y < h; y++)
        for (int x = 0; x < width; x++)
            for (int o = 0; o < C; o++) {
                float s = 0;
                for (int tap = 0; tap < 9; tap++)
                    for (int i = 0; i < F; i++) {
                        int r = y + tap / 3 - pad, c = x + tap % 3 - pad;
                        float value = r >= 0 && c >= 0 && r < H && c < W ? image[(r * W + c) * F + i] : 0;
                        s = std::fma(value, w[((flip ? 8 - tap : tap) * F + i) * C + o], s);
                    }
                out[(y * width + x) * C + o] = s;
            }
}

enum class FewKind { FORWARD, FROZEN, BACK, ASCEND };

inline bool testFew(const Shape& s, int pad, FewKind kind) {
    Bench b;
    bool flip = kind == FewKind::BACK;
    int C = s.channels, F = s.few, h = s.height + 2 * pad - 2, w = s.width + 2 * pad - 2, slots = kind == FewKind::ASCEND ? 1 : s.slots;
    Map image(b, slots, s.height, s.width, F), out(b, slots, h, w, C), z(b, slots, h, w, C), inner(b, 1, h, w, C);
    Offset weights = b.floats(9 * F * C), norms = normsOf(b, slots, C);
    size_t sums = (kind == FewKind::ASCEND ? 3 : 2) * tilesOf(h, w) * C;
    Offset partials = b.floats(slots * sums);
    b.begin(4);
    for (int t = 0; t < TRAININGS; t++)
        for (int slot = 0; slot < slots; slot++) {
            float *o = out.want(b, t, slot), *p = b.want(t, partials) + slot * sums;
            fewToMany(image.want(b, t, slot), b.want(t, weights), s.height, s.width, pad, F, C, flip, o);
            const float* n = norm(b, t, norms, slot, 0, C);
            if (kind == FewKind::FORWARD) wantStatistics(p, o, h, w, C);
            if (kind == FewKind::BACK) wantGradientSums(p, o, z.want(b, t, slot), n, h, w, C, 1);
            if (kind == FewKind::ASCEND) wantAscentSums(p, o, z.want(b, t, slot), n, inner.want(b, t, 0), h, w, C);
        }
    Few a = {};
    a.image = image.offset, a.weights = weights, a.output = out.offset, a.partials = partials, a.outZ = z.offset, a.outNorms = norms, a.outInner = inner.offset;
    a.slots = slots, a.height = s.height, a.width = s.width, a.pad = pad, a.channels = C, a.few = F, a.flip = flip;
    auto* kernel = kind == FewKind::FORWARD ? few_forward : kind == FewKind::FROZEN ? few_frozen : kind == FewKind::BACK ? few_back : few_ascend;
    b.run(kernel, {ceilDiv(tilesOf(h, w) * C, 128), 1, unsigned(TRAININGS * slots)}, {128}, a);
    return b.compare(s.name("few " + std::to_string(int(kind)) + " pad " + std::to_string(pad)));
}

/** The sixteen chains of an image's value, and their tree. */
inline float manyToOne(const reference::Read& read, const float* w, int y, int x, int pad, int F, int C, int o) {
    float p[16] = {};
    for (int j = 0; j < 16; j++)
        for (int tap = 0; tap < 9; tap++)
            for (int c = j; c < C; c += 16) p[j] = std::fma(read(y + tap / 3 - pad, x + tap % 3 - pad, c), w[((pad ? 8 - tap : tap) * F + o) * C + c], p[j]);
    for (int half : {8, 4, 2})
        for (int j = 0; j < half; j++) p[j] += p[j + half];
    return p[0] + p[1];
}

inline bool testMany(const Shape& s, bool frozen) {
    Bench b;
    int C = s.channels, F = s.few, H = s.height, W = s.width;
    Map in(b, s.slots, H, W, C), previous(b, s.slots, H - 2, W - 2, F), tangent(b, s.slots, H - 2, W - 2, F), out(b, 2 * s.slots, H - 2, W - 2, F);
    Offset norms = normsOf(b, s.slots, C), bias = b.floats(C), weights = b.floats(9 * F * C), tailBias = b.floats(F);
    b.begin(5);
    for (int t = 0; t < TRAININGS; t++)
        for (int slot = 0; slot < s.slots; slot++) {
            const float *z = in.want(b, t, slot), *n = norm(b, t, norms, slot, 0, C), *add = b.want(t, bias);
            auto read = inside(H, W, C, nullptr, [=](int i, int c) { return reference::leaky(frozen ? z[i] + add[c] : std::fma(z[i], n[SCALE * C + c], n[SHIFT * C + c])); });
            for (int i = 0; i < (H - 2) * (W - 2) * F; i++) {
                float value = reference::tangent(manyToOne(read, b.want(t, weights), i / F / (W - 2), i / F % (W - 2), 0, F, C, i % F) + b.want(t, tailBias)[i % F]);
                if (!frozen) tangent.want(b, t, slot)[i] = value;
                out.want(b, t, 2 * slot)[i] = value + previous.want(b, t, slot)[i];
            }
        }
    Many a = {};
    a.input = in.offset, a.z = -1, a.norms = norms, a.bias = bias, a.kept = -1, a.weights = weights, a.tailBias = tailBias, a.previous = previous.offset;
    a.tanh = frozen ? -1 : tangent.offset, a.output = out.offset, a.outputStride = out.of(2) - out.of(0), a.adjointImage = -1;
    a.slots = s.slots, a.height = H, a.width = W, a.channels = C, a.few = F;
    b.run(frozen ? many_frozen : many_tail, {ceilDiv((H - 2) * ceilDiv(W - 2, 4), 8), 1, unsigned(TRAININGS * s.slots)}, {128}, a);
    return b.compare(s.name(frozen ? "many_frozen" : "many_tail"));
}

inline bool testManyGradient(const Shape& s, bool penalty) {
    Bench b;
    int C = s.channels, F = s.few, H = s.height, W = s.width;
    Map in(b, 1, H, W, C), z(b, 1, H, W, C), kept(b, 1, H, W, C), out(b, 1, H + 2, W + 2, F), adjoint(b, 1, H + 2, W + 2, F);
    Offset norms = normsOf(b, 1, C), weights = b.floats(9 * F * C);
    b.begin(6);
    Many a = {};
    a.penaltyFactor = 0.0173f;
    for (int t = 0; t < TRAININGS; t++) {
        DzReference dz{in.want(b, t, 0), z.want(b, t, 0), b.want(t, norms), nullptr, nullptr, C, 1, false};
        auto read = inside(H, W, C, kept.want(b, t, 0), dz);
        for (int i = 0; i < (H + 2) * (W + 2); i++) {
            float squares = 0, g[3];
            for (int o = 0; o < F; o++) {
                g[o] = manyToOne(read, b.want(t, weights), i / (W + 2), i % (W + 2), 2, F, C, o);
                squares = std::fma(g[o], g[o], squares);
                out.want(b, t, 0)[i * F + o] = g[o];
            }
            float norm = std::sqrt(squares), factor = norm > 0 ? a.penaltyFactor * (1.f - 1.f / norm) : 0;
            for (int o = 0; penalty && o < F; o++) adjoint.want(b, t, 0)[i * F + o] = g[o] * factor;
        }
    }
    a.input = in.offset, a.z = z.offset, a.norms = norms, a.bias = a.tailBias = a.previous = a.tanh = -1, a.kept = kept.offset, a.weights = weights, a.output = out.offset;
    a.adjointImage = penalty ? adjoint.offset : -1, a.slots = 1, a.height = H, a.width = W, a.channels = C, a.few = F;
    b.run(many_gradient, {ceilDiv((H + 2) * ceilDiv(W + 2, 4), 8), 1, TRAININGS}, {128}, a);
    return b.compare(s.name("many_gradient"));
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
    for (int pad : {0, 5}) report(testFew(s, pad, FewKind::FORWARD));
    report(testFew(s, 0, FewKind::FROZEN));
    report(testFew(s, 2, FewKind::BACK));
    report(testFew(s, 0, FewKind::ASCEND));
    report(testMany(s, false));
    report(testMany(s, true));
    report(testManyGradient(s, true));
    report(testManyGradient(s, false));
}
