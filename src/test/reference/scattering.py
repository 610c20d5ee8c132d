"""Scattering by its definition, in double precision: the reference of ScatteringTransformTest.

Filters are sampled and made periodic in space, every convolution is a product of full-size spectra, and
subsampling is slicing. Writes src/test/resources/scattering.json. Needs numpy.
"""

import json
import pathlib

import numpy as np


def gabor(n, sigma, theta, xi, slant):
    total = np.zeros((n, n), complex)
    for ey in range(-6, 7):
        for ex in range(-6, 7):
            y, x = np.mgrid[ey * n : (ey + 1) * n, ex * n : (ex + 1) * n]
            along = y * np.cos(theta) + x * np.sin(theta)
            across = x * np.cos(theta) - y * np.sin(theta)
            total += np.exp(-(along**2 + slant**2 * across**2) / (2 * sigma**2) + 1j * xi * along)
    return total * slant / (2 * np.pi * sigma**2)


def morlet(n, j, angle, angles):
    theta = (angles - angles // 2 - 1 - angle) * np.pi / angles
    sigma, xi, slant = 0.8 * 2**j, 0.75 * np.pi / 2**j, 4 / angles
    wave, window = gabor(n, sigma, theta, xi, slant), gabor(n, sigma, theta, 0, slant)
    return np.fft.fft2(wave - wave.sum() / window.sum() * window)


def low(spectrum, to):
    n = spectrum.shape[0]
    keep = np.r_[0 : to // 2, n - to // 2 : n]
    return spectrum[np.ix_(keep, keep)]


def scattering(image, scales, angles):
    size = image.shape[0]
    coarse = 2**scales
    padded = ((size + coarse) // coarse + 1) * coarse
    before = (padded - size) // 2
    x = np.pad(image, (before, padded - size - before), mode="reflect")
    psi = [[morlet(padded, j, a, angles) for a in range(angles)] for j in range(scales)]

    def windows(u, stride):
        for start, end in ((0, size), (size // 4, size - size // 4)):
            k = slice(-(-(before + start) // stride), -(-(before + end) // stride))
            yield u[k, k]

    means, rms = [[image.mean()], [image[size // 4 : size - size // 4, size // 4 : size - size // 4].mean()]], [[], []]
    first = {}
    for j in range(scales):
        for a in range(angles):
            first[j, a] = u = np.abs(np.fft.ifft2(np.fft.fft2(x) * psi[j][a]))[:: 2**j, :: 2**j]
            for w, part in enumerate(windows(u, 2**j)):
                means[w].append(part.mean())
                rms[w].append(np.sqrt((part**2).mean()))
    for j1 in range(scales):
        for a1 in range(angles):
            spectrum = np.fft.fft2(first[j1, a1])
            for j2 in range(j1 + 1, scales):
                for a2 in range(angles):
                    step = 2 ** (j2 - j1)
                    u = np.abs(np.fft.ifft2(spectrum * low(psi[j2][a2], spectrum.shape[0])))[::step, ::step]
                    for w, part in enumerate(windows(u, 2**j2)):
                        means[w].append(part.mean())
    return np.concatenate([means[0], means[1], rms[0], rms[1]])


def picture(size):
    """A texture that Java can make to the same bits: sums and products of small integers, in [0, 1]."""
    y, x = np.mgrid[0:size, 0:size]
    return ((7 * x + 13 * y + (x * x + 3 * x * y + 5 * y * y) // 9) % 256) / 255.0


if __name__ == "__main__":
    cases = [dict(size=s, scales=j, angles=a) for s, j, a in ((16, 2, 4), (21, 2, 3), (64, 4, 8))]
    for case in cases:
        case["values"] = [float("%.9g" % v) for v in scattering(picture(case["size"]), case["scales"], case["angles"])]
    target = pathlib.Path(__file__).parent.parent / "resources" / "scattering.json"
    target.write_text(json.dumps(cases) + "\n")
