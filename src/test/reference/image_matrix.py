"""Writes src/test/resources/image-matrix.jsonl: small images of every sample format, colour type, depth, compression and
metadata of PNG, TIFF, JPEG and PNM, and the values that Pillow, OpenCV or ImageMagick read from them.

Needs Debian's python3-opencv, python3-pil, python3-tifffile, imagemagick, libtiff-tools, libjpeg-turbo-progs and netpbm.
Run it as: python3 src/test/reference/image_matrix.py

A line is a cell: its name, the file, and either the values (channels, bits, samples row by row, and the grey that OpenCV
makes of colours) with the tools that read the same, or a word that the refusal must say; for files that are no image but a
mask, which pixels belong to it. "like" names the cell that has the same values. Lossless cells hold the samples that the file was made of; a tool must agree.
"""
import base64
import io
import itertools
import json
import os
import struct
import subprocess
import tempfile
import zlib

import cv2
import numpy as np
import tifffile
from PIL import Image, ImageOps, TiffImagePlugin

OUT = os.path.join(os.path.dirname(__file__), "..", "resources", "image-matrix.jsonl")
WORK = tempfile.mkdtemp()
WIDTH, HEIGHT = 13, 11
CELLS = {}
VALUES = ("width", "height", "channels", "bits", "samples", "grey")


def picture(channels, bits, seed, width=WIDTH, height=HEIGHT):
    """Samples of the whole range with steps, noise, zeros and ones; height x width x channels."""
    rng = np.random.default_rng(seed)
    top = 2 ** bits - 1
    ramp = np.add.outer(np.arange(height) * 7, np.arange(width) * 11)[:, :, None] + np.arange(channels) * 60
    values = (ramp / 255 % 1 * top + rng.uniform(0, top / 6, (height, width, channels))).clip(0, top)
    values[2:5, 3:7] = 0
    values[6:7, 2:9] = 1
    return np.round(values).astype(np.uint8 if bits <= 8 else np.uint16 if bits <= 16 else np.uint32)


def widen(samples, bits):
    """To the whole range of 8 or 16 bits."""
    full = 255 if bits <= 8 else 65535
    top = 2 ** bits - 1
    return ((samples.astype(np.int64) * full + top // 2) // top).astype(np.uint8 if bits <= 8 else np.uint16)


def run(*command, data=None):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def by_pillow(path):
    try:
        image = Image.open(path)
        kind = image.format
        image.load()
        if kind != "TIFF":
            image = ImageOps.exif_transpose(image)
        if image.mode in ("P", "PA", "1"):
            image = image.convert("L" if image.mode == "1" else "RGB")
        values = np.array(image)
        if image.mode in ("L", "LA", "RGB", "RGBA", "I;16", "I;16B", "I") and values.min() >= 0:
            if values.ndim == 3:
                values = values[:, :, :3 if values.shape[2] > 2 else 1]
            return values.reshape(values.shape[0], values.shape[1], -1).astype(
                np.uint8 if values.dtype == np.uint8 else np.uint16)
    except Exception:
        pass
    return None


def by_opencv(path):
    values = cv2.imread(path, cv2.IMREAD_ANYDEPTH | cv2.IMREAD_ANYCOLOR)
    if values is None or values.dtype not in (np.uint8, np.uint16):
        return None
    return values[:, :, None] if values.ndim == 2 else values[:, :, ::-1]


def by_imagemagick(path, channels, width, height):
    raw = run("convert", path + "[0]", "-auto-orient", "-alpha", "off", "-depth", "16", "-endian", "MSB",
              "rgb:-" if channels == 3 else "gray:-")
    values = np.frombuffer(raw, ">u2")
    return values.reshape(height, width, channels).astype(np.uint16) if values.size == width * height * channels else None


def by_libtiff(path):
    """The first samples of each pixel as libtiff gives them, alpha left alone."""
    data = tiffcp(path, "-s", "-c", "none", "-p", "contig", "-L")
    if data is None:
        return None
    try:
        values = tifffile.imread(io.BytesIO(data), key=0)
    except (NotImplementedError, ValueError):
        return None
    return values[:, :, :1] if values.ndim == 3 and values.shape[2] == 2 and values.dtype in (np.uint8, np.uint16) else None


def same(read, values, slack=0):
    """Whether a tool read these values, in the depth of the shallower of both."""
    if read is None or read.shape[:2] != values.shape[:2]:
        return False
    if read.shape[2] == 3 and values.shape[2] == 1 and (read == read[:, :, :1]).all():
        read = read[:, :, :1]
    if read.shape != values.shape:
        return False
    if read.dtype != values.dtype:
        read = (read.astype(int) * 255 + 32767) // 65535 if read.dtype == np.uint16 else read
        values = values >> 8 if values.dtype == np.uint16 else values
    return np.abs(read.astype(int) - values.astype(int)).max() <= slack


def encoded(values):
    bits = 8 if values.dtype == np.uint8 else 16
    upper = values if bits == 8 else (values >> 8).astype(np.uint8)
    cell = {"width": values.shape[1], "height": values.shape[0], "channels": values.shape[2], "bits": bits,
            "samples": base64.b64encode(values.astype(">u1" if bits == 8 else ">u2").tobytes()).decode()}
    if values.shape[2] == 3:
        cell["grey"] = base64.b64encode(cv2.cvtColor(upper, cv2.COLOR_RGB2GRAY).tobytes()).decode()
    return cell


def add(name, data, cell):
    assert name not in CELLS, name
    assert data, name
    CELLS[name] = {"name": name, "file": base64.b64encode(data).decode(), **cell}


def saved(name, data):
    path = os.path.join(WORK, name.replace("/", "-"))
    with open(path, "wb") as f:
        f.write(data)
    return path


def holds(name, data, values, stored=None):
    """A cell whose samples are these; a tool must read them so.

    stored: what tools read that give white as zero just as it is stored; the values are then TIFF 6.0's.
    """
    path = saved(name, data)
    tools = [tool for tool, read in (
        ("pillow", by_pillow(path)), ("opencv", by_opencv(path)),
        ("imagemagick", by_imagemagick(path, values.shape[2], values.shape[1], values.shape[0])),
        ("libtiff", by_libtiff(path)))
        if same(read, values) or stored is not None and same(read, stored)]
    assert tools, name
    add(name, data, {"as": tools, **encoded(values)})


def refused(name, data, word, mask=None):
    cell = {"refused": word}
    if mask is not None:
        cell["mask"] = base64.b64encode((mask > 0).astype(np.uint8).tobytes()).decode()
    add(name, data, cell)


# PNG -----------------------------------------------------------------------------------------------------------------

PNG_TYPES = [(0, b) for b in (1, 2, 4, 8, 16)] + [(2, 8), (2, 16)] + [(3, b) for b in (1, 2, 4, 8)] + [
    (4, 8), (4, 16), (6, 8), (6, 16)]
PNG_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(row, bits):
    """A row of samples, upper bit first."""
    if bits == 16:
        return row.astype(">u2").tobytes()
    if bits == 8:
        return row.astype(np.uint8).tobytes()
    wide = ((row.reshape(-1, 1) >> np.arange(bits - 1, -1, -1)) & 1).astype(np.uint8)
    return np.packbits(wide.reshape(-1)).tobytes()


def filtered(rows, step):
    """PNG's five filters in turn."""
    out, above = b"", None
    for y, row in enumerate(rows):
        above = bytes(len(row)) if above is None else above
        line = bytearray([y % 5])
        for i, value in enumerate(row):
            a, b, c = (row[i - step] if i >= step else 0), above[i], (above[i - step] if i >= step else 0)
            p = a + b - c
            paeth = min((abs(p - v), k, v) for k, v in enumerate((a, b, c)))[2]
            line.append((value - (0, a, b, (a + b) // 2, paeth)[y % 5]) & 255)
        out += bytes(line)
        above = row
    return out


def png(samples, colour, bits, interlaced=False, before=(), after=(), parts=2):
    height, width = samples.shape[:2]
    step = max(1, samples.shape[2] * bits // 8)
    data = b""
    for x, y, dx, dy in ADAM7 if interlaced else ((0, 0, 1, 1),):
        part = samples[y::dy, x::dx]
        if part.size:
            data += filtered([packed(row.reshape(-1), bits) for row in part], step)
    data = zlib.compress(data, 9)
    cut = -(-len(data) // parts)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlaced))
            + b"".join(chunk(*c) for c in before) + b"".join(
                chunk(b"IDAT", data[i:i + cut]) for i in range(0, len(data), cut))
            + b"".join(chunk(*c) for c in after) + chunk(b"IEND", b""))


def png_source(colour, bits):
    """Samples, chunks that they need, and the values that they mean."""
    samples = picture(PNG_SAMPLES[colour], bits, 10 * colour + bits)
    if colour == 3:
        palette = np.random.default_rng(bits).integers(0, 256, (2 ** bits, 3), dtype=np.uint8)
        palette[0] = 0
        return samples, [(b"PLTE", palette.tobytes())], palette[samples[:, :, 0]]
    values = samples[:, :, :3 if colour in (2, 6) else 1]
    return samples, [], widen(values, bits)


def exif(orientation, order="<"):
    return (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(
        order + "IHHHIHHI", 8, 1, 274, 3, 1, orientation, 0, 0)


def upright(values, orientation):
    """What the file's pixels are when they are shown (EXIF 2.3, section 4.6.4)."""
    turned = {1: values, 2: values[:, ::-1], 3: values[::-1, ::-1], 4: values[::-1]}
    if orientation <= 4:
        return np.ascontiguousarray(turned[orientation])
    flipped = values.transpose(1, 0, 2)
    return np.ascontiguousarray({5: flipped, 6: flipped[:, ::-1], 7: flipped[::-1, ::-1], 8: flipped[::-1]}[orientation])


def grey_profile():
    """An ICC profile of a grey device with a gamma of 4."""
    def tag(data):
        return data + b"\0" * (-len(data) % 4)
    curve = tag(b"curv\0\0\0\0" + struct.pack(">IH", 1, 4 * 256))
    white = tag(b"XYZ \0\0\0\0" + struct.pack(">iii", 63190, 65536, 54061))
    text = tag(b"desc\0\0\0\0" + struct.pack(">I", 5) + b"grey\0" + bytes(78))
    tags = [(b"desc", text), (b"wtpt", white), (b"kTRC", curve), (b"cprt", tag(b"text\0\0\0\0none\0"))]
    at, table, body = 132 + 12 * len(tags), b"", b""
    for name, data in tags:
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data
    head = struct.pack(">I4sI4s4s4s", at + len(body), b"none", 0x02100000, b"mntr", b"GRAY", b"XYZ ")
    head += struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + struct.pack(">iii", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def colour_profile():
    """A small ICC profile of an RGB device with swapped primaries and a gamma of 4."""
    def tag(data):
        return data + b"\0" * (-len(data) % 4)
    curve = tag(b"curv\0\0\0\0" + struct.pack(">IH", 1, 4 * 256))

    def xyz(*v):
        return tag(b"XYZ \0\0\0\0" + struct.pack(">iii", *(int(x * 65536) for x in v)))
    text = tag(b"desc\0\0\0\0" + struct.pack(">I", 4) + b"rgb\0" + bytes(78))
    tags = [(b"desc", text), (b"wtpt", xyz(.9642, 1, .8249)), (b"rXYZ", xyz(.1431, .0606, .7141)),
            (b"gXYZ", xyz(.3851, .7169, .0971)), (b"bXYZ", xyz(.4361, .2225, .0139)), (b"rTRC", curve),
            (b"gTRC", curve), (b"bTRC", curve), (b"cprt", tag(b"text\0\0\0\0none\0"))]
    at, table, body = 132 + 12 * len(tags), b"", b""
    for name, data in tags:
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data
    head = struct.pack(">I4sI4s4s4s", at + len(body), b"none", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + struct.pack(">iii", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def png_chunks(colour, bits):
    """Every ancillary chunk that may stand before the data, valid for the colour type."""
    icc = grey_profile() if colour in (0, 4) else colour_profile()
    chunks = {
        "gama": [(b"gAMA", struct.pack(">I", 100000))],
        "gama-im": [(b"gAMA", struct.pack(">I", 45455)), (b"cHRM", struct.pack(
            ">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000))],
        "srgb": [(b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 45455))],
        "iccp": [(b"iCCP", b"icc\0\0" + zlib.compress(icc))],
        "sbit": [(b"sBIT", bytes([max(1, min(8, bits) - 2)]) * (3 if colour == 3 else PNG_SAMPLES[colour]))],
        "phys": [(b"pHYs", struct.pack(">IIB", 2835, 5000, 1))],
        "text": [(b"tEXt", b"Title\0a mammogram"), (b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 99)),
                 (b"iTXt", b"Title\0\0\0de\0Titel\0Bild")],
        "time": [(b"tIME", struct.pack(">HBBBBB", 2020, 1, 2, 3, 4, 5))],
        "bkgd": [(b"bKGD", {0: b"\0\1", 3: b"\1", 4: b"\0\1"}.get(colour, b"\0\1\0\2\0\3"))],
        "private": [(b"prVt", b"anything")],
        "exif": [(b"eXIf", exif(1))],
        "apng": [(b"acTL", struct.pack(">II", 1, 0)), (b"fcTL", struct.pack(
            ">5IHHBB", 0, WIDTH, HEIGHT, 0, 0, 1, 10, 0, 0))],
    }
    if colour in (0, 2, 3):
        chunks["trns"] = [(b"tRNS", {0: b"\0\1", 2: b"\0\1\0\1\0\1", 3: b"\0\x80"}[colour])]
    if colour == 3:
        chunks["hist"] = [(b"hIST", b"\0\1" * 2 ** bits)]
    return chunks


def png_cells():
    for (colour, bits), interlaced in itertools.product(PNG_TYPES, (False, True)):
        samples, needed, values = png_source(colour, bits)
        name = f"png/type{colour}-{bits}bit" + ("-interlaced" if interlaced else "")
        holds(name, png(samples, colour, bits, interlaced, needed), values)
    for colour, bits in PNG_TYPES:
        samples, needed, values = png_source(colour, bits)
        for what, chunks in png_chunks(colour, bits).items():
            late = what in ("bkgd", "trns", "hist")
            before = needed + chunks if late else chunks + needed
            holds(f"png/type{colour}-{bits}bit-{what}", png(samples, colour, bits, False, before), values)
    for orientation in range(1, 9):
        samples, needed, values = png_source(0, 16)
        data = png(samples, 0, 16, orientation % 2 == 0, [(b"eXIf", exif(orientation, "<>"[orientation % 2]))])
        holds(f"png/exif-orientation{orientation}", data, upright(values, orientation))
    for width, height in ((1, 1), (2, 1), (1, 3), (4, 5), (3, 9)):
        samples = picture(1, 8, 3, width, height)
        holds(f"png/{width}x{height}-interlaced", png(samples, 0, 8, True, parts=1), samples)
    wrong = struct.pack(">IIBBBBB", 2, 2, 4, 2, 0, 0, 0)
    refused("png/rgb-4bit", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", wrong) + chunk(b"IDAT", zlib.compress(bytes(10)))
            + chunk(b"IEND", b""), "colour type 2 with 4 bits")
    samples = np.full((3, 3, 1), 3, np.uint8)
    refused("png/palette-too-short", png(samples, 3, 2, False, [(b"PLTE", bytes(6))]), "palette entry 3")


def tool_cells():
    """The same pixels as programs write them by themselves."""
    grey, colour, deep = picture(1, 8, 81), picture(3, 8, 82), picture(1, 16, 83)
    two = np.where(picture(1, 8, 84) > 90, 255, 0).astype(np.uint8)
    few = (picture(1, 2, 85) * 85).astype(np.uint8)
    sources = {"grey": grey, "colour": colour, "deep": deep, "two": two, "few": few}
    for name, values in sources.items():
        bgr = values[:, :, ::-1] if values.shape[2] == 3 else values
        for kind in ("png", "tif", "pgm" if values.shape[2] == 1 else "ppm"):
            holds(f"opencv/{name}.{kind}", cv2.imencode("." + kind, bgr)[1].tobytes(), values)
            header = f"P{6 if values.shape[2] == 3 else 5} {WIDTH} {HEIGHT} {65535 if values.dtype == np.uint16 else 255}\n"
            pnm = header.encode() + values.astype(">u2" if values.dtype == np.uint16 else "u1").tobytes()
            holds(f"imagemagick/{name}.{kind}", run("convert", "-", kind + ":-", data=pnm), values)
        for options in ("-interlace PNG", "-type TrueColor", "-colors 256 -type Palette", "-define png:format=png48"):
            if name in ("deep", "colour", "grey") and "Palette" in options:
                continue
            data = run("convert", "-", *options.split(), "png:-", data=pnm_of(values))
            repeated = "TrueColor" in options or "png48" in options or "Palette" in options
            expected = np.repeat(values, 3, 2) if repeated and values.shape[2] == 1 else values
            holds(f"imagemagick/{name}{options.replace(' ', '')}.png", data, colour_like(data, values, expected))
        for compression in ("None", "LZW", "Zip", "RLE", "Group4", "Fax", "BZip", "LZMA", "ZSTD", "JPEG", "WebP"):
            if compression in ("Group4", "Fax") and name != "two" or compression in ("JPEG", "WebP", "BZip"):
                continue
            data = run("convert", "-", "-compress", compression, "tif:-", data=pnm_of(values))
            if compression == "LZMA":
                refused(f"imagemagick/{name}-{compression}.tif", data, "LZMA")
            else:
                holds(f"imagemagick/{name}-{compression}.tif", data, values)
        image = Image.fromarray(values[:, :, 0] if values.shape[2] == 1 else values)
        for options in ({}, {"compression": "tiff_lzw"}, {"compression": "tiff_adobe_deflate"}, {"compression": "packbits"}):
            out = io.BytesIO()
            image.save(out, "TIFF", **options)
            holds(f"pillow/{name}-{options.get('compression', 'raw')}.tif", out.getvalue(), values)
        if name != "deep":
            out = io.BytesIO()
            image.quantize(4 if name in ("few", "two") else 256, dither=Image.Dither.NONE).save(out, "PNG")
            if name != "colour":
                holds(f"pillow/{name}-quantized.png", out.getvalue(), np.repeat(values, 3, 2))
        for options in ({}, {"bigtiff": True}, {"byteorder": ">"}, {"tile": (16, 16)}, {"photometric": "miniswhite"}):
            if options.get("photometric") and values.shape[2] == 3:
                continue
            out = io.BytesIO()
            tifffile.imwrite(out, values if values.shape[2] == 3 else values[:, :, 0], metadata=None, software=None,
                             **({"photometric": "rgb"} if values.shape[2] == 3 else {}), **options)
            top = 65535 if values.dtype == np.uint16 else 255
            key = "-".join(map(str, options)) or "plain"
            holds(f"tifffile/{name}-{key}.tif", out.getvalue(), top - values if "photometric" in options else values)
    out = io.BytesIO()
    tifffile.imwrite(out, np.stack([grey[:, :, 0], 255 - grey[:, :, 0]]), metadata=None, software=None, photometric="minisblack")
    holds("tifffile/two-pages.tif", out.getvalue(), grey)
    image = Image.fromarray(two[:, :, 0]).convert("1")
    for compression in ("raw", "group3", "group4", "tiff_ccitt"):
        out = io.BytesIO()
        image.save(out, "TIFF", compression=compression)
        holds(f"pillow/one-bit-{compression}.tif", out.getvalue(), two)
    out = io.BytesIO()
    image.save(out, "PNG")
    holds("pillow/one-bit.png", out.getvalue(), two)


def pnm_of(values):
    top = 65535 if values.dtype == np.uint16 else 255
    header = f"P{6 if values.shape[2] == 3 else 5} {values.shape[1]} {values.shape[0]} {top}\n"
    return header.encode() + values.astype(">u2" if top > 255 else "u1").tobytes()


def colour_like(data, grey, colour):
    """Which of both the PNG holds, by its colour type."""
    return grey if data[25] in (0, 4) else colour


# TIFF ----------------------------------------------------------------------------------------------------------------

def tiff(blocks, tags, order="<", big=False):
    """A TIFF from packed blocks; tags: number -> (type, values); offsets and counts of the blocks are added."""
    tiled = 322 in tags
    head = 16 if big else 8
    offsets, data = [], b""
    for block in blocks:
        offsets.append(head + len(data))
        data += block + b"\0" * (len(block) % 2)
    tags = dict(tags)
    tags[324 if tiled else 273] = (16 if big else 4, offsets)
    tags.setdefault(325 if tiled else 279, (16 if big else 4, [len(block) for block in blocks]))
    tags = {tag: entry for tag, entry in tags.items() if entry is not None}
    start = head + len(data)
    room, count, entry = (8, "Q", 20) if big else (4, "I", 12)
    extra_at = start + (8 if big else 2) + entry * len(tags) + room
    directory, extra = struct.pack(order + ("Q" if big else "H"), len(tags)), b""
    letters = {1: "B", 2: "B", 3: "H", 4: "I", 7: "B", 16: "Q"}
    for tag in sorted(tags):
        kind, values = tags[tag]
        field = struct.pack(order + letters[kind] * len(values), *values)
        if len(field) > room:
            where, extra = extra_at + len(extra), extra + field + b"\0" * (len(field) % 2)
            field = struct.pack(order + count, where)
        directory += struct.pack(order + "HH" + count, tag, kind, len(values)) + field.ljust(room, b"\0")
    mark = b"II" if order == "<" else b"MM"
    opening = mark + (struct.pack(order + "HHHQ", 43, 8, 0, start) if big else struct.pack(order + "HI", 42, start))
    return opening + data + directory + struct.pack(order + count, 0) + extra


def rows_of(samples, bits, order):
    if bits >= 8 and bits in (8, 16, 32, 64):
        kind = samples.dtype.newbyteorder(order)
        return [row.astype(kind).tobytes() for row in samples]
    return [packed(row.reshape(-1), bits) for row in samples]


def tiff_tags(samples, bits, photometric, kind=1, extra=()):
    tags = {256: (3, [samples.shape[1]]), 257: (3, [samples.shape[0]]), 258: (3, [bits] * samples.shape[2]),
            259: (3, [1]), 262: (3, [photometric]), 277: (3, [samples.shape[2]]), 278: (3, [4])}
    if kind != 1:
        tags[339] = (3, [kind] * samples.shape[2])
    tags.update(extra)
    return tags


def strips(rows, tags, order="<", big=False, pack=bytes):
    return tiff([pack(b"".join(rows[y:y + 4])) for y in range(0, len(rows), 4)], tags, order, big)


def color_map(bits, shift=8):
    palette = np.random.default_rng(bits).integers(0, 256, (2 ** bits, 3), dtype=np.uint8)
    palette[0] = 0
    stored = palette.astype(int) * 257 if shift else palette.astype(int)
    return palette, (3, stored.T.reshape(-1).tolist())


def tiff_sources():
    """name -> samples, bits, tags, values; in strips, not compressed, little endian."""
    sources = {}
    for bits in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16):
        samples = picture(1, bits, 20 + bits)
        sources[f"grey{bits}"] = samples, bits, tiff_tags(samples, bits, 1), widen(samples, bits)
        if bits in (1, 4, 8, 12, 16):
            inverted = widen((2 ** bits - 1 - samples).astype(samples.dtype), bits)
            sources[f"white{bits}"] = samples, bits, tiff_tags(samples, bits, 0), inverted
    for bits in (4, 8, 12, 16):
        samples = picture(3, bits, 40 + bits)
        sources[f"rgb{bits}"] = samples, bits, tiff_tags(samples, bits, 2), widen(samples, bits)
    for extra, bits in ((0, 8), (1, 8), (2, 8), (1, 16), (2, 16)):
        samples = picture(4, bits, 50 + extra + bits)
        sources[f"rgba{bits}-{extra}"] = samples, bits, tiff_tags(samples, bits, 2, extra={338: (3, [extra])}), samples[:, :, :3]
        samples = picture(2, bits, 60 + extra + bits)
        sources[f"greya{bits}-{extra}"] = samples, bits, tiff_tags(samples, bits, 1, extra={338: (3, [extra])}), samples[:, :, :1]
    for bits in (1, 2, 4, 8):
        samples = picture(1, bits, 70 + bits)
        palette, entry = color_map(bits)
        sources[f"palette{bits}"] = samples, bits, tiff_tags(samples, bits, 3, extra={320: entry}), palette[samples[:, :, 0]]
    palette, entry = color_map(8, 0)
    sources["palette8-of-bytes"] = samples, 8, tiff_tags(samples, 8, 3, extra={320: entry}), palette[samples[:, :, 0]]
    return sources


CODECS = {
    "lzw": "lzw", "lzw-2": "lzw:2", "zip": "zip", "zip-2": "zip:2", "packbits": "packbits", "zstd": "zstd",
    "zstd-2": "zstd:2", "g3": "g3", "g3-2d": "g3:2d", "g3-fill": "g3:fill", "g4": "g4"}
UNREAD_CODECS = {"lzma": ("lzma", "LZMA"), "webp": ("webp", "WebP"), "lerc": ("lerc", "LERC")}


def tiffcp(path, *options):
    out = os.path.join(WORK, "copy.tif")
    if os.path.exists(out):
        os.remove(out)
    done = subprocess.run(["tiffcp", *options, path, out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode or not os.path.exists(out):
        return None
    with open(out, "rb") as f:
        return f.read()


def tiff_cells():
    for name, (samples, bits, tags, values) in tiff_sources().items():
        def check(cell, data):
            holds(f"tiff/{name}{cell}", data, values, widen(samples, bits) if name == "white12" else None)
        plain = strips(rows_of(samples, bits, "<"), tags)
        check("", plain)
        check("-big-endian", strips(rows_of(samples, bits, ">"), tags, ">"))
        path = saved("plain.tif", plain)
        for codec, option in CODECS.items():
            if codec.endswith("-2") and bits not in (8, 16) or codec[0] == "g" and bits != 1:
                continue
            if codec[0] == "g" and name.startswith("palette"):
                continue
            check(f"-{codec}", tiffcp(path, "-c", option))
        if bits in (1, 8, 12, 16):
            variants = {"tiles": ("-t", "-w", "16", "-l", "16"), "fillorder": ("-f", "lsb2msb"), "bigtiff": ("-8",),
                        "tiles-zip": ("-t", "-w", "16", "-l", "16", "-c", "zip"), "bigtiff-lzw-mm": ("-8", "-B", "-c", "lzw"),
                        "fillorder-lzw": ("-f", "lsb2msb", "-c", "lzw")}
            if samples.shape[2] > 1:
                variants.update({"planes": ("-p", "separate"), "planes-lzw": ("-p", "separate", "-c", "lzw:2")})
            if samples.shape[2] > 2:
                variants["planes-tiles"] = ("-p", "separate", "-t", "-w", "16", "-l", "16")
            for variant, options in variants.items():
                data = tiffcp(path, *options)
                if data is not None:
                    check(f"-{variant}", data)
        if bits in (8, 16):
            data = tiffcp(path, "-B", "-c", "zip:2")
            check("-zip-2-mm", data)
    tiff_specials()
    tiff_refusals()


def tiff_specials():
    grey, deep = picture(1, 8, 91), picture(1, 16, 92)
    one = picture(1, 1, 93)
    for orientation in range(1, 9):
        for name, samples, bits in (("grey8", grey, 8), ("grey16", deep, 16), ("grey1", one, 1), ("rgb8", picture(3, 8, 94), 8)):
            tags = tiff_tags(samples, bits, 2 if samples.shape[2] == 3 else 1, extra={274: (3, [orientation])})
            holds(f"tiff/{name}-orientation{orientation}", strips(rows_of(samples, bits, "<"), tags),
                  upright(widen(samples, bits), orientation))
    rows = rows_of(grey, 8, "<")
    whole = {278: None}
    holds("tiff/no-rows-per-strip", tiff([b"".join(rows)], tiff_tags(grey, 8, 1, extra=whole)), grey)
    holds("tiff/no-byte-counts", tiff([b"".join(rows)], tiff_tags(grey, 8, 1, extra={278: None, 279: None})), grey)
    holds("tiff/no-byte-counts-strips", strips(rows, tiff_tags(grey, 8, 1, extra={279: None})), grey)
    holds("tiff/no-byte-counts-deflate", tiff([zlib.compress(b"".join(rows))], tiff_tags(
        grey, 8, 1, extra={278: None, 279: None, 259: (3, [8])})), grey)
    holds("tiff/zero-byte-count", tiff([b"".join(rows)], tiff_tags(grey, 8, 1, extra={278: None, 279: (4, [0])})), grey)
    holds("tiff/old-deflate", strips(rows, tiff_tags(grey, 8, 1, extra={259: (3, [32946])}), pack=zlib.compress), grey)
    holds("tiff/predictor-without-compression", strips(rows, tiff_tags(grey, 8, 1, extra={317: (3, [2])})), grey)
    holds("tiff/sample-format-void", strips(rows, tiff_tags(grey, 8, 1, 4)), grey)
    holds("tiff/icc", strips(rows, tiff_tags(grey, 8, 1, extra={34675: (7, list(grey_profile()))})), grey)
    colours = picture(3, 8, 95)
    holds("tiff/icc-rgb", strips(rows_of(colours, 8, "<"), tiff_tags(
        colours, 8, 2, extra={34675: (7, list(colour_profile()))})), colours)
    holds("tiff/rows-per-strip-of-all-ones", tiff([b"".join(rows)], tiff_tags(
        grey, 8, 1, extra={278: (4, [0xffffffff])})), grey)
    holds("tiff/huffman", tiffcp_pillow(one), widen(one, 1))
    for subsampling, kind in ((0, "444"), (2, "420")):
        big = smooth(3)
        out = io.BytesIO()
        Image.fromarray(big).save(out, "TIFF", compression="jpeg", quality=90, subsampling=subsampling)
        lossy(f"tiff/jpeg-ycbcr-{kind}", out.getvalue())
    path = saved("smooth.tif", strips(rows_of(smooth(3), 8, "<"), tiff_tags(smooth(3), 8, 2)))
    lossy("tiff/jpeg-ycbcr-libtiff", tiffcp(path, "-c", "jpeg:90", "-r", "16"))
    lossy("tiff/jpeg-rgb", tiffcp(path, "-c", "jpeg:r:90", "-r", "16"))
    lossy("tiff/jpeg-ycbcr-tiles", tiffcp(path, "-c", "jpeg:90", "-t", "-w", "16", "-l", "16"))
    path = saved("smooth.tif", strips(rows_of(smooth(1), 8, "<"), tiff_tags(smooth(1), 8, 1)))
    lossy("tiff/jpeg-grey", tiffcp(path, "-c", "jpeg:90", "-r", "16"))
    lossy("tiff/jpeg-grey-tiles", tiffcp(path, "-c", "jpeg:90", "-t", "-w", "16", "-l", "16"))


def tiffcp_pillow(one):
    out = io.BytesIO()
    Image.fromarray((one[:, :, 0] * 255).astype(np.uint8)).convert("1").save(out, "TIFF", compression="tiff_ccitt")
    return out.getvalue()


def tiff_refusals():
    base = picture(1, 8, 96)
    for name, kind, dtype, word in (
            ("float32", 3, np.float32, "32-bit floating-point"), ("float64", 3, np.float64, "64-bit floating-point"),
            ("int8", 2, np.int8, "8-bit signed"), ("int16", 2, np.int16, "16-bit signed"),
            ("int32", 2, np.int32, "32-bit signed"), ("int64", 2, np.int64, "64-bit signed"),
            ("uint32", 1, np.uint32, "32-bit unsigned"), ("uint64", 1, np.uint64, "64-bit unsigned")):
        labels = base.astype(np.int64) // 80
        if kind != 1:
            labels[0, :4] = -1
        samples = labels.astype(dtype)
        bits = samples.dtype.itemsize * 8
        for order, mark in (("<", ""), (">", "-mm")):
            refused(f"tiff/{name}{mark}", strips(rows_of(samples, bits, order), tiff_tags(samples, bits, 1, kind), order),
                    word, labels)
        if bits <= 32 and kind != 3:
            path = saved("plain.tif", strips(rows_of(samples, bits, "<"), tiff_tags(samples, bits, 1, kind)))
            refused(f"tiff/{name}-lzw-2", tiffcp(path, "-c", "lzw:2"), word, labels)
    half = base.astype(np.float16)
    refused("tiff/float16", strips([r.tobytes() for r in half], tiff_tags(half, 16, 1, 3)), "16-bit floating-point")
    values = base.astype(np.float32)
    path = saved("plain.tif", strips(rows_of(values, 32, "<"), tiff_tags(values, 32, 1, 3)))
    refused("tiff/float32-zip-3", tiffcp(path, "-c", "zip:3"), "predictor is 3")
    for name, photometric, channels, word in (
            ("cmyk", 5, 4, "CMYK"), ("lab", 8, 3, "L*a*b*"), ("icclab", 9, 3, "L*a*b*"), ("itulab", 10, 3, "L*a*b*"),
            ("mask", 4, 1, "mask"), ("cfa", 32803, 1, "filter array"), ("logl", 32844, 1, "LogL"),
            ("linear", 34892, 3, "linear raw")):
        samples = picture(channels, 8, 97)
        refused(f"tiff/{name}", strips(rows_of(samples, 8, "<"), tiff_tags(samples, 8, photometric)), word)
    ycbcr = picture(3, 8, 98)
    refused("tiff/ycbcr-raw", strips(rows_of(ycbcr, 8, "<"), tiff_tags(ycbcr, 8, 6, extra={530: (3, [1, 1])})), "YCbCr")
    three = picture(3, 8, 99)
    refused("tiff/grey-of-three", strips(rows_of(three, 8, "<"), tiff_tags(three, 8, 1)), "3 samples a pixel")
    mixed = tiff_tags(three, 8, 2, extra={258: (3, [5, 6, 5])})
    refused("tiff/mixed-bits", strips(rows_of(three, 8, "<"), mixed), "differ in their bits")
    grey = strips(rows_of(base, 8, "<"), tiff_tags(base, 8, 1))
    path = saved("plain.tif", grey)
    for name, (option, word) in UNREAD_CODECS.items():
        source = path
        if name == "webp":
            source = saved("colours.tif", strips(rows_of(three, 8, "<"), tiff_tags(three, 8, 2)))
        data = tiffcp(source, "-c", option)
        if data is not None:
            refused(f"tiff/{name}", data, word)
    for number, word in ((6, "JPEG of TIFF 6.0"), (32766, "NeXT"), (32771, "RLE with words"), (32809, "ThunderScan"),
                         (34661, "JBIG"), (34712, "JPEG 2000"), (34887, "LERC"), (34892, "DNG"), (50001, "WebP"),
                         (50002, "JPEG XL"), (12345, "12345")):
        refused(f"tiff/compression{number}", strips(rows_of(base, 8, "<"), tiff_tags(
            base, 8, 1, extra={259: (3, [number])})), word)
    refused("tiff/lzw-old", strips(rows_of(base, 8, "<"), tiff_tags(base, 8, 1, extra={259: (3, [5])}),
                                   pack=lambda row: b"\0\1" + row), "LZW data")


# JPEG ----------------------------------------------------------------------------------------------------------------

def smooth(channels, width=24, height=19):
    small = np.random.default_rng(5).uniform(0, 255, (4, 4, channels)).astype(np.float32)
    values = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC).clip(0, 255).astype(np.uint8)
    return values.reshape(height, width, channels)


def lossy(name, data, slack=0):
    """A cell whose samples are what Pillow reads; OpenCV agrees but for a level that its conversion may differ by."""
    path = saved(name, data)
    values = by_pillow(path)
    tools = ["pillow"] + (["opencv"] if same(by_opencv(path), values) else [])
    add(name, data, {"as": tools, "slack": slack, **encoded(values)})


def jpeg(values, **options):
    out = io.BytesIO()
    Image.fromarray(values if values.shape[2] == 3 else values[:, :, 0]).save(out, "JPEG", quality=90, **options)
    return out.getvalue()


def segment(marker, data):
    return bytes([255, marker]) + struct.pack(">H", len(data) + 2) + data


def without(data, *markers):
    """A JPEG without some of its segments before the first scan."""
    out, at = data[:2], 2
    while data[at + 1] != 0xda:
        length = struct.unpack(">H", data[at + 2:at + 4])[0] + 2
        if data[at + 1] not in markers:
            out += data[at:at + length]
        at += length
    return out + data[at:]


def with_ids(data, ids):
    """A JPEG whose components have other numbers."""
    old, out, at = (1, 2, 3), bytearray(data), 2
    while True:
        length = struct.unpack(">H", data[at + 2:at + 4])[0] + 2
        if data[at + 1] in (0xc0, 0xc2):
            for i, number in enumerate(ids):
                out[at + 10 + 3 * i] = number
        if data[at + 1] == 0xda:
            for i, number in enumerate(ids):
                out[at + 5 + 2 * i] = number
            return bytes(out)
        at += length


def jpeg_cells():
    grey, colour = smooth(1), smooth(3)
    plain = jpeg(colour, subsampling=0)
    head, tail = plain[:2], plain[2:]
    lossy("jpeg/grey", jpeg(grey))
    lossy("jpeg/grey-progressive", jpeg(grey, progressive=True))
    lossy("jpeg/444", plain)
    lossy("jpeg/422", jpeg(colour, subsampling=1))
    lossy("jpeg/420", jpeg(colour, subsampling=2))
    lossy("jpeg/420-progressive", jpeg(colour, subsampling=2, progressive=True))
    ppm = pnm_of(colour)
    # libjpeg 6b, which some builds of Java bring, repeats these channels where libjpeg-turbo interpolates.
    lossy("jpeg/440", run("cjpeg", "-quality", "90", "-sample", "1x2", data=ppm), 24)
    lossy("jpeg/411", run("cjpeg", "-quality", "90", "-sample", "4x1", data=ppm), 24)
    lossy("jpeg/rgb-adobe", run("cjpeg", "-quality", "90", "-rgb", data=ppm))
    lossy("jpeg/restart", run("cjpeg", "-quality", "90", "-restart", "1", data=ppm))
    lossy("jpeg/optimized", run("cjpeg", "-quality", "90", "-optimize", data=ppm))
    lossy("jpeg/no-jfif", without(plain, 0xe0))
    lossy("jpeg/no-jfif-420", without(jpeg(colour, subsampling=2), 0xe0))
    lossy("jpeg/ids-rgb", with_ids(without(plain, 0xe0), b"RGB"))
    lossy("jpeg/ids-rgb-jfif", with_ids(plain, b"RGB"))
    lossy("jpeg/ids-012", with_ids(without(plain, 0xe0), (0, 1, 2)))
    for transform in (0, 1, 2):
        adobe = segment(0xee, b"Adobe\0\x64\0\0\0\0" + bytes([transform]))
        lossy(f"jpeg/adobe{transform}", head + adobe + without(plain, 0xe0)[2:])
        lossy(f"jpeg/adobe{transform}-jfif", head + tail[:18] + adobe + tail[18:])
    lossy("jpeg/icc", head + segment(0xe2, b"ICC_PROFILE\0\1\1" + colour_profile()) + tail)
    lossy("jpeg/icc-damaged", head + segment(0xe2, b"ICC_PROFILE\0\1\1" + b"\0" * 150) + tail)
    lossy("jpeg/icc-grey-in-colour", head + segment(0xe2, b"ICC_PROFILE\0\1\1" + grey_profile()) + tail)
    lossy("jpeg/grey-icc", head + segment(0xe2, b"ICC_PROFILE\0\1\1" + grey_profile()) + jpeg(grey)[2:])
    lossy("jpeg/grey-icc-colour", head + segment(0xe2, b"ICC_PROFILE\0\1\1" + colour_profile()) + jpeg(grey)[2:])
    lossy("jpeg/comment", head + segment(0xfe, b"a comment") + tail)
    lossy("jpeg/xmp-iptc", head + segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x/>")
          + segment(0xed, b"Photoshop 3.0\0" + bytes(12)) + tail)
    lossy("jpeg/fill-bytes", head + b"\xff\xff\xff" + tail)
    lossy("jpeg/after-the-end", plain + b"more bytes")
    for orientation in range(1, 9):
        app = segment(0xe1, b"Exif\0\0" + exif(orientation, "<>"[orientation % 2]))
        lossy(f"jpeg/exif-orientation{orientation}", head + app + tail)
        lossy(f"jpeg/grey-exif-orientation{orientation}", head + app + jpeg(grey)[2:])
    out = io.BytesIO()
    Image.fromarray(colour).convert("CMYK").save(out, "JPEG")
    refused("jpeg/cmyk", out.getvalue(), "CMYK")
    refused("jpeg/ycck", run("convert", "-", "-colorspace", "CMYK", "jpg:-", data=ppm), "CMYK")
    refused("jpeg/arithmetic", run("cjpeg", "-arithmetic", data=ppm), "arithmetic")
    refused("jpeg/12bit", patched(plain, precision=12), "12 bits")
    for marker, word in ((0xc3, "lossless"), (0xc5, "hierarchical"), (0xc9, "arithmetic"), (0xf7, "JPEG-LS")):
        refused(f"jpeg/sof{marker:x}", patched(plain, marker=marker), word)
    refused("jpeg/cut-off", plain[:-9], "cut off")
    refused("jpeg/no-frame", head + tail[:18] + b"\xff\xd9", "no frame")


def patched(data, precision=None, marker=None):
    at = data.index(b"\xff\xc0\0\x11")
    out = bytearray(data)
    if precision:
        out[at + 4] = precision
    if marker:
        out[at + 1] = marker
    return bytes(out)


# PNM -----------------------------------------------------------------------------------------------------------------

def pnm_cells():
    for top in (1, 3, 15, 100, 255, 256, 1023, 4095, 65535):
        for channels in (1, 3):
            bits = 8 if top < 256 else 16
            samples = np.minimum(picture(channels, bits, 7 + channels), top)
            values = ((samples.astype(np.int64) * (2 ** bits - 1) + top // 2) // top).astype(samples.dtype)
            raw = f"P{6 if channels == 3 else 5}\n# one\n{WIDTH} {HEIGHT} # two\n{top}\n".encode()
            text = "P%d\n%d %d\n%d\n%s\n" % (3 if channels == 3 else 2, WIDTH, HEIGHT, top, "\n".join(
                " ".join(map(str, row.reshape(-1))) for row in samples))
            body = samples.astype(">u2" if bits == 16 else "u1").tobytes()
            holds(f"pnm/{'ppm' if channels == 3 else 'pgm'}-{top}", raw + body, values)
            holds(f"pnm/{'ppm' if channels == 3 else 'pgm'}-plain-{top}", text.encode(), values)
    bits = picture(1, 1, 9)
    values = ((1 - bits) * 255).astype(np.uint8)
    holds("pnm/pbm", f"P4\n{WIDTH} {HEIGHT}\n".encode() + b"".join(packed(r.reshape(-1), 1) for r in bits), values)
    holds("pnm/pbm-plain", ("P1\n# c\n%d %d\n" % (WIDTH, HEIGHT) + "\n".join(
        "".join(map(str, r.reshape(-1))) for r in bits) + "\n").encode(), values)
    holds("pnm/pbm-plain-spaced", ("P1 %d %d\n" % (WIDTH, HEIGHT) + "\n".join(
        " ".join(map(str, r.reshape(-1))) for r in bits) + "\n").encode(), values)
    refused("pnm/pam", b"P7\nWIDTH 1\nHEIGHT 1\nDEPTH 1\nMAXVAL 255\nTUPLTYPE GRAYSCALE\nENDHDR\n\0", "P7")
    refused("pnm/pfm", b"Pf\n1 1\n-1.0\n" + bytes(4), "float map")
    refused("pnm/pfm-colour", b"PF\n1 1\n-1.0\n" + bytes(12), "float map")


def other_cells():
    colour = smooth(3)
    for kind, word in (("gif", "GIF"), ("bmp", "BMP"), ("webp", "WebP"), ("jp2", "JPEG 2000"), ("jpx", None)):
        if word:
            data = run("convert", "-", kind + ":-", data=pnm_of(colour))
            if data:
                refused(f"other/{kind}", data, "not a TIFF, PNG, PGM or JPEG")
    refused("other/dicom", bytes(128) + b"DICM" + bytes(40), "not a TIFF, PNG, PGM or JPEG")


def main():
    TiffImagePlugin.WRITE_LIBTIFF = False
    png_cells()
    tiff_cells()
    jpeg_cells()
    pnm_cells()
    tool_cells()
    other_cells()
    with open(OUT, "w") as f:
        first = {}
        for cell in CELLS.values():
            if "samples" in cell:
                values = tuple((key, cell.pop(key, None)) for key in VALUES)
                like = first.setdefault(values, cell["name"])
                cell.update({key: value for key, value in values if value} if like == cell["name"] else {"like": like})
            f.write(json.dumps(cell, separators=(",", ":")) + "\n")
    print(len(CELLS), "cells,", os.path.getsize(OUT), "bytes")


main()
