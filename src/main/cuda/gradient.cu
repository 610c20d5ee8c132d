// The hidden weights' gradient, chunk by chunk of tiles: a block owns B input by B output channels of all 36 elements. Four tiles at a time it transforms
// the activations (as the forward convolution does) and the outputs' gradient (by the adjoint of the outputs' transform), and multiplies them.
#include "source.h"
#include "winograd.h"

template <int B>
struct GradientBlock {
    /** Groups of four output channels that a thread multiplies. */
    static constexpr int GROUPS = B / 16;
    static constexpr int THREADS = 36 * B * B / (32 * GROUPS);
    /** Tiles at a time. */
    static constexpr int K = 4;
    static constexpr int ELEMENT = K * B + B / 2;
    /** Groups of four channels of a tile's 36 inputs and 16 gradients, in all and of a thread. */
    static constexpr int QUADS = K * 52 * (B / 4);
    static constexpr int OWN = (QUADS + THREADS - 1) / THREADS;
};

/** One of a tile's inputs or gradients, four channels. */
template <int B>
struct GradientPlace {
    int channel, tile, element;
    bool isInput;

    DEVICE explicit GradientPlace(int quad) {
        channel = quad % (B / 4) * 4;
        int position = quad / (B / 4);
        tile = position / 52;
        int i = position % 52;
        isInput = i < 36;
        element = isInput ? i : (i - 36) / 4 * 6 + (i - 36) % 4;
    }
};

template <int B>
struct GradientWork {
    using Shape = GradientBlock<B>;

    const HiddenGradient& a;
    const float *input, *dz;
    float *v, *r;
    int tileColumns, firstTile, tiles;

    /** Reads a thread's part of the tiles first .. first + K - 1 of the chunk; zeros outside of the map and behind the last tile. */
    DEVICE void read(Quad (&quads)[Shape::OWN], int first) const {
#pragma unroll
        for (int n = 0; n < Shape::OWN; n++) {
            int quad = n * Shape::THREADS + threadIdx.x;
            GradientPlace<B> place(quad);
            int t = first + place.tile, tile = firstTile + t;
            int y = 4 * (tile / tileColumns) + place.element / 6, x = 4 * (tile % tileColumns) + place.element % 6;
            int height = place.isInput ? a.height : a.height - 2, width = place.isInput ? a.width : a.width - 2;
            int blocks = a.channels / B, block = place.isInput ? blockIdx.x / blocks : blockIdx.x % blocks;
            const float* map = (place.isInput ? input : dz) + block * B + place.channel;
            bool inside = quad < Shape::QUADS && t < tiles && y < height && x < width;
            quads[n] = inside ? Quad::load(map + (y * width + x) * a.channels) : Quad{};
        }
    }

    DEVICE void write(const Quad (&quads)[Shape::OWN]) const {
#pragma unroll
        for (int n = 0; n < Shape::OWN; n++) {
            int quad = n * Shape::THREADS + threadIdx.x;
            GradientPlace<B> place(quad);
            if (quad < Shape::QUADS)
                quads[n].store((place.isInput ? v : r) + place.element * Shape::ELEMENT + place.tile * B + place.channel);
        }
    }

    /** Transforms in place lines of elements `step` apart: six lines of the inputs and `gradientLines` of the gradients. */
    DEVICE void transform(int line, int step, int gradientLines) const {
        constexpr int PAIRS = Shape::K * B / 2;
        int s = step * Shape::ELEMENT;
        for (int job = threadIdx.x; job < (6 + gradientLines) * PAIRS; job += Shape::THREADS) {
            int l = job / PAIRS;
            bool isInput = l < 6;
            float* at = (isInput ? v : r) + (isInput ? l : l - 6) * line * Shape::ELEMENT + job % PAIRS * 2;
            float2 x[6];
#pragma unroll
            for (int i = 0; i < 6; i++)
                if (i < 4 || isInput) x[i] = *reinterpret_cast<const float2*>(at + i * s);
            float c[6], d[6];
            if (isInput) {
                winograd::in6(x[0].x, x[1].x, x[2].x, x[3].x, x[4].x, x[5].x, c);
                winograd::in6(x[0].y, x[1].y, x[2].y, x[3].y, x[4].y, x[5].y, d);
            } else {
                winograd::adj6(x[0].x, x[1].x, x[2].x, x[3].x, c);
                winograd::adj6(x[0].y, x[1].y, x[2].y, x[3].y, d);
            }
#pragma unroll
            for (int i = 0; i < 6; i++) *reinterpret_cast<float2*>(at + i * s) = {c[i], d[i]};
        }
    }
};

/** Two groups of four input channels, half the block's extent apart, by one or two of four output channels. */
template <int B>
struct GradientPiece {
    using Shape = GradientBlock<B>;
    static constexpr int GROUPS = Shape::GROUPS;

    int element, in, out;
    float sum[2][GROUPS][4][4];

    DEVICE GradientPiece() : sum{} {
        constexpr int PER_ELEMENT = B / 2;
        int place = threadIdx.x % PER_ELEMENT;
        element = threadIdx.x / PER_ELEMENT;
        in = place / 4 * 4;
        out = place % 4 * 4;
    }

    DEVICE void multiply(const float* v, const float* r, int tiles) {
        v += element * Shape::ELEMENT + in;
        r += element * Shape::ELEMENT + out;
#pragma unroll
        for (int k = 0; k < Shape::K; k++) {
            if (k >= tiles) break;
            Quad x[2] = {Quad::load(v + k * B), Quad::load(v + k * B + B / 2)};
#pragma unroll
            for (int g = 0; g < GROUPS; g++) {
                Quad y = Quad::load(r + k * B + 16 * g);
#pragma unroll
                for (int i = 0; i < 32; i++) {
                    float& s = sum[i / 16][g][i / 4 % 4][i % 4];
                    s = fmaf(x[i / 16].lane[i / 4 % 4], y.lane[i % 4], s);
                }
            }
        }
    }

    DEVICE void store(float* scratch, int channels) const {
        int firstIn = blockIdx.x / (channels / B) * B + in, firstOut = blockIdx.x % (channels / B) * B + out;
#pragma unroll
        for (int i = 0; i < 8 * GROUPS; i++) {
            int half = i / 4 % 2, g = i / 8, row = firstIn + half * (B / 2) + i % 4;
            const float* s = sum[half][g][i % 4];
            Quad{{s[0], s[1], s[2], s[3]}}.store(scratch + (element * channels + row) * channels + firstOut + 16 * g);
        }
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
                         tiles.columns,
                         firstRow * tiles.columns,
                         min(a.rowsPerChunk, tiles.rows - firstRow) * tiles.columns};
    GradientPiece<B> piece;
    Quad quads[Shape::OWN];
    // Where registers are left, the next tiles are under way while the products are made.
    constexpr bool AHEAD = B == 16;
    if (AHEAD) work.read(quads, 0);
    for (int first = 0; first < work.tiles; first += Shape::K) {
        if (!AHEAD) work.read(quads, first);
        __syncthreads();
        work.write(quads);
        __syncthreads();
        work.transform(1, 6, 4);
        __syncthreads();
        work.transform(6, 1, 6);
        __syncthreads();
        if (AHEAD && first + Shape::K < work.tiles) work.read(quads, first + Shape::K);
        piece.multiply(work.v, work.r, work.tiles - first);
    }
    piece.store(arena.at(a.scratch) + 36 * channels * channels * blockIdx.y, a.channels);
}

extern "C" __global__ void __launch_bounds__(288, 2) gradient_hidden_16(const HiddenGradient a) { gradientHidden<16>(a); }

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
