"""Samples from the SinGANs of this package, as medigan calls it: generate(model_file, num_samples, output_path, save_images).

model_file is a SinGAN's model.json, beside which its scales lie. Needs numpy, torch and pillow.
"""
import json
import math
import struct
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as functional
from PIL import Image

PADDING = 5
SIDE = 224


def generate(model_file, num_samples=1, output_path="synthetic", save_images=True, seed=None):
    """Draws images of 224x224 pixels, 8-bit grey; returns them as a list of arrays, or writes NNNN.png."""
    model = Singan(model_file)
    generator = torch.Generator()
    if seed is None:
        generator.seed()
    else:
        generator.manual_seed(seed)
    images = [_enlarged(model.run(generator)) for _ in range(num_samples)]
    if not save_images:
        return images
    folder = Path(output_path)
    folder.mkdir(parents=True, exist_ok=True)
    for number, image in enumerate(images):
        Image.fromarray(image).save(folder / f"{number:04d}.png")
    return None


class Singan:
    """A trained SinGAN: a generator per scale, coarsest first."""

    def __init__(self, model_file):
        folder = Path(model_file).parent
        description = json.loads(Path(model_file).read_text(encoding="utf-8"))
        self.factor = description["factor"]
        self.scales = [dict(scale, tensors=_tensors(folder / scale["file"])) for scale in description["scales"]]

    def run(self, generator=None):
        """A random image in [-1, 1]; without a generator of random numbers the training image as it is reconstructed."""
        image = None
        with torch.no_grad():
            for scale in self.scales:
                tensors, metadata = scale["tensors"]
                size = (scale["height"], scale["width"])
                if image is None:
                    image = torch.zeros(1, int(metadata["channels"]), *size)
                else:
                    image = _upscaled(image, 1 / self.factor)[..., : size[0], : size[1]]
                image = _answer(tensors, metadata, scale["scale"], image, generator)
        return image.clamp(-1, 1)


def _answer(tensors, metadata, scale, image, generator):
    bordered = functional.pad(image, (PADDING,) * 4)
    if generator is None:
        noise = tensors["z_opt"]
    else:
        inner = metadata.get("noise_padding") != "true"
        height, width = image.shape[2:] if inner else bordered.shape[2:]
        planes = 1 if scale == 0 else image.shape[1]
        noise = torch.randn(1, planes, height, width, generator=generator).expand(1, image.shape[1], -1, -1)
        noise = functional.pad(noise, (PADDING,) * 4) if inner else noise
    x = tensors["noise_amp"] * noise + bordered
    for name in ("head", "body.block1", "body.block2", "body.block3"):
        block = "generator." + name
        x = functional.conv2d(x, tensors[block + ".conv.weight"], tensors[block + ".conv.bias"])
        norm = [tensors[f"{block}.norm.{part}"] for part in ("running_mean", "running_var", "weight", "bias")]
        x = functional.leaky_relu(functional.batch_norm(x, *norm), 0.2)
    x = functional.conv2d(x, tensors["generator.tail.0.weight"], tensors["generator.tail.0.bias"])
    return torch.tanh(x) + image


def _tensors(file):
    """A safetensors file: its tensors of 32-bit floats, and its metadata."""
    with open(file, "rb") as opened:
        (length,) = struct.unpack("<Q", opened.read(8))
        header = json.loads(opened.read(length))
        data = opened.read()
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            values = np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"])
            tensors[name] = torch.from_numpy(values.copy())
    return tensors, metadata


def _upscaled(image, scale):
    """MATLAB's bicubic imresize through 8 bits, as between the scales in training."""
    levels = np.floor(255 * ((image[0].double().numpy() + 1) / 2).clip(0, 1))
    rows, columns = (_taps(n, scale) for n in levels.shape[1:])
    resized = np.einsum("yi,cij,xj->cyx", rows, levels, columns)
    return torch.from_numpy(((resized / 255 - 0.5) * 2).clip(-1, 1)[None].astype(np.float32))


def _taps(size, scale):
    """The matrix that enlarges a line of pixels. What would lie before the first has no weight, as in the official code."""
    matrix = np.zeros((math.ceil(size * scale), size))
    for i in range(len(matrix)):
        centre = (i + 0.5) / scale - 0.5
        first = math.floor(centre - 1) - 1
        for place in range(max(first, 0), first + 6):
            matrix[i, place if place < size else 2 * size - 1 - place] += _cubic(centre - place)
        matrix[i] /= matrix[i].sum()
    return matrix


def _cubic(x):
    a = abs(x)
    if a <= 1:
        return (1.5 * a - 2.5) * a * a + 1
    return ((-0.5 * a + 2.5) * a - 4) * a + 2 if a <= 2 else 0.0


def _enlarged(image):
    """The image at the patches' size, bilinear, as 8-bit grey."""
    grey = image.mean(1, keepdim=True)
    large = functional.interpolate(grey, size=(SIDE, SIDE), mode="bilinear", align_corners=False)
    return ((large[0, 0] + 1) / 2 * 255).round().clamp(0, 255).byte().numpy()
