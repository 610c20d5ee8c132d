// What all kernels share. Compiled by nvcc with -fmad=false, or by a C++ compiler with -ffp-contract=off and the tests' shim.
#pragma once
#include "arguments.h"
#ifndef __CUDACC__
#include "shim.h"
#endif

#define DEVICE __device__ __forceinline__

/** The part of the arguments' memory that belongs to this block's training. */
struct Arena {
    char* base;

    DEVICE Arena(char* arena, Offset stride, int slots) : base(arena + (blockIdx.z / slots) * stride) {}

    template <class V = float>
    DEVICE V* at(Offset offset) const {
        return reinterpret_cast<V*>(base + offset);
    }
};

DEVICE int slotOf(int slots) { return blockIdx.z % slots; }

DEVICE float leaky(float y) { return y > 0.f ? y : 0.2f * y; }

DEVICE float slope(float y, float above) { return y > 0.f ? above : 0.2f * above; }

DEVICE int divideUp(int a, int b) { return (a + b - 1) / b; }

/** How a map is cut into tiles of 4x4. */
struct Tiles {
    int height, width, rows, columns;

    DEVICE Tiles(int height, int width)
        : height(height), width(width), rows(divideUp(height, 4)), columns(divideUp(width, 4)) {}

    DEVICE int count() const { return rows * columns; }

    /** Rows of the map that a row of tiles covers. */
    DEVICE int rowsIn(int tileRow) const { return min(4, height - 4 * tileRow); }

    DEVICE int columnsIn(int tileColumn) const { return min(4, width - 4 * tileColumn); }
};
