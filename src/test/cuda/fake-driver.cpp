#include "fake-driver.h"

#include <algorithm>
#include <cstdlib>
#include <random>

namespace fake {
void Graph::run(unsigned shuffle) const {
    std::mt19937 random(shuffle);
    std::vector<bool> done(nodes.size());
    for (size_t count = 0; count < nodes.size(); count++) {
        std::vector<size_t> ready;
        for (size_t i = 0; i < nodes.size() && (shuffle || ready.empty()); i++) {
            bool free = std::all_of(nodes[i].before.begin(), nodes[i].before.end(), [&](size_t b) { return done[b]; });
            if (!done[i] && free) ready.push_back(i);
        }
        size_t next = ready[shuffle ? random() % ready.size() : 0];
        nodes[next].work();
        done[next] = true;
    }
}

int Driver::begin(const char* function) {
    if (lost) return lost;
    if (failing != function || callsUntilFailure-- > 0) return 0;
    failing.clear();
    if (failure >= 700 && failure < 900) lost = failure;
    return failure;
}

void Driver::submit(Stream* stream, std::function<void()> work) {
    if (!stream || !stream->graph) {
        work();
        return;
    }
    stream->graph->nodes.push_back({std::move(work), stream->last});
    stream->last = {stream->graph->nodes.size() - 1};
}

Driver& driver() {
    static Driver one;
    return one;
}
}  // namespace fake
