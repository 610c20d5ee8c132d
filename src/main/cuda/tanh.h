// tanh as the arithmetic defines it.
#pragma once
#include "device.h"

DEVICE float hyperbolicTangent(float x) {
    float y = 2.f * (x < -9.f ? -9.f : x > 9.f ? 9.f : x);  // passes on what is no number
    float n = fmaf(y, 1.44269504f, 12582912.f) - 12582912.f;
    float r = fmaf(n, -0.693359375f, y);
    r = fmaf(n, 2.12194440e-4f, r);
    float h = 1.f / 5040;
    h = fmaf(h, r, 1.f / 720);
    h = fmaf(h, r, 1.f / 120);
    h = fmaf(h, r, 1.f / 24);
    h = fmaf(h, r, 1.f / 6);
    h = fmaf(h, r, .5f);
    float em = fmaf(h * r, r, r);
    float s = __uint_as_float(static_cast<unsigned>(static_cast<int>(n) + 127) << 23);
    float e = fmaf(s, em, s - 1.f);
    return e / (e + 2.f);
}
