// Hidden to hidden convolutions, Winograd F(4x4,3x3) in one kernel: a block owns T tiles of 4x4 outputs and B of their channels. In chunks of K
// input channels it makes and transforms the inputs, and multiplies them by the transformed weights, each thread an 8x8 piece of one of the 36 elements;
// at the end the products go through shared memory to threads that transform a tile of a channel back.
#include "epilogue.h"
#include "source.h"
#include "winograd.h"

template <int T, int B>
struct ConvBlock {
    static constexpr int THREADS = 36 * T * B / 64;
    static constexpr int K = B == 16 ? 8 : 4;
    // Strides that keep a warp's accesses in different banks.
    static constexpr int V_ROW = K == 8 ? T + 4 : T + 8;
    static constexpr int V_ELEMENT = K * V_ROW + 8;
    static constexpr int U_ELEMENT = K * B + 16;
    static constexpr int TILE_PASSES = T / 16;
    static constexpr int OUT_TILES = 16;
    static constexpr int OUT_CHANNELS = B / 2;
    static constexpr int M_ELEMENT = OUT_TILES * OUT_CHANNELS;
    static constexpr int FLOATS =
        36 * (V_ELEMENT + U_ELEMENT > M_ELEMENT ? V_ELEMENT + U_ELEMENT : M_ELEMENT);
};

/** A block's place in the launch and its memory. */
template <int T, int B>
struct ConvWork {
    using Shape = ConvBlock<T, B>;

    const Conv& a;
    float* shared;
    int* origins;  // first input row of each tile, then its first column
    int outHeight, outWidth;

    DEVICE float* v() const { return shared; }
    DEVICE float* u() const { return shared + 36 * Shape::V_ELEMENT; }

    /** Where the inputs of each tile begin; tiles beyond the last read nothing. */
    DEVICE void findOrigins() const {
        Tiles tiles(outHeight, outWidth);
        int t = threadIdx.x;
        if (t < T) {
            int tile = blockIdx.x * T + t;
            origins[t] = tile < tiles.count() ? 4 * (tile / tiles.columns) - a.pad : 1 << 29;
            origins[T + t] = 4 * (tile % tiles.columns) - a.pad;
        }
    }

    DEVICE void loadWeights(const float* weights, int first) const {
        constexpr int GROUPS = B / 4, COUNT = 36 * Shape::K * GROUPS / Shape::THREADS;
#pragma unroll
        for (int n = 0; n < COUNT; n++) {
            int i = n * Shape::THREADS + threadIdx.x;
            int group = i % GROUPS, k = i / GROUPS % Shape::K, e = i / (GROUPS * Shape::K);
            int from = (e * a.channels + first + k) * a.channels + blockIdx.y * B + 4 * group;
            *reinterpret_cast<float4*>(u() + e * Shape::U_ELEMENT + k * B + 4 * group) =
                *reinterpret_cast<const float4*>(weights + from);
        }
    }

    /** Whether the tile is the one that writes what it read at row or column i of its six. */
    DEVICE bool owns(int i, int origin, int outExtent) const {
        return a.pad > 0 ? i >= 2 : i < 4 || origin + 4 >= outExtent;
    }

    /** Makes a column of a tile's inputs in a channel and transforms it. */
    template <class Source>
    DEVICE void loadColumn(const Source& source, float* kept, int job, int first) const {
        int k = job % Shape::K, t = job / Shape::K % T, j = job / (Shape::K * T);
        int y0 = origins[t], x = origins[T + t] + j, c = first + k;
        typename Source::Constants constants = source.channel(c);
        bool inside = x >= 0 && x < a.width;
        float s[6], d[6];
#pragma unroll
        for (int i = 0; i < 6; i++) {
            int y = y0 + i;
            s[i] = inside && y >= 0 && y < a.height
                       ? source.value((y * a.width + x) * a.channels + c, constants)
                       : 0.f;
        }
        if (kept && inside && owns(j, x - j, outWidth)) {
#pragma unroll
            for (int i = 0; i < 6; i++) {
                int y = y0 + i;
                if (y >= 0 && y < a.height && owns(i, y0, outHeight)) kept[(y * a.width + x) * a.channels + c] = s[i];
            }
        }
        winograd::in6(s[0], s[1], s[2], s[3], s[4], s[5], d);
        float* to = v() + j * Shape::V_ELEMENT + k * Shape::V_ROW + t;
#pragma unroll
        for (int i = 0; i < 6; i++) to[6 * i * Shape::V_ELEMENT] = d[i];
    }

    /** Transforms a row in place. */
    DEVICE void transformRow(int job) const {
        int k = job % Shape::K, t = job / Shape::K % T, i = job / (Shape::K * T);
        float* row = v() + 6 * i * Shape::V_ELEMENT + k * Shape::V_ROW + t;
        constexpr int E = Shape::V_ELEMENT;
        float d[6];
        winograd::in6(row[0], row[E], row[2 * E], row[3 * E], row[4 * E], row[5 * E], d);
#pragma unroll
        for (int j = 0; j < 6; j++) row[j * E] = d[j];
    }
};

/** A thread's piece of the products: 8 tiles by 8 channels of an element, each in two groups of four, half the block's extent apart. */
template <int T, int B>
struct ConvPiece {
    using Shape = ConvBlock<T, B>;
    static constexpr int PER_ELEMENT = T * B / 64;

    int element, tile, channel;
    float sum[8][8];

    DEVICE ConvPiece() {
        int place = threadIdx.x % PER_ELEMENT;
        element = threadIdx.x / PER_ELEMENT;
        tile = place / (B / 8) * 4;
        channel = place % (B / 8) * 4;
#pragma unroll
        for (int i = 0; i < 64; i++) sum[i / 8][i % 8] = 0.f;
    }

    DEVICE void multiply(const float* v, const float* u) {
        v += element * Shape::V_ELEMENT + tile;
        u += element * Shape::U_ELEMENT + channel;
#pragma unroll
        for (int k = 0; k < Shape::K; k++) {
            float x[8], w[8];
            load(x, v + k * Shape::V_ROW, T / 2);
            load(w, u + k * B, B / 2);
#pragma unroll
            for (int i = 0; i < 64; i++) sum[i / 8][i % 8] = fmaf(x[i / 8], w[i % 8], sum[i / 8][i % 8]);
        }
    }

    /** Hands out four channels of those tiles that are of a pass. */
    template <int TILE_PASS, int CHANNEL_PASS>
    DEVICE void handOut(float* m) const {
        m += element * Shape::M_ELEMENT + channel;
#pragma unroll
        for (int i = 0; i < 8; i++) {
            constexpr bool ALL = Shape::TILE_PASSES == 1;
            if (!ALL && i / 4 != TILE_PASS) continue;
            int at = tile + i % 4 + (ALL ? i / 4 * (T / 2) : 0);
            const float* s = sum[i] + 4 * CHANNEL_PASS;
            *reinterpret_cast<float4*>(m + at * Shape::OUT_CHANNELS) = {s[0], s[1], s[2], s[3]};
        }
    }

   private:
    DEVICE static void load(float (&to)[8], const float* from, int apart) {
        float4 a = *reinterpret_cast<const float4*>(from), b = *reinterpret_cast<const float4*>(from + apart);
        to[0] = a.x, to[1] = a.y, to[2] = a.z, to[3] = a.w;
        to[4] = b.x, to[5] = b.y, to[6] = b.z, to[7] = b.w;
    }
};

/** Transforms back what threads handed out, and gives each tile of a channel to the epilogue. */
template <int T, int B, class Epilogue>
DEVICE void finishTiles(const ConvWork<T, B>& work, int firstTile, int firstChannel, const Epilogue& epilogue) {
    using Shape = ConvBlock<T, B>;
    for (int job = threadIdx.x; job < Shape::M_ELEMENT; job += Shape::THREADS) {
        int t = job / Shape::OUT_CHANNELS, o = job % Shape::OUT_CHANNELS;
        Tiles tiles(work.outHeight, work.outWidth);
        int tile = blockIdx.x * T + firstTile + t;
        if (tile >= tiles.count()) continue;
        float columns[4][6], d[4][4];
        const float* m = work.shared + job;
        constexpr int E = Shape::M_ELEMENT;
#pragma unroll
        for (int j = 0; j < 6; j++) {
            float column[4];
            const float* s = m + j * E;
            winograd::out6(s[0], s[6 * E], s[12 * E], s[18 * E], s[24 * E], s[30 * E], column);
#pragma unroll
            for (int i = 0; i < 4; i++) columns[i][j] = column[i];
        }
#pragma unroll
        for (int i = 0; i < 4; i++) {
            const float* s = columns[i];
            winograd::out6(s[0], s[1], s[2], s[3], s[4], s[5], d[i]);
        }
        int ty = tile / tiles.columns, tx = tile % tiles.columns, channels = work.a.channels;
        int channel = blockIdx.y * B + firstChannel + o;
        epilogue(TilePlace{tiles.rowsIn(ty), tiles.columnsIn(tx), (4 * ty * work.outWidth + 4 * tx) * channels + channel,
                           work.outWidth * channels, channels, tile, tiles.count(), channel},
                 d);
    }
}

template <int TILE_PASS, int CHANNEL_PASS, int T, int B, class Epilogue>
DEVICE void outputPass(const ConvWork<T, B>& work, const ConvPiece<T, B>& piece, const Epilogue& epilogue) {
    __syncthreads();
    piece.template handOut<TILE_PASS, CHANNEL_PASS>(work.shared);
    __syncthreads();
    finishTiles(work, TILE_PASS * 16, CHANNEL_PASS * B / 2, epilogue);
}

template <int T, int B, class Source, class Epilogue>
DEVICE void convolve(const Conv& a, const Source& source, float* kept, const float* weights, const Epilogue& epilogue) {
    using Shape = ConvBlock<T, B>;
    alignas(16) __shared__ float shared[Shape::FLOATS];
    __shared__ int origins[2 * T];
    ConvWork<T, B> work{a, shared, origins, a.height + 2 * a.pad - 2, a.width + 2 * a.pad - 2};
    work.findOrigins();
    if (blockIdx.y > 0) kept = nullptr;
    ConvPiece<T, B> piece;
    constexpr int JOBS = 6 * T * Shape::K;
    for (int first = 0; first < a.channels; first += Shape::K) {
        __syncthreads();
        work.loadWeights(weights, first);
        for (int job = threadIdx.x; job < JOBS; job += Shape::THREADS) work.loadColumn(source, kept, job, first);
        __syncthreads();
        for (int job = threadIdx.x; job < JOBS; job += Shape::THREADS) work.transformRow(job);
        __syncthreads();
        piece.multiply(work.v(), work.u());
    }
    outputPass<0, 0>(work, piece, epilogue);
    outputPass<0, 1>(work, piece, epilogue);
    if (Shape::TILE_PASSES > 1) {
        outputPass<Shape::TILE_PASSES - 1, 0>(work, piece, epilogue);
        outputPass<Shape::TILE_PASSES - 1, 1>(work, piece, epilogue);
    }
}
