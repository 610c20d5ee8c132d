// What the fake driver is made of: streams, graphs and the kernels that the module's code names.
#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "shim.h"

namespace fake {
constexpr int INVALID_VALUE = 1, OUT_OF_MEMORY = 2, NO_DEVICE = 100, INVALID_DEVICE = 101, INVALID_PTX = 218, NOT_FOUND = 500,
              CAPTURE_UNMATCHED = 903;

struct Kernel {
    std::string name;
    /** Makes a run out of a copy of the argument. */
    std::function<std::function<void()>(const void*)> bind;
    /** Threads that the code allows in a block. */
    unsigned mostThreads = 1024;
};

/** A piece of work, and which ones of its graph must be done before. */
struct Node {
    std::function<void()> work;
    std::set<size_t> before;
};

struct Graph {
    std::vector<Node> nodes;

    /** Does all, in the order of recording, or in another that is allowed as well. */
    void run(unsigned shuffle) const;
};

/** A stream; while it is recorded, its graph and the work that its next piece must wait for. */
struct Stream {
    Graph* graph = nullptr;
    std::set<size_t> last;
};

struct Event {
    Graph* graph = nullptr;
    std::set<size_t> last;
    double milliseconds = 0;
};

/** The one state of the process. */
struct Driver {
    std::recursive_mutex lock;
    int devices = 1, version = 13000, major = 9, minor = 0, multiprocessors = 132;
    size_t memory = size_t(8) << 30, used = 0;
    unsigned shuffle = 0;
    int lost = 0;
    std::string failing;
    long callsUntilFailure = 0;
    int failure = 0;
    std::map<unsigned long long, size_t> allocations;
    std::set<Stream*> streams;

    /** The error that a call is to return before it does anything; 0 for none. */
    int begin(const char* function);
    /** Runs the work now, or records it. */
    void submit(Stream* stream, std::function<void()> work);
};

Driver& driver();

/** The kernels that the shim can run, by name. */
const std::map<std::string, Kernel>& kernels();
}  // namespace fake

/** At the beginning of each function: one call at a time, and the error that it is to return. */
#define BEGIN                                                              \
    Driver& driver = fake::driver();                                       \
    std::lock_guard<std::recursive_mutex> guard(driver.lock);              \
    if (int error = driver.begin(__func__)) return error;
