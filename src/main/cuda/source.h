// What a convolution reads: activations and gradients are made of the maps and per-channel constants while they are loaded.
//
// A source is bound to a slot; `channel(c)` fetches the constants of a channel, `value(at, constants)` makes the value whose index in the
// maps of that slot is `at` (position * C + channel).
#pragma once
#include "device.h"

/** leaky(z * scale + shift). */
struct ActivationSource {
    const float *z, *norms;
    int channels;

    struct Constants {
        float scale, shift;
    };
    DEVICE Constants channel(int c) const { return {norms[SCALE * channels + c], norms[SHIFT * channels + c]}; }
    DEVICE float value(int at, const Constants& k) const { return leaky(fmaf(z[at], k.scale, k.shift)); }
};

/** leaky(z + bias), of a frozen generator. */
struct BiasedSource {
    const float *z, *bias;

    struct Constants {
        float bias;
    };
    DEVICE Constants channel(int c) const { return {bias[c]}; }
    DEVICE float value(int at, const Constants& k) const { return leaky(z[at] + k.bias); }
};

/** The adjoint at the activations, going up: (v * gr + z * byZ + constant) * slope. */
struct AdjointSource {
    const float *v, *z, *norms, *penaltyNorms;
    int channels;

    struct Constants {
        float scale, shift, gr, byZ, constant;
    };
    DEVICE Constants channel(int c) const {
        return {norms[SCALE * channels + c], norms[SHIFT * channels + c], penaltyNorms[GR * channels + c],
                penaltyNorms[BY_Z * channels + c], penaltyNorms[CONSTANT * channels + c]};
    }
    DEVICE float value(int at, const Constants& k) const {
        float x = z[at];
        return fmaf(v[at], k.gr, fmaf(x, k.byZ, k.constant)) * slope(fmaf(x, k.scale, k.shift), 1.f);
    }
};

/**
 * The gradient at z from that at the activations; in a slot of the second order also from the inner gradient and the adjoint.
 * `gradient` is null where nothing arrives from above (second order at the top).
 */
struct GradientSource {
    const float *gradient, *z, *norms, *inner, *adjoint;
    int channels;
    float above;
    bool second;

    struct Constants {
        float scale, shift, gr, byZ, constant, byG, byV;
    };
    DEVICE Constants channel(int c) const {
        const float* n = norms + c;
        Constants k = {n[SCALE * channels], n[SHIFT * channels], n[GR * channels], n[BY_Z * channels], n[CONSTANT * channels]};
        k.byG = second ? n[BY_G * channels] : 0.f;
        k.byV = second ? n[BY_V * channels] : 0.f;
        return k;
    }
    DEVICE float value(int at, const Constants& k) const {
        float x = z[at];
        float y = fmaf(x, k.scale, k.shift);
        if (!second) return fmaf(gradient[at] * slope(y, above), k.gr, fmaf(x, k.byZ, k.constant));
        float own = inner[at] * k.byG;
        float e = gradient ? fmaf(gradient[at], k.gr, own) : own;
        return fmaf(e, slope(y, 1.f), fmaf(adjoint[at], k.byV, fmaf(x, k.byZ, k.constant)));
    }
};
