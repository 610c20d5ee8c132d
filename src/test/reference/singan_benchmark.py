#!/usr/bin/python3
"""PyTorch's side of the benchmark of the training engines: started by dev.singan.gan.train.Benchmark, which preloads OpenBLAS.

Reads commands from standard input, one per line, and answers each with numbers on one line:

  steps CHANNELS HEIGHT WIDTH FILTERS SECONDS          milliseconds per critic step and per generator step
  training CHANNELS SIDE FACTOR ITERATIONS             seconds for a whole training

Generator steps have the semantics `stale`, on both sides: the fake is made once and gone back through three times. What the official code
computes in vain is left out here (gradients of the critic's weights during generator steps; weights of the resizing made anew each
time), so that the comparison is with PyTorch at its best.

usage: /usr/bin/python3 src/test/reference/singan_benchmark.py THREADS [wall|cpu]
"""
import functools
import math
import sys
import time

import numpy as np
import torch

import singan_reference as reference

BETA_SPREAD = 0.0
clock = time.process_time if sys.argv[2:] == ["cpu"] else time.perf_counter


class Scale(reference.Scale):
    """The reference's steps without the critic's weight gradients where nobody asks for them."""

    def generator_step(self, fresh, rate=reference.RATE):
        for p in self.d.parameters():
            p.requires_grad_(False)
        losses = super().generator_step(fresh, rate)
        for p in self.d.parameters():
            p.requires_grad_(True)
        return losses


def fast_resize(planes, scale):
    _, h, w = planes.shape
    rows = matrix(h, int(math.ceil(h * scale)), scale)
    columns = matrix(w, int(math.ceil(w * scale)), scale)
    return rows @ planes @ columns.T


matrix = functools.lru_cache(None)(reference.resize_matrix)
reference.imresize = fast_resize


def timed(action, count):
    start = clock()
    for _ in range(count):
        action()
    return (clock() - start) / count * 1000


def steps(channels, height, width, filters, seconds):
    torch.manual_seed(0)
    image = lambda: torch.rand(1, channels, height, width) * 2 - 1
    g = reference.make(channels, filters, True, 1, BETA_SPREAD)
    d = reference.make(channels, filters, False, 2, BETA_SPREAD)
    scale = Scale(g, d, image(), image(), image())
    noise, previous = image(), image()
    critic, generator = [], []
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds or len(critic) < 3:
        scale.generate(noise, previous)
        critic.append(timed(lambda: scale.critic_step(0.3), 3))
        generator.append(timed(lambda: scale.generator_step(False), 3))
    # The first round makes buffers.
    return np.median(critic[1:]), np.median(generator[1:])


def training(channels, side, factor, iterations):
    """As dev.singan.gan trains: coarsest scale first, images from below drawn anew for each critic step."""
    torch.manual_seed(0)
    real = reference.smooth(1, channels, side, side)
    factor, sizes = reference.scales(side, side, factor, 25, 250)
    reals = [reference.official_resize(real, factor ** (len(sizes) - 1 - k)) for k in range(len(sizes))]
    start = clock()
    done = []
    z_opt = torch.randn(1, 1, *sizes[0]).expand(1, channels, *sizes[0])
    zero = torch.zeros(1, channels, *sizes[0])

    def noise(k):
        return torch.randn(1, channels if k else 1, *sizes[k]).expand(1, channels, *sizes[k])

    def below(random):
        x = zero
        with torch.no_grad():
            for j, (net, amplitude) in enumerate(done):
                z = noise(j) if random else (z_opt if j == 0 else torch.zeros_like(x))
                x = net(reference.pad(amplitude * z + x)) + x
                x = reference.upsample(x, factor, sizes[j + 1])
        return x

    for k, size in enumerate(sizes):
        filters = min(32 * 2 ** (k // 4), 128)
        g = reference.make(channels, filters, True, 10 * k, BETA_SPREAD)
        d = reference.make(channels, filters, False, 10 * k + 5, BETA_SPREAD)
        rec_previous = below(False)
        amplitude = 1.0 if k == 0 else 0.1 * torch.sqrt(torch.nn.functional.mse_loss(reals[k], rec_previous)).item()
        scale = Scale(g, d, reals[k], z_opt if k == 0 else rec_previous, rec_previous)
        for _ in range(iterations):
            z = noise(k)
            for _ in range(3):
                previous = below(True)
                scale.generate(amplitude * z + previous, previous)
                scale.critic_step(float(torch.rand(1)))
            for _ in range(3):
                scale.generator_step(False)
        g.eval()
        done.append((g, amplitude))
    return (clock() - start,)


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[1]))
    for line in sys.stdin:
        name, *values = line.split()
        numbers = [float(v) if "." in v else int(v) for v in values]
        print(*("%.6g" % v for v in {"steps": steps, "training": training}[name](*numbers)), flush=True)
