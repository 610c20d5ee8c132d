"""Milliseconds per image of torchvision's ResNet50 up to its classifier, the measure of dev.singan.benchmark.FeatureBenchmark.

usage: [LD_PRELOAD=libopenblas.so.0] [taskset -c 0] benchmark_features.py IMAGES BATCH ROUNDS THREADS
Debian's PyTorch takes its matrix products from the system's BLAS: preload OpenBLAS, or it is the slow reference BLAS that is timed.
Set MALLOC_ARENA_MAX=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=2147483647, as our workers have it: without them every large buffer is
mapped anew, which took seven times as long on one virtual machine. And unset OPENBLAS_CORETYPE, if somebody has set it for an old OpenBLAS.
"""
import sys
import time

import torch
import torchvision

images, batch, rounds, threads = (int(a) for a in sys.argv[1:5])
torch.set_num_threads(threads)
net = torchvision.models.resnet50(weights=None).eval()
net.fc = torch.nn.Identity()
x = torch.randn(batch, 3, 224, 224, generator=torch.Generator().manual_seed(1))
with torch.inference_mode():
    for _ in range(rounds):
        start, cpu = time.perf_counter(), time.process_time()
        for _ in range(images // batch):
            net(x)
        wall, used = time.perf_counter() - start, time.process_time() - cpu
        print(f"torchvision: {1e3 * wall / images:.1f} ms an image, {1e3 * used / images:.1f} ms of processor time, {threads} thread(s)")
