"""Writes src/test/resources/images: small images in every variant that is read, and what OpenCV makes of them.

Needs Debian's python3-opencv and python3-numpy. Run it as: python3 src/test/reference/images.py
"""
import json
import os
import struct
import zlib

import cv2
import numpy as np

OUT = os.path.join(os.path.dirname(__file__), "..", "resources", "images")


def base(width, height, seed):
    """Smooth blobs with some noise, over the whole range."""
    rng = np.random.default_rng(seed)
    small = rng.uniform(0, 255, (5, 6)).astype(np.float32)
    image = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(image + rng.normal(0, 6, image.shape), 0, 255).astype(np.uint8)


def tiff(name, blocks, tags, order="<"):
    """A TIFF from packed blocks; tags: number -> (type, values); offsets and counts of the blocks are added."""
    tiled = 322 in tags
    offsets, data, at = [], b"", 8
    for block in blocks:
        offsets.append(at + len(data))
        data += block + b"\0" * (len(block) % 2)
    tags = dict(tags)
    tags[324 if tiled else 273] = (4, offsets)
    tags[325 if tiled else 279] = (4, [len(block) for block in blocks])
    start = at + len(data)
    extra_at = start + 2 + 12 * len(tags) + 4
    directory, extra = struct.pack(order + "H", len(tags)), b""
    for tag in sorted(tags):
        kind, values = tags[tag]
        packed = struct.pack(order + ("H" if kind == 3 else "I") * len(values), *values)
        if len(packed) > 4:
            where, extra = extra_at + len(extra), extra + packed
            packed = struct.pack(order + "I", where)
        directory += struct.pack(order + "HHI", tag, kind, len(values)) + packed.ljust(4, b"\0")
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, start)
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(head + data + directory + struct.pack(order + "I", 0) + extra)


def tags(image, bits, photometric, compression=1, samples=1, rows=None):
    height, width = image.shape[:2]
    return {256: (3, [width]), 257: (3, [height]), 258: (3, [bits] * samples), 259: (3, [compression]),
            262: (3, [photometric]), 277: (3, [samples]), 278: (3, [rows or height])}


def tiles(image, side):
    height, width = image.shape
    padded = np.zeros((-(-height // side) * side, -(-width // side) * side), image.dtype)
    padded[:height, :width] = image
    return [padded[y:y + side, x:x + side].copy() for y in range(0, height, side) for x in range(0, width, side)]


def check(name, expected):
    read = cv2.imread(os.path.join(OUT, name), cv2.IMREAD_GRAYSCALE)
    assert read is not None and np.array_equal(read, expected), name


def main():
    os.makedirs(OUT, exist_ok=True)
    gray = base(45, 37, 1)
    height, width = gray.shape
    cv2.imwrite(os.path.join(OUT, "gray.png"), gray)
    for name, code in (("none", 1), ("lzw", 5), ("deflate", 8), ("packbits", 32773)):
        cv2.imwrite(os.path.join(OUT, f"gray-{name}.tif"), gray, [cv2.IMWRITE_TIFF_COMPRESSION, code])
        check(f"gray-{name}.tif", gray)
    tiff("gray-white-is-zero.tif", [(255 - gray)[y:y + 10].tobytes() for y in range(0, height, 10)],
         tags(gray, 8, 0, rows=10))
    tiff("gray-big-endian.tif", [gray.tobytes()], tags(gray, 8, 1), ">")
    for name, code, pack in (("none", 1, bytes), ("deflate", 8, zlib.compress)):
        tiled = tags(gray, 8, 1, code)
        tiled.update({322: (3, [16]), 323: (3, [16])})
        del tiled[278]
        tiff(f"gray-tiles-{name}.tif", [pack(tile.tobytes()) for tile in tiles(gray, 16)], tiled)
        check(f"gray-tiles-{name}.tif", gray)
    difference = np.diff(gray.astype(np.int16), axis=1, prepend=np.zeros((height, 1), np.int16)).astype(np.uint8)
    predicted = tags(gray, 8, 1, 8)
    predicted[317] = (3, [2])
    tiff("gray-predictor.tif", [zlib.compress(difference.tobytes())], predicted)
    for name in ("gray-white-is-zero.tif", "gray-big-endian.tif", "gray-predictor.tif"):
        check(name, gray)

    # 16 bits: the lower byte is noise that must not matter.
    deep = (gray.astype(np.uint16) << 8) | np.random.default_rng(2).integers(0, 256, gray.shape, dtype=np.uint16)
    cv2.imwrite(os.path.join(OUT, "gray-16.png"), deep)
    cv2.imwrite(os.path.join(OUT, "gray-16-lzw.tif"), deep, [cv2.IMWRITE_TIFF_COMPRESSION, 5])
    tiff("gray-16-big-endian.tif", [deep.astype(">u2").tobytes()], tags(gray, 16, 1), ">")
    tiff("gray-16-white-is-zero.tif", [(65535 - deep).astype("<u2").tobytes()], tags(gray, 16, 0))
    for name in ("gray-16.png", "gray-16-lzw.tif", "gray-16-big-endian.tif"):
        check(name, deep >> 8)

    bits = gray > 128
    cv2.imwrite(os.path.join(OUT, "bits.png"), bits.astype(np.uint8) * 255)
    tiff("bits-1.tif", [np.packbits(bits, axis=1).tobytes()], tags(gray, 1, 1))
    tiff("mask-16-of-ones.tif", [bits.astype("<u2").tobytes()], tags(gray, 16, 1))

    colour = np.dstack([base(45, 37, s) for s in (3, 4, 5)])
    cv2.imwrite(os.path.join(OUT, "colour.png"), colour)
    cv2.imwrite(os.path.join(OUT, "colour.tif"), colour, [cv2.IMWRITE_TIFF_COMPRESSION, 5])
    cv2.imwrite(os.path.join(OUT, "colour.ppm"), colour)
    cv2.imwrite(os.path.join(OUT, "colour.jpg"), colour, [cv2.IMWRITE_JPEG_QUALITY, 100])
    cv2.imwrite(os.path.join(OUT, "colour-gray.png"), cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY))

    header = f"P5 # a comment\n#another\n{width} {height}\n# and one\n255\n".encode()
    with open(os.path.join(OUT, "gray.pgm"), "wb") as f:
        f.write(header + gray.tobytes())
    with open(os.path.join(OUT, "gray-plain.pgm"), "w") as f:
        f.write(f"P2\n# a comment\n{width} {height} 255\n")
        f.writelines(" ".join(map(str, row)) + " # row\n" for row in gray)
    with open(os.path.join(OUT, "gray-16.pgm"), "wb") as f:
        f.write(f"P5 {width} {height} 65535\n".encode() + deep.astype(">u2").tobytes())
    check("gray.pgm", gray)

    # Resizing: the whole image and a region of it.
    resized = {}
    for w, h in ((224, 224), (31, 90), (45, 37), (20, 20), (7, 5), (1, 1)):
        resized[f"0,0,45,37,{w},{h}"] = f"resized-{w}x{h}.png"
        cv2.imwrite(os.path.join(OUT, f"resized-{w}x{h}.png"), cv2.resize(gray, (w, h)))
    for x, y, w, h in ((3, 4, 20, 11), (44, 0, 1, 37), (10, 36, 30, 1), (8, 8, 1, 1), (5, 6, 40, 30)):
        name = f"region-{x}-{y}-{w}-{h}.png"
        resized[f"{x},{y},{w},{h},40,30"] = name
        cv2.imwrite(os.path.join(OUT, name), cv2.resize(gray[y:y + h, x:x + w], (40, 30)))

    otsu = []
    rng = np.random.default_rng(7)
    for kind in range(8):
        image = [gray, deep.astype(np.uint8), 255 - gray, np.where(gray > 99, gray, 0).astype(np.uint8),
                 np.clip(rng.normal(60, 9, gray.shape), 0, 255).astype(np.uint8),
                 np.full(gray.shape, 77, np.uint8), (bits * 200).astype(np.uint8),
                 rng.integers(0, 2, gray.shape, dtype=np.uint8)][kind]
        threshold, _ = cv2.threshold(image, 1, 255, cv2.THRESH_OTSU)
        otsu.append({"histogram": np.bincount(image.ravel(), minlength=256).tolist(), "threshold": int(threshold)})
    with open(os.path.join(OUT, "expected.json"), "w") as f:
        json.dump({"resized": resized, "otsu": otsu}, f)
        f.write("\n")


main()
