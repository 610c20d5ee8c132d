"""Writes src/test/resources/dicom-matrix.jsonl: small DICOM files of every encoding, codec, sample kind and way to grey that
the reader knows, and of those that it refuses.

Needs Debian's dcmtk, libgdcm-tools, python3-pydicom and python3-numpy. Run it as: python3 src/test/reference/dicom_matrix.py

A line is a cell: its name, the file, and either the grey values with the programs that give the same, or a word that the
refusal must say. Grey is computed from the stored values by the equations of PS3.3 (C.7.6.3, C.11.1, C.11.2), rounded
down. A cell whose values DCMTK's dcm2pnm can show must agree with it; the cells that it shows otherwise are listed with
the reason. Stored values of lossless files are those that the file was made of, of lossy ones what DCMTK's dcmdjpeg or
dcmdjpls unpack; JPEG 2000 is GDCM's. "mask" says which pixels belong to a mask.
"""
import base64
import io
import json
import os
import struct
import subprocess
import tempfile
import warnings

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence

warnings.filterwarnings("ignore")
OUT = os.path.join(os.path.dirname(__file__), "..", "resources", "dicom-matrix.jsonl")
WORK = tempfile.mkdtemp()
ROOT = "1.2.840.10008.1.2"
WIDTH, HEIGHT = 29, 21
CELLS = []


def picture(bits, signed=False, seed=1, width=WIDTH, height=HEIGHT):
    """Values of the whole range: a slope, flat parts, noise, and single extremes."""
    rng = np.random.default_rng(seed)
    top = 2 ** bits - 1
    slope = np.add.outer(np.arange(height) * 5, np.arange(width) * 6) % 256 / 255 * top
    values = (slope + rng.normal(0, top / 40, (height, width))).clip(0, top).round()
    values[3:9, 4:14] = top // 3
    values[10:13, 0:29] = 0
    values[15, ::3] = top
    values[16, ::2] = 0
    return values.astype(np.int64) - (2 ** (bits - 1) if signed else 0)


def dataset(values, bits, signed=False, allocated=None, high=None, **attributes):
    """An image of secondary capture; attributes may be replaced or added."""
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID = "1.2.826.0.1.3680043.2.1"
    ds.StudyInstanceUID = ds.SeriesInstanceUID = "1.2.826.0.1.3680043.2.2"
    ds.PatientName, ds.PatientID, ds.Modality = "Phantom^A", "P1", "OT"
    ds.StudyDate = ds.StudyTime = ds.StudyID = ds.AccessionNumber = ds.PatientBirthDate = ds.PatientSex = ""
    ds.ConversionType, ds.SeriesNumber, ds.InstanceNumber = "WSD", "1", "1"
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows, ds.Columns = values.shape[:2]
    allocated = allocated or (1 if bits == 1 else 8 if bits <= 8 else 16)
    ds.BitsAllocated, ds.BitsStored = allocated, bits
    ds.HighBit = bits - 1 if high is None else high
    ds.PixelRepresentation = int(signed)
    for name, value in attributes.items():
        setattr(ds, name, value)
    shifted = (values & (2 ** bits - 1)) << (ds.HighBit + 1 - bits)
    ds.pixels = shifted
    return ds


def pack(ds, big=False):
    if ds.BitsAllocated == 1:
        data = np.packbits(ds.pixels.astype(np.uint8).ravel(), bitorder="little").tobytes()
    elif ds.BitsAllocated == 8:
        data = ds.pixels.astype(np.uint8).tobytes()
    else:
        data = ds.pixels.astype(">u2" if big else "<u2").tobytes()
    data += b"\0" * (len(data) % 2)
    if big and ds.BitsAllocated <= 8:
        data = np.frombuffer(data, np.uint8).reshape(-1, 2)[:, ::-1].tobytes()
    return data


def save(ds, syntax=ROOT + ".1"):
    """The file's bytes, without compression of the pixels."""
    big = syntax == ROOT + ".2"
    copy = Dataset()
    copy.update(ds)
    copy.file_meta = FileMetaDataset()
    copy.file_meta.update(ds.file_meta)
    copy.file_meta.TransferSyntaxUID = syntax
    copy.is_little_endian, copy.is_implicit_VR = not big, syntax == ROOT
    copy.add_new(0x7FE00010, "OW", pack(ds, big))
    out = io.BytesIO()
    pydicom.dcmwrite(out, copy, write_like_original=False)
    return out.getvalue()


def tool(data, *command, output=True):
    """What a program makes of a file; None where it fails."""
    given, made = os.path.join(WORK, "given.dcm"), os.path.join(WORK, "made.dcm")
    with open(given, "wb") as f:
        f.write(data)
    if os.path.exists(made):
        os.remove(made)
    done = subprocess.run([*command, given, *([made] if output else [])], capture_output=True)
    if not output:
        return done.stdout
    if not os.path.exists(made):
        return None
    with open(made, "rb") as f:
        return f.read()


def stored(data):
    """The values that lie in a file without compression; pydicom leaves them where they lie in their bits."""
    ds = pydicom.dcmread(io.BytesIO(data), force=True)
    values = ds.pixel_array.astype(np.int64) >> (ds.HighBit + 1 - ds.BitsStored) & (2 ** ds.BitsStored - 1)
    sign = ds.PixelRepresentation << (ds.BitsStored - 1)
    return (values ^ sign) - sign


def shown(data, *options):
    """The grey that dcm2pnm shows, or its variant for JPEG or JPEG-LS; None where none of them does."""
    for program in ("dcm2pnm", "dcmj2pnm", "dcml2pnm"):
        pnm = tool(data, program, *options, "--write-raw-pnm", output=False)
        if pnm.startswith(b"P5"):
            return np.frombuffer(pnm.split(b"\n255\n", 1)[1], np.uint8).reshape(HEIGHT, -1)
    return None


def linear(x, c, w):
    y = ((x - (c - 0.5)) / (w - 1) + 0.5) * 255
    return np.where(x <= c - 0.5 - (w - 1) / 2, 0, np.where(x > c - 0.5 + (w - 1) / 2, 255, y))


def full(values, bits, signed):
    shifted = values + (2 ** (bits - 1) if signed else 0)
    return shifted * 255 if bits == 1 else np.floor(shifted * 2.0 ** (8 - bits))


def cell(name, data, grey=None, tools=(), refused=None, mask=None):
    line = {"name": name, "file": base64.b64encode(data).decode()}
    if refused:
        line["refused"] = refused
    else:
        assert grey.shape == (HEIGHT, WIDTH) or grey.shape == (HEIGHT, WIDTH, 3), name
        line["width"], line["height"] = WIDTH, HEIGHT
        line["grey"] = base64.b64encode(grey.astype(np.uint8).tobytes()).decode()
        line["tools"] = sorted(tools)
        if mask is not None:
            line["mask"] = base64.b64encode(mask.astype(np.uint8).tobytes()).decode()
    CELLS.append(line)


KINDS = {
    "1": dict(bits=1), "8": dict(bits=8), "8-signed": dict(bits=8, signed=True), "6": dict(bits=6),
    "8-in-16": dict(bits=8, allocated=16), "10": dict(bits=10), "12": dict(bits=12),
    "12-signed": dict(bits=12, signed=True), "12-high-15": dict(bits=12, high=15), "13": dict(bits=13),
    "14": dict(bits=14), "16": dict(bits=16), "16-signed": dict(bits=16, signed=True),
}


def plain(name, data, values, kind, checked=True):
    """A cell without a window."""
    bits, signed = kind["bits"], kind.get("signed", False)
    grey = full(values, bits, signed)
    tools = ["PS3.3"]
    show = shown(data) if checked and bits > 1 else None
    if show is not None:
        assert np.array_equal(show, grey), (name, show[:3], grey[:3])
        tools.append("dcm2pnm")
    cell(name, data, grey, tools, mask=values != 0)


def encodings():
    for label, kind in KINDS.items():
        values = picture(kind["bits"], kind.get("signed", False))
        for how, syntax in {"implicit": ROOT, "explicit": ROOT + ".1", "big": ROOT + ".2",
                            "deflated": ROOT + ".1.99"}.items():
            ds = dataset(values, **kind)
            data = save(ds, syntax)
            plain(f"{how} {label}", data, values, kind)
            if how != "deflated":
                cut = 128 + 4 + 12 + struct.unpack("<I", data[140:144])[0]
                plain(f"{how} {label} without preamble and meta information", data[cut:], values, kind, checked=False)
    kind = KINDS["12"]
    values = picture(12)
    data = save(dataset(values, **kind))
    plain("explicit 12 without preamble", data[132:], values, kind, checked=False)
    plain("explicit 12 and more bytes than pixels", data + b"\0" * 64, values, kind, checked=False)
    place = data.rindex(b"\xe0\x7f\x10\x00OW")
    length = struct.unpack("<I", data[place + 8:place + 12])[0]
    longer = data[:place + 8] + struct.pack("<I", length + 100) + data[place + 12:]
    plain("explicit 12 whose pixel data claim more than there is", longer, values, kind, checked=False)
    padded = data[:place + 8] + struct.pack("<I", length + 6) + data[place + 12:] + b"\1" * 6
    plain("explicit 12 with padding behind its pixels", padded, values, kind)
    cell("explicit 12 cut off", data[:-10], refused="cut off")
    cell("explicit 12 cut off in its header", data[:300], refused="cut off")


def sequences():
    """What may lie before the pixels."""
    values = picture(12)
    inner = Dataset()
    inner.CodeValue, inner.CodingSchemeDesignator, inner.CodeMeaning = "R-10242", "SRT", "cranio-caudal"
    icon = Dataset()
    icon.Rows = icon.Columns = 2
    icon.BitsAllocated = icon.BitsStored = 8
    icon.add_new(0x7FE00010, "OB", b"\1\2\3\4")
    for undefined in (False, True):
        for syntax in (ROOT, ROOT + ".1", ROOT + ".2"):
            outer = Dataset()
            outer.ViewCodeSequence = Sequence([inner, inner])
            outer["ViewCodeSequence"].is_undefined_length = undefined
            ds = dataset(values, 12, ViewCodeSequence=Sequence([outer, inner]), IconImageSequence=Sequence([icon]))
            ds["ViewCodeSequence"].is_undefined_length = undefined
            ds["IconImageSequence"].is_undefined_length = undefined
            for item in (outer, inner, icon):
                item.is_undefined_length_sequence_item = undefined
            ds.add_new(0x00091001, "UN", b"private!")
            data = save(ds, syntax)
            plain(f"sequences {undefined} {syntax}", data, values, KINDS["12"])
    data = save(dataset(values, 12))
    place = data.index(b"\x20\x00\x0d\x00UI")
    unknown = b"\x18\x00\x99\x99UN\0\0\xff\xff\xff\xff" + b"\xfe\xff\x00\xe0\xff\xff\xff\xff" + \
        b"\x08\x00\x00\x01\x04\x00\x00\x00CODE" + b"\xfe\xff\x0d\xe0\0\0\0\0" + b"\xfe\xff\xdd\xe0\0\0\0\0"
    plain("a sequence of unknown type", data[:place] + unknown + data[place:], values, KINDS["12"])
    implicit = b"\x18\x00\x99\x99\x04\x00\x00\x00abcd"
    plain("an implicit attribute in an explicit file", data[:place] + implicit + data[place:], values, KINDS["12"],
          checked=False)


UNPACKERS = {"dcmcrle": ("dcmdrle",), "dcmcjpeg": ("dcmdjpeg",), "dcmcjpls": ("dcmdjpls",)}


def codecs():
    lossless = {
        "rle dcmcrle": ("dcmcrle",), "rle gdcm": ("gdcmconv", "--rle"),
        "lossless dcmcjpeg": ("dcmcjpeg", "+e1"), "lossless gdcm": ("gdcmconv", "--jpeg"),
        **{f"lossless dcmcjpeg predictor {p}": ("dcmcjpeg", "+el", "+sv", str(p)) for p in range(1, 8)},
        "jpeg-ls dcmcjpls": ("dcmcjpls", "+el"), "jpeg-ls gdcm": ("gdcmconv", "--jpegls"),
        "jpeg 2000 gdcm": ("gdcmconv", "--j2k"),
    }
    lossy = {
        "baseline": ("dcmcjpeg", "+eb", "+q", "90"), "baseline coarse": ("dcmcjpeg", "+eb", "+q", "30"),
        "extended": ("dcmcjpeg", "+ee", "+q", "90"), "extended coarse": ("dcmcjpeg", "+ee", "+q", "30"),
        "jpeg-ls near 2": ("dcmcjpls", "+en", "+md", "2"), "jpeg-ls near 9": ("dcmcjpls", "+en", "+md", "9"),
    }
    made = 0
    for label, kind in KINDS.items():
        if label == "1":
            continue
        values = picture(kind["bits"], kind.get("signed", False), seed=3)
        native = save(dataset(values, **kind))
        for how, command in lossless.items():
            data = tool(native, *command)
            if data is None or pydicom.dcmread(io.BytesIO(data)).file_meta.TransferSyntaxUID in (ROOT, ROOT + ".1"):
                continue
            unpacked = tool(data, *UNPACKERS.get(command[0], ("gdcmconv", "--raw")))
            if unpacked is None or not np.array_equal(stored(unpacked), values):
                print("not lossless in the program that wrote it:", how, label)
                continue
            plain(f"{how} {label}", data, values, kind, checked="2000" not in how)
            made += 1
        for how, command in lossy.items():
            # The CharLS in DCMTK takes other thresholds than T.87 for fewer than 7 bits; GDCM does not read what it writes.
            data = None if "near" in how and kind["bits"] < 7 else tool(native, *command)
            unpacked = data and tool(data, *UNPACKERS[command[0]])
            if unpacked is None:
                continue
            back = pydicom.dcmread(io.BytesIO(unpacked))
            if (back.BitsStored, back.PixelRepresentation) != (kind["bits"], int(kind.get("signed", False))):
                kind_now = dict(bits=back.BitsStored, signed=back.PixelRepresentation == 1)
            else:
                kind_now = kind
            plain(f"{how} {label}", data, stored(unpacked), kind_now)
            made += 1
    assert made > 100, made
    big = picture(12, seed=5, width=WIDTH)
    native = save(dataset(big, 12))
    for how, command in {"lossless": ("dcmcjpeg", "+e1"), "jpeg-ls": ("dcmcjpls",)}.items():
        plain(f"{how} without an offset table", tool(native, *command, "-ot"), big, KINDS["12"])
        plain(f"{how} in fragments", tool(native, *command, "+fs", "1"), big, KINDS["12"])


def table(first, bits, entries, signed=False):
    item = Dataset()
    item.add_new(0x00283002, "SS" if signed else "US", [len(entries), first, bits])
    item.add_new(0x00283006, "OW", np.asarray(entries, "<u2").tobytes())
    return Sequence([item])


def display():
    """Windows and tables; dcm2pnm knows neither LINEAR_EXACT nor fractions of rescaled values, and shows padding."""
    values = picture(12)
    signed = picture(12, signed=True)

    def add(name, data, grey, *options):
        tools = ["PS3.3"]
        if options:
            show = shown(data, *options)
            assert np.array_equal(show, np.floor(grey)), (name, np.argwhere(show != np.floor(grey))[:5])
            tools.append("dcm2pnm")
        cell(name, data, np.floor(grey), tools)

    window = dict(WindowCenter="1500.5", WindowWidth="1301")
    line = linear(values, 1500.5, 1301)
    add("window", save(dataset(values, 12, **window)), line, "+Wi", "1")
    add("window 1 of 2", save(dataset(values, 12, WindowCenter=["1500.5", "9"], WindowWidth=["1301", "4"])), line,
        "+Wi", "1")
    add("window of width 1", save(dataset(values, 12, WindowCenter="1000", WindowWidth="1")),
        np.where(values <= 999.5, 0, 255), "+Wi", "1")
    add("window LINEAR", save(dataset(values, 12, VOILUTFunction="LINEAR", **window)), line, "+Wi", "1")
    add("window LINEAR_EXACT", save(dataset(values, 12, VOILUTFunction="LINEAR_EXACT", **window)),
        (((values - 1500.5) / 1301 + 0.5) * 255).clip(0, 255))
    add("window SIGMOID", save(dataset(values, 12, VOILUTFunction="SIGMOID", **window)),
        255 / (1 + np.exp(-4 * (values - 1500.5) / 1301)), "+Wi", "1")
    add("window MONOCHROME1", save(dataset(values, 12, PhotometricInterpretation="MONOCHROME1", **window)), 255 - line,
        "+Wi", "1")
    add("window of signed values", save(dataset(signed, 12, True, WindowCenter="-300", WindowWidth="2000")),
        linear(signed, -300, 2000), "+Wi", "1")
    rescaled = dict(RescaleSlope="2", RescaleIntercept="-1000", WindowCenter="1200", WindowWidth="3001")
    add("rescaled", save(dataset(values, 12, **rescaled)), linear(values * 2 - 1000, 1200, 3001), "+Wi", "1")
    rescaled.update(RescaleSlope="0.375", RescaleIntercept="-10.5", WindowCenter="600.25", WindowWidth="801")
    add("rescaled with fractions", save(dataset(values, 12, **rescaled)), linear(values * 0.375 - 10.5, 600.25, 801))
    add("rescaled without a window", save(dataset(values, 12, RescaleSlope="2", RescaleIntercept="-1000")),
        full(values, 12, False), "+Pid")
    # dcm2pnm's own range of inverted images without a window is 255 to 1; here it is 255 to 0.
    add("MONOCHROME1", save(dataset(values, 12, PhotometricInterpretation="MONOCHROME1")), 255 - full(values, 12, False))
    add("MONOCHROME1 16", save(dataset(picture(16), 16, PhotometricInterpretation="MONOCHROME1")),
        255 - full(picture(16), 16, False))
    add("INVERSE", save(dataset(values, 12, PhotometricInterpretation="MONOCHROME1", PresentationLUTShape="INVERSE")),
        255 - full(values, 12, False))
    add("IDENTITY", save(dataset(values, 12, PresentationLUTShape="IDENTITY")), full(values, 12, False), "+Pid")
    entries = (np.linspace(0, 1, 1001) ** 2 * 4095).astype(int)
    voi = entries[(values - 1000).clip(0, 1000)] >> 4
    add("VOI table", save(dataset(values, 12, VOILUTSequence=table(1000, 12, entries))), voi, "+Wl", "1")
    add("VOI table before a window", save(dataset(values, 12, VOILUTSequence=table(1000, 12, entries), **window)), voi,
        "+Wl", "1")
    add("VOI table of signed values", save(dataset(signed, 12, True, VOILUTSequence=table(-500, 12, entries, True))),
        entries[(signed + 500).clip(0, 1000)] >> 4, "+Wl", "1")
    add("VOI table of 16 bits, implicit", save(dataset(values, 12, VOILUTSequence=table(0, 16, entries * 16)), ROOT),
        entries[values.clip(0, 1000)] * 16 >> 8, "+Wl", "1")
    add("VOI table, big-endian", save_big_table(values, entries), voi)
    modality = np.arange(4096) // 2 + 100
    add("modality table", save(dataset(values, 12, ModalityLUTSequence=table(0, 12, modality), **window)),
        linear(modality[values], 1500.5, 1301), "+Wi", "1")
    add("padding", save(dataset(values, 12, PixelPaddingValue=4095, **window)), np.where(values == 4095, 0, line))
    add("padding MONOCHROME1",
        save(dataset(values, 12, PixelPaddingValue=0, PhotometricInterpretation="MONOCHROME1", **window)),
        np.where(values == 0, 0, 255 - line))
    add("padding range", save(dataset(values, 12, PixelPaddingValue=0, PixelPaddingRangeLimit=1365)),
        np.where(values <= 1365, 0, full(values, 12, False)))
    colours = np.stack([picture(8, seed=s) for s in (1, 2, 3)], 2)
    red, green, blue = (colours[:, :, c] for c in range(3))
    grey = red * 9798 + green * 19235 + blue * 3735 + (1 << 14) >> 15
    for planar in (0, 1):
        ds = dataset(colours, 8, SamplesPerPixel=3, PhotometricInterpretation="RGB", PlanarConfiguration=planar)
        ds.pixels = colours.transpose(2, 0, 1) if planar else colours
        cell(f"RGB planar {planar}", save(ds), grey, ["OpenCV's weights"])
        cell(f"RGB planar {planar} rle", tool(save(ds), "dcmcrle"), grey, ["OpenCV's weights"])


def save_big_table(values, entries):
    ds = dataset(values, 12, VOILUTSequence=table(1000, 12, entries))
    ds.VOILUTSequence[0].add_new(0x00283006, "OW", np.asarray(entries, ">u2").tobytes())
    return save(ds, ROOT + ".2")


def refusals():
    values = picture(12)
    cell("two frames", save(dataset(values, 12, NumberOfFrames="2")), refused="2 frames")
    cell("palette", save(dataset(picture(8), 8, PhotometricInterpretation="PALETTE COLOR")), refused="PALETTE COLOR")
    colours = np.stack([picture(8, seed=s) for s in (1, 2, 3)], 2)
    ds = dataset(colours, 8, SamplesPerPixel=3, PhotometricInterpretation="RGB", PlanarConfiguration=0)
    cell("JPEG in colour", tool(save(ds), "dcmcjpeg", "+eb"), refused="YBR_FULL")
    cell("lossless JPEG in colour", tool(save(ds), "dcmcjpeg", "+e1"), refused="colour")
    cell("JPEG-LS in colour", tool(save(ds), "dcmcjpls"), refused="colour")
    native = save(dataset(picture(8), 8))
    cell("progressive JPEG", tool(native, "dcmcjpeg", "+ep"), refused="process 0xc2")
    ds = dataset(values, 12)
    ds.BitsAllocated = 32
    cell("32 bits", save(ds), refused="32 bits")
    data = save(dataset(values, 12))
    place = data.rindex(b"\xe0\x7f\x10\x00OW")
    cell("floating-point pixels", data[:place] + b"\xe0\x7f\x08\x00OF" + data[place + 6:], refused="floating-point")
    cell("no pixel data", data[:place], refused="without pixel data")
    mpeg = tool(native, "dcmcrle").replace(b"1.2.840.10008.1.2.5\0", b"1.2.840.10008.1.2.9\0")
    cell("an unknown transfer syntax", mpeg, refused="1.2.840.10008.1.2.9")
    cell("a private transfer syntax", data.replace(b"1.2.840.10008.1.2.1\0", b"1.3.840.10008.1.2.1\0"),
         refused="transfer syntax")
    cell("an unknown function", save(dataset(values, 12, WindowCenter="9", WindowWidth="9", VOILUTFunction="CUBIC")),
         refused="CUBIC")
    cell("a window of no width", save(dataset(values, 12, WindowCenter="9", WindowWidth="0")), refused="width is 0")
    data = save(dataset(values, 12, WindowCenter="12345", WindowWidth="99"))
    cell("a window that is no number", data.replace(b"12345 ", b"middle"), refused="middle")


encodings()
sequences()
codecs()
display()
refusals()
with open(OUT, "w") as f:
    for one in CELLS:
        f.write(json.dumps(one) + "\n")
print(len(CELLS), "cells,", sum("refused" in one for one in CELLS), "refused,",
      sum("dcm2pnm" in one.get("tools", ()) for one in CELLS), "shown so by dcm2pnm,", os.path.getsize(OUT), "bytes")
