// Gradient of the weights between images and hidden maps, row by row, and the sums over windows that the critic's tail needs.
#include "source.h"

/** Where a launch's slot lies; the gradient's map is that of z. */
struct FewGradientSlot {
    Arena arena;
    int slot;
    size_t image, map, norms;

    DEVICE FewGradientSlot(const FewGradient& a, int height, int width)
        : arena(a.arena, a.stride, a.slots), slot(slotOf(a.slots)) {
        image = static_cast<size_t>(slot) * a.few;
        map = static_cast<size_t>(slot) * height * width * a.channels;
        norms = static_cast<size_t>(slot) * NORM_ROWS * a.channels;
    }
};

/** Nine taps' row sums, three a thread. */
template <int F>
DEVICE void storeRow(float* rowSums, const FewGradient& a, int slot, const float (&sum)[3][F]) {
    int ky = threadIdx.x / a.channels, m = threadIdx.x % a.channels;
    float* to = rowSums + (static_cast<size_t>(slot) * gridDim.x + blockIdx.x) * 9 * F * a.channels + m;
#pragma unroll
    for (int i = 0; i < 3 * F; i++) to[((3 * ky + i / F) * F + i % F) * a.channels] = sum[i / F][i % F];
}

/** What arrives at z, already there (`dz`) or made. */
template <int F, class Value>
DEVICE void layer0(const FewGradient& a, const FewGradientSlot& s, int width, const Value& value) {
    int ky = threadIdx.x / a.channels, y = blockIdx.x + ky - a.pad;
    const float* image = s.arena.at(a.image) + s.image * a.height * a.width;
    bool inside = y >= 0 && y < a.height;
    float sum[3][F] = {};
#pragma unroll 4
    for (int x = 0; x < width; x++) {
        float g = value(x);
#pragma unroll
        for (int i = 0; i < 3 * F; i++) {
            int column = x + i / F - a.pad;
            float few = inside && column >= 0 && column < a.width ? image[(y * a.width + column) * F + i % F] : 0.f;
            sum[i / F][i % F] = fmaf(few, g, sum[i / F][i % F]);
        }
    }
    storeRow<F>(s.arena.at(a.rowSums), a, s.slot, sum);
}

template <int F>
DEVICE void gradientLayer0(const FewGradient& a) {
    int height = a.height + 2 * a.pad - 2, width = a.width + 2 * a.pad - 2, m = threadIdx.x % a.channels;
    FewGradientSlot s(a, height, width);
    int row = blockIdx.x * width * a.channels + m;
    if (s.slot == a.ready) {
        const float* dz = s.arena.at(a.dz) + s.map + row;
        layer0<F>(a, s, width, [&](int x) { return dz[x * a.channels]; });
        return;
    }
    bool second = s.slot == a.secondOrder;
    GradientSource source{s.arena.at(a.gradient) + s.map, s.arena.at(a.z) + s.map, s.arena.at(a.norms) + s.norms,
                          second ? s.arena.at(a.inner) : nullptr, second ? s.arena.at(a.adjoint) : nullptr, a.channels,
                          1.f, second, true};
    ChannelOf<GradientSource> channel(source, m);
    layer0<F>(a, s, width, [&](int x) { return channel(row + x * a.channels); });
}

extern "C" __global__ void __launch_bounds__(384) few_gradient_layer0(const FewGradient a) {
    if (a.few == 1) {
        gradientLayer0<1>(a);
    } else {
        gradientLayer0<3>(a);
    }
}

template <int F>
DEVICE void gradientTail(const FewGradient& a) {
    int ky = threadIdx.x / a.channels, m = threadIdx.x % a.channels, width = a.width - 2, y = blockIdx.x;
    FewGradientSlot s(a, a.height, a.width);
    const float* few = s.arena.at(a.image) + s.image * (a.height - 2) * width + y * width * F;
    ActivationSource source{s.arena.at(a.z) + s.map, s.arena.at(a.norms) + s.norms, a.channels};
    ChannelOf<ActivationSource> channel(source, m);
    int row = (y + ky) * a.width * a.channels + m;
    float sum[3][F] = {};
    float first = channel(row), second = channel(row + a.channels);
#pragma unroll 4
    for (int x = 0; x < width; x++) {
        float third = channel(row + (x + 2) * a.channels);
#pragma unroll
        for (int f = 0; f < F; f++) {
            float g = few[x * F + f];
            sum[0][f] = fmaf(g, first, sum[0][f]);
            sum[1][f] = fmaf(g, second, sum[1][f]);
            sum[2][f] = fmaf(g, third, sum[2][f]);
        }
        first = second;
        second = third;
    }
    storeRow<F>(s.arena.at(a.rowSums), a, s.slot, sum);
}

extern "C" __global__ void __launch_bounds__(384) few_gradient_tail(const FewGradient a) {
    if (a.few == 1) {
        gradientTail<1>(a);
    } else {
        gradientTail<3>(a);
    }
}

/** Sums over a row's windows, one for each of the three columns of a tap. */
template <class Source>
DEVICE void windowRow(const WindowRows& a, const Source& source, float* to) {
    int c = threadIdx.x, row = blockIdx.x * a.width * a.channels + c, map = a.width - 2;
    ChannelOf<Source> channel(source, c);
    float s[3] = {};
#pragma unroll 4
    for (int x = 0; x < a.width; x++) {
        float value = channel(row + x * a.channels);
#pragma unroll
        for (int kx = 0; kx < 3; kx++)
            if (x >= kx && x < map + kx) s[kx] = s[kx] + value;
    }
#pragma unroll
    for (int kx = 0; kx < 3; kx++) to[kx * a.channels + c] = s[kx];
}

extern "C" __global__ void __launch_bounds__(128) window_rows(const WindowRows a) {
    Arena arena(a.arena, a.stride, a.slots);
    int slot = slotOf(a.slots);
    size_t map = static_cast<size_t>(a.height) * a.width * a.channels, norm = NORM_ROWS * a.channels;
    float* to = arena.at(a.rowSums) + (static_cast<size_t>(slot) * a.height + blockIdx.x) * 3 * a.channels;
    const float *z = arena.at(a.z) + map * slot, *norms = arena.at(a.norms) + norm * slot;
    if (slot == a.adjointSlot) {
        windowRow(a, AdjointSource{z, z - map, norms - norm, norms, a.channels}, to);
    } else {
        windowRow(a, ActivationSource{z, norms, a.channels}, to);
    }
}
