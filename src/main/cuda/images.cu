// What goes into the networks: noise, images enlarged from the scale below, mixtures.
#include "random.h"

constexpr int TAPS = 6;

/** A value in [-1, 1] as one of 256 levels, truncated; what is no number counts as the least. */
DEVICE double levelOf(float value) {
    float x = (value + 1.f) / 2.f;
    return static_cast<int>(255.f * (x > 0.f ? x < 1.f ? x : 1.f : 0.f));
}

/** Back to [-1, 1], clamped. */
DEVICE float ofLevel(float level) {
    float value = (static_cast<float>(level / 255.) - .5f) * 2.f;
    return value > -1.f ? value < 1.f ? value : 1.f : -1.f;
}

/** Bicubic enlargement of a channel's levels at a point, in double, as the official SinGAN code does it. */
DEVICE float enlarged(const Prepare& a, const Arena& arena, const float* below, int y, int x, int channel) {
    const int *rows = arena.at<int>(a.rowPlaces) + y * TAPS, *columns = arena.at<int>(a.columnPlaces) + x * TAPS;
    const double *rowWeights = arena.at<double>(a.rowWeights) + y * TAPS;
    const double *columnWeights = arena.at<double>(a.columnWeights) + x * TAPS;
    double point = 0.;
    for (int j = 0; j < TAPS; j++) {
        double line = 0.;
#pragma unroll
        for (int i = 0; i < TAPS; i++)
            line = line + rowWeights[i] * levelOf(below[(rows[i] * a.belowWidth + columns[j]) * a.few + channel]);
        point = point + columnWeights[j] * line;
    }
    return ofLevel(static_cast<float>(point));
}

/** A value of a generator's input, its border included. */
struct PreparedValue {
    const Prepare& a;
    int slot, height, width, y, x, channel;  // y and x with the border

    DEVICE PreparedValue(const Prepare& a, int at)
        : a(a), slot(slotOf(a.slots)), height(a.height + 2 * a.border), width(a.width + 2 * a.border) {
        channel = at % a.few;
        x = at / a.few % width;
        y = at / a.few / width;
    }

    DEVICE float noise(const Arena& arena, int at) const {
        if (a.fixedNoise >= 0) return arena.at(a.fixedNoise)[at];
        int index = (a.plane ? 0 : channel * height * width) + y * width + x;
        return normalOf(*arena.at<Stream>(a.stream), a.firstBlock + slot * a.blocksPerSlot, index);
    }

    /** What comes from below, kept beside; zero in the border. */
    DEVICE float previous(const Arena& arena) const {
        int row = y - a.border, column = x - a.border;
        if (row < 0 || row >= a.height || column < 0 || column >= a.width) return 0.f;
        float value = 0.f;
        if (a.below >= 0) {
            size_t image = static_cast<size_t>(a.belowHeight) * a.belowWidth * a.few;
            value = enlarged(a, arena, arena.at(a.below) + image * slot, row, column, channel);
        }
        if (a.previous >= 0)
            arena.at(a.previous)[(static_cast<size_t>(slot) * a.height + row) * a.width * a.few + column * a.few + channel] =
                value;
        return value;
    }
};

extern "C" __global__ void __launch_bounds__(128) prepare(const Prepare a) {
    Arena arena(a.arena, a.stride, a.slots);
    int at = blockIdx.x * 128 + threadIdx.x;
    PreparedValue value(a, at);
    if (value.y >= value.height) return;
    float previous = value.previous(arena);
    if (a.input < 0) return;
    size_t image = static_cast<size_t>(value.height) * value.width * a.few;
    arena.at(a.input)[image * value.slot + at] = fmaf(*arena.at(a.amplitude), value.noise(arena, at), previous);
}

extern "C" __global__ void __launch_bounds__(128) mix_images(const MixImages a) {
    Arena arena(a.arena, a.stride, a.slots);
    int at = blockIdx.x * 128 + threadIdx.x, step = slotOf(a.slots);
    if (at >= a.values) return;
    float* images = arena.at(a.images + step * a.imagesStride);
    float alpha = 0.f;
    if (a.alphas >= 0) {
        alpha = arena.at(a.alphas)[step];
    } else {
        const Stream& stream = *arena.at<Stream>(a.stream);
        alpha = uniformOf(philox(stream, stream.counter + a.firstBlock + step * a.blocksPerSlot));
    }
    if (a.copyReal >= 0) images[at] = arena.at(a.copyReal)[at];
    images[2 * a.values + at] = fmaf(alpha, images[at], (1.f - alpha) * images[a.values + at]);
}

extern "C" __global__ void __launch_bounds__(32) advance(const Advance a) {
    if (threadIdx.x > 0) return;
    Arena arena(a.arena, a.stride, 1);
    if (a.cursor >= 0) *arena.at<int>(a.cursor) += 1;
    if (a.stream >= 0) arena.at<Stream>(a.stream)->counter += a.blocks;
}

extern "C" __global__ void __launch_bounds__(128) normals(const Normals a) {
    Arena arena(a.arena, a.stride, 1);
    const Stream& stream = *arena.at<Stream>(a.stream);
    for (int i = 0; i < 4; i++) {
        Offset at = (static_cast<Offset>(blockIdx.x) * 128 + threadIdx.x) * 4 + i;
        if (at < a.count) arena.at(a.output)[at] = normalOf(stream, a.firstBlock, static_cast<int>(at));
    }
}
