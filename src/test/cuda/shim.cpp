#include "shim.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <random>
#include <vector>

#if !defined(__x86_64__)
#include <ucontext.h>
#endif

Dim3 threadIdx, blockIdx, blockDim, gridDim;

namespace shim {
float exchanged[1024];
unsigned linearThread;
unsigned order;

namespace {
constexpr size_t STACK = 64 << 10;

#if defined(__x86_64__)
using Context = void*;
extern "C" void shim_switch(Context* from, Context to);
asm(R"(
.text
.globl shim_switch
.hidden shim_switch
shim_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
)");
void change(Context& from, Context& to) { shim_switch(&from, to); }
void prepare(Context& context, char* stack, void (*entry)()) {
    auto top = reinterpret_cast<uintptr_t>(stack + STACK) & ~uintptr_t(15);
    auto** words = reinterpret_cast<void**>(top);
    // The entry is reached by `ret`, after which the stack must be as behind a call.
    *--words = nullptr;
    *--words = reinterpret_cast<void*>(entry);
    for (int i = 0; i < 6; i++) *--words = nullptr;
    context = words;
}
#else
using Context = ucontext_t;
void change(Context& from, Context& to) { swapcontext(&from, &to); }
void prepare(Context& context, char* stack, void (*entry)()) {
    getcontext(&context);
    context.uc_stack.ss_sp = stack;
    context.uc_stack.ss_size = STACK;
    context.uc_link = nullptr;
    makecontext(&context, entry, 0);
}
#endif

struct Fibre {
    Context context;
    char* stack = nullptr;
    bool done = false;
};
std::vector<Fibre> fibres;
Context scheduler;
unsigned current;
const std::function<void()>* body;

void entry() {
    (*body)();
    fibres[current].done = true;
    change(fibres[current].context, scheduler);
    std::abort();
}

void select(unsigned thread) {
    current = linearThread = thread;
    threadIdx = {thread % blockDim.x, thread / blockDim.x % blockDim.y, thread / blockDim.x / blockDim.y};
}

std::vector<unsigned> sequence(unsigned threads) {
    std::vector<unsigned> result(threads);
    std::iota(result.begin(), result.end(), 0);
    if (order == 1) std::reverse(result.begin(), result.end());
    if (order > 1) std::shuffle(result.begin(), result.end(), std::mt19937(order));
    return result;
}

void runBlock(const std::vector<unsigned>& threads) {
    for (unsigned t : threads) {
        fibres[t].done = false;
        prepare(fibres[t].context, fibres[t].stack, entry);
    }
    for (bool left = true; left;) {
        left = false;
        for (unsigned t : threads) {
            if (fibres[t].done) continue;
            select(t);
            change(scheduler, fibres[t].context);
            left |= !fibres[t].done;
        }
    }
}
}  // namespace

void barrier() {
    unsigned self = current;
    change(fibres[self].context, scheduler);
}

void launch(Dim3 grid, Dim3 block, const std::function<void()>& kernel) {
    unsigned threads = block.x * block.y * block.z;
    if (fibres.size() < threads) {
        size_t old = fibres.size();
        fibres.resize(threads);
        for (size_t i = old; i < threads; i++) fibres[i].stack = static_cast<char*>(std::malloc(STACK));
    }
    body = &kernel;
    gridDim = grid;
    blockDim = block;
    std::vector<unsigned> turns = sequence(threads);
    for (unsigned z = 0; z < grid.z; z++)
        for (unsigned y = 0; y < grid.y; y++)
            for (unsigned x = 0; x < grid.x; x++) {
                blockIdx = {x, y, z};
                runBlock(turns);
            }
}
}  // namespace shim
