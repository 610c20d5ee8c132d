// Hidden to image convolutions, direct: sixteen threads, each with every sixteenth channel, make four neighbouring positions of a row.
#include "source.h"
#include "tanh.h"

/** Four positions and the channels of a thread. Threads beyond the last strip work on nothing, but are there for the exchange. */
struct ManyWork {
    const Many& a;
    int pad, height, width;  // of the output
    int lane, y, x;
    bool present;

    DEVICE ManyWork(const Many& a, int pad)
        : a(a), pad(pad), height(a.height + 2 * pad - 2), width(a.width + 2 * pad - 2) {
        int strips = divideUp(width, 4);
        int strip = blockIdx.x * 8 + threadIdx.x / 16;
        lane = threadIdx.x % 16;
        y = strip / strips;
        x = strip % strips * 4;
        present = y < height;
    }

    /** The chains of the thread, channels of the image by positions; flipped weights where padded. */
    template <int F, class Source>
    DEVICE void chains(const Source& source, const float* weights, float* kept, float (&sum)[F][4]) const {
        for (int tap = 0; tap < 9; tap++) {
            int row = y + tap / 3 - pad;
            const float* w = weights + (pad ? 8 - tap : tap) * F * a.channels;
            bool inside = row >= 0 && row < a.height;
#pragma unroll 2
            for (int c = lane; c < a.channels; c += 16) {
                ChannelOf<Source> channel(source, c);
#pragma unroll
                for (int i = 0; i < 4; i++) {
                    int column = x + i + tap % 3 - pad;
                    bool read = inside && column >= 0 && column < a.width;
                    int at = (row * a.width + column) * a.channels + c;
                    float value = read ? channel(at) : 0.f;
                    // Of the three outputs of a row that read it, and the three rows, one keeps it.
                    if (kept && read && tap == 8) kept[at] = value;
#pragma unroll
                    for (int f = 0; f < F; f++) sum[f][i] = fmaf(value, w[f * a.channels + c], sum[f][i]);
                }
            }
        }
    }

    /** Adds the sixteen chains in a tree; afterwards every lane has the sums. */
    template <int F>
    DEVICE void add(float (&sum)[F][4]) const {
#pragma unroll
        for (int step = 8; step > 0; step /= 2) {
#pragma unroll
            for (int i = 0; i < 4 * F; i++) {
                float other = __shfl_xor_sync(0xffffffffu, sum[i / 4][i % 4], step);
                sum[i / 4][i % 4] = sum[i / 4][i % 4] + other;
            }
        }
    }

    /** Runs `finish(position in the image, its sums)` in one thread for each position. */
    template <int F, class Source, class Finish>
    DEVICE void run(const Source& source, const float* weights, float* kept, const Finish& finish) const {
        float sum[F][4] = {};
        if (present) chains<F>(source, weights, kept, sum);
        add<F>(sum);
#pragma unroll
        for (int i = 0; i < 4; i++) {
            if (present && lane == i && x + i < width) {
                float own[F];
#pragma unroll
                for (int f = 0; f < F; f++) own[f] = sum[f][i];
                finish(y * width + x + i, own);
            }
        }
    }
};

/** Where a slot's values begin. */
struct ManySlot {
    Arena arena;
    size_t input, image, norms;
    float* output;

    DEVICE ManySlot(const Many& a, int pad) : arena(a.arena, a.stride, a.slots) {
        size_t slot = slotOf(a.slots);
        input = slot * a.height * a.width * a.channels;
        image = slot * (a.height + 2 * pad - 2) * (a.width + 2 * pad - 2) * a.few;
        norms = slot * NORM_ROWS * a.channels;
        output = arena.at(a.output + static_cast<Offset>(slot) * a.outputStride);
    }
};

template <int F, class Source>
DEVICE void manyTail(const Many& a, const ManySlot& s, const Source& source) {
    const float *bias = s.arena.at(a.tailBias), *previous = s.arena.at(a.previous) + s.image;
    float* tangent = a.tanh < 0 ? nullptr : s.arena.at(a.tanh) + s.image;
    ManyWork(a, 0).run<F>(source, s.arena.at(a.weights), nullptr, [&](int at, const float (&sum)[F]) {
#pragma unroll
        for (int f = 0; f < F; f++) {
            float t = hyperbolicTangent(sum[f] + bias[f]);
            if (tangent) tangent[at * F + f] = t;
            s.output[at * F + f] = t + previous[at * F + f];
        }
    });
}

extern "C" __global__ void __launch_bounds__(128) many_tail(const Many a) {
    ManySlot s(a, 0);
    ActivationSource source{s.arena.at(a.input) + s.input, s.arena.at(a.norms) + s.norms, a.channels};
    if (a.few == 1) {
        manyTail<1>(a, s, source);
    } else {
        manyTail<3>(a, s, source);
    }
}

extern "C" __global__ void __launch_bounds__(128) many_frozen(const Many a) {
    ManySlot s(a, 0);
    BiasedSource source{s.arena.at(a.input) + s.input, s.arena.at(a.bias)};
    if (a.few == 1) {
        manyTail<1>(a, s, source);
    } else {
        manyTail<3>(a, s, source);
    }
}

/** The gradient at the critic's image, and the penalty's derivative by it. */
template <int F>
DEVICE void manyGradient(const Many& a) {
    ManySlot s(a, 2);
    GradientSource source{s.arena.at(a.input) + s.input, s.arena.at(a.z) + s.input, s.arena.at(a.norms) + s.norms, nullptr,
                          nullptr, a.channels, 1.f, false, true};
    float* adjoint = a.adjointImage < 0 ? nullptr : s.arena.at(a.adjointImage) + s.image;
    float* kept = a.kept < 0 ? nullptr : s.arena.at(a.kept) + s.input;
    ManyWork(a, 2).run<F>(source, s.arena.at(a.weights), kept, [&](int at, const float (&g)[F]) {
        float squares = 0.f;
#pragma unroll
        for (int f = 0; f < F; f++) {
            s.output[at * F + f] = g[f];
            squares = fmaf(g[f], g[f], squares);
        }
        if (!adjoint) return;
        float norm = sqrtf(squares);
        float factor = norm > 0.f ? a.penaltyFactor * (1.f - 1.f / norm) : 0.f;
#pragma unroll
        for (int f = 0; f < F; f++) adjoint[at * F + f] = g[f] * factor;
    });
}

extern "C" __global__ void __launch_bounds__(128) many_gradient(const Many a) {
    if (a.few == 1) {
        manyGradient<1>(a);
    } else {
        manyGradient<3>(a);
    }
}
