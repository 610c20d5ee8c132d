// What is done with the outputs of a tile of 4x4 as soon as they are there: sums over the tile, position by position in row-major order.
// The positions outside of the map are left out.
#pragma once
#include "device.h"

/** A tile, its extents, and where its values lie: `at` is the index of its first value, `across` the step of a row. */
struct TilePlace {
    int rows, columns;
    int at, across;
    int channels;
    int tile, tiles, channel;
};

/** partials[which][tile][channel] of a slot. */
DEVICE void storePartial(float* partials, int which, const TilePlace& p, float value) {
    partials[(which * p.tiles + p.tile) * p.channels + p.channel] = value;
}

/** Runs `f(value, index)` over the tile's positions that are in the map; d is [4][4] in registers. */
template <class F>
DEVICE void overTile(const TilePlace& p, const float (&d)[4][4], F f) {
#pragma unroll
    for (int r = 0; r < 4; r++) {
#pragma unroll
        for (int x = 0; x < 4; x++) {
            if (r < p.rows && x < p.columns) f(d[r][x], p.at + r * p.across + x * p.channels);
        }
    }
}

DEVICE void storeTile(float* output, const TilePlace& p, const float (&d)[4][4]) {
    overTile(p, d, [&](float value, int at) { output[at] = value; });
}

/** Nothing but the outputs. */
struct PlainEpilogue {
    float* output;

    DEVICE void operator()(const TilePlace& p, const float (&d)[4][4]) const { storeTile(output, p, d); }
};

/** The batch norm's forward pass: sum, and sum of squared deviations from the tile's mean. */
struct StatisticsEpilogue {
    float *output, *partials;

    DEVICE void operator()(const TilePlace& p, const float (&d)[4][4]) const {
        storeTile(output, p, d);
        float s = 0.f, q = 0.f;
        overTile(p, d, [&](float value, int) { s = s + value; });
        float m = s / static_cast<float>(p.rows * p.columns);
        overTile(p, d, [&](float value, int) {
            float deviation = value - m;
            q = fmaf(deviation, deviation, q);
        });
        storePartial(partials, 0, p, s);
        storePartial(partials, 1, p, q);
    }
};

/** The batch norm's backward pass for gradients at activations. */
struct GradientEpilogue {
    float *output, *partials;
    const float *z, *norms;

    DEVICE void operator()(const TilePlace& p, const float (&d)[4][4]) const {
        storeTile(output, p, d);
        sums(p, d, 1.f);
    }

    /** G and T of the gradient times a factor. */
    DEVICE void sums(const TilePlace& p, const float (&d)[4][4], float above) const {
        const float* n = norms + p.channel;
        float mean = n[MEAN * p.channels], scale = n[SCALE * p.channels], shift = n[SHIFT * p.channels];
        float g = 0.f, t = 0.f;
        overTile(p, d, [&](float value, int at) {
            float x = z[at];
            float gradient = value * slope(fmaf(x, scale, shift), above);
            g = g + gradient;
            t = fmaf(gradient, x - mean, t);
        });
        storePartial(partials, 0, p, g);
        storePartial(partials, 1, p, t);
    }
};

/** The ascent: sums of v, v * g and v * (z - mean). */
struct AscentEpilogue {
    float *output, *partials;
    const float *z, *norms, *inner;

    DEVICE void operator()(const TilePlace& p, const float (&d)[4][4]) const {
        storeTile(output, p, d);
        const float* n = norms + p.channel;
        float mean = n[MEAN * p.channels], scale = n[SCALE * p.channels], shift = n[SHIFT * p.channels];
        float s = 0.f, byGradient = 0.f, byValue = 0.f;
        overTile(p, d, [&](float value, int at) {
            float x = z[at];
            float g = inner[at] * slope(fmaf(x, scale, shift), 1.f);
            s = s + value;
            byGradient = fmaf(value, g, byGradient);
            byValue = fmaf(value, x - mean, byValue);
        });
        storePartial(partials, 0, p, s);
        storePartial(partials, 1, p, byGradient);
        storePartial(partials, 2, p, byValue);
    }
};
