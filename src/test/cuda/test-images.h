// Tests of the random numbers and of what goes into the networks.
#pragma once
#include <cstdint>

#include "test-conv.h"

namespace reference {
struct Words {
    uint32_t x[4];
};
inline Words philox(uint64_t key, uint64_t block) {
    uint32_t c[4] = {(uint32_t)block, (uint32_t)(block >> 32), 0, 0}, k[2] = {(uint32_t)key, (uint32_t)(key >> 32)};
    for (int i = 0; i < 10; i++) {
        uint64_t a = uint64_t(0xD2511F53u) * c[0], b = uint64_t(0xCD9E8D57u) * c[2];
        uint32_t next[4] = {uint32_t(b >> 32) ^ c[1] ^ k[0], (uint32_t)b, uint32_t(a >> 32) ^ c[3] ^ k[1], (uint32_t)a};
        std::copy(next, next + 4, c);
        k[0] += 0x9E3779B9u, k[1] += 0xBB67AE85u;
    }
    return {{c[0], c[1], c[2], c[3]}};
}
inline float horner(float w, std::initializer_list<float> coefficients) {
    float h = *coefficients.begin();
    for (auto c = coefficients.begin() + 1; c < coefficients.end(); c++) h = fma(h, w, *c);
    return h;
}
inline void boxMuller(uint32_t a, uint32_t b, float* z) {
    float u = (float)((a >> 8) + 1) * (1 / 16777216.f);
    int k;
    float m = std::frexp(u, &k);
    if (m < 0.70710678f) m = m + m, k--;
    float s = (m - 1.f) / (m + 1.f), w = s * s, h = horner(w, {1.f / 9, 1.f / 7, 1.f / 5, 1.f / 3});
    float ln = fma((float)k, 0.693359375f, fma((float)k, -2.12194440e-4f, fma((2.f * s) * w, h, 2.f * s)));
    float radius = std::sqrt(-2.f * ln), t = (float)((b >> 6) & 0xffffff) * (1 / 8388608.f) - 1.f, x = t * 0.785398163f;
    w = x * x;
    float sine = fma(x * w, horner(w, {1.f / 362880, -1.f / 5040, 1.f / 120, -1.f / 6}), x);
    float cosine = fma(w, horner(w, {-1.f / 3628800, 1.f / 40320, -1.f / 720, 1.f / 24, -1.f / 2}), 1.f);
    float c[4] = {cosine, -sine, -cosine, sine}, d[4] = {sine, cosine, -sine, -cosine};
    z[0] = radius * c[b >> 30], z[1] = radius * d[b >> 30];
}
inline vector<float> normals(uint64_t key, uint64_t block, int n) {
    vector<float> z((n + 3) / 4 * 4);
    for (int i = 0; i < n; i += 4) {
        Words w = philox(key, block + i / 4);
        boxMuller(w.x[0], w.x[1], &z[i]);
        boxMuller(w.x[2], w.x[3], &z[i + 2]);
    }
    return z;
}
}  // namespace reference

/** A stream in the arena, which both trainings have with keys of their own; the counter passes 32 bits. */
struct StreamBench {
    Offset at;

    explicit StreamBench(Bench& b) : at(b.floats(4)) {}
    static uint64_t key(int t) { return 0x0123456789abcdefull + t; }
    static uint64_t counter() { return 0xfffffffbull; }
    void begin(Bench& b) const {
        for (int t = 0; t < TRAININGS; t++) {
            uint64_t words[2] = {key(t), counter()};
            std::memcpy(b.want(t, at), words, 16), std::memcpy(b.have(t, at), words, 16);
        }
    }
};

inline bool testPhilox() {
    // From the known-answer tests that come with Random123.
    auto zero = reference::philox(0, 0);
    return zero.x[0] == 0x6627e8d5 && zero.x[1] == 0xe169c58d && zero.x[2] == 0xbc57ac4c && zero.x[3] == 0x9b00dbd8;
}

inline bool testNormals(int n) {
    Bench b;
    StreamBench stream(b);
    Offset out = b.floats(n);
    b.begin(23);
    stream.begin(b);
    double sum = 0, squares = 0;
    for (int t = 0; t < TRAININGS; t++) {
        auto z = reference::normals(stream.key(t), stream.counter() + 3, n);
        std::copy(z.begin(), z.begin() + n, b.want(t, out));
        for (int i = 0; i < n; i++) sum += z[i], squares += z[i] * z[i];
    }
    Normals a = {};
    a.stream = stream.at, a.firstBlock = 3, a.output = out, a.count = n;
    b.run(normals, {ceilDiv(n, 512), 1, TRAININGS}, {128}, a);
    // Five standard errors of mean and mean square of that many normals.
    double count = TRAININGS * n;
    bool normal = std::fabs(sum / count) < 5 / std::sqrt(count) && std::fabs(squares / count - 1) < 5 * std::sqrt(2 / count);
    return b.compare("normals") && normal;
}

struct PrepareCase {
    bool below, fixed, plane;
    int border;
};

inline bool testPrepare(const Shape& s, const PrepareCase& k) {
    Bench b;
    int F = s.few, h = (s.height * 3 + 3) / 4, w = (s.width * 3 + 3) / 4, H = s.height, W = s.width, fullH = H + 2 * k.border, fullW = W + 2 * k.border;
    Map below(b, s.slots, h, w, F), previous(b, s.slots, H, W, F), input(b, s.slots, fullH, fullW, F), noise(b, 1, fullH, fullW, F);
    Offset rows = b.floats(6 * H), columns = b.floats(6 * W), rowWeights = b.floats(12 * H), columnWeights = b.floats(12 * W), amplitude = b.floats(1);
    StreamBench stream(b);
    b.begin(24);
    stream.begin(b);
    std::mt19937 random(5);
    for (auto [places, weights, to, from] : {std::tuple(rows, rowWeights, H, h), std::tuple(columns, columnWeights, W, w)})
        for (int i = 0; i < 6 * to; i++) {
            int p = random() % from;
            double weight = random() / 4294967296.0 - 0.3;
            for (int t = 0; t < TRAININGS; t++)
                for (bool want : {false, true}) {
                    std::memcpy((want ? b.want(t, places) : b.have(t, places)) + i, &p, 4);
                    std::memcpy((want ? b.want(t, weights) : b.have(t, weights)) + 2 * i, &weight, 8);
                }
        }
    for (int t = 0; t < TRAININGS; t++)
        for (int slot = 0; slot < s.slots; slot++) {
            int count = (k.plane ? 1 : F) * fullH * fullW;
            auto z = reference::normals(stream.key(t), stream.counter() + 2 + 1000 * slot, count);
            for (int i = 0; i < fullH * fullW * F; i++) {
                int c = i % F, x = i / F % fullW, y = i / F / fullW, r = y - k.border, q = x - k.border;
                float value = 0;
                if (r >= 0 && q >= 0 && r < H && q < W) {
                    const int *rp = (const int*)b.want(t, rows) + 6 * r, *cp = (const int*)b.want(t, columns) + 6 * q;
                    const double *rw = (const double*)b.want(t, rowWeights) + 6 * r, *cw = (const double*)b.want(t, columnWeights) + 6 * q;
                    double point = 0;
                    for (int j = 0; k.below && j < 6; j++) {
                        double line = 0;
                        for (int n = 0; n < 6; n++) {
                            float v = below.at(below.want(b, t, slot), rp[n], cp[j], c);
                            line = line + rw[n] * (float)(int)(255 * std::max(0.f, std::min(1.f, (v + 1) / 2)));
                        }
                        point = point + cw[j] * line;
                    }
                    previous.want(b, t, slot)[(r * W + q) * F + c] = value = k.below ? std::max(-1.f, std::min(1.f, ((float)((float)point / 255.0) - 0.5f) * 2)) : 0;
                }
                float n = k.fixed ? b.want(t, noise.offset)[i] : z[((k.plane ? 0 : c) * fullH + y) * fullW + x];
                input.want(b, t, slot)[i] = std::fma(*b.want(t, amplitude), n, value);
            }
        }
    Prepare a = {};
    a.below = k.below ? below.offset : -1, a.rowPlaces = rows, a.rowWeights = rowWeights, a.columnPlaces = columns, a.columnWeights = columnWeights;
    a.previous = previous.offset, a.input = input.offset, a.fixedNoise = k.fixed ? noise.offset : -1, a.stream = stream.at, a.amplitude = amplitude;
    a.firstBlock = 2, a.blocksPerSlot = 1000, a.slots = s.slots, a.height = H, a.width = W, a.border = k.border, a.few = F, a.belowHeight = h, a.belowWidth = w, a.plane = k.plane;
    b.run(prepare, {ceilDiv(fullH * fullW * F, 128), 1, unsigned(TRAININGS * s.slots)}, {128}, a);
    return b.compare(s.name("prepare"));
}

inline bool testMix(const Shape& s, bool drawn) {
    Bench b;
    int values = s.few * s.height * s.width;
    Map images(b, 4 * s.slots, s.height, s.width, s.few), real(b, 1, s.height, s.width, s.few);
    Offset alphas = b.floats(s.slots);
    StreamBench stream(b);
    b.begin(25);
    stream.begin(b);
    for (int t = 0; t < TRAININGS; t++)
        for (int step = 0; step < s.slots; step++) {
            float* im = images.want(b, t, 4 * step);
            float alpha = drawn ? (reference::philox(stream.key(t), stream.counter() + 4 + 10 * step).x[0] >> 8) / 16777216.f : b.want(t, alphas)[step];
            for (int i = 0; i < values; i++) {
                if (drawn) im[i] = real.want(b, t, 0)[i];
                im[2 * values + i] = std::fma(alpha, im[i], (1 - alpha) * im[values + i]);
            }
        }
    MixImages a = {};
    a.images = images.offset, a.imagesStride = images.of(4) - images.of(0), a.alphas = drawn ? -1 : alphas, a.copyReal = drawn ? real.offset : -1;
    a.stream = stream.at, a.firstBlock = 4, a.blocksPerSlot = 10, a.slots = s.slots, a.values = values;
    b.run(mix_images, {ceilDiv(values, 128), 1, unsigned(TRAININGS * s.slots)}, {128}, a);
    return b.compare(s.name("mix_images"));
}

inline bool testAdvance() {
    Bench b;
    StreamBench stream(b);
    Offset cursor = b.floats(1);
    b.begin(26);
    stream.begin(b);
    for (int t = 0; t < TRAININGS; t++) {
        uint64_t counter = stream.counter() + 17;
        std::memcpy(b.want(t, stream.at) + 2, &counter, 8);
        int value;
        std::memcpy(&value, b.have(t, cursor), 4);
        value++;
        std::memcpy(b.want(t, cursor), &value, 4);
    }
    Advance a = {};
    a.cursor = cursor, a.stream = stream.at, a.blocks = 17;
    b.run(advance, {1, 1, TRAININGS}, {32}, a);
    return b.compare("advance");
}

inline void imageTests(Report& report, const Shape& s) {
    report(testPhilox());
    for (int n : {1, 7, 5000}) report(testNormals(n));
    report(testPrepare(s, {true, false, false, 0}));
    report(testPrepare(s, {true, false, false, 5}));
    report(testPrepare(s, {false, false, true, 0}));
    report(testPrepare(s, {true, true, false, 0}));
    for (bool drawn : {false, true}) report(testMix(s, drawn));
    report(testAdvance());
}
