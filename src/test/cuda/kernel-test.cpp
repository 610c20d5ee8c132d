// Every kernel against plain loops, bit for bit. g++ with the shim (make-test.sh), or nvcc on a machine with a GPU (device.sh).
#include "kernels.cu"

#include "test-images.h"
#include "test-norms.h"
#include "test-tail.h"

int main(int argc, char** argv) {
    Report report;
#ifndef __CUDACC__
    shim::order = argc > 1 ? std::atoi(argv[1]) : 0;
#endif
    for (const Shape& s : {Shape{16, 1, 11, 14, 2}, Shape{32, 3, 13, 17, 3}, Shape{48, 3, 9, 12, 2}, Shape{64, 1, 23, 10, 3}, Shape{128, 3, 8, 19, 2},
                           Shape{32, 1, 3, 3, 2}, Shape{32, 3, 35, 38, 2}}) {
        convTests(report, s);
        imageConvolutionTests(report, s);
        normTests(report, s);
        gradientTests(report, s);
        tailTests(report, s);
        imageTests(report, s);
    }
    std::printf("%d tests, %d failed\n", report.run, report.failed);
    return report.failed > 0;
}
