// Hidden to hidden convolutions, Winograd F(4x4,3x3) in one kernel: a block owns T tiles of 4x4 outputs and B of their channels. In chunks of K
// input channels it makes and transforms the inputs, and multiplies them by the transformed weights, each thread a piece of one of the 36 elements;
// at the end the products go through shared memory to threads that transform a tile of a channel back.
#include "epilogue.h"
#include "source.h"
#include "winograd.h"

template <int T, int B>
struct ConvBlock {
    /** Groups of four channels that a thread multiplies. */
    static constexpr int GROUPS = B == 64 ? 2 : 1;
    static constexpr int THREADS = 36 * T * B / (32 * GROUPS);
    /** Input channels at a time. */
    static constexpr int K = 4;
    // Strides that keep a warp's accesses in different banks.
    static constexpr int V_ELEMENT = K * T + 8;
    static constexpr int U_ELEMENT = K * B + (B == 32 ? 16 : 8);
    /** Products go out for half of the tiles, and one of the threads' groups of channels, at a time. */
    static constexpr int OUT_CHANNELS = B / GROUPS;
    static constexpr int M_ELEMENT = T / 2 * OUT_CHANNELS;
    static constexpr int FLOATS =
        36 * (V_ELEMENT + U_ELEMENT > M_ELEMENT ? V_ELEMENT + U_ELEMENT : M_ELEMENT);
    /** Input positions of a thread. */
    static constexpr int OWN = 36 * T / THREADS;
    /** Groups of four channels of U that a thread loads. */
    static constexpr int OWN_U = 36 * B / THREADS;
};

/** A position's element of its tile and the tile: in an order in which a warp's 32 write to different banks. */
template <int T>
struct ConvPosition {
    int element, tile;

    DEVICE explicit ConvPosition(int p) : element(p / 8 % 4 + p / 32 % 9 * 4), tile(p % 8 + p / 288 * 8) {}
};

/** A block's place in the launch and its memory. */
template <int T, int B, class Source>
struct ConvWork {
    using Shape = ConvBlock<T, B>;
    using Position = ConvPosition<T>;

    const Conv& a;
    const Source& source;
    float* kept;
    float* shared;
    int outHeight, outWidth;
    /** Of each of a thread's positions twice the index in the input map, plus one where this block keeps the value; -1 outside. */
    int places[Shape::OWN];

    DEVICE float* v() const { return shared; }
    DEVICE float* u() const { return shared + 36 * Shape::V_ELEMENT; }

    DEVICE void findPlaces() {
        Tiles tiles(outHeight, outWidth);
#pragma unroll
        for (int n = 0; n < Shape::OWN; n++) {
            Position position(n * Shape::THREADS + threadIdx.x);
            int tile = blockIdx.x * T + position.tile, i = position.element / 6, j = position.element % 6;
            int y0 = 4 * (tile / tiles.columns) - a.pad, x0 = 4 * (tile % tiles.columns) - a.pad, y = y0 + i, x = x0 + j;
            bool inside = tile < tiles.count() && y >= 0 && y < a.height && x >= 0 && x < a.width;
            bool keeps = kept && owns(i, y0, outHeight) && owns(j, x0, outWidth);
            places[n] = inside ? (y * a.width + x) * a.channels * 2 + keeps : -1;
        }
    }

    /** Whether the tile is the one that keeps what it read at row or column i of its six. */
    DEVICE bool owns(int i, int origin, int outExtent) const {
        return a.pad > 0 ? i >= 2 : i < 4 || origin + 4 >= outExtent;
    }

    /** Reads a thread's positions of channels first .. first + 3. */
    DEVICE void read(RawQuad<Source> (&raw)[Shape::OWN], int first) const {
#pragma unroll
        for (int n = 0; n < Shape::OWN; n++) {
            raw[n].read(source, places[n] < 0 ? -1 : places[n] / 2 + first);
        }
    }

    /** Makes the values and puts them where the transforms find them. */
    DEVICE void write(const RawQuad<Source> (&raw)[Shape::OWN], int first) const {
#pragma unroll
        for (int n = 0; n < Shape::OWN; n++) {
            int place = places[n], at = place < 0 ? -1 : place / 2 + first;
            Quad values = raw[n].values(source, at, first);
            if (place >= 0 && place % 2 == 1) values.store(kept + at);
            Position position(n * Shape::THREADS + threadIdx.x);
            float* to = v() + position.element * Shape::V_ELEMENT + position.tile;
#pragma unroll
            for (int k = 0; k < 4; k++) to[k * T] = values.lane[k];
        }
    }

    /** A thread's part of the transformed weights of four input channels. */
    DEVICE void readWeights(Quad (&quads)[Shape::OWN_U], const float* weights, int first) const {
        constexpr int QUADS = B / 4;
#pragma unroll
        for (int n = 0; n < Shape::OWN_U; n++) {
            int i = n * Shape::THREADS + threadIdx.x, k = i / QUADS % 4, e = i / (4 * QUADS);
            quads[n] = Quad::load(weights + (e * a.channels + first + k) * a.channels + blockIdx.y * B + 4 * (i % QUADS));
        }
    }

    DEVICE void writeWeights(const Quad (&quads)[Shape::OWN_U]) const {
        constexpr int QUADS = B / 4;
#pragma unroll
        for (int n = 0; n < Shape::OWN_U; n++) {
            int i = n * Shape::THREADS + threadIdx.x, k = i / QUADS % 4, e = i / (4 * QUADS);
            quads[n].store(u() + e * Shape::U_ELEMENT + k * B + 4 * (i % QUADS));
        }
    }

    /** Transforms in place lines of six elements `step` apart that begin at elements `line` apart, two tiles at a time. */
    DEVICE void transform(int line, int step) const {
        constexpr int PAIRS = T / 2, JOBS = 6 * Shape::K * PAIRS;
        int s = step * Shape::V_ELEMENT;
        for (int job = threadIdx.x; job < JOBS; job += Shape::THREADS) {
            float* at = v() + job / (Shape::K * PAIRS) * line * Shape::V_ELEMENT + job % (Shape::K * PAIRS) * 2;
            float a[6], b[6], c[6], d[6];
#pragma unroll
            for (int i = 0; i < 6; i++) {
                float2 pair = *reinterpret_cast<const float2*>(at + i * s);
                a[i] = pair.x;
                b[i] = pair.y;
            }
            winograd::in6(a[0], a[1], a[2], a[3], a[4], a[5], c);
            winograd::in6(b[0], b[1], b[2], b[3], b[4], b[5], d);
#pragma unroll
            for (int i = 0; i < 6; i++) *reinterpret_cast<float2*>(at + i * s) = {c[i], d[i]};
        }
    }
};

/** A thread's piece of the products of an element: two groups of four tiles by one or two of four channels, groups far apart. */
template <int T, int B>
struct ConvPiece {
    using Shape = ConvBlock<T, B>;
    static constexpr int GROUPS = Shape::GROUPS, ACROSS = B / (4 * GROUPS), PER_ELEMENT = T / 8 * ACROSS;

    int element, tile, channel;
    float sum[2][GROUPS][4][4];

    DEVICE ConvPiece() : sum{} {
        int place = threadIdx.x % PER_ELEMENT;
        element = threadIdx.x / PER_ELEMENT;
        tile = place / ACROSS * 4;
        channel = place % ACROSS * 4;
    }

    DEVICE void multiply(const float* v, const float* u) {
        v += element * Shape::V_ELEMENT + tile;
        u += element * Shape::U_ELEMENT + channel;
#pragma unroll
        for (int k = 0; k < Shape::K; k++) {
            Quad x[2] = {Quad::load(v + k * T), Quad::load(v + k * T + T / 2)};
#pragma unroll
            for (int g = 0; g < GROUPS; g++) {
                Quad w = Quad::load(u + k * B + g * Shape::OUT_CHANNELS);
#pragma unroll
                for (int i = 0; i < 32; i++) {
                    float& s = sum[i / 16][g][i / 4 % 4][i % 4];
                    s = fmaf(x[i / 16].lane[i / 4 % 4], w.lane[i % 4], s);
                }
            }
        }
    }

    /** Hands out a group of tiles by one of channels. */
    template <int TILES, int CHANNELS>
    DEVICE void handOut(float* m) const {
        m += element * Shape::M_ELEMENT + tile * Shape::OUT_CHANNELS + channel;
#pragma unroll
        for (int i = 0; i < 4; i++) {
            const float* s = sum[TILES][CHANNELS][i];
            Quad{{s[0], s[1], s[2], s[3]}}.store(m + i * Shape::OUT_CHANNELS);
        }
    }
};

/** Transforms back what threads handed out, and gives each tile of a channel to the epilogue. */
template <int T, int B, class Source, class Epilogue>
DEVICE void finishTiles(const ConvWork<T, B, Source>& work, int firstTile, int firstChannel, const Epilogue& epilogue) {
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

template <int TILES, int CHANNELS, int T, int B, class Source, class Epilogue>
DEVICE void outputPass(const ConvWork<T, B, Source>& work, const ConvPiece<T, B>& piece, const Epilogue& epilogue) {
    __syncthreads();
    piece.template handOut<TILES, CHANNELS>(work.shared);
    __syncthreads();
    finishTiles(work, TILES * T / 2, CHANNELS * ConvBlock<T, B>::OUT_CHANNELS, epilogue);
}

template <int T, int B, class Source, class Epilogue>
DEVICE void convolve(const Conv& a, const Source& source, float* kept, const float* weights, const Epilogue& epilogue) {
    using Shape = ConvBlock<T, B>;
    alignas(16) __shared__ float shared[Shape::FLOATS];
    ConvWork<T, B, Source> work{a, source, blockIdx.y > 0 ? nullptr : kept, shared, a.height + 2 * a.pad - 2, a.width + 2 * a.pad - 2};
    work.findPlaces();
    ConvPiece<T, B> piece;
    RawQuad<Source> raw[Shape::OWN];
    work.read(raw, 0);
    for (int first = 0; first < a.channels; first += Shape::K) {
        Quad quads[Shape::OWN_U];
        work.readWeights(quads, weights, first);
        __syncthreads();
        work.write(raw, first);
        work.writeWeights(quads);
        __syncthreads();
        work.transform(1, 6);
        __syncthreads();
        work.transform(6, 1);
        __syncthreads();
        // Under way while the products are made.
        if (first + Shape::K < a.channels) work.read(raw, first + Shape::K);
        piece.multiply(work.v(), work.u());
    }
    outputPass<0, 0>(work, piece, epilogue);
    outputPass<1, 0>(work, piece, epilogue);
    if (Shape::GROUPS > 1) {
        outputPass<0, Shape::GROUPS - 1>(work, piece, epilogue);
        outputPass<1, Shape::GROUPS - 1>(work, piece, epilogue);
    }
}
