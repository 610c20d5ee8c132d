"""MATLAB's imresize by its definition, in numpy: the reference of BicubicTest. Writes src/test/resources/bicubic.json."""

import json
import pathlib

import numpy as np


def cubic(x):
    a = np.abs(x)
    return np.where(a <= 1, 1.5 * a**3 - 2.5 * a**2 + 1, np.where(a <= 2, -0.5 * a**3 + 2.5 * a**2 - 4 * a + 2, 0))


def matrix(size, to, scale):
    """Row i holds the weights of the source pixels of output pixel i; one-based coordinates as in imresize.m."""
    kernel, width = (lambda x: scale * cubic(scale * x), 4 / scale) if scale < 1 else (cubic, 4.0)
    out = np.zeros((to, size))
    mirrored = list(range(size)) + list(range(size - 1, -1, -1))
    for i in range(1, to + 1):
        u = i / scale + 0.5 * (1 - 1 / scale)
        places = np.floor(u - width / 2) + np.arange(int(np.ceil(width)) + 2)
        weights = kernel(u - places)
        for place, weight in zip(places, weights / weights.sum()):
            out[i - 1, mirrored[int(place - 1) % (2 * size)]] += weight
    return out


if __name__ == "__main__":
    cases = []
    for h, w, to_h, to_w, scale in ((12, 9, 5, 4, None), (12, 9, 17, 20, None), (8, 10, 5, 7, 0.62), (7, 7, 10, 10, 1.3)):
        y, x = np.mgrid[0:h, 0:w]
        image = ((7 * x + 13 * y + (x * x + 3 * x * y + 5 * y * y) // 9) % 256) / 255.0
        sy, sx = (scale, scale) if scale else (to_h / h, to_w / w)
        result = matrix(h, to_h, sy) @ image @ matrix(w, to_w, sx).T
        cases.append(dict(height=h, width=w, toHeight=to_h, toWidth=to_w, scaleY=sy, scaleX=sx,
                          values=[round(float(v), 9) for v in result.ravel()]))
    target = pathlib.Path(__file__).parent.parent / "resources" / "bicubic.json"
    target.write_text(json.dumps(cases) + "\n")
