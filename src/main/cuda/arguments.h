// What the kernels are given. Every kernel has exactly one parameter, one of these structs by value: first the 8-byte fields, then the
// 4-byte ones, no padding between, so that a host can write them in order.
//
// Several trainings of the same shape run side by side: training t's memory begins at arena + t * stride, and all fields of type Offset are
// BYTE offsets into it (-1: not there). blockIdx.z = training * slots + slot; kernels without slots have blockIdx.z = training.
//
// Formats (floats; C = channels of hidden maps, padded to a multiple of 16; c = 1 or 3 channels of an image; T = tiles of a map):
//   image     [slot][H][W][c]                    4-byte aligned
//   map       [slot][H][W][C]                    16-byte aligned, as all that follow
//   partials  [slot][2 or 3][T][C]               tile sums; T = tileRows * tilesPerRow, tiles of 4x4 of the map concerned
//   norms     [slot][NORM_ROWS][C]               per-channel constants of one layer, rows below
//   few/many weights (layer 0, tail) [9][c][C]   tap = 3 ky + kx
//   hidden weights [9][C in][C out];  U, flipped U  [36][C][C]
#pragma once

typedef long long Offset;

/** Rows of `norms`. */
enum NormRow {
    MEAN = 0,      // forward: mean, 1 / sqrt(var + 1e-5), scale, shift of z
    INV = 1,
    SCALE = 2,
    SHIFT = 3,
    TRACKED = 4,   // unbiased variance
    GR = 5,        // dz = fma(g, GR, fma(z, BY_Z, CONSTANT)); second order: the same rows of the mixed slot
    BY_Z = 6,
    CONSTANT = 7,
    BETA_PART = 8,   // G
    GAMMA_PART = 9,  // T * inv
    MEAN0 = 10,      // of the descent: g bar and C, kept where `keep` is set
    MEAN1 = 11,
    BY_G = 12,       // second order, mixed slot
    BY_V = 13,
    NORM_ROWS = 16
};
/** Rows of `norms` in the penalty's slot (3), which has no statistics of its own: what the ascent found (rows GR, BY_Z, CONSTANT too). */
enum PenaltyRow { V_MEAN = 0, COVARIANCE = 1, V_BY_Z = 2, PENALTY_GAMMA = 3 };

/**
 * Hidden to hidden convolution (Winograd F(4x4,3x3)).
 * Kernels conv_forward_V, conv_frozen_V, conv_back_V, conv_ascend_V in the variants V = TxB (tiles x output channels of a block):
 * 16x16, 16x32, 16x64 (C must be a multiple of B). The larger, the fewer operations per product, but the fewer blocks.
 * Grid (ceil(outTiles / T), C / B, trainings * slots), block 288 (16x16) or 576, no dynamic shared memory.
 *  forward: reads leaky(z * scale + shift) of `input`, writes `kept` = these activations, output z, partials (2: s_t, q_t).
 *  frozen:  reads leaky(input + bias), writes output only.
 *  back:    pad 2, flipped U. Reads dz made from gradient `input`, `z`, `norms`; slot `secondOrder` the second-order dz, from `inner` and
 *           `adjoint` (v), too. Writes `kept` = dz, output (the gradient below), partials (2: G, T) with outZ, outNorms.
 *           With top = 1 `input` is one map for all slots (inner_3), multiplied into by factor0 (slot 0), factor1 (slot 1).
 *  ascend:  reads fma(v, gr, fma(z, byZ, constant)) * slope of `input` = v, `z`, `norms` (mixed slot), `penaltyNorms` (slot 3);
 *           writes `kept` = these, output v, partials (3: v, v*g, v*(z-mean)) with outZ, outNorms (mixed), outInner.
 * Each offset is that of the launch's first slot.
 */
struct Conv {
    char* arena;
    Offset stride;
    Offset input, z, norms, penaltyNorms, inner, adjoint, kept, weights, bias, output, partials, outZ, outNorms, outInner;
    int slots, height, width, pad, channels, secondOrder, top;
    float factor0, factor1;
    int unused;
};

/**
 * Image to hidden convolution, direct. Kernels few_forward (partials 2: s_t, q_t), few_frozen (none), few_back (the gradient at the tail's
 * input: flip = 1, pad = 2; partials 2: G, T with outZ, outNorms), few_ascend (v_0: partials 3 with outZ, outNorms, outInner).
 * Grid (ceil(outTiles * C / 128), 1, trainings * slots), block 128.
 * The image is height x width, zeros around it by pad; output (height + 2 pad - 2) x (width + 2 pad - 2).
 */
struct Few {
    char* arena;
    Offset stride;
    Offset image, weights, output, partials, outZ, outNorms, outInner;
    int slots, height, width, pad, channels, few, flip, unused;
};

/**
 * Hidden to image convolution, direct, on a map height x width.
 *  many_tail:   pad 0, input leaky(z * scale + shift); tanh, + previous. Writes `tanh` (image) and `output` (image; slot stride
 *               `outputStride` bytes, so that fakes can land in the critic's images).
 *  many_frozen: the same of leaky(input + bias); writes `output` only (tanh = -1).
 *  many_gradient: pad 2, flip 1; input the dz made of gradient `input`, `z`, `norms`; writes `kept` = dz, `output` = image gradient,
 *               `adjointImage` (-1: not) = the gradient times the penalty's factor, penaltyFactor = (float)(2 * weight / positions).
 * Grid (ceil(outH * ceil(outW / 4) / 8), 1, trainings * slots), block 128. tailBias: c floats.
 */
struct Many {
    char* arena;
    Offset stride;
    Offset input, z, norms, bias, kept, weights, tailBias, previous, tanh, output, outputStride, adjointImage;
    int slots, height, width, channels, few;
    float penaltyFactor;
};

/**
 * Inner gradient at the critic's last activations and the partials (2: G, T) of slots real, fake, mixed.
 * Kernel critic_top; slots is 3 (step), or 1 (look: z, norms, partials then of the slot looked at and factors[0] = 1).
 * Grid (ceil(T * C / 128), 1, trainings * slots), block 128. height x width are the last activations' (map + 2).
 * Writes `inner` once. Slot s has factor s == slots - 1 ? 1 : s == 0 ? factor0 : factor1 (-1f/mapN, 1f/mapN).
 */
struct Top {
    char* arena;
    Offset stride;
    Offset z, norms, weights, inner, partials;
    int slots, height, width, channels;
    float factor0, factor1;
};

/**
 * From partials to constants. height x width are the extents of the map whose statistics they are.
 *  finish_forward: MEAN .. TRACKED of each slot; running statistics tracked slot by slot (ascending), each `tracks` times.
 *  finish_backward: GR .. GAMMA_PART, with keep MEAN0, MEAN1; slot secondOrder (else -1) gets the second order's (l < 3), for which
 *      MEAN0, MEAN1 of the descent are read, and penaltyNorms.
 *  finish_ascent: penaltyNorms' rows (slots = 1; norms the mixed slot's); with top = 1 also the mixed slot's second order rows (l = 3).
 * Grid (C / 8, 1, trainings), block (8, R, slots), R = max(1, min(tileRows, 128 / slots)); needs 8 * R * slots <= 1024.
 * gamma, beta: C floats each; runningMean, runningVar: C floats each.
 */
struct Finish {
    char* arena;
    Offset stride;
    Offset partials, norms, penaltyNorms, gamma, beta, runningMean, runningVar;
    int slots, height, width, channels, tracks, keep, secondOrder, top;
    float unbias;
    int unused;
};

/** The running statistics once more: kernel track, grid (ceil(C / 64), 1, trainings), block 64; one slot of one layer. */
struct Track {
    char* arena;
    Offset stride;
    Offset norms, runningMean, runningVar;
    int channels, tracks;
};

/**
 * Chunks of the hidden weights' gradient: kernels gradient_hidden_B, B = 16 or 32. `input` = activations map [slot] height x width, `dz` [slot]
 * (height-2) x (width-2). Grid ((C/B)^2, chunks, trainings), block 288 (B = 16) or 576.
 * Slot-chunk number firstChunk + blockIdx.y (slot = number / chunksPerSlot) goes to scratch[blockIdx.y][36][C][C].
 */
struct HiddenGradient {
    char* arena;
    Offset stride;
    Offset input, dz, scratch;
    int height, width, channels, chunksPerSlot, rowsPerChunk, firstChunk;
};

/**
 * Sums of slot-chunks in order: kernel sum_chunks, grid (ceil(36*C*C / 256), 1, trainings), block 256:
 * sums = (first ? +0 : sums) + scratch[0] + ... Needed only where the scratch does not hold all slot-chunks at once.
 */
struct SumChunks {
    char* arena;
    Offset stride;
    Offset scratch, sums;
    int channels, chunks, first, unused;
};

/** Adam's constants. rate and eps lie at schedule[2 * (*cursor * perIteration + index)] (cursor: an int in the arena; -1: 0). */
struct Adam {
    Offset schedule, cursor;
    int index, perIteration;
    float keep1, take1, keep2, take2;
};

/**
 * One hidden layer: dU = (sums or +0) + scratch[0..chunks-1], gradient of the weights, Adam, U and flipped U.
 * Kernel update_hidden, grid (C*C / 16, 1, trainings), block 576. All arrays of weights [9][C][C]. sums -1: +0.
 */
struct UpdateHidden {
    char* arena;
    Offset stride;
    Offset scratch, sums, weights, gradient, first, second, u, flippedU;
    Adam adam;
    int channels, chunks;
};

/** U and flipped U of given weights: kernel make_u, grid (ceil(C*C / 128), 1, trainings), block 128. u or flippedU may be -1. */
struct MakeU {
    char* arena;
    Offset stride;
    Offset weights, u, flippedU;
    int channels, unused;
};

/**
 * Row sums of the gradient of few/many weights: kernels few_gradient_layer0 (many = dz made of gradient `gradient`, `z`, `norms`, and with
 * slot secondOrder, `inner`, `adjoint`, as in conv_back; slot `ready` (else -1) has its dz in `dz` already; few = image height x width with
 * zeros by pad around it) and few_gradient_tail (few = image `image` of the output's gradient; many = leaky(z * scale + shift), map height x width).
 * Grid (rows, 1, trainings * slots), block 3 * C; rows = rows of the output's gradient.
 * Writes rows[slot][rows][9][c][C].  `dz` is the offset of slot 0's.
 */
struct FewGradient {
    char* arena;
    Offset stride;
    Offset image, gradient, z, norms, inner, adjoint, dz, rowSums;
    int slots, height, width, pad, channels, few, secondOrder, ready;
};

/**
 * Row sums of the critic's last activations (slots 0..2: leaky; slot `adjointSlot` (else -1): as conv_ascend reads), kernel window_rows:
 * rows[slot][height][3][C]. Grid (height, 1, trainings * slots), block C. `z`, `norms` are those of slot 0 of the launch;
 * adjoint slot: v = its own slot's map, z and norms of the slot before it.
 */
struct WindowRows {
    char* arena;
    Offset stride;
    Offset z, norms, rowSums;
    int slots, height, width, channels, adjointSlot, unused;
};

/**
 * Adam for what few/many weights there are in one launch: kernel update_few: sum over slots and rows of rowSums, then Adam.
 * Grid (9 * c * C / 16, 1, trainings), block (16, 32).
 */
struct UpdateFew {
    char* arena;
    Offset stride;
    Offset rowSums, weights, gradient, first, second;
    Adam adam;
    int slots, rows, channels, few;
};

/**
 * The critic's tail: kernel update_critic_tail, grid (9 * C / 16, 1, trainings), block (16, 8, 3): window sums of slots real, fake, penalty from
 * rowSums (slot stride in the order real, fake, mixed, penalty: slots 0, 1, 3), kept in windowSums [3][9][C]; Adam of weights [9][C];
 * bias: 1 float, with gradient 0.
 */
struct UpdateCriticTail {
    char* arena;
    Offset stride;
    Offset rowSums, windowSums, weights, gradient, first, second, bias, biasGradient, biasFirst, biasSecond, oldTail;
    Adam adam;
    int height, width, channels;
    float mapN;
};

/**
 * Adam for gamma and beta of all four layers: kernel update_norms, grid (4, 1, trainings), block C. norms: 4 layers at norms + layer * layerStride
 * (bytes). critic = 1: penalty + real + fake + mixed (layers < 3); 0: slots 0, 1. gamma, beta and their gradients and moments: [4][C] each.
 */
struct UpdateNorms {
    char* arena;
    Offset stride;
    Offset norms, layerStride;
    Offset gamma, gammaGradient, gammaFirst, gammaSecond, beta, betaGradient, betaFirst, betaSecond;
    Adam adam;
    int channels, critic;
};

/**
 * Generator: gradient at the outputs before tanh, slots fake, reconstruction: kernel output_gradient, grid (height, 1, trainings * 2), block 128:
 * writes outGradient (image [2]), biasRows[2][height][c] and lossRows (double)[height] (reconstruction only).
 * tanh, previous: images [2] (fake, reconstruction); previousStride bytes between the two.
 */
struct OutputGradient {
    char* arena;
    Offset stride;
    Offset criticGradient, tanh, previous, previousStride, real, outGradient, biasRows, lossRows;
    int height, width, few;
    float adversarial, squared;
    int unused;
};

/** The generator's last biases: kernel update_bias, grid (1, 1, trainings), block 32. biasRows as above; c floats each. */
struct UpdateBias {
    char* arena;
    Offset stride;
    Offset biasRows, bias, gradient, first, second;
    Adam adam;
    int rows, few;
};

#include "arguments-images.h"
