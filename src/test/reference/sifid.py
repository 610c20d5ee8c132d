"""Frechet distances of maps, and the Gabor map by its definition: the reference of SifidTest.

Writes src/test/resources/sifid.json. Needs numpy and scipy.
"""

import json
import pathlib

import numpy as np
import scipy.linalg

from scattering import gabor, picture


def gabor64(image):
    h, w = image.shape
    pads, spectra = [], {}
    for n in (h, w):
        padded = ((n + 16) // 16 + 1) * 16
        pads.append(((padded - n) // 2, padded - n - (padded - n) // 2))
    x = np.pad(image, pads, mode="reflect")
    assert x.shape[0] == x.shape[1], "the periodic filters of scattering.py are square"
    maps = []
    for j in range(4):
        for a in range(8):
            theta = (8 - 4 - 1 - a) * np.pi / 8
            psi = np.fft.fft2(gabor(x.shape[0], 0.8 * 2**j, theta, 0.75 * np.pi / 2**j, 0.5))
            answer = np.fft.ifft2(np.fft.fft2(x) * psi)[pads[0][0] : pads[0][0] + h, pads[1][0] : pads[1][0] + w]
            maps += [np.maximum(answer.real, 0), np.maximum(answer.imag, 0)]
    return np.stack(maps, -1).reshape(-1, 64)


def frechet(a, b):
    sa, sb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = scipy.linalg.sqrtm(sa @ sb)
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(sa + sb) - 2 * np.trace(root).real)


def vectors(n, channels, seed):
    """Numbers that Java can make to the same bits."""
    i = np.arange(n * channels)
    return (((i * i * (3 + seed) + 7 * i + seed) % 1009) / 1009.0).reshape(n, channels)


if __name__ == "__main__":
    result = dict(
        vectors=frechet(vectors(400, 7, 1), vectors(350, 7, 2) * 1.5 + 0.25),
        channels=[float(v) for v in gabor64(picture(32) * 2 - 1).mean(0)],
    )
    target = pathlib.Path(__file__).parent.parent / "resources" / "sifid.json"
    target.write_text(json.dumps(result) + "\n")
