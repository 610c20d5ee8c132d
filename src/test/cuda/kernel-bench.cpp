// Times of the kernels by events on a GPU (nvcc only): what a launch takes with its real geometry, launches of the same kernel one after the other. Arguments: heightxwidthxchannels ...
#include "kernels.cu"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "bench.h"
#include "test-conv.h"

namespace {
constexpr int REPEATS = 20;

/** Memory for all kernels of a size, filled with random values. */
struct Timing {
    int H, W, C, F = 3;
    Offset size = 0;
    char* arena = nullptr;
    cudaStream_t stream;
    cudaEvent_t start, stop;

    Timing(int H, int W, int C) : H(H), W(W), C(C) {
        check(cudaStreamCreate(&stream), "stream");
        check(cudaEventCreate(&start), "event");
        check(cudaEventCreate(&stop), "event");
    }
    Offset floats(size_t count) {
        Offset at = size;
        size += (4 * count + 255) / 256 * 256;
        return at;
    }
    void allocate() {
        check(cudaMalloc(&arena, size), "memory");
        std::vector<float> values(size / 4);
        unsigned state = 1;
        for (float& v : values) {
            state = state * 1664525u + 1013904223u;
            v = (static_cast<int>(state >> 8) - (1 << 23)) * (1.f / (1 << 23));
        }
        check(cudaMemcpy(arena, values.data(), size, cudaMemcpyHostToDevice), "copy");
    }
    ~Timing() { cudaFree(arena); }

    /** Microseconds of a launch, the median of seven runs of twenty. */
    template <class A>
    float time(void (*kernel)(A), Dims grid, Dims block, std::remove_const_t<A> a) {
        a.arena = arena, a.stride = size;
        void* parameters[] = {&a};
        std::vector<float> times;
        for (int run = 0; run < 8; run++) {
            check(cudaEventRecord(start, stream), "record");
            for (int i = 0; i < REPEATS; i++)
                check(cudaLaunchKernel(reinterpret_cast<const void*>(kernel), dim3(grid.x, grid.y, grid.z), dim3(block.x, block.y, block.z), parameters, 0, stream), "launch");
            check(cudaEventRecord(stop, stream), "record");
            check(cudaEventSynchronize(stop), "kernel");
            float ms;
            check(cudaEventElapsedTime(&ms, start, stop), "time");
            if (run) times.push_back(ms * 1000 / REPEATS);
        }
        std::sort(times.begin(), times.end());
        return times[times.size() / 2];
    }
    template <class A>
    void report(const std::string& name, void (*kernel)(A), Dims grid, Dims block, const A& a, double products = 0) {
        float us = time<A>(kernel, grid, block, a);
        std::printf("%4dx%-4dx%-4d %-26s %9.2f us", H, W, C, name.c_str(), us);
        if (products > 0) std::printf("  %6.2f TFLOP/s of products, blocks %u", 2 * products / us / 1e6, grid.x * grid.y * grid.z);
        std::printf("\n");
    }
};

void timeConvs(Timing& m) {
    int H = m.H, W = m.W, C = m.C;
    size_t map = size_t(4) * (H + 2) * (W + 2) * C;
    Offset in = m.floats(map), z = m.floats(map), kept = m.floats(map), out = m.floats(map), outZ = m.floats(map), inner = m.floats(map), adjoint = m.floats(map);
    Offset u = m.floats(36 * C * C), norms = m.floats(4 * NORM_ROWS * C), partials = m.floats(size_t(4) * 3 * tilesOf(H + 2, W + 2) * C);
    m.allocate();
    for (const Variant& v : VARIANTS) {
        if (C % v.channels) continue;
        Shape s{C, 3, H, W, 3};
        Conv a = {};
        a.input = in, a.z = z, a.norms = a.penaltyNorms = a.outNorms = norms, a.inner = inner, a.adjoint = adjoint, a.kept = kept, a.weights = u, a.bias = norms;
        a.output = out, a.partials = partials, a.outZ = outZ, a.outInner = inner, a.slots = 3, a.height = H, a.width = W, a.channels = C, a.secondOrder = -1;
        auto grid = [&](int pad, int slots) {
            Dims g = v.grid(s, pad, slots);
            g.z = slots;
            return g;
        };
        double tile = 36. * C * C, forward = tile * tilesOf(H - 2, W - 2), back = tile * tilesOf(H + 2, W + 2);
        m.report<const Conv>(v.name("conv_forward") + " 3", v.forward, grid(0, 3), v.block(), a, 3 * forward);
        a.pad = 2;
        m.report<const Conv>(v.name("conv_back") + " 3", v.back, grid(2, 3), v.block(), a, 3 * back);
        a.secondOrder = 2;
        m.report<const Conv>(v.name("conv_back") + " 3*", v.back, grid(2, 3), v.block(), a, 3 * back);
        a.pad = 0, a.slots = 1;
        m.report<const Conv>(v.name("conv_forward") + " 1", v.forward, grid(0, 1), v.block(), a, forward);
        m.report<const Conv>(v.name("conv_ascend") + " 1", v.ascend, grid(0, 1), v.block(), a, forward);
        m.report<const Conv>(v.name("conv_frozen") + " 1", v.frozen, grid(0, 1), v.block(), a, forward);
    }
}

void timeGradients(Timing& m) {
    int H = m.H, W = m.W, C = m.C, columns = (W + 1) / 4, rows = (H + 1) / 4, rowsPerChunk = std::max(1, 128 / columns);
    int perSlot = (rows + rowsPerChunk - 1) / rowsPerChunk, chunks = std::min(4 * perSlot, 64);
    Offset in = m.floats(size_t(4) * H * W * C), dz = m.floats(size_t(4) * H * W * C), scratch = m.floats(size_t(chunks) * 36 * C * C), sums = m.floats(36 * C * C);
    Offset w = m.floats(9 * C * C), g = m.floats(9 * C * C), first = m.floats(9 * C * C), second = m.floats(9 * C * C), u = m.floats(36 * C * C), flipped = m.floats(36 * C * C), schedule = m.floats(2);
    m.allocate();
    HiddenGradient a = {};
    a.input = in, a.dz = dz, a.scratch = scratch, a.height = H, a.width = W, a.channels = C, a.chunksPerSlot = perSlot, a.rowsPerChunk = rowsPerChunk;
    double products = 36. * C * C * tilesOf(H - 2, W - 2) * chunks / perSlot;
    m.report<const HiddenGradient>("gradient_hidden_16", gradient_hidden_16, {unsigned(C / 16 * (C / 16)), unsigned(chunks)}, {288}, a, products);
    if (C % 32 == 0) m.report<const HiddenGradient>("gradient_hidden_32", gradient_hidden_32, {unsigned(C / 32 * (C / 32)), unsigned(chunks)}, {576}, a, products);
    SumChunks s = {};
    s.scratch = scratch, s.sums = sums, s.channels = C, s.chunks = chunks, s.first = 1;
    m.report<const SumChunks>("sum_chunks", sum_chunks, {ceilDiv(36 * C * C, 256)}, {256}, s);
    UpdateHidden h = {};
    h.scratch = scratch, h.sums = -1, h.weights = w, h.gradient = g, h.first = first, h.second = second, h.u = u, h.flippedU = flipped, h.channels = C, h.chunks = chunks;
    h.adam = {schedule, -1, 0, 1, 0.5f, 0.5f, 0.999f, 0.001f};
    m.report<const UpdateHidden>("update_hidden", update_hidden, {unsigned(C * C / 16)}, {576}, h);
}

void timeSmall(Timing& m) {
    int H = m.H, W = m.W, C = m.C, F = m.F;
    size_t map = size_t(4) * (H + 2) * (W + 2) * C, image = size_t(4) * (H + 2) * (W + 2) * F;
    Offset z = m.floats(map), out = m.floats(map), inner = m.floats(map), images = m.floats(image), more = m.floats(image), norms = m.floats(4 * NORM_ROWS * C);
    Offset partials = m.floats(size_t(4) * 3 * tilesOf(H + 2, W + 2) * C), weights = m.floats(9 * F * C), rows = m.floats(size_t(4) * (H + 2) * 9 * F * C), small = m.floats(64 * C);
    m.allocate();
    Few f = {};
    f.image = images, f.weights = weights, f.output = out, f.partials = partials, f.outZ = z, f.outNorms = norms, f.outInner = inner;
    f.slots = 3, f.height = H, f.width = W, f.channels = C, f.few = F;
    unsigned fewBlocks = ceilDiv(tilesOf(H - 2, W - 2) * C, 128);
    m.report<const Few>("few_forward 3", few_forward, {fewBlocks, 1, 3}, {128}, f);
    m.report<const Few>("few_back 3", few_back, {fewBlocks, 1, 3}, {128}, f);
    m.report<const Few>("few_ascend 1", few_ascend, {fewBlocks, 1, 1}, {128}, f);
    Many y = {};
    y.input = out, y.z = z, y.norms = norms, y.bias = small, y.kept = inner, y.weights = weights, y.tailBias = small, y.previous = more, y.tanh = images, y.output = images, y.outputStride = 4 * H * W * F;
    y.adjointImage = more, y.slots = 1, y.height = H, y.width = W, y.channels = C, y.few = F;
    m.report<const Many>("many_tail 1", many_tail, {ceilDiv((H - 2) * ceilDiv(W - 2, 4), 8)}, {128}, y);
    m.report<const Many>("many_gradient 1", many_gradient, {ceilDiv((H + 2) * ceilDiv(W + 2, 4), 8)}, {128}, y);
    Top t = {};
    t.z = z, t.norms = norms, t.weights = weights, t.inner = inner, t.partials = partials, t.slots = 3, t.height = H, t.width = W, t.channels = C;
    m.report<const Top>("critic_top 3", critic_top, {ceilDiv(tilesOf(H, W) * C, 128), 1, 3}, {128}, t);
    Finish n = {};
    n.partials = partials, n.norms = norms, n.penaltyNorms = norms, n.gamma = n.beta = n.runningMean = n.runningVar = small, n.slots = 3, n.height = H, n.width = W, n.channels = C, n.tracks = 1, n.secondOrder = -1;
    unsigned rowThreads = std::max(1, std::min((H + 3) / 4, 128 / 3)), rowThreadsOfOne = std::min((H + 3) / 4, 128);
    m.report<const Finish>("finish_forward 3", finish_forward, {unsigned(C / 8)}, {8, rowThreads, 3}, n);
    m.report<const Finish>("finish_backward 3", finish_backward, {unsigned(C / 8)}, {8, rowThreads, 3}, n);
    n.slots = 1;
    m.report<const Finish>("finish_ascent 1", finish_ascent, {unsigned(C / 8)}, {8, rowThreadsOfOne, 1}, n);
    FewGradient g = {};
    g.image = images, g.gradient = inner, g.z = z, g.norms = norms, g.inner = inner, g.adjoint = inner, g.dz = out, g.rowSums = rows, g.slots = 4, g.height = H, g.width = W, g.channels = C, g.few = F;
    g.secondOrder = 2, g.ready = 3;
    m.report<const FewGradient>("few_gradient_layer0 4", few_gradient_layer0, {unsigned(H - 2), 1, 4}, {unsigned(3 * C)}, g);
    g.slots = 2;
    m.report<const FewGradient>("few_gradient_tail 2", few_gradient_tail, {unsigned(H - 2), 1, 2}, {unsigned(3 * C)}, g);
    UpdateFew u = {};
    u.rowSums = rows, u.weights = u.gradient = u.first = u.second = weights, u.adam = {small, -1, 0, 1, 0.5f, 0.5f, 0.999f, 0.001f}, u.slots = 4, u.rows = H - 2, u.channels = C, u.few = F;
    m.report<const UpdateFew>("update_few", update_few, {unsigned(9 * F * C / 16)}, {16, 32}, u);
    WindowRows w = {};
    w.z = z, w.norms = norms, w.rowSums = rows, w.slots = 4, w.height = H, w.width = W, w.channels = C, w.adjointSlot = 3;
    m.report<const WindowRows>("window_rows 4", window_rows, {unsigned(H), 1, 4}, {unsigned(C)}, w);
    OutputGradient o = {};
    o.criticGradient = images, o.tanh = images, o.previous = images, o.real = images, o.outGradient = more, o.biasRows = rows, o.lossRows = partials, o.height = H, o.width = W, o.few = F;
    m.report<const OutputGradient>("output_gradient", output_gradient, {unsigned(H), 1, 2}, {128}, o);
}

/** What a node of a graph costs that does next to nothing, one after the other. */
void timeNode() {
    Timing m(1, 1, 16);
    Advance a = {};
    a.cursor = m.floats(1), a.stream = -1;
    m.allocate();
    a.arena = m.arena, a.stride = m.size;
    void* parameters[] = {&a};
    cudaGraph_t graph;
    cudaGraphExec_t ready;
    check(cudaStreamBeginCapture(m.stream, cudaStreamCaptureModeThreadLocal), "capture");
    for (int i = 0; i < 200; i++) check(cudaLaunchKernel(reinterpret_cast<const void*>(advance), dim3(1), dim3(32), parameters, 0, m.stream), "launch");
    check(cudaStreamEndCapture(m.stream, &graph), "capture");
    check(cudaGraphInstantiate(&ready, graph, 0), "graph");
    float ms = 0;
    for (int i = 0; i < 5; i++) {
        check(cudaEventRecord(m.start, m.stream), "record");
        check(cudaGraphLaunch(ready, m.stream), "launch");
        check(cudaEventRecord(m.stop, m.stream), "record");
        check(cudaEventSynchronize(m.stop), "graph");
        check(cudaEventElapsedTime(&ms, m.start, m.stop), "time");
    }
    std::printf("a node of a graph %.2f us\n", ms * 1000 / 200);
}
}  // namespace

int main(int argc, char** argv) {
    timeNode();
    for (int i = 1; i < argc; i++) {
        int H, W, C;
        if (std::sscanf(argv[i], "%dx%dx%d", &H, &W, &C) != 3) return 1;
        for (auto part : {timeConvs, timeGradients, timeSmall}) {
            Timing m(H, W, C);
            part(m);
        }
    }
    return 0;
}
