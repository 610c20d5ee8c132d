// Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011), and Box-Muller.
#pragma once
#include "device.h"

/** A stream in the arena. */
struct Stream {
    unsigned key[2];
    unsigned long long counter;
};

struct RandomBlock {
    unsigned x[4];
};

DEVICE RandomBlock philox(const Stream& stream, unsigned long long block) {
    unsigned x0 = static_cast<unsigned>(block), x1 = static_cast<unsigned>(block >> 32), x2 = 0, x3 = 0;
    unsigned k0 = stream.key[0], k1 = stream.key[1];
#pragma unroll
    for (int round = 0; round < 10; round++) {
        unsigned long long a = 0xD2511F53ull * x0, b = 0xCD9E8D57ull * x2;
        x0 = static_cast<unsigned>(b >> 32) ^ x1 ^ k0;
        x2 = static_cast<unsigned>(a >> 32) ^ x3 ^ k1;
        x1 = static_cast<unsigned>(b);
        x3 = static_cast<unsigned>(a);
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return {{x0, x1, x2, x3}};
}

DEVICE float uniformOf(const RandomBlock& block) { return static_cast<float>(block.x[0] >> 8) * (1.f / 16777216.f); }

/** Logarithm of m * 2^-24, m in 1..2^24. */
DEVICE float logarithm(unsigned m) {
    unsigned bits = __float_as_uint(static_cast<float>(m) * (1.f / 16777216.f));
    int k = static_cast<int>(bits >> 23) - 126;
    float x = __uint_as_float((bits & 0x7fffffu) | 0x3f000000u);
    if (x < 0.70710678f) {
        x = x + x;
        k = k - 1;
    }
    float s = (x - 1.f) / (x + 1.f), w = s * s;
    float h = 1.f / 9;
    h = fmaf(h, w, 1.f / 7);
    h = fmaf(h, w, 1.f / 5);
    h = fmaf(h, w, 1.f / 3);
    float twice = 2.f * s, exponent = static_cast<float>(k);
    return fmaf(exponent, 0.693359375f, fmaf(exponent, -2.12194440e-4f, fmaf(twice * w, h, twice)));
}

/** One of the two normals that Box-Muller makes of two words. */
DEVICE float boxMuller(unsigned a, unsigned b, bool second) {
    float radius = sqrtf(-2.f * logarithm((a >> 8) + 1));
    float t = static_cast<float>((b >> 6) & 0xffffffu) * (1.f / 8388608.f) - 1.f;
    float x = t * 0.785398163f, w = x * x;
    float h = 1.f / 362880;
    h = fmaf(h, w, -1.f / 5040);
    h = fmaf(h, w, 1.f / 120);
    h = fmaf(h, w, -1.f / 6);
    float sine = fmaf(x * w, h, x);
    h = -1.f / 3628800;
    h = fmaf(h, w, 1.f / 40320);
    h = fmaf(h, w, -1.f / 720);
    h = fmaf(h, w, 1.f / 24);
    h = fmaf(h, w, -.5f);
    float cosine = fmaf(w, h, 1.f);
    int quadrant = static_cast<int>(b >> 30);
    // Turned by quarters: (cos, sin), (-sin, cos), (-cos, -sin), (sin, -cos).
    bool swapped = quadrant % 2 == 1;
    float value = swapped == second ? cosine : sine;
    bool negative = second ? quadrant >= 2 : quadrant == 1 || quadrant == 2;
    return radius * (negative ? -value : value);
}

/** Normal number `index` of a draw that begins at a block. */
DEVICE float normalOf(const Stream& stream, unsigned long long firstBlock, int index) {
    RandomBlock block = philox(stream, stream.counter + firstBlock + index / 4);
    bool later = index % 4 >= 2;
    return boxMuller(block.x[later ? 2 : 0], block.x[later ? 3 : 1], index % 2 == 1);
}
