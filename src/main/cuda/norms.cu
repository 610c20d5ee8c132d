// From tiles' sums to the constants of a batch norm. A block has eight channels of all slots; first threads make the sums of tile rows, which
// take the place of the rows' first tiles, then one thread a channel and slot adds these up.
#include "device.h"

/** A thread's channel, slot and the partials it reads. */
struct FinishWork {
    const Finish& a;
    Arena arena;
    Tiles tiles;
    int channel, slot;
    float* partials;
    float* norms;
    float n;

    DEVICE FinishWork(const Finish& a, int sums)
        : a(a), arena(a.arena, a.stride, 1), tiles(a.height, a.width) {
        channel = blockIdx.x * 8 + threadIdx.x;
        slot = threadIdx.z;
        partials = arena.at(a.partials) + static_cast<size_t>(sums) * tiles.count() * a.channels * slot + channel;
        norms = arena.at(a.norms) + NORM_ROWS * a.channels * slot + channel;
        n = static_cast<float>(a.height * a.width);
    }

    DEVICE float& partial(int which, int row, int column) const {
        return partials[(static_cast<size_t>(which) * tiles.count() + row * tiles.columns + column) * a.channels];
    }

    DEVICE float& norm(int row) const { return norms[row * a.channels]; }

    DEVICE float rowOf(int which, int row) const {
        float s = 0.f;
#pragma unroll 16
        for (int t = 0; t < tiles.columns; t++) s = s + partial(which, row, t);
        return s;
    }

    /** Plain sums of tile rows. */
    DEVICE void sumRows(int sums) const {
        for (int row = threadIdx.y; row < tiles.rows; row += blockDim.y)
            for (int which = 0; which < sums; which++) partial(which, row, 0) = rowOf(which, row);
        __syncthreads();
    }

    DEVICE float total(int which) const {
        float s = 0.f;
#pragma unroll 8
        for (int row = 0; row < tiles.rows; row++) s = s + partial(which, row, 0);
        return s;
    }
};

/** Sum and squared deviations of a tile row, from its tiles'. */
DEVICE void statisticsOfRow(const FinishWork& w, int row) {
    float rows = w.tiles.rowsIn(row);
    float sum = w.rowOf(0, row), mean = sum / (rows * w.a.width), q = 0.f;
#pragma unroll 8
    for (int t = 0; t < w.tiles.columns; t++) {
        float n = rows * w.tiles.columnsIn(t);
        float d = w.partial(0, row, t) / n - mean;
        q = q + w.partial(1, row, t);
        q = fmaf(n * d, d, q);
    }
    w.partial(0, row, 0) = sum;
    w.partial(1, row, 0) = q;
}

DEVICE void statistics(const FinishWork& w) {
    float mean = w.total(0) / w.n, q = 0.f;
#pragma unroll 8
    for (int row = 0; row < w.tiles.rows; row++) {
        float n = static_cast<float>(w.tiles.rowsIn(row)) * w.a.width;
        float d = w.partial(0, row, 0) / n - mean;
        q = q + w.partial(1, row, 0);
        q = fmaf(n * d, d, q);
    }
    float variance = q / w.n, inv = 1.f / sqrtf(variance + 1e-5f);
    float scale = w.arena.at(w.a.gamma)[w.channel] * inv;
    w.norm(MEAN) = mean;
    w.norm(INV) = inv;
    w.norm(SCALE) = scale;
    w.norm(SHIFT) = fmaf(-mean, scale, w.arena.at(w.a.beta)[w.channel]);
    w.norm(TRACKED) = variance * w.a.unbias;
}

/** Takes a slot's statistics into the running ones, as often as said. */
DEVICE void trackOften(float* mean, float* variance, const float* norm, int channels, int tracks) {
    float keep = 1.f - 0.1f, m = norm[MEAN * channels], v = norm[TRACKED * channels];
    for (int i = 0; i < tracks; i++) {
        *mean = fmaf(0.1f, m, keep * *mean);
        *variance = fmaf(0.1f, v, keep * *variance);
    }
}

extern "C" __global__ void __launch_bounds__(1024, 1) finish_forward(const Finish a) {
    FinishWork w(a, 2);
    for (int row = threadIdx.y; row < w.tiles.rows; row += blockDim.y) statisticsOfRow(w, row);
    __syncthreads();
    if (threadIdx.y == 0) statistics(w);
    __syncthreads();
    if (threadIdx.y > 0 || w.slot > 0) return;
    for (int slot = 0; slot < a.slots; slot++)
        trackOften(w.arena.at(a.runningMean) + w.channel, w.arena.at(a.runningVar) + w.channel,
                   w.norms + NORM_ROWS * a.channels * slot, a.channels, a.tracks);
}

extern "C" __global__ void __launch_bounds__(64) track(const Track a) {
    Arena arena(a.arena, a.stride, 1);
    int c = blockIdx.x * 64 + threadIdx.x;
    if (c < a.channels)
        trackOften(arena.at(a.runningMean) + c, arena.at(a.runningVar) + c, arena.at(a.norms) + c, a.channels, a.tracks);
}

/** The second order's constants of the mixed slot; mean0 and mean1 of what arrives from above, unless at the top. */
DEVICE void secondOrder(const FinishWork& w, const float* penalty, bool top, float mean0, float mean1) {
    int channels = w.a.channels;
    float inv = w.norm(INV), gr = w.arena.at(w.a.gamma)[w.channel] * inv, gBar = w.norm(MEAN0), c = w.norm(MEAN1);
    float vBar = penalty[V_MEAN * channels], b = penalty[V_BY_Z * channels];
    float k = -(gr * inv), byV = k * c, byG = k * b;
    float byZ = (fmaf(-3.f * b, c, penalty[COVARIANCE * channels]) * k) * inv;
    float constant = -fmaf(byG, gBar, byV * vBar);
    if (!top) {
        byZ = fmaf(k, mean1, byZ);
        constant = fmaf(-gr, mean0, constant);
    }
    w.norm(GR) = gr;
    w.norm(BY_Z) = byZ;
    w.norm(CONSTANT) = fmaf(-byZ, w.norm(MEAN), constant);
    w.norm(BY_G) = byG;
    w.norm(BY_V) = byV;
}

DEVICE void backward(const FinishWork& w) {
    float g = w.total(0), t = w.total(1), inv = w.norm(INV);
    float mean0 = g / w.n, mean1 = (t * inv) / w.n;
    w.norm(BETA_PART) = g;
    w.norm(GAMMA_PART) = t * inv;
    if (w.slot == w.a.secondOrder) {
        secondOrder(w, w.arena.at(w.a.penaltyNorms) + w.channel, false, mean0, mean1);
        return;
    }
    float gr = w.arena.at(w.a.gamma)[w.channel] * inv, c1 = (gr * inv) * mean1;
    w.norm(GR) = gr;
    w.norm(BY_Z) = -c1;
    w.norm(CONSTANT) = fmaf(c1, w.norm(MEAN), -(gr * mean0));
    if (w.a.keep) {
        w.norm(MEAN0) = mean0;
        w.norm(MEAN1) = mean1;
    }
}

extern "C" __global__ void __launch_bounds__(1024, 1) finish_backward(const Finish a) {
    FinishWork w(a, 2);
    w.sumRows(2);
    if (threadIdx.y == 0) backward(w);
}

DEVICE void ascent(const FinishWork& w) {
    int channels = w.a.channels;
    float* penalty = w.arena.at(w.a.penaltyNorms) + w.channel;
    float inv = w.norm(INV), gBar = w.norm(MEAN0), c = w.norm(MEAN1);
    float vBar = w.total(0) / w.n, vg = w.total(1) / w.n, b = (w.total(2) * inv) / w.n;
    float covariance = fmaf(-vBar, gBar, vg);
    float gr = w.arena.at(w.a.gamma)[w.channel] * inv, c2 = (gr * inv) * b;
    penalty[V_MEAN * channels] = vBar;
    penalty[COVARIANCE * channels] = covariance;
    penalty[V_BY_Z * channels] = b;
    penalty[PENALTY_GAMMA * channels] = (fmaf(-b, c, covariance) * inv) * w.n;
    penalty[GR * channels] = gr;
    penalty[BY_Z * channels] = -c2;
    penalty[CONSTANT * channels] = fmaf(c2, w.norm(MEAN), -(gr * vBar));
    if (w.a.top) secondOrder(w, penalty, true, 0.f, 0.f);
}

extern "C" __global__ void __launch_bounds__(1024, 1) finish_ascent(const Finish a) {
    FinishWork w(a, 3);
    w.sumRows(3);
    if (threadIdx.y == 0) ascent(w);
}
