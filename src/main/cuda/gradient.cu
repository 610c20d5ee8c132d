// The hidden weights' gradient, chunk by chunk of tiles: a block owns B input by B output channels of all 36 elements. Tile by tile it transforms the
// activations (as the forward convolution does) and the outputs' gradient (by the adjoint of the outputs' transform), a few tiles at a time.
#include "winograd.h"

template <int B>
struct GradientBlock {
    static constexpr int THREADS = 36 * B * B / 64;
    /** Tiles at a time. */
    static constexpr int K = B == 16 ? 8 : 4;
    static constexpr int ROW = B;
    static constexpr int ELEMENT = K * ROW + 16;
};

template <int B>
struct GradientWork {
    using Shape = GradientBlock<B>;

    const HiddenGradient& a;
    const float *input, *dz;
    float *v, *r;
    int outHeight, outWidth, tileColumns, firstTile, tiles;

    /** A column of an input's or a gradient's tile, transformed; `t` is the tile's number in the chunk. */
    DEVICE void loadColumn(int job, int first) const {
        int c = job % B, j = job / B % 10, k = job / (10 * B), t = first + k;
        int tile = firstTile + t, y = 4 * (tile / tileColumns), x = 4 * (tile % tileColumns);
        bool present = t < tiles;
        if (j < 6) {
            inputColumn(present, y, x + j, blockIdx.x / (a.channels / B) * B + c, v + j * Shape::ELEMENT + k * B + c);
        } else {
            gradientColumn(present, y, x + j - 6, blockIdx.x % (a.channels / B) * B + c,
                           r + (j - 6) * Shape::ELEMENT + k * B + c);
        }
    }

    DEVICE void inputColumn(bool present, int y, int x, int c, float* to) const {
        float s[6], d[6];
#pragma unroll
        for (int i = 0; i < 6; i++)
            s[i] = present && y + i < a.height && x < a.width ? input[((y + i) * a.width + x) * a.channels + c] : 0.f;
        winograd::in6(s[0], s[1], s[2], s[3], s[4], s[5], d);
#pragma unroll
        for (int i = 0; i < 6; i++) to[6 * i * Shape::ELEMENT] = d[i];
    }

    DEVICE void gradientColumn(bool present, int y, int x, int c, float* to) const {
        float s[4], d[6];
#pragma unroll
        for (int i = 0; i < 4; i++)
            s[i] = present && y + i < outHeight && x < outWidth ? dz[((y + i) * outWidth + x) * a.channels + c] : 0.f;
        winograd::adj6(s[0], s[1], s[2], s[3], d);
#pragma unroll
        for (int i = 0; i < 6; i++) to[6 * i * Shape::ELEMENT] = d[i];
    }

    /** A row of either, in place. */
    DEVICE void transformRow(int job) const {
        constexpr int E = Shape::ELEMENT;
        int c = job % B, i = job / B % 6, k = job / (6 * B) % Shape::K;
        bool isInput = job < 6 * B * Shape::K;
        float* row = (isInput ? v : r) + 6 * i * E + k * B + c;
        float d[6];
        if (isInput) {
            winograd::in6(row[0], row[E], row[2 * E], row[3 * E], row[4 * E], row[5 * E], d);
        } else {
            winograd::adj6(row[0], row[E], row[2 * E], row[3 * E], d);
        }
#pragma unroll
        for (int j = 0; j < 6; j++) row[j * E] = d[j];
    }
};

/** 8 by 8 channels of an element, each in two groups of four. */
template <int B>
struct GradientPiece {
    using Shape = GradientBlock<B>;

    int element, in, out;
    float sum[8][8];

    DEVICE GradientPiece() {
        int place = threadIdx.x % (B * B / 64);
        element = threadIdx.x / (B * B / 64);
        in = place / (B / 8) * 4;
        out = place % (B / 8) * 4;
#pragma unroll
        for (int i = 0; i < 64; i++) sum[i / 8][i % 8] = 0.f;
    }

    DEVICE void multiply(const float* v, const float* r, int tiles) {
        v += element * Shape::ELEMENT + in;
        r += element * Shape::ELEMENT + out;
#pragma unroll
        for (int k = 0; k < Shape::K; k++) {
            if (k >= tiles) break;
            float x[8], g[8];
            load(x, v + k * B);
            load(g, r + k * B);
#pragma unroll
            for (int i = 0; i < 64; i++) sum[i / 8][i % 8] = fmaf(x[i / 8], g[i % 8], sum[i / 8][i % 8]);
        }
    }

    DEVICE void store(float* scratch, int channels) const {
        int firstIn = blockIdx.x / (channels / B) * B + in, firstOut = blockIdx.x % (channels / B) * B + out;
#pragma unroll
        for (int i = 0; i < 8; i++) {
            int row = firstIn + i % 4 + i / 4 * (B / 2);
            float* to = scratch + (element * channels + row) * channels + firstOut;
            *reinterpret_cast<float4*>(to) = {sum[i][0], sum[i][1], sum[i][2], sum[i][3]};
            *reinterpret_cast<float4*>(to + B / 2) = {sum[i][4], sum[i][5], sum[i][6], sum[i][7]};
        }
    }

   private:
    DEVICE static void load(float (&to)[8], const float* from) {
        float4 a = *reinterpret_cast<const float4*>(from), b = *reinterpret_cast<const float4*>(from + B / 2);
        to[0] = a.x, to[1] = a.y, to[2] = a.z, to[3] = a.w;
        to[4] = b.x, to[5] = b.y, to[6] = b.z, to[7] = b.w;
    }
};

template <int B>
DEVICE void gradientHidden(const HiddenGradient& a) {
    using Shape = GradientBlock<B>;
    alignas(16) __shared__ float shared[2 * 36 * Shape::ELEMENT];
    Arena arena(a.arena, a.stride, 1);
    Tiles tiles(a.height - 2, a.width - 2);
    int number = a.firstChunk + blockIdx.y, slot = number / a.chunksPerSlot;
    int firstRow = number % a.chunksPerSlot * a.rowsPerChunk;
    size_t channels = a.channels;
    GradientWork<B> work{a,
                         arena.at(a.input) + slot * channels * a.height * a.width,
                         arena.at(a.dz) + slot * channels * tiles.height * tiles.width,
                         shared,
                         shared + 36 * Shape::ELEMENT,
                         tiles.height,
                         tiles.width,
                         tiles.columns,
                         firstRow * tiles.columns,
                         min(a.rowsPerChunk, tiles.rows - firstRow) * tiles.columns};
    GradientPiece<B> piece;
    for (int first = 0; first < work.tiles; first += Shape::K) {
        __syncthreads();
        for (int job = threadIdx.x; job < 10 * B * Shape::K; job += Shape::THREADS) work.loadColumn(job, first);
        __syncthreads();
        for (int job = threadIdx.x; job < 12 * B * Shape::K; job += Shape::THREADS) work.transformRow(job);
        __syncthreads();
        piece.multiply(work.v, work.r, work.tiles - first);
    }
    piece.store(arena.at(a.scratch) + 36 * channels * channels * blockIdx.y, a.channels);
}

extern "C" __global__ void __launch_bounds__(144, 4) gradient_hidden_16(const HiddenGradient a) { gradientHidden<16>(a); }

extern "C" __global__ void __launch_bounds__(576, 1) gradient_hidden_32(const HiddenGradient a) { gradientHidden<32>(a); }

extern "C" __global__ void __launch_bounds__(256) sum_chunks(const SumChunks a) {
    Arena arena(a.arena, a.stride, 1);
    int at = blockIdx.x * 256 + threadIdx.x, count = 36 * a.channels * a.channels;
    if (at >= count) return;
    const float* scratch = arena.at(a.scratch) + at;
    float sum = a.first ? 0.f : arena.at(a.sums)[at];
#pragma unroll 8
    for (int n = 0; n < a.chunks; n++) sum = sum + scratch[static_cast<size_t>(n) * count];
    arena.at(a.sums)[at] = sum;
}
