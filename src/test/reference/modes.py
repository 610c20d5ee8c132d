#!/usr/bin/python3
"""Reference values for what a trained SinGAN can do besides random samples, computed by PyTorch on fixed weights.

Writes src/test/resources/singan/official (a model as the official code saves it: netG.pth per scale, Zs.pth, NoiseAmp.pth, reals.pth, and
Zs-animation.pth, whose noise reaches into the border) and src/test/resources/singan/modes.safetensors (inputs, noise in the order in which
it is drawn, results). The formulas are those of the official scripts (harmonization.py, editing.py, animation.py, SR.py), written anew here.
It needs Debian's python3-torch, python3-numpy, python3-scipy and python3-sklearn; the tests need none.

Between scales images go through 8 bits, truncated. Noise is drawn again until no value lies so near to a whole level that rounding errors
could decide.

usage: /usr/bin/python3 src/test/reference/modes.py
"""
import math

import numpy as np
import torch
from scipy import ndimage
from sklearn.cluster import KMeans

from singan_reference import OUT, Net, official_resize, pad, resize_matrix, save, scales, smooth

HEIGHT, WIDTH, CHANNELS, FILTERS, BORDER = 24, 29, 3, 4, 5
MARGIN = 4e-4
gaps = []


def watched(x, scale):
    """official_resize that notes how near its values come to whole levels."""
    levels = 255 * ((x + 1) / 2).clamp(0, 1).double()
    inner = levels[(levels > 0) & (levels < 255)]
    if len(inner):
        gaps.append(float((inner - inner.round()).abs().min()))
    return official_resize(x, scale)


def colored(seed, height, width):
    return torch.cat([smooth(100 * seed + c, 1, height, width) for c in range(CHANNELS)], 1)


def to_shape(x, height, width):
    levels = (255 * ((x[0] + 1) / 2).clamp(0, 1)).numpy().astype(np.uint8).astype(np.float64)
    rows = resize_matrix(levels.shape[1], height, height / levels.shape[1])
    columns = resize_matrix(levels.shape[2], width, width / levels.shape[2])
    out = np.einsum("ij,cjk,lk->cil", rows, levels, columns)
    return ((torch.from_numpy(out / 255).float() - 0.5) * 2).clamp(-1, 1)[None]


def generator(seed):
    torch.manual_seed(seed)
    net = Net(CHANNELS, FILTERS, True)
    for name, p in net.named_parameters():
        p.data.normal_(0, 0.25) if p.dim() > 1 else p.data.normal_(1 if "norm.weight" in name else 0, 0.1)
    for name, b in net.named_buffers():
        if name.endswith("running_mean"):
            b.normal_(0, 0.2)
        if name.endswith("running_var"):
            b.uniform_(0.5, 1.5)
    return net.eval()


def drawn(make):
    """The first result whose values keep clear of whole levels."""
    for seed in range(20000):
        gaps.clear()
        torch.manual_seed(1000 + seed)
        result = make()
        if min(gaps) > MARGIN:
            print(make.__name__, "seed", seed, "margin", min(gaps))
            return result
    raise SystemExit("no seed keeps clear of whole levels")


factor, sizes = scales(HEIGHT, WIDTH, 0.62, 13, 250)
count = len(sizes)
# The image has whole levels itself, as one that was read from a file.
image = colored(5, HEIGHT, WIDTH)
image = ((image + 1) * 127.5).round().clamp(0, 255) / 127.5 - 1
real = official_resize(image, 1)
reals = [official_resize(real, factor ** (count - 1 - k)) for k in range(count)]
nets = [generator(k + 1) for k in range(count)]
amps = [1, 0.3, 0.2, 0.1]


def step(k, z, previous):
    with torch.no_grad():
        return nets[k](amps[k] * z + pad(previous)) + previous


def crop(x, k):
    return x[:, :, : sizes[k][0], : sizes[k][1]]


def injected(reference, start):
    small = crop(watched_reference(reference, factor ** (count - start)), start - 1)
    x = crop(official_resize(small, 1 / factor), start)
    noise = []
    for k in range(start, count):
        z = torch.randn(1, CHANNELS, *sizes[k])
        noise.append(z.flatten())
        x = step(k, pad(z), x)
        if k + 1 < count:
            x = crop(watched(x, 1 / factor), k + 1)
    return x, torch.cat(noise)


def watched_reference(x, scale):
    """The reference has whole levels; what comes of the first resizing has not."""
    y = official_resize(x, scale)
    watched(y, 1)
    return y


def soft_mask(mask, radius):
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    wide = ndimage.binary_dilation(mask, structure=x * x + y * y <= radius * radius).astype(float)
    blurred = ndimage.gaussian_filter(wide, 5, mode="nearest", truncate=4.0)
    return (blurred - blurred.min()) / (blurred.max() - blurred.min())


def animation(z_opts, start, frames, alpha, beta):
    noise = [[] for _ in range(count)]

    def draw(k):
        n = torch.randn(1, 1 if k == 0 else CHANNELS, *z_opts[k].shape[2:])
        noise[k].append(n.flatten())
        return n.expand(1, CHANNELS, *n.shape[2:])

    walks = []
    for k in range(count):
        z = z_opts[k]
        if k < start:
            walks.append([z] * frames)
            continue
        before, last, walk = z, 0.95 * z + 0.05 * draw(k), []
        for _ in range(frames):
            now = alpha * z + (1 - alpha) * (last + beta * (last - before) + (1 - beta) * draw(k))
            before, last = last, now
            walk.append(now)
        walks.append(walk)
    images = []
    for t in range(frames):
        x = torch.zeros(1, CHANNELS, *sizes[0])
        for k in range(count):
            x = step(k, walks[k][t], x)
            if k + 1 < count:
                x = crop(watched(x, 1 / factor), k + 1)
        images.append(x.clamp(-1, 1))
    return torch.cat(images), [torch.cat(n) if n else torch.zeros(1) for n in noise]


def super_resolution(sr):
    steps = round(math.log(1 / sr, math.pow(1 / 2, 1 / 3)))
    scale = math.pow(sr, 1 / steps)
    x, noise = reals[-1], []
    for i in range(steps):
        x = official_resize(x, scale) if i == 0 else watched(x, scale)
        z = torch.randn(1, 1 if i == 0 else CHANNELS, *x.shape[2:])
        noise.append(z.flatten())
        x = step(count - 1, pad(z.expand(1, CHANNELS, *x.shape[2:])), x)
    return x[:, :, : int(sr * HEIGHT), : int(sr * WIDTH)].clamp(-1, 1), torch.cat(noise)


def main():
    folder = OUT / "official"
    torch.manual_seed(77)
    plane = torch.randn(1, 1, *sizes[0]).expand(1, CHANNELS, *sizes[0])
    z_opts = [pad(plane)] + [torch.zeros(1, CHANNELS, h + 10, w + 10) for h, w in sizes[1:]]
    bordered = [torch.randn(1, 1, sizes[0][0] + 10, sizes[0][1] + 10).expand(1, CHANNELS, -1, -1).contiguous()] + z_opts[1:]
    for k, net in enumerate(nets):
        (folder / str(k)).mkdir(parents=True, exist_ok=True)
        torch.save(net.state_dict(), folder / str(k) / "netG.pth")
    torch.save(z_opts, folder / "Zs.pth")
    torch.save(bordered, folder / "Zs-animation.pth")
    torch.save(reals, folder / "reals.pth", _use_new_zipfile_serialization=False)
    torch.save([amps[0]] + [torch.tensor(a) for a in amps[1:]], folder / "NoiseAmp.pth")

    out = {}
    spots = colored(9, HEIGHT, WIDTH)
    reference = ((spots + 1) * 127.5).round().clamp(0, 255) / 127.5 - 1 + 1e-4
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[3:6, 20:24] = True

    def injection():
        return injected(reference, 1)

    def resized():
        big = to_shape(large, HEIGHT, WIDTH)
        watched(big, 1)
        return injected(big, 2)

    result, noise = drawn(injection)
    weight = torch.from_numpy(soft_mask(mask, 7)).float()
    out |= {"injection.reference": reference[0], "injection.noise": noise, "injection.result": result[0]}
    out |= {"injection.mask": mask.astype(np.float32), "injection.blend": ((1 - weight) * reals[-1] + weight * result).clamp(-1, 1)[0]}

    def whole(seed):
        x = colored(seed, 31, 37)
        return ((x + 1) * 127.5).round().clamp(0, 255) / 127.5 - 1 + 1e-4

    def clearance(seed):
        gaps.clear()
        big = to_shape(whole(seed), HEIGHT, WIDTH)
        watched(big, 1)
        watched_reference(big, factor ** (count - 2))
        return min(gaps)

    large = whole(next(s for s in range(11, 3000) if clearance(s) > MARGIN))
    result, noise = drawn(resized)
    out |= {"resized.reference": large[0], "resized.noise": noise, "resized.result": result[0]}

    def walk():
        return animation(bordered, 1, 2, 0.1, 0.8)

    frames, noises = drawn(walk)
    out["animation.frames"] = frames
    out |= {f"animation.noise.{k}": n for k, n in enumerate(noises)}

    def enlargement():
        return super_resolution(1.6)

    result, noise = drawn(enlargement)
    out |= {"sr.noise": noise, "sr.result": result[0]}

    big_mask = np.zeros((70, 60), bool)
    big_mask[5:9, 10:30] = True
    big_mask[40, 59] = True
    out |= {"mask": big_mask.astype(np.float32), "mask.7": soft_mask(big_mask, 7), "mask.20": soft_mask(big_mask, 20)}

    points = reference[0].reshape(CHANNELS, -1).T.numpy().astype(np.float64)
    centers = np.random.default_rng(3).uniform(-0.6, 0.6, (5, CHANNELS))
    labels = KMeans(n_clusters=5, init=centers, n_init=1, tol=0).fit(points).labels_
    out |= {"colors.centers": centers, "colors.result": centers[labels].T.reshape(CHANNELS, HEIGHT, WIDTH)}
    save("modes.safetensors", {k: np.asarray(v) for k, v in out.items()})


if __name__ == "__main__":
    main()
