// The last sums of the gradients, and Adam.
#include "adam.h"
#include "winograd.h"

constexpr int PAIRS = 16;

/** Rows and columns of dU, transformed to nine weights' gradients; in shared memory by element and pair. */
struct WeightGradient {
    float *elements, *columns, *weights;

    DEVICE void transform() const {
        int t = threadIdx.x, pair = t % PAIRS, job = t / PAIRS;
        if (job < 18) {
            int ky = job / 6, j = job % 6;
            const float* s = elements + j * PAIRS + pair;
            constexpr int ROW = 6 * PAIRS;
            columns[job * PAIRS + pair] = winograd::gt6(ky, s[0], s[ROW], s[2 * ROW], s[3 * ROW], s[4 * ROW], s[5 * ROW]);
        }
        __syncthreads();
        if (job < 9) {
            const float* s = columns + job / 3 * 6 * PAIRS + pair;
            weights[job * PAIRS + pair] =
                winograd::gt6(job % 3, s[0], s[PAIRS], s[2 * PAIRS], s[3 * PAIRS], s[4 * PAIRS], s[5 * PAIRS]);
        }
    }
};

/** Sixteen pairs of an input channel with output channels a block; a thread an element of a pair. */
extern "C" __global__ void __launch_bounds__(576) update_hidden(const UpdateHidden a) {
    __shared__ float elements[36 * PAIRS], columns[18 * PAIRS], weights[9 * PAIRS];
    Arena arena(a.arena, a.stride, 1);
    AdamStep adam(a.adam, arena);
    int pair = threadIdx.x % PAIRS, e = threadIdx.x / PAIRS, pairs = a.channels * a.channels;
    int first = blockIdx.x * PAIRS, at = first + pair;
    const float* scratch = arena.at(a.scratch) + e * pairs + at;
    float sum = a.sums < 0 ? 0.f : arena.at(a.sums)[e * pairs + at];
#pragma unroll 8
    for (int n = 0; n < a.chunks; n++) sum = sum + scratch[static_cast<size_t>(n) * 36 * pairs];
    elements[threadIdx.x] = sum * winograd::factor(e / 6, e % 6);
    __syncthreads();
    WeightGradient{elements, columns, weights}.transform();
    if (e < 9) {
        int i = e * pairs + at;
        float gradient = weights[threadIdx.x];
        arena.at(a.gradient)[i] = gradient;
        weights[threadIdx.x] =
            adam(gradient, arena.at(a.weights) + i, arena.at(a.first) + i, arena.at(a.second) + i);
    }
    __syncthreads();
    int in = at / a.channels, out = at % a.channels;
    arena.at(a.u)[e * pairs + at] = winograd::element(e, weights + pair, PAIRS, false);
    arena.at(a.flippedU)[e * pairs + out * a.channels + in] = winograd::element(e, weights + pair, PAIRS, true);
}

extern "C" __global__ void __launch_bounds__(128) make_u(const MakeU a) {
    Arena arena(a.arena, a.stride, 1);
    int at = blockIdx.x * 128 + threadIdx.x, pairs = a.channels * a.channels;
    if (at >= pairs) return;
    const float* weights = arena.at(a.weights) + at;
    int in = at / a.channels, out = at % a.channels;
    for (int e = 0; e < 36; e++) {
        if (a.u >= 0) arena.at(a.u)[e * pairs + at] = winograd::element(e, weights, pairs, false);
        if (a.flippedU >= 0)
            arena.at(a.flippedU)[e * pairs + out * a.channels + in] = winograd::element(e, weights, pairs, true);
    }
}

/**
 * Sums of rows of `columns` values, in order, for sixteen of them: all threads of the block (16, threads, z) load, those with threadIdx.y = 0
 * add. `shared` holds blockDim.z x 8 x blockDim.y x 16 values.
 */
DEVICE float orderedSum(const float* rows, int count, int columns, float* shared) {
    int batch = 8 * blockDim.y;
    float* own = shared + threadIdx.z * batch * 16 + threadIdx.x;
    float sum = 0.f;
    for (int first = 0; first < count; first += batch) {
#pragma unroll
        for (int i = 0; i < 8; i++) {
            int row = i * blockDim.y + threadIdx.y;
            if (first + row < count) own[row * 16] = rows[static_cast<size_t>(first + row) * columns];
        }
        __syncthreads();
        if (threadIdx.y == 0) {
#pragma unroll 8
            for (int row = 0; row < min(batch, count - first); row++) sum = sum + own[row * 16];
        }
        __syncthreads();
    }
    return sum;
}

extern "C" __global__ void __launch_bounds__(512) update_few(const UpdateFew a) {
    __shared__ float shared[8 * 32 * 16];
    Arena arena(a.arena, a.stride, 1);
    AdamStep adam(a.adam, arena);
    int columns = 9 * a.few * a.channels, at = blockIdx.x * 16 + threadIdx.x;
    float gradient = orderedSum(arena.at(a.rowSums) + at, a.slots * a.rows, columns, shared);
    if (threadIdx.y > 0) return;
    arena.at(a.gradient)[at] = gradient;
    adam(gradient, arena.at(a.weights) + at, arena.at(a.first) + at, arena.at(a.second) + at);
}

/** Window sums of a tap and channel, real, fake and penalty side by side. */
DEVICE void criticTail(const UpdateCriticTail& a, const Arena& arena, const AdamStep& adam, float real, float fake,
                       float penalty) {
    int at = blockIdx.x * 16 + threadIdx.x, count = 9 * a.channels;
    float* windowSums = arena.at(a.windowSums) + at;
    windowSums[0] = real;
    windowSums[count] = fake;
    windowSums[2 * count] = penalty;
    float gradient = (fake - real) / a.mapN + penalty;
    arena.at(a.gradient)[at] = gradient;
    arena.at(a.oldTail)[at] = arena.at(a.weights)[at];
    adam(gradient, arena.at(a.weights) + at, arena.at(a.first) + at, arena.at(a.second) + at);
    if (at > 0) return;
    arena.at(a.oldTail)[count] = *arena.at(a.bias);
    *arena.at(a.biasGradient) = 0.f;
    adam(0.f, arena.at(a.bias), arena.at(a.biasFirst), arena.at(a.biasSecond));
}

extern "C" __global__ void __launch_bounds__(384) update_critic_tail(const UpdateCriticTail a) {
    __shared__ float shared[3 * 8 * 8 * 16], sums[3 * 16];
    Arena arena(a.arena, a.stride, 1);
    AdamStep adam(a.adam, arena);
    int at = blockIdx.x * 16 + threadIdx.x, tap = at / a.channels, c = at % a.channels;
    int slot = threadIdx.z == 2 ? 3 : threadIdx.z, columns = 3 * a.channels;
    const float* rows =
        arena.at(a.rowSums) + static_cast<size_t>(slot * a.height + tap / 3) * columns + tap % 3 * a.channels + c;
    float sum = orderedSum(rows, a.height - 2, columns, shared);
    if (threadIdx.y == 0) sums[threadIdx.z * 16 + threadIdx.x] = sum;
    __syncthreads();
    if (threadIdx.y == 0 && threadIdx.z == 0)
        criticTail(a, arena, adam, sums[threadIdx.x], sums[16 + threadIdx.x], sums[32 + threadIdx.x]);
}

extern "C" __global__ void __launch_bounds__(128) update_norms(const UpdateNorms a) {
    Arena arena(a.arena, a.stride, 1);
    AdamStep adam(a.adam, arena);
    int layer = blockIdx.x, c = threadIdx.x, at = layer * a.channels + c;
    const float* norms = arena.at(a.norms + layer * a.layerStride) + c;
    float gamma = a.critic ? norms[(3 * NORM_ROWS + PENALTY_GAMMA) * a.channels] : 0.f, beta = 0.f;
    int slots = a.critic && layer < 3 ? 3 : 2;
    for (int slot = 0; slot < slots; slot++) {
        gamma = gamma + norms[(slot * NORM_ROWS + GAMMA_PART) * a.channels];
        beta = beta + norms[(slot * NORM_ROWS + BETA_PART) * a.channels];
    }
    arena.at(a.gammaGradient)[at] = gamma;
    arena.at(a.betaGradient)[at] = beta;
    adam(gamma, arena.at(a.gamma) + at, arena.at(a.gammaFirst) + at, arena.at(a.gammaSecond) + at);
    adam(beta, arena.at(a.beta) + at, arena.at(a.betaFirst) + at, arena.at(a.betaSecond) + at);
}

extern "C" __global__ void __launch_bounds__(32) update_bias(const UpdateBias a) {
    int f = threadIdx.x;
    if (f >= a.few) return;
    Arena arena(a.arena, a.stride, 1);
    AdamStep adam(a.adam, arena);
    float gradient = 0.f;
    const float* rows = arena.at(a.biasRows) + f;
#pragma unroll 16
    for (int row = 0; row < 2 * a.rows; row++) gradient = gradient + rows[row * a.few];
    arena.at(a.gradient)[f] = gradient;
    adam(gradient, arena.at(a.bias) + f, arena.at(a.first) + f, arena.at(a.second) + f);
}
