// The kernels, compiled for the CPU, by name.
#include "kernels.cu"

#include "fake-driver.h"

namespace fake {
namespace {
template <class A>
std::function<std::function<void()>(const void*)> binder(void (*kernel)(A)) {
    return [kernel](const void* argument) {
        std::remove_const_t<A> copy;
        std::memcpy(static_cast<void*>(&copy), argument, sizeof copy);
        return std::function<void()>([kernel, copy] { kernel(copy); });
    };
}
}  // namespace

const std::map<std::string, Kernel>& kernels() {
#define KERNEL(NAME, TYPE) {#NAME, Kernel{#NAME, binder<TYPE>(NAME)}},
    static const std::map<std::string, Kernel> all = {
#include "kernel-list.h"
    };
#undef KERNEL
    return all;
}
}  // namespace fake
