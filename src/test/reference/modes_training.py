#!/usr/bin/python3
"""How two modes train a scale, by PyTorch's autograd in float64: with noise around the generators' input (animation), and on images of few colours from the
scale below (paint). Writes src/test/resources/singan/modes-training.safetensors: the losses alone, since weights, images and noise follow from a formula.

usage: /usr/bin/python3 src/test/reference/modes_training.py
"""
import numpy as np
import torch

from consingan import numbers
from singan_reference import Net, Scale, official_resize, pad, save

CHANNELS, FILTERS, FACTOR, ITERATIONS = 3, 8, 0.75, 5
SIZES = [(15, 18), (20, 24)]
CENTRES = [-0.8, -0.3, 0.0, 0.4, 0.9]


def fill(name, generator):
    net = Net(CHANNELS, FILTERS, generator).double()
    for n, p in net.named_parameters():
        if n.endswith("conv.bias"):
            p.data.zero_()
    trained = net.trained()
    flat, at = numbers(name, sum(p.numel() for _, p in trained)), 0
    for n, p in trained:
        v = flat[at:at + p.numel()].reshape(p.shape)
        at += p.numel()
        p.data = (1 + 0.2 * v if n.endswith("norm.weight") else 0.2 * v).float().double()
    return net


def quantize(x):
    """Each value becomes the nearest of five."""
    centres = torch.tensor(CENTRES, dtype=torch.float32).double()
    return centres[(x[..., None] - centres).abs().argmin(-1)]


class Training:
    def __init__(self, noisy_border, injected):
        self.border, self.injected, self.count = 10 if noisy_border else 0, injected, 0
        self.place = (lambda x: x) if noisy_border else pad

    def draw(self, channels, size):
        self.count += 1
        h, w = (s + self.border for s in size)
        z = (numbers(f"draw-{self.count}", 1, channels, h, w).float() * np.float32(3)).double()
        return z.expand(1, CHANNELS, h, w)

    def uniform(self):
        self.count += 1
        return float(numbers(f"draw-{self.count}", 1)) + 0.5

    def around(self, x):
        return pad(x) if self.border else x

    def below(self, z):
        with torch.no_grad():
            image = self.g0(self.place(z))
        return official_resize(image, 1 / FACTOR)[:, :, :SIZES[1][0], :SIZES[1][1]]

    def run(self):
        self.g0 = fill("below", True).eval()
        z_opt = (numbers("z_opt", 1, CHANNELS, *(s + self.border for s in SIZES[0])).float() * np.float32(3)).double()
        real = numbers("real", 1, CHANNELS, *SIZES[1])
        rec = self.below(z_opt)
        amplitude = 0.1 * float((real - rec).pow(2).mean().sqrt())
        rec = self.injected(rec)
        scale = Scale(fill("generator", True), fill("critic", False), real, self.around(rec), rec)
        if self.border:
            scale.g = Unpadded(scale.g)
            scale.moments[scale.g] = [(torch.zeros_like(p), torch.zeros_like(p)) for _, p in scale.g.trained()]
            scale.steps[scale.g] = 0
        losses = []
        for _ in range(ITERATIONS):
            z = amplitude * self.draw(CHANNELS, SIZES[1])
            for _ in range(3):
                previous = self.injected(self.below(self.draw(1, SIZES[0])))
                scale.generate(z + self.around(previous), previous)
                critic = scale.critic_step(self.uniform())
            for _ in range(3):
                generator = scale.generator_step(False)
            losses.append([*critic, *generator])
        return losses, amplitude


class Unpadded(torch.nn.Module):
    """A generator whose input has its border already: what Scale pads is cropped again."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def trained(self):
        return self.net.trained()

    def forward(self, x):
        return self.net(x[:, :, 5:-5, 5:-5])


if __name__ == "__main__":
    animation, a = Training(True, lambda x: x).run()
    paint, p = Training(False, quantize).run()
    save("modes-training.safetensors", dict(animation=animation, paint=paint, amplitudes=[a, p]))
    print(np.array(animation)[-1], np.array(paint)[-1], a, p)
