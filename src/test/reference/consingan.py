#!/usr/bin/python3
"""Reference values for the ConSinGAN trainer, computed by PyTorch's autograd in float64.

Writes src/test/resources/singan/consingan-*.safetensors. The networks, losses and order of operations are those of Hinz, Fisher, Wang and Wermter, "Improved
Techniques for Training Single-Image GANs" (WACV 2021), in the generation mode of its reference implementation, written anew here. Weights, images
and noise follow from a formula that Java has too (FormulaWeights), so that the files hold results alone.

usage: /usr/bin/python3 src/test/reference/consingan.py
"""
import copy
import math
import zlib

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from singan_reference import official_resize, save

BETAS = (0.5, 0.999)
LAMBDA, ALPHA, RATE, RATIO, SLOPE, BORDER = 0.1, 10.0, 5e-4, 0.1, 0.05, 3
CRITIC_STEPS, GENERATOR_STEPS = 3, 3


def numbers(name, *shape):
    """Uniform in [-0.5, 0.5): a multiplicative hash of the name and the place; float32 as Java makes them."""
    count = int(np.prod(shape))
    h = (zlib.crc32(name.encode()) + np.arange(count, dtype=np.uint64) * 2654435761) % 2**32
    h ^= h >> np.uint64(15)
    h = h * 2246822519 % 2**32
    h ^= h >> np.uint64(13)
    return torch.from_numpy((h / 2**32 - 0.5).astype(np.float32)).double().reshape(shape)


# ---- networks ----------------------------------------------------------------------------------------------------------
def blocks(i, o):
    return nn.Sequential(*[nn.Conv2d(i if b == 0 else o, o, 3) for b in range(3)])


def stretch(x, height, width):
    return F.interpolate(x, size=(height, width), mode="bicubic", align_corners=True)


class Generator(nn.Module):
    def __init__(self, channels, filters, stages):
        super().__init__()
        self.head = nn.Conv2d(channels, filters, 3)
        self.body = nn.ModuleList([blocks(filters, filters) for _ in range(stages)])
        self.tail = nn.Conv2d(filters, channels, 3)

    def through(self, stage, x):
        for convolution in stage:
            x = F.leaky_relu(convolution(x), SLOPE)
        return x

    def forward(self, noise, sizes):
        """The noise is what enters each stage, amplitudes included."""
        x = F.leaky_relu(self.head(F.pad(noise[0], [1] * 4)), SLOPE)
        x = F.pad(stretch(x, x.shape[2] + 2, x.shape[3] + 2), [2] * 4)
        x = self.through(self.body[0], x)
        for stage, z, (h, w) in zip(self.body[1:], noise[1:], sizes[1:]):
            entering = stretch(x, h + 2 * BORDER, w + 2 * BORDER) + z
            x = self.through(stage, entering) + stretch(x, h, w)
        return torch.tanh(self.tail(F.pad(x, [1] * 4)))


class Critic(nn.Module):
    def __init__(self, channels, filters):
        super().__init__()
        self.head = nn.Conv2d(channels, filters, 3)
        self.body = blocks(filters, filters)
        self.tail = nn.Conv2d(filters, 1, 3)

    def forward(self, x):
        for convolution in [self.head, *self.body]:
            x = F.leaky_relu(convolution(x), SLOPE)
        return self.tail(x)


def fill(net, name):
    """Weights of deviation near sqrt(2 / fan-in), biases within 0.1: one sequence of numbers through all parameters."""
    net.double()
    total = sum(p.numel() for p in net.parameters())
    flat, at = numbers(name, total), 0
    for p in net.parameters():
        part = flat[at:at + p.numel()].reshape(p.shape)
        scale = 0.2 if p.dim() == 1 else math.sqrt(24 / p[0].numel())
        p.data = (part * scale).float().double()
        at += p.numel()
    return net


def flat(net):
    return torch.cat([p.detach().reshape(-1) for p in net.parameters()]).numpy()


# ---- training ----------------------------------------------------------------------------------------------------------
class Stage:
    """The training of the newest stages."""

    def __init__(self, generator, critic, sizes, trained, real, fixed, rate=RATE):
        self.g, self.d, self.sizes, self.real, self.fixed = generator, critic, sizes, real, fixed
        count = len(generator.body)
        oldest = max(0, count - trained)
        groups = [{"params": list(generator.body[k].parameters()), "lr": rate * RATIO ** (count - 1 - k)}
                  for k in range(oldest, count)]
        if oldest == 0:
            groups.append({"params": list(generator.head.parameters()), "lr": rate * RATIO ** (count - 1)})
        groups.append({"params": list(generator.tail.parameters()), "lr": rate})
        self.trained = [p for group in groups for p in group["params"]]
        self.opt_g = torch.optim.Adam(groups, lr=rate, betas=BETAS)
        self.opt_d = torch.optim.Adam(critic.parameters(), lr=rate, betas=BETAS)

    def critic_step(self, fake, alpha):
        x = (alpha * self.real + (1 - alpha) * fake).requires_grad_()
        slope, = torch.autograd.grad(self.d(x).sum(), x, create_graph=True)
        penalty = ((slope.norm(2, dim=1) - 1) ** 2).mean() * LAMBDA
        real, made = -self.d(self.real).mean(), self.d(fake).mean()
        self.opt_d.zero_grad()
        (real + made + penalty).backward()
        self.opt_d.step()
        return [real.item(), made.item(), penalty.item()]

    def generator_step(self, noise):
        self.opt_g.zero_grad()
        adversarial = -self.d(self.g(noise, self.sizes)).mean()
        reconstruction = ALPHA * F.mse_loss(self.g(self.fixed, self.sizes), self.real)
        gradients = torch.autograd.grad(adversarial + reconstruction, self.trained)
        for p, gradient in zip(self.trained, gradients):
            p.grad = gradient
        for _ in range(GENERATOR_STEPS):
            self.opt_g.step()
        return [adversarial.item(), reconstruction.item()]

    def iterate(self, noise, alphas):
        with torch.no_grad():
            fake = self.g(noise, self.sizes)
        for alpha in alphas:
            losses = self.critic_step(fake, alpha)
        return losses + self.generator_step(noise)


def noise_shapes(channels, filters, sizes):
    return [(1, channels, *sizes[0])] + [(1, filters, h + 2 * BORDER, w + 2 * BORDER) for h, w in sizes[1:]]


def gradient(net):
    return torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).reshape(-1) for p in net.parameters()]).numpy()


def steps(name, channels, filters, sizes, trained):
    g = fill(Generator(channels, filters, len(sizes)), name + "/generator")
    d = fill(Critic(channels, filters), name + "/critic")
    shapes = noise_shapes(channels, filters, sizes)
    noise, fixed = ([numbers(f"{name}/{kind}-{k}", *s) for k, s in enumerate(shapes)] for kind in ("noise", "fixed"))
    real = numbers(name + "/real", 1, channels, *sizes[-1])
    stage = Stage(g, d, sizes, trained, real, fixed)
    out = {}
    with torch.no_grad():
        fake = g(noise, sizes)
        out["fake"], out["reconstruction"] = fake.numpy(), g(fixed, sizes).numpy()
    losses = stage.critic_step(fake, 0.3)
    out["critic.gradient"] = gradient(d)
    losses += stage.critic_step(fake, 0.8)
    out["critic.2"] = flat(d)
    losses += stage.generator_step(noise)
    out["generator.gradient"] = gradient(g)
    out["generator.1"] = flat(g)
    with torch.no_grad():
        fake = g(fixed, sizes)
    losses += stage.critic_step(fake, 0.5) + stage.generator_step(fixed)
    out["generator.2"] = flat(g)
    out["losses"] = losses
    save(f"consingan-{name}.safetensors", out, dict(
        channels=channels, filters=filters, trained=trained,
        sizes=",".join(f"{h}x{w}" for h, w in sizes)))


# ---- a whole training --------------------------------------------------------------------------------------------------
def pyramid(height, width, stages, smallest, largest):
    """The sizes, coarsest first, and what each is of the full image."""
    first = min(largest / max(height, width), 1)
    h, w = math.ceil(height * first), math.ceil(width * first)
    stop = stages - 1
    factor = math.pow(smallest / min(h, w), 1 / stop)
    scales = [math.pow(factor, (stop - 1) / math.log(stop) * math.log(stop - k) + 1) for k in range(stop)] + [1]
    return [(math.ceil(h * s), math.ceil(w * s)) for s in scales], scales


class Draws:
    """Random numbers one after the other, of deviation 1."""

    def __init__(self):
        self.count = 0

    def normal(self, shape):
        self.count += 1
        return (numbers(f"draw-{self.count}", *shape).float() * np.float32(math.sqrt(12))).double()

    def uniform(self):
        self.count += 1
        return float(numbers(f"draw-{self.count}", 1)) + 0.5


def train(channels, filters, trained, stages, smallest, iterations, shape, jitter=0):
    """Losses of every iteration, amplitudes, and the last reconstruction. Jitter moves the first weights by their rounding."""
    image = numbers("image", 1, channels, *shape)
    image = F.avg_pool2d(F.pad(image, [2] * 4, mode="reflect"), 5, 1) * 4
    image = image.clamp(-1, 1)
    sizes, scales = pyramid(*shape, stages, smallest, 250)
    full = official_resize(image.float(), 1)
    reals = [(full if s == 1 else official_resize(full, s)).double() for s in scales]
    assert [tuple(r.shape[2:]) for r in reals] == sizes
    draws, losses, amplitudes, fixed = Draws(), [], [1.0], [reals[0]]
    g, d = fill(Generator(channels, filters, 1), "train/generator"), fill(Critic(channels, filters), "train/critic")
    if jitter:
        torch.manual_seed(jitter)
        for p in [*g.parameters(), *d.parameters()]:
            p.data *= 1 + 6e-8 * torch.randn_like(p)
    for k in range(stages):
        shapes = noise_shapes(channels, filters, sizes[:k + 1])
        if k > 0:
            g.body.append(copy.deepcopy(g.body[-1]))
            fixed.append(draws.normal(shapes[k]))
            with torch.no_grad():
                still = [a * z for a, z in zip(amplitudes + [0.0], fixed)]
                amplitudes.append(0.1 * math.sqrt(F.mse_loss(g(still, sizes), reals[k])))
        held = [a * z for a, z in zip(amplitudes, fixed)]
        stage = Stage(g, d, sizes[:k + 1], trained, reals[k], held)
        for _ in range(iterations):
            noise = [a * draws.normal(s) for a, s in zip(amplitudes, shapes)]
            losses.append(stage.iterate(noise, [draws.uniform() for _ in range(CRITIC_STEPS)]))
    with torch.no_grad():
        return np.array(losses), amplitudes, g(held, sizes).numpy(), image


def trajectory(channels, trained):
    arguments = dict(channels=channels, filters=8, trained=trained, stages=4, smallest=13, iterations=8, shape=(24, 29))
    losses, amplitudes, last, image = train(**arguments)
    envelope = np.zeros(len(losses))
    for seed in (1, 2, 3):
        other, _, _, _ = train(**arguments, jitter=seed)
        envelope = np.maximum(envelope, np.abs(other - losses).max(axis=1))
    print("rounding moves losses by up to", envelope.max())
    save(f"consingan-trajectory-{channels}.safetensors",
         dict(losses=losses, gap=envelope, amplitudes=amplitudes, reconstruction=last, image=image[0].float()),
         {k: v for k, v in arguments.items() if k != "shape"})


if __name__ == "__main__":
    steps("one", 1, 8, [(13, 15)], 3)
    steps("two", 3, 8, [(12, 14), (15, 18)], 3)
    steps("frozen", 1, 8, [(11, 12), (13, 14), (17, 16)], 2)
    steps("four", 3, 12, [(11, 13), (12, 14), (14, 17), (17, 19)], 3)
    trajectory(1, 3)
    trajectory(3, 2)
