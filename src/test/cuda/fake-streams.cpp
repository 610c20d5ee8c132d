// The fake driver's streams, graphs, events and launches.
#include <chrono>

#include "fake-driver.h"

using fake::Driver;
using fake::Event;
using fake::Graph;
using fake::Kernel;
using fake::Stream;

extern "C" {
int cuStreamCreate(Stream** stream, unsigned) {
    BEGIN
    driver.streams.insert(*stream = new Stream);
    return 0;
}
int cuStreamDestroy_v2(Stream* stream) {
    BEGIN
    driver.streams.erase(stream);
    delete stream;
    return 0;
}
int cuStreamSynchronize(Stream* stream) {
    BEGIN
    return stream->graph ? 900 : 0;
}
int cuStreamBeginCapture_v2(Stream* stream, int) {
    BEGIN
    if (stream->graph) return fake::INVALID_VALUE;
    stream->graph = new Graph;
    stream->last.clear();
    return 0;
}
int cuStreamEndCapture(Stream* stream, Graph** graph) {
    BEGIN
    *graph = stream->graph;
    if (!*graph) return fake::CAPTURE_UNMATCHED;
    // As the driver: what other streams recorded must have been waited for.
    std::set<size_t> reached;
    std::vector<size_t> open(stream->last.begin(), stream->last.end());
    while (!open.empty()) {
        size_t node = open.back();
        open.pop_back();
        if (!reached.insert(node).second) continue;
        for (size_t before : (*graph)->nodes[node].before) open.push_back(before);
    }
    bool joined = reached.size() == (*graph)->nodes.size();
    for (Stream* other : driver.streams)
        if (other->graph == *graph) other->graph = nullptr, other->last.clear();
    return joined ? 0 : 904;
}
int cuStreamWaitEvent(Stream* stream, Event* event, unsigned) {
    BEGIN
    if (!event->graph) return 0;
    if (stream->graph != event->graph) stream->last.clear();
    stream->graph = event->graph;
    stream->last.insert(event->last.begin(), event->last.end());
    return 0;
}
int cuGraphInstantiateWithFlags(Graph** executable, Graph* graph, unsigned long long) {
    BEGIN
    *executable = new Graph(*graph);
    return 0;
}
int cuGraphLaunch(Graph* executable, Stream*) {
    BEGIN
    executable->run(driver.shuffle);
    return 0;
}
int cuGraphExecDestroy(Graph* executable) {
    BEGIN
    delete executable;
    return 0;
}
int cuGraphDestroy(Graph* graph) {
    BEGIN
    delete graph;
    return 0;
}
int cuEventCreate(Event** event, unsigned) {
    BEGIN
    *event = new Event;
    return 0;
}
int cuEventRecord(Event* event, Stream* stream) {
    BEGIN
    event->graph = stream ? stream->graph : nullptr;
    event->last = event->graph ? stream->last : std::set<size_t>();
    auto now = std::chrono::steady_clock::now().time_since_epoch();
    event->milliseconds = std::chrono::duration<double, std::milli>(now).count();
    return 0;
}
int cuEventSynchronize(Event*) {
    BEGIN
    return 0;
}
int cuEventElapsedTime(float* milliseconds, Event* start, Event* end) {
    BEGIN
    *milliseconds = static_cast<float>(end->milliseconds - start->milliseconds);
    return 0;
}
int cuEventDestroy_v2(Event* event) {
    BEGIN
    delete event;
    return 0;
}
int cuLaunchKernel(void* function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY,
                   unsigned blockZ, unsigned, Stream* stream, void** parameters, void**) {
    BEGIN
    const Kernel& kernel = *static_cast<Kernel*>(function);
    Dim3 grid{gridX, gridY, gridZ}, block{blockX, blockY, blockZ};
    unsigned long long threads = 1ull * blockX * blockY * blockZ;
    if (!gridX || !gridY || !gridZ || gridY > 65535 || gridZ > 65535 || !threads || threads > kernel.mostThreads || blockZ > 64)
        return fake::INVALID_VALUE;
    driver.submit(stream, [grid, block, run = kernel.bind(parameters[0])] { shim::launch(grid, block, run); });
    return 0;
}
}
