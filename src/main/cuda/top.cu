// The gradient of the critic's scores at its last activations: it is the same in each image, and depends on the weights alone.
#include "epilogue.h"

/** The taps of a tail's weight that meet a position lie in low..high along an axis. */
DEVICE float tailSum(const float* weights, int channels, int y, int x, int mapHeight, int mapWidth) {
    float sum = 0.f;
#pragma unroll
    for (int tap = 8; tap >= 0; tap--) {
        // Flipped: the first in the order of the padded map of ones is the last of the weights.
        int row = y - tap / 3, column = x - tap % 3;
        bool inside = row >= 0 && row < mapHeight && column >= 0 && column < mapWidth;
        sum = fmaf(inside ? 1.f : 0.f, weights[tap * channels], sum);
    }
    return sum;
}

extern "C" __global__ void __launch_bounds__(128) critic_top(const Top a) {
    Arena arena(a.arena, a.stride, a.slots);
    Tiles tiles(a.height, a.width);
    int thread = blockIdx.x * blockDim.x + threadIdx.x, slot = slotOf(a.slots);
    int tile = thread / a.channels, channel = thread % a.channels;
    if (tile >= tiles.count()) return;
    int y0 = 4 * (tile / tiles.columns), x0 = 4 * (tile % tiles.columns);
    TilePlace place{tiles.rowsIn(y0 / 4), tiles.columnsIn(x0 / 4), (y0 * a.width + x0) * a.channels + channel,
                    a.width * a.channels, a.channels, tile, tiles.count(), channel};
    const float* weights = arena.at(a.weights) + channel;
    float d[4][4];
#pragma unroll
    for (int i = 0; i < 16; i++)
        d[i / 4][i % 4] = tailSum(weights, a.channels, y0 + i / 4, x0 + i % 4, a.height - 2, a.width - 2);
    size_t map = static_cast<size_t>(a.height) * a.width * a.channels * slot;
    GradientEpilogue epilogue{arena.at(a.inner), arena.at(a.partials) + static_cast<size_t>(2 * slot) * tiles.count() * a.channels,
                              arena.at(a.z) + map, arena.at(a.norms) + NORM_ROWS * a.channels * slot};
    bool last = slot == a.slots - 1;
    if (last) storeTile(epilogue.output, place, d);
    epilogue.sums(place, d, last ? 1.f : slot == 0 ? a.factor0 : a.factor1);
}
