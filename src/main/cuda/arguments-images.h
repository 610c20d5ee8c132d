// What the kernels of losses and images are given; as in arguments.h.
#pragma once

/**
 * Losses in double, kernels loss_critic and loss_generator, grid (1, 1, trainings), block 128; run beside the rest.
 *  loss_critic: losses[*cursor][3] = -score(real), score(fake), penalty; windowSums [3][9][C] (real, fake, ..), tail as it was before Adam
 *     (oldTail: [9][C] weights, bias, written by update_critic_tail), gradient = image gradient (height x width, c).
 *  loss_generator: losses[*cursor][2] = -score, reconstruction. The look's score from rowSums [1][mapH + 2][3][C] of the slot looked at;
 *     lossRows (double)[height]; with score = 0 the score is taken from `score` (a double kept from the first step), else written there.
 */
struct LossCritic {
    char* arena;
    Offset stride;
    Offset windowSums, oldTail, gradient, losses, cursor;
    double penaltyWeight;
    int height, width, channels, few;
    float mapN;
    int unused;
};
struct LossGenerator {
    char* arena;
    Offset stride;
    Offset rowSums, tail, tailBias, lossRows, score, losses, cursor;
    double reconstructionWeight, values;
    int rows, mapHeight, channels, makeScore;
    float mapN;
    int unused;
};

/**
 * Input of a generator: kernel prepare, grid (ceil(values / 128), 1, trainings * slots), block 128, values = c * (height + 2 border) * (width + 2 border).
 *  previous (image [slot] height x width) = bicubic enlargement, over 8 bits, of `below` (image [slot] belowHeight x belowWidth; -1: zeros), by tables
 *  (6 taps: rowPlaces int[height][6], rowWeights double[height][6], and columns);
 *  input (image [slot], with border) = fma(amplitude, noise, previous, or 0 in the border). input -1: not written.
 *  Noise: with `fixedNoise` >= 0 read there (image, c channels), else normals of the stream `stream` (uint32 key[2], uint64 counter), block
 *  counter + firstBlock + slot * blocksPerSlot, in the order channel, row, column; plane = 1: one plane for all channels.
 *  amplitude is read from the arena (one float).
 */
struct Prepare {
    char* arena;
    Offset stride;
    Offset below, rowPlaces, rowWeights, columnPlaces, columnWeights, previous, input, fixedNoise, stream, amplitude, firstBlock, blocksPerSlot;
    int slots, height, width, border, few, belowHeight, belowWidth, plane;
};

/**
 * The critic's mixed images: kernel mix_images, grid (ceil(values / 128), 1, trainings * slots), block 128: for step s, images + s * imagesStride
 * holds [4][H][W][c] real, fake, mixed, adjoint; mixed = fma(alpha, real, (1-alpha)*fake). alpha: from alphas[s], or with alphas = -1 a uniform of the stream,
 * block counter + firstBlock + s * blocksPerSlot. copyReal >= 0: an image that is written as real first.
 */
struct MixImages {
    char* arena;
    Offset stride;
    Offset images, imagesStride, alphas, copyReal, stream, firstBlock, blocksPerSlot;
    int slots, values;
};

/** End of an iteration: kernel advance, grid (1, 1, trainings), block 32: *cursor += 1, the stream's counter += blocks. */
struct Advance {
    char* arena;
    Offset stride;
    Offset cursor, stream, blocks;
};

/** n normals of a stream as they are (for tests, and for draws once per scale): kernel normals, grid (ceil(n / 512), 1, trainings), block 128. */
struct Normals {
    char* arena;
    Offset stride;
    Offset stream, firstBlock, output, count;
};
