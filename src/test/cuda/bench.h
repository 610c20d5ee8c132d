// Memory and launches of the kernels' tests, on the CPU by the shim or, compiled by nvcc, on a GPU: two trainings of random values side by side. A test
// describes its memory, fills in what a kernel must make of it, and runs the kernel; all bytes are then compared, so that nothing else may have changed.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "arguments.h"

#ifndef __CUDACC__
#include "shim.h"
#endif

struct Dims {
    unsigned x, y = 1, z = 1;
};

constexpr int TRAININGS = 2;

class Bench {
   public:
    /** Reserves floats, filled with values in [-1, 1). */
    Offset floats(size_t count, bool positive = false) {
        Offset at = size;
        size += (4 * count + 255) / 256 * 256;
        fills.push_back({at, count, positive});
        return at;
    }

    void begin(unsigned seed) {
        std::mt19937 random(seed);
        actual.assign(size * TRAININGS, 0);
        for (int t = 0; t < TRAININGS; t++)
            for (auto& fill : fills)
                for (size_t i = 0; i < fill.count; i++) {
                    float value = static_cast<float>(static_cast<int>(random() >> 8) - (1 << 23)) / (1 << 23);
                    at(actual, t, fill.at)[i] = fill.positive ? std::fabs(value) + 0.1f : value;
                }
        expected = actual;
    }

    /** Where the expected values of a training lie: inputs, and places to write outputs. */
    float* want(int training, Offset offset) { return at(expected, training, offset); }
    float* have(int training, Offset offset) { return at(actual, training, offset); }

    /** What a kernel may leave there does not matter. */
    void ignore(Offset offset, size_t count) {
        for (int t = 0; t < TRAININGS; t++) std::memcpy(want(t, offset), have(t, offset), 4 * count);
    }

    template <class A>
    void place(A& arguments) {
        arguments.arena = actual.data();
        arguments.stride = size;
    }

    template <class A>
    void run(void (*kernel)(A), Dims grid, Dims block, std::remove_const_t<A> arguments);

    /** Compares, and prints where the first difference is. */
    bool compare(const std::string& name) {
        for (int t = 0; t < TRAININGS; t++)
            for (auto& fill : fills)
                for (size_t i = 0; i < fill.count; i++) {
                    float w = want(t, fill.at)[i], h = have(t, fill.at)[i];
                    if (std::memcmp(&w, &h, 4) && !(w != w && h != h)) {
                        std::printf("%s: training %d, region at %lld, value %zu: %.9g instead of %.9g\n", name.c_str(), t, fill.at, i, h, w);
                        return false;
                    }
                }
        return true;
    }

    std::vector<char> actual, expected;
    Offset size = 0;

   private:
    struct Fill {
        Offset at;
        size_t count;
        bool positive;
    };
    std::vector<Fill> fills;

    float* at(std::vector<char>& bytes, int training, Offset offset) {
        return reinterpret_cast<float*>(bytes.data() + training * size + offset);
    }
};

#ifdef __CUDACC__
inline void check(cudaError_t error, const char* what) {
    if (error == cudaSuccess) return;
    std::printf("%s: %s\n", what, cudaGetErrorString(error));
    std::exit(2);
}

template <class A>
void Bench::run(void (*kernel)(A), Dims grid, Dims block, std::remove_const_t<A> arguments) {
    char* device;
    check(cudaMalloc(&device, actual.size()), "memory");
    check(cudaMemcpy(device, actual.data(), actual.size(), cudaMemcpyHostToDevice), "to the device");
    arguments.arena = device;
    arguments.stride = size;
    void* parameters[] = {&arguments};
    check(cudaLaunchKernel(reinterpret_cast<const void*>(kernel), dim3(grid.x, grid.y, grid.z), dim3(block.x, block.y, block.z), parameters, 0, 0), "launch");
    check(cudaDeviceSynchronize(), "kernel");
    check(cudaMemcpy(actual.data(), device, actual.size(), cudaMemcpyDeviceToHost), "from the device");
    cudaFree(device);
}
#else
template <class A>
void Bench::run(void (*kernel)(A), Dims grid, Dims block, std::remove_const_t<A> arguments) {
    place(arguments);
    shim::launch({grid.x, grid.y, grid.z}, {block.x, block.y, block.z}, [&] { kernel(arguments); });
}
#endif
