// The kernels around conv.cu: which source each reads and what it does with the outputs.
#include "conv.cu"

/** Sizes of a launch in floats per slot. */
struct ConvSlot {
    Arena arena;
    int slot;
    size_t input, output, norms, partials;

    DEVICE ConvSlot(const Conv& a, int sums) : arena(a.arena, a.stride, a.slots), slot(slotOf(a.slots)) {
        Tiles tiles(a.height + 2 * a.pad - 2, a.width + 2 * a.pad - 2);
        input = static_cast<size_t>(a.height) * a.width * a.channels * slot;
        output = static_cast<size_t>(tiles.height) * tiles.width * a.channels * slot;
        norms = static_cast<size_t>(NORM_ROWS) * a.channels * slot;
        partials = static_cast<size_t>(sums) * tiles.count() * a.channels * slot;
    }

    DEVICE float* maybe(Offset offset, size_t further) const {
        return offset < 0 ? nullptr : arena.at(offset) + further;
    }
};

template <int T, int B>
DEVICE void convForward(const Conv& a) {
    ConvSlot s(a, 2);
    ActivationSource source{s.arena.at(a.input) + s.input, s.arena.at(a.norms) + s.norms, a.channels};
    StatisticsEpilogue epilogue{s.arena.at(a.output) + s.output, s.arena.at(a.partials) + s.partials};
    convolve<T, B>(a, source, s.maybe(a.kept, s.input), s.arena.at(a.weights), epilogue);
}

template <int T, int B>
DEVICE void convFrozen(const Conv& a) {
    ConvSlot s(a, 0);
    BiasedSource source{s.arena.at(a.input) + s.input, s.arena.at(a.bias)};
    convolve<T, B>(a, source, nullptr, s.arena.at(a.weights), PlainEpilogue{s.arena.at(a.output) + s.output});
}

/** The gradient at the activations of a slot: at the top one map for all, and none in the slot of the second order. */
DEVICE GradientSource gradientSource(const Conv& a, const ConvSlot& s) {
    bool second = s.slot == a.secondOrder;
    const float* gradient = s.arena.at(a.input) + (a.top ? 0 : s.input);
    float above = !a.top ? 1.f : s.slot == 0 ? a.factor0 : a.factor1;
    return {gradient,
            s.arena.at(a.z) + s.input,
            s.arena.at(a.norms) + s.norms,
            second ? s.arena.at(a.inner) : nullptr,
            second ? s.arena.at(a.adjoint) : nullptr,
            a.channels,
            above,
            second,
            !(a.top && second)};
}

template <int T, int B>
DEVICE void convBack(const Conv& a) {
    ConvSlot s(a, 2);
    GradientEpilogue epilogue{s.arena.at(a.output) + s.output, s.arena.at(a.partials) + s.partials,
                              s.arena.at(a.outZ) + s.output, s.arena.at(a.outNorms) + s.norms};
    convolve<T, B>(a, gradientSource(a, s), s.maybe(a.kept, s.input), s.arena.at(a.weights), epilogue);
}

template <int T, int B>
DEVICE void convAscend(const Conv& a) {
    ConvSlot s(a, 3);
    AdjointSource source{s.arena.at(a.input), s.arena.at(a.z), s.arena.at(a.norms), s.arena.at(a.penaltyNorms), a.channels};
    AscentEpilogue epilogue{s.arena.at(a.output), s.arena.at(a.partials), s.arena.at(a.outZ), s.arena.at(a.outNorms),
                            s.arena.at(a.outInner)};
    convolve<T, B>(a, source, s.maybe(a.kept, 0), s.arena.at(a.weights), epilogue);
}

#define CONV_KERNELS(T, B, BLOCKS)                                                                                   \
    extern "C" __global__ void __launch_bounds__(ConvBlock<T, B>::THREADS, BLOCKS) conv_forward_##T##x##B(const Conv a) {     \
        convForward<T, B>(a);                                                                                        \
    }                                                                                                                \
    extern "C" __global__ void __launch_bounds__(ConvBlock<T, B>::THREADS, BLOCKS) conv_frozen_##T##x##B(const Conv a) {      \
        convFrozen<T, B>(a);                                                                                         \
    }                                                                                                                \
    extern "C" __global__ void __launch_bounds__(ConvBlock<T, B>::THREADS, BLOCKS) conv_back_##T##x##B(const Conv a) {        \
        convBack<T, B>(a);                                                                                           \
    }                                                                                                                \
    extern "C" __global__ void __launch_bounds__(ConvBlock<T, B>::THREADS, BLOCKS) conv_ascend_##T##x##B(const Conv a) {      \
        convAscend<T, B>(a);                                                                                         \
    }

CONV_KERNELS(16, 16, 2)
CONV_KERNELS(16, 32, 1)
CONV_KERNELS(16, 64, 1)
