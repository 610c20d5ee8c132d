// What a convolution reads: activations and gradients are made of maps and per-channel constants while they are loaded.
//
// A source, bound to a slot, names its maps and its rows of constants; `value` makes the value at an index in the maps (position * C + channel) of
// what was read there. Reading and making are apart, so that a kernel can read ahead.
#pragma once
#include "device.h"

/** leaky(z * scale + shift). */
struct ActivationSource {
    static constexpr int MAPS = 1, ROWS = 2;
    const float *z, *norms;
    int channels;

    DEVICE const float* map(int) const { return z; }
    DEVICE const float* row(int r) const { return norms + (r == 0 ? SCALE : SHIFT) * channels; }
    DEVICE float value(const float* raw, const float* k, int, int) const { return leaky(fmaf(raw[0], k[0], k[1])); }
};

/** leaky(z + bias), of a frozen generator. */
struct BiasedSource {
    static constexpr int MAPS = 1, ROWS = 1;
    const float *z, *bias;

    DEVICE const float* map(int) const { return z; }
    DEVICE const float* row(int) const { return bias; }
    DEVICE float value(const float* raw, const float* k, int, int) const { return leaky(raw[0] + k[0]); }
};

/** The adjoint at the activations, going up: (v * gr + z * byZ + constant) * slope. */
struct AdjointSource {
    static constexpr int MAPS = 2, ROWS = 5;
    const float *v, *z, *norms, *penaltyNorms;
    int channels;

    DEVICE const float* map(int m) const { return m == 0 ? v : z; }
    DEVICE const float* row(int r) const {
        return r < 2 ? norms + (r == 0 ? SCALE : SHIFT) * channels : penaltyNorms + (GR + r - 2) * channels;
    }
    DEVICE float value(const float* raw, const float* k, int, int) const {
        return fmaf(raw[0], k[2], fmaf(raw[1], k[3], k[4])) * slope(fmaf(raw[1], k[0], k[1]), 1.f);
    }
};

/**
 * The gradient at z from that at the activations; in a slot of the second order also from the inner gradient and the adjoint.
 * Without `arrives` nothing arrives from above there, and `gradient` does not matter.
 */
struct GradientSource {
    static constexpr int MAPS = 2, ROWS = 5;
    const float *gradient, *z, *norms, *inner, *adjoint;
    int channels;
    float above;
    bool second, arrives;

    DEVICE const float* map(int m) const { return m == 0 ? gradient : z; }
    DEVICE const float* row(int r) const { return norms + (r < 2 ? SCALE + r : GR + r - 2) * channels; }
    DEVICE float value(const float* raw, const float* k, int at, int c) const {
        float y = fmaf(raw[1], k[0], k[1]), rest = fmaf(raw[1], k[3], k[4]);
        if (!second) return fmaf(raw[0] * slope(y, above), k[2], rest);
        float own = inner[at] * norms[BY_G * channels + c];
        float e = arrives ? fmaf(raw[0], k[2], own) : own;
        return fmaf(e, slope(y, 1.f), fmaf(adjoint[at], norms[BY_V * channels + c], rest));
    }
};

/** The constants of a channel. */
template <class Source>
struct ChannelOf {
    const Source& source;
    int c;
    float k[Source::ROWS];

    DEVICE ChannelOf(const Source& source, int c) : source(source), c(c) {
#pragma unroll
        for (int r = 0; r < Source::ROWS; r++) k[r] = source.row(r)[c];
    }
    DEVICE float operator()(int at) const {
        float raw[Source::MAPS];
#pragma unroll
        for (int m = 0; m < Source::MAPS; m++) raw[m] = source.map(m)[at];
        return source.value(raw, k, at, c);
    }
};

/** Four neighbouring channels. */
struct Quad {
    float lane[4];

    DEVICE static Quad load(const float* from) {
        float4 v = *reinterpret_cast<const float4*>(from);
        return {{v.x, v.y, v.z, v.w}};
    }
    DEVICE void store(float* to) const {
        *reinterpret_cast<float4*>(to) = {lane[0], lane[1], lane[2], lane[3]};
    }
};

/** What was read of four channels at a place; `at` < 0 is outside of the map, where the values are zero. */
template <class Source>
struct RawQuad {
    Quad maps[Source::MAPS];

    DEVICE void read(const Source& source, int at) {
        if (at < 0) return;
#pragma unroll
        for (int m = 0; m < Source::MAPS; m++) maps[m] = Quad::load(source.map(m) + at);
    }

    /** The values of channels c .. c + 3. */
    DEVICE Quad values(const Source& source, int at, int c) const {
        Quad rows[Source::ROWS], result = {};
        if (at < 0) return result;
#pragma unroll
        for (int r = 0; r < Source::ROWS; r++) rows[r] = Quad::load(source.row(r) + c);
#pragma unroll
        for (int i = 0; i < 4; i++) {
            float raw[Source::MAPS], k[Source::ROWS];
#pragma unroll
            for (int m = 0; m < Source::MAPS; m++) raw[m] = maps[m].lane[i];
#pragma unroll
            for (int r = 0; r < Source::ROWS; r++) k[r] = rows[r].lane[i];
            result.lane[i] = source.value(raw, k, at + i, c + i);
        }
        return result;
    }
};
