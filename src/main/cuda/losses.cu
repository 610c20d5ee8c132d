// The generator's gradient at its output, and both networks' losses.
#include "device.h"

/** A row of the gradient before tanh, of the fake or the reconstruction, and its sums: 128 values at a time. */
struct OutputRow {
    const OutputGradient& a;
    Arena arena;
    int slot, y;
    float gradientSum = 0.f;
    double lossSum = 0.;

    DEVICE explicit OutputRow(const OutputGradient& a) : a(a), arena(a.arena, a.stride, 2), slot(slotOf(2)), y(blockIdx.x) {}

    /** The gradient and, for the reconstruction, how far a value is off. */
    DEVICE float gradient(int at, float* off) const {
        size_t image = static_cast<size_t>(a.height) * a.width * a.few;
        float t = arena.at(a.tanh)[image * slot + at], slopeOfTanh = fmaf(-t, t, 1.f);
        if (slot == 0) return (arena.at(a.criticGradient)[at] * a.adversarial) * slopeOfTanh;
        *off = (t + arena.at(a.previous + a.previousStride)[at]) - arena.at(a.real)[at];
        return (*off * a.squared) * slopeOfTanh;
    }

    /** Adds what the others made: thread f the gradients of channel f, thread 32 the squares. */
    DEVICE void add(const float* gradients, const float* offs, int first, int count) {
        int thread = threadIdx.x;
        if (thread < a.few) {
            for (int i = (thread + a.few - first % a.few) % a.few; i < count; i += a.few)
                gradientSum = gradientSum + gradients[i];
        } else if (thread == 32 && slot == 1) {
            for (int i = 0; i < count; i++) {
                double d = offs[i];
                lossSum = lossSum + d * d;
            }
        }
    }

    DEVICE void store() const {
        int thread = threadIdx.x;
        if (thread < a.few) arena.at(a.biasRows)[(slot * a.height + y) * a.few + thread] = gradientSum;
        if (thread == 32 && slot == 1) arena.at<double>(a.lossRows)[y] = lossSum;
    }
};

extern "C" __global__ void __launch_bounds__(128) output_gradient(const OutputGradient a) {
    __shared__ float gradients[128], offs[128];
    OutputRow row(a);
    int values = a.width * a.few;
    size_t image = static_cast<size_t>(a.height) * values;
    for (int first = 0; first < values; first += 128) {
        int i = first + threadIdx.x;
        if (i < values) {
            int at = row.y * values + i;
            float g = row.gradient(at, offs + threadIdx.x);
            gradients[threadIdx.x] = g;
            row.arena.at(a.outGradient)[image * row.slot + at] = g;
        }
        __syncthreads();
        row.add(gradients, offs, first, min(128, values - first));
        __syncthreads();
    }
    row.store();
}

/** Chain over tap and channel of weight times window sum. */
DEVICE double scoreOf(const float* weights, const float* windowSums, int count) {
    double sum = 0.;
#pragma unroll 8
    for (int i = 0; i < count; i++) sum = sum + static_cast<double>(weights[i]) * static_cast<double>(windowSums[i]);
    return sum;
}

/** Square of how far the norm of a row's gradients is from one, added up. */
DEVICE double penaltyOfRow(const float* gradient, int width, int few) {
    double sum = 0.;
    for (int x = 0; x < width; x++) {
        float squares = 0.f;
        for (int f = 0; f < few; f++) squares = fmaf(gradient[x * few + f], gradient[x * few + f], squares);
        double d = static_cast<double>(sqrtf(squares)) - 1.;
        sum = sum + d * d;
    }
    return sum;
}

extern "C" __global__ void __launch_bounds__(128) loss_critic(const LossCritic a) {
    __shared__ double rows[128], scores[2];
    Arena arena(a.arena, a.stride, 1);
    int thread = threadIdx.x, count = 9 * a.channels;
    const float* tail = arena.at(a.oldTail);
    double penalty = 0.;
    for (int first = 0; first < a.height; first += 128) {
        int y = first + thread;
        if (y < a.height)
            rows[thread] = penaltyOfRow(arena.at(a.gradient) + static_cast<size_t>(y) * a.width * a.few, a.width, a.few);
        __syncthreads();
        for (int i = 0; thread == 0 && i < min(128, a.height - first); i++) penalty = penalty + rows[i];
        __syncthreads();
    }
    if (thread % 32 == 0 && thread < 64)
        scores[thread / 32] = scoreOf(tail, arena.at(a.windowSums) + thread / 32 * count, count) / a.mapN + tail[count];
    __syncthreads();
    if (thread > 0) return;
    double* losses = arena.at<double>(a.losses) + 3 * (a.cursor < 0 ? 0 : *arena.at<int>(a.cursor));
    losses[0] = -scores[0];
    losses[1] = scores[1];
    losses[2] = penalty * a.penaltyWeight / (a.height * a.width);
}

/** Window sums of the image looked at, then its score. */
DEVICE double lookedScore(const LossGenerator& a, const Arena& arena, float* windowSums) {
    int columns = 3 * a.channels, count = 9 * a.channels;
    for (int at = threadIdx.x; at < count; at += blockDim.x) {
        int tap = at / a.channels;
        const float* rows = arena.at(a.rowSums) + tap / 3 * columns + tap % 3 * a.channels + at % a.channels;
        float sum = 0.f;
#pragma unroll 8
        for (int y = 0; y < a.mapHeight; y++) sum = sum + rows[y * columns];
        windowSums[at] = sum;
    }
    __syncthreads();
    return threadIdx.x > 0 ? 0. : scoreOf(arena.at(a.tail), windowSums, count) / a.mapN + *arena.at(a.tailBias);
}

extern "C" __global__ void __launch_bounds__(128) loss_generator(const LossGenerator a) {
    __shared__ float windowSums[9 * 128];
    Arena arena(a.arena, a.stride, 1);
    double score = 0.;
    if (a.makeScore) score = lookedScore(a, arena, windowSums);
    if (threadIdx.x > 0) return;
    if (a.makeScore) *arena.at<double>(a.score) = score;
    double loss = 0.;
    const double* rows = arena.at<double>(a.lossRows);
#pragma unroll 8
    for (int y = 0; y < a.rows; y++) loss = loss + rows[y];
    double* losses = arena.at<double>(a.losses) + 2 * (a.cursor < 0 ? 0 : *arena.at<int>(a.cursor));
    losses[0] = -*arena.at<double>(a.score);
    losses[1] = loss * a.reconstructionWeight / a.values;
}
