// Image to hidden convolutions, direct: a thread makes a tile of 4x4 positions of one channel, so that the sums over the tile need nobody else.
#include "epilogue.h"

/** The tile and channel of a thread. */
struct FewWork {
    const Few& a;
    int tile, channel;
    Tiles tiles;

    DEVICE explicit FewWork(const Few& a)
        : a(a), tiles(a.height + 2 * a.pad - 2, a.width + 2 * a.pad - 2) {
        int thread = blockIdx.x * blockDim.x + threadIdx.x;
        tile = thread / a.channels;
        channel = thread % a.channels;
    }

    DEVICE TilePlace place() const {
        int ty = tile / tiles.columns, tx = tile % tiles.columns;
        return {tiles.rowsIn(ty), tiles.columnsIn(tx), (4 * ty * tiles.width + 4 * tx) * a.channels + channel,
                tiles.width * a.channels, a.channels, tile, tiles.count(), channel};
    }

    /** A row of four outputs. */
    template <int F>
    DEVICE void row(const float* image, const float (&weights)[9 * F], int r, float (&sum)[4]) const {
        int y0 = 4 * (tile / tiles.columns) + r - a.pad, x0 = 4 * (tile % tiles.columns) - a.pad;
        float s[3][6 * F];
#pragma unroll
        for (int i = 0; i < 18 * F; i++) {
            int y = y0 + i / (6 * F), x = x0 + i % (6 * F) / F;
            bool inside = y >= 0 && y < a.height && x >= 0 && x < a.width;
            s[i / (6 * F)][i % (6 * F)] = inside ? image[(y * a.width + x) * F + i % F] : 0.f;
        }
#pragma unroll
        for (int x = 0; x < 4; x++) {
            sum[x] = 0.f;
#pragma unroll
            for (int i = 0; i < 9 * F; i++)
                sum[x] = fmaf(s[i / (3 * F)][x * F + i % (3 * F)], weights[i], sum[x]);
        }
    }

    template <int F, class Epilogue>
    DEVICE void run(const float* image, const float* from, const Epilogue& epilogue) const {
        float weights[9 * F], d[4][4];
#pragma unroll
        for (int i = 0; i < 9 * F; i++) {
            int tap = a.flip ? 8 - i / F : i / F;
            weights[i] = from[(tap * F + i % F) * a.channels + channel];
        }
#pragma unroll
        for (int r = 0; r < 4; r++) row<F>(image, weights, r, d[r]);
        epilogue(place(), d);
    }
};

/** Sizes in floats up to a launch's slot. */
struct FewSlot {
    Arena arena;
    size_t image, output, norms, partials;

    DEVICE FewSlot(const Few& a, int sums) : arena(a.arena, a.stride, a.slots) {
        size_t slot = slotOf(a.slots);
        Tiles tiles(a.height + 2 * a.pad - 2, a.width + 2 * a.pad - 2);
        image = slot * a.height * a.width * a.few;
        output = slot * tiles.height * tiles.width * a.channels;
        norms = slot * NORM_ROWS * a.channels;
        partials = slot * sums * tiles.count() * a.channels;
    }
};

template <class Epilogue>
DEVICE void fewToMany(const Few& a, const FewSlot& s, const Epilogue& epilogue) {
    FewWork work(a);
    if (work.tile >= work.tiles.count()) return;
    const float* image = s.arena.at(a.image) + s.image;
    const float* weights = s.arena.at(a.weights);
    if (a.few == 1) {
        work.run<1>(image, weights, epilogue);
    } else {
        work.run<3>(image, weights, epilogue);
    }
}

extern "C" __global__ void __launch_bounds__(128) few_forward(const Few a) {
    FewSlot s(a, 2);
    fewToMany(a, s, StatisticsEpilogue{s.arena.at(a.output) + s.output, s.arena.at(a.partials) + s.partials});
}

extern "C" __global__ void __launch_bounds__(128) few_frozen(const Few a) {
    FewSlot s(a, 0);
    fewToMany(a, s, PlainEpilogue{s.arena.at(a.output) + s.output});
}

extern "C" __global__ void __launch_bounds__(128) few_back(const Few a) {
    FewSlot s(a, 2);
    fewToMany(a, s, GradientEpilogue{s.arena.at(a.output) + s.output, s.arena.at(a.partials) + s.partials,
                                     s.arena.at(a.outZ) + s.output, s.arena.at(a.outNorms) + s.norms});
}

extern "C" __global__ void __launch_bounds__(128) few_ascend(const Few a) {
    FewSlot s(a, 3);
    fewToMany(a, s, AscentEpilogue{s.arena.at(a.output), s.arena.at(a.partials), s.arena.at(a.outZ),
                                   s.arena.at(a.outNorms), s.arena.at(a.outInner)});
}
