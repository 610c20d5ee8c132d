#!/usr/bin/python3
"""PyTorch's side of the comparison on a GPU: trains as singan_benchmark.py does, on a device, and answers the same commands.

  steps CHANNELS HEIGHT WIDTH FILTERS SECONDS          milliseconds per critic step and per generator step
  training CHANNELS SIDE FACTOR ITERATIONS             seconds for a whole training, without what comes before a scale's first iteration

PyTorch at its best: nothing waits for the host within an iteration, Adam is one call for all parameters (its correction factors stay on the device),
gradients of the critic's weights during generator steps are left out, resizing is a product with prepared matrices; with `graph` an iteration is
captured as one CUDA graph and replayed. Generator steps have the semantics `stale`. `cpu` in place of `cuda` is for trying the script itself.

usage: singan_gpu_benchmark.py fp32|tf32 eager|graph [cuda|cpu]
"""
import functools
import math
import sys
import time

import numpy as np
import torch

import singan_reference as reference

BETA_SPREAD = 0.0
WARM_UP = 3
precision, how = sys.argv[1:3]
device = sys.argv[3] if len(sys.argv) > 3 else "cuda"


def clock():
    if device == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter()


def factor_of(value):
    """A factor for all parameters, left on the device (older versions of PyTorch take numbers only)."""
    return value.float() if device == "cuda" else value.item()


class Adam:
    """As torch.optim.Adam, behind autograd's back, as `stale` needs it."""

    def __init__(self, net):
        self.parameters = [p for _, p in net.trained()]
        self.values = [p.data for p in self.parameters]
        self.first = [torch.zeros_like(v) for v in self.values]
        self.second = [torch.zeros_like(v) for v in self.values]
        self.step = torch.zeros((), dtype=torch.float64)
        self.gradients = [torch.zeros_like(v) for v in self.values]

    def zero(self):
        torch._foreach_zero_(self.gradients)
        for p, g in zip(self.parameters, self.gradients):
            p.grad = g

    def __call__(self):
        b1, b2 = reference.BETAS
        self.step += 1
        root = torch.sqrt(1 - b2**self.step)
        rate = factor_of(-reference.RATE / (1 - b1**self.step) * root)
        gradients = [p.grad for p in self.parameters]
        torch._foreach_mul_(self.first, b1)
        torch._foreach_add_(self.first, gradients, alpha=1 - b1)
        torch._foreach_mul_(self.second, b2)
        torch._foreach_addcmul_(self.second, gradients, gradients, value=1 - b2)
        divisor = torch._foreach_sqrt(self.second)
        torch._foreach_add_(divisor, factor_of(1e-8 * root))
        update = torch._foreach_div(self.first, divisor)
        torch._foreach_mul_(update, rate)
        torch._foreach_add_(self.values, update)


class Scale:
    def __init__(self, g, d, real, rec_input, rec_previous):
        self.g, self.d, self.real = g, d, real
        self.rec_input, self.rec_previous = reference.pad(rec_input), rec_previous
        self.adam = {net: Adam(net) for net in (g, d)}

    def generate(self, inputs, previous):
        self.fake = self.g(reference.pad(inputs)) + previous

    def critic_step(self, alpha):
        for p in self.d.parameters():
            p.requires_grad_(True)
        self.adam[self.d].zero()
        fake = self.fake.detach()
        (-self.d(self.real).mean()).backward()
        self.d(fake).mean().backward()
        x = (alpha * self.real + (1 - alpha) * fake).requires_grad_(True)
        y = self.d(x)
        slope = torch.autograd.grad(y, x, torch.ones_like(y), create_graph=True)[0]
        penalty = ((slope.norm(2, dim=1) - 1) ** 2).mean() * reference.LAMBDA
        penalty.backward()
        self.adam[self.d]()

    def generator_step(self):
        for p in self.d.parameters():
            p.requires_grad_(False)
        self.adam[self.g].zero()
        (-self.d(self.fake).mean()).backward(retain_graph=True)
        rec = self.g(self.rec_input) + self.rec_previous
        (reference.ALPHA * torch.nn.functional.mse_loss(rec, self.real)).backward()
        self.adam[self.g]()


@functools.lru_cache(None)
def table(size, scale):
    return torch.from_numpy(reference.resize_matrix(size, int(math.ceil(size * scale)), scale)).to(device)


def resize(x, scale):
    levels = (255 * ((x[0] + 1) / 2).clamp(0, 1)).trunc().double()
    if scale != 1:
        levels = table(levels.shape[1], scale) @ levels @ table(levels.shape[2], scale).T
    return ((levels / 255).float() - 0.5).mul(2).clamp(-1, 1)[None]


def repeated(iteration):
    """The iteration, or the replay of its graph; done a few times already."""
    for _ in range(WARM_UP):
        iteration()
    if how != "graph":
        return iteration
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph, stream=torch.cuda.current_stream(), capture_error_mode="thread_local"):
        iteration()
    return graph.replay


def timed(action, seconds):
    action()
    times = []
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds or len(times) < 3:
        start = clock()
        action()
        times.append(clock() - start)
    return 1000 * float(np.median(times))


def steps(channels, height, width, filters, seconds):
    image = lambda: torch.rand(1, channels, height, width) * 2 - 1
    g = reference.make(channels, filters, True, 1, BETA_SPREAD)
    d = reference.make(channels, filters, False, 2, BETA_SPREAD)
    scale = Scale(g, d, image(), image(), image())
    noise, previous, alpha = image(), image(), torch.rand(())

    def critic():
        for _ in range(3):
            scale.critic_step(alpha)

    def generator():
        scale.generate(noise, previous)
        for _ in range(3):
            scale.generator_step()

    scale.generate(noise, previous)
    return timed(repeated(critic), seconds) / 3, timed(repeated(generator), seconds) / 3


def training(channels, side, factor, iterations):
    real = reference.smooth(1, channels, side, side).to(device)
    factor, sizes = reference.scales(side, side, factor, 25, 250)
    reals = [resize(real, factor ** (len(sizes) - 1 - k)) for k in range(len(sizes))]
    done, seconds, of_scales = [], 0, []
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
                x = resize(x, 1 / factor)[:, :, : sizes[j + 1][0], : sizes[j + 1][1]]
        return x

    for k in range(len(sizes)):
        filters = min(32 * 2 ** (k // 4), 128)
        g = reference.make(channels, filters, True, 10 * k, BETA_SPREAD)
        d = reference.make(channels, filters, False, 10 * k + 5, BETA_SPREAD)
        rec_previous = below(False)
        amplitude = 1.0 if k == 0 else 0.1 * torch.sqrt(torch.nn.functional.mse_loss(reals[k], rec_previous)).item()
        scale = Scale(g, d, reals[k], z_opt if k == 0 else rec_previous, rec_previous)

        def iteration():
            z = noise(k)
            for _ in range(3):
                previous = below(True)
                scale.generate(amplitude * z + previous, previous)
                scale.critic_step(torch.rand(()))
            for _ in range(3):
                scale.generator_step()

        run = repeated(iteration)
        start = clock()
        for _ in range(iterations):
            run()
        of_scales.append(clock() - start)
        g.eval()
        done.append((g, amplitude))
    return (sum(of_scales), *(s / iterations * 1000 for s in of_scales))


def main():
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = precision == "tf32"
    torch.backends.cudnn.benchmark = True
    if device != "cpu":
        torch.set_default_device(device)
    torch.manual_seed(0)
    if how == "graph":
        # Not the default stream, which cannot be captured; and one for all, so that nothing captured waits for another.
        torch.cuda.set_stream(torch.cuda.Stream())
    for line in sys.stdin:
        name, *values = line.split()
        numbers = [float(v) if "." in v else int(v) for v in values]
        print(*("%.6g" % v for v in {"steps": steps, "training": training}[name](*numbers)), flush=True)


if __name__ == "__main__":
    main()
