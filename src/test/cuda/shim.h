// CUDA's words for a C++ compiler: a block's threads run as fibres, one after the other between barriers, so that the kernels' own sources
// run on a CPU.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>

#define __global__
#define __device__
#define __constant__
#define __forceinline__ inline
#define __shared__ static
#define __launch_bounds__(...)

struct Dim3 {
    unsigned x = 1, y = 1, z = 1;
};
struct float2 {
    float x, y;
};
struct float4 {
    float x, y, z, w;
};

extern Dim3 threadIdx, blockIdx, blockDim, gridDim;

namespace shim {
/** What threads of a warp hand to each other. */
extern float exchanged[1024];
extern unsigned linearThread;

/** Lets the other threads of the block come as far. */
void barrier();

/** Order in which a block's threads run between barriers: 0 ascending, 1 descending, else shuffled by it. */
extern unsigned order;

/** Runs a grid. */
void launch(Dim3 grid, Dim3 block, const std::function<void()>& kernel);
}  // namespace shim

inline void __syncthreads() { shim::barrier(); }

/** All threads of the block must call it. */
inline float __shfl_xor_sync(unsigned, float value, int mask) {
    unsigned self = shim::linearThread;
    shim::exchanged[self] = value;
    shim::barrier();
    float other = shim::exchanged[self ^ mask];
    shim::barrier();
    return other;
}
inline float __uint_as_float(unsigned bits) {
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}
inline unsigned __float_as_uint(float value) {
    unsigned bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}
inline int min(int a, int b) { return a < b ? a : b; }
inline int max(int a, int b) { return a > b ? a : b; }
