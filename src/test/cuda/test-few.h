// Tests of the convolutions between images and hidden maps.
#pragma once
#include "test-conv.h"

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

inline void imageConvolutionTests(Report& report, const Shape& s) {
    for (int pad : {0, 5}) report(testFew(s, pad, FewKind::FORWARD));
    report(testFew(s, 0, FewKind::FROZEN));
    report(testFew(s, 2, FewKind::BACK));
    report(testFew(s, 0, FewKind::ASCEND));
    report(testMany(s, false));
    report(testMany(s, true));
    report(testManyGradient(s, true));
    report(testManyGradient(s, false));
}
