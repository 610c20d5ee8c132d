// A stand-in for libcuda.so: the functions of the CUDA driver API that the engine calls, on the CPU, so that its host code can be tested where
// there is no GPU. Work is done when it is submitted or, recorded, when its graph is launched. What is wrong in a launch that a GPU would refuse is
// refused here: a kernel that the module's code does not have, too large a block. Device memory begins filled with NaN.
#include <memory>
#include <cstdio>
#include <cstdlib>

#include "fake-driver.h"

using fake::Driver;
using fake::Kernel;
using fake::Stream;
using Address = unsigned long long;

namespace {
struct Module {
    std::map<std::string, Kernel> kernels;
};

/** The kernels of a module's code and the block sizes that it allows them. */
bool read(const std::string& code, Module& module) {
    for (size_t at = code.find(".entry "); at != std::string::npos; at = code.find(".entry ", at + 1)) {
        size_t begin = at + 7, end = code.find('(', begin), body = code.find('{', end);
        auto found = fake::kernels().find(code.substr(begin, end - begin));
        if (found == fake::kernels().end() || body == std::string::npos) return false;
        Kernel kernel = found->second;
        size_t limit = code.find(".maxntid ", end);
        if (limit < body) kernel.mostThreads = std::atoi(code.c_str() + limit + 9);
        module.kernels[kernel.name] = kernel;
    }
    return !module.kernels.empty();
}

/** Whether a range lies in one allocation. */
bool isAllocated(Address address, size_t bytes) {
    auto& all = fake::driver().allocations;
    auto next = all.upper_bound(address);
    if (next == all.begin()) return false;
    auto own = std::prev(next);
    return address + bytes <= own->first + own->second;
}

const char* nameOf(int error) {
    switch (error) {
        case 0: return "CUDA_SUCCESS";
        case 1: return "CUDA_ERROR_INVALID_VALUE";
        case 2: return "CUDA_ERROR_OUT_OF_MEMORY";
        case 100: return "CUDA_ERROR_NO_DEVICE";
        case 101: return "CUDA_ERROR_INVALID_DEVICE";
        case 218: return "CUDA_ERROR_INVALID_PTX";
        case 222: return "CUDA_ERROR_UNSUPPORTED_PTX_VERSION";
        case 500: return "CUDA_ERROR_NOT_FOUND";
        case 700: return "CUDA_ERROR_ILLEGAL_ADDRESS";
        case 719: return "CUDA_ERROR_LAUNCH_FAILED";
        default: return "CUDA_ERROR_UNKNOWN";
    }
}
}  // namespace

extern "C" {
// For tests.
void fake_cuda_reset() {
    Driver& d = fake::driver();
    d.devices = 1, d.version = 13000, d.major = 9, d.minor = 0, d.multiprocessors = 132;
    d.memory = size_t(8) << 30, d.shuffle = 0, d.lost = 0;
    d.failing.clear();
    shim::order = 0;
}
void fake_cuda_device(int count, int major, int minor, int multiprocessors) {
    Driver& d = fake::driver();
    d.devices = count, d.major = major, d.minor = minor, d.multiprocessors = multiprocessors;
}
void fake_cuda_version(int version) { fake::driver().version = version; }
void fake_cuda_memory(long long bytes) { fake::driver().memory = bytes; }
/** The call number `calls` (from 0) of a function from now on returns an error; 700 to 899 then all do, as with a lost device. */
void fake_cuda_fail(const char* function, long long calls, int error) {
    Driver& d = fake::driver();
    d.failing = function, d.callsUntilFailure = calls, d.failure = error;
}
/** Other than 0: graphs' nodes run in another allowed order, threads of a block likewise. */
void fake_cuda_order(unsigned seed) { fake::driver().shuffle = shim::order = seed; }
long long fake_cuda_used() { return fake::driver().used; }

int cuInit(unsigned) {
    BEGIN
    return driver.devices > 0 ? 0 : fake::NO_DEVICE;
}
int cuDriverGetVersion(int* version) {
    BEGIN
    *version = driver.version;
    return 0;
}
int cuGetErrorName(int error, const char** text) { return *text = nameOf(error), 0; }
int cuGetErrorString(int error, const char** text) { return *text = nameOf(error), 0; }
int cuDeviceGetCount(int* count) {
    BEGIN
    *count = driver.devices;
    return 0;
}
int cuDeviceGet(int* device, int ordinal) {
    BEGIN
    *device = ordinal;
    return ordinal < driver.devices ? 0 : fake::INVALID_DEVICE;
}
int cuDeviceGetName(char* name, int length, int device) {
    BEGIN
    std::snprintf(name, length, "Fake GPU %d", device);
    return 0;
}
int cuDeviceGetAttribute(int* value, int attribute, int) {
    BEGIN
    std::map<int, int> known = {
        {1, 1024}, {8, 49152}, {10, 32}, {16, driver.multiprocessors}, {75, driver.major}, {76, driver.minor}, {97, 232448}};
    if (!known.count(attribute)) return fake::INVALID_VALUE;
    *value = known[attribute];
    return 0;
}
int cuDeviceTotalMem_v2(size_t* bytes, int) {
    BEGIN
    *bytes = driver.memory;
    return 0;
}
int cuDevicePrimaryCtxRetain(void** context, int device) {
    BEGIN
    *context = reinterpret_cast<void*>(static_cast<intptr_t>(device + 1));
    return 0;
}
int cuDevicePrimaryCtxRelease_v2(int) {
    BEGIN
    return 0;
}
int cuCtxSetCurrent(void*) {
    BEGIN
    return 0;
}
int cuCtxSynchronize() {
    BEGIN
    return 0;
}
int cuModuleLoadDataEx(void** module, const void* image, unsigned, void*, void*) {
    BEGIN
    auto made = std::make_unique<Module>();
    if (!read(static_cast<const char*>(image), *made)) return fake::INVALID_PTX;
    *module = made.release();
    return 0;
}
int cuModuleUnload(void* module) {
    BEGIN
    delete static_cast<Module*>(module);
    return 0;
}
int cuModuleGetFunction(void** function, void* module, const char* name) {
    BEGIN
    auto& all = static_cast<Module*>(module)->kernels;
    auto found = all.find(name);
    if (found == all.end()) return fake::NOT_FOUND;
    *function = &found->second;
    return 0;
}
int cuFuncSetAttribute(void*, int, int) {
    BEGIN
    return 0;
}
int cuMemGetInfo_v2(size_t* free, size_t* total) {
    BEGIN
    *free = driver.memory > driver.used ? driver.memory - driver.used : 0;
    *total = driver.memory;
    return 0;
}
int cuMemAlloc_v2(Address* address, size_t bytes) {
    BEGIN
    if (bytes == 0) return fake::INVALID_VALUE;
    if (driver.used + bytes > driver.memory) return fake::OUT_OF_MEMORY;
    void* memory = std::aligned_alloc(256, (bytes + 255) / 256 * 256);
    if (!memory) return fake::OUT_OF_MEMORY;
    std::memset(memory, 0xff, bytes);
    *address = reinterpret_cast<Address>(memory);
    driver.allocations[*address] = bytes;
    driver.used += bytes;
    return 0;
}
int cuMemFree_v2(Address address) {
    BEGIN
    auto found = driver.allocations.find(address);
    if (found == driver.allocations.end()) return fake::INVALID_VALUE;
    driver.used -= found->second;
    driver.allocations.erase(found);
    std::free(reinterpret_cast<void*>(address));
    return 0;
}
int cuMemAllocHost_v2(void** memory, size_t bytes) {
    BEGIN
    *memory = std::malloc(bytes);
    return *memory ? 0 : fake::OUT_OF_MEMORY;
}
int cuMemFreeHost(void* memory) {
    BEGIN
    std::free(memory);
    return 0;
}
int cuMemcpyHtoDAsync_v2(Address to, const void* from, size_t bytes, Stream* stream) {
    BEGIN
    if (!isAllocated(to, bytes)) return fake::INVALID_VALUE;
    driver.submit(stream, [=] { std::memcpy(reinterpret_cast<void*>(to), from, bytes); });
    return 0;
}
int cuMemcpyDtoHAsync_v2(void* to, Address from, size_t bytes, Stream* stream) {
    BEGIN
    if (!isAllocated(from, bytes)) return fake::INVALID_VALUE;
    driver.submit(stream, [=] { std::memcpy(to, reinterpret_cast<void*>(from), bytes); });
    return 0;
}
int cuMemcpyDtoDAsync_v2(Address to, Address from, size_t bytes, Stream* stream) {
    BEGIN
    if (!isAllocated(from, bytes) || !isAllocated(to, bytes)) return fake::INVALID_VALUE;
    driver.submit(stream, [=] { std::memcpy(reinterpret_cast<void*>(to), reinterpret_cast<void*>(from), bytes); });
    return 0;
}
int cuMemsetD32Async(Address to, unsigned value, size_t count, Stream* stream) {
    BEGIN
    if (!isAllocated(to, 4 * count)) return fake::INVALID_VALUE;
    driver.submit(stream, [=] {
        for (size_t i = 0; i < count; i++) reinterpret_cast<unsigned*>(to)[i] = value;
    });
    return 0;
}
}
