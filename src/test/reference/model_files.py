#!/usr/bin/python3
"""Opens a trained SinGAN's or ConSinGAN's folder as PyTorch users would, and makes the reconstruction with networks of PyTorch's own.

State dictionaries are loaded strictly, so that every name and shape is right. The reconstruction's distance from image.png is to be near the last one of
losses.csv. The safetensors are read by the few lines below; safetensors.torch.load_file gives the same tensors.

usage: /usr/bin/python3 src/test/reference/model_files.py FOLDER
"""
import json
import pathlib
import struct
import sys

import numpy as np
import torch
from torch import nn

import consingan
import singan_reference as singan


def load_file(path):
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        assert entry["dtype"] == "F32"
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        tensors[name] = torch.from_numpy(np.frombuffer(data[begin:end], "<f4").copy()).reshape(entry["shape"])
    return tensors


def part(tensors, prefix):
    """What belongs to a network; counters become integers, as PyTorch has them."""
    return {k[len(prefix):]: v.long() if k.endswith("num_batches_tracked") else v for k, v in tensors.items() if k.startswith(prefix)}


def picture(folder, channels):
    from PIL import Image
    image = np.asarray(Image.open(folder / "image.png").convert("L" if channels == 1 else "RGB"), dtype=np.float32)
    return torch.from_numpy(image / 255 * 2 - 1).reshape(*image.shape[:2], channels).permute(2, 0, 1)[None]


def of_singan(folder, model):
    channels, previous = model["config"]["channels"], None
    for scale in model["scales"]:
        tensors = load_file(folder / scale["file"])
        generator, critic = (singan.Net(channels, scale["filters"], g) for g in (True, False))
        generator.load_state_dict(part(tensors, "generator."), strict=True)
        critic.load_state_dict(part(tensors, "critic."), strict=True)
        generator.eval()
        size = (scale["height"], scale["width"])
        below = torch.zeros(1, channels, *size) if previous is None else \
            singan.official_resize(previous, 1 / model["factor"])[:, :, :size[0], :size[1]]
        noise = float(tensors["noise_amp"]) * tensors["z_opt"]
        with torch.no_grad():
            previous = generator(noise + nn.functional.pad(below, [5] * 4)) + below
    return previous


def of_consingan(folder, model):
    config, scales = model["config"], model["scales"]
    consingan.SLOPE = config["consingan"]["slope"]
    generator = consingan.Generator(config["channels"], config["filters"], len(scales))
    names = {k: k.replace("head.conv", "head").replace(".conv.", ".").replace("block", "").replace("tail.0", "tail")
             for k in load_file(folder / "generator.safetensors")}
    generator.load_state_dict({names[k]: v for k, v in load_file(folder / "generator.safetensors").items()}, strict=True)
    noises = []
    for scale in scales:
        tensors = load_file(folder / scale["file"])
        critic = consingan.Critic(config["channels"], config["filters"])
        critic.load_state_dict({k.replace(".conv.", ".").replace("block", ""): v for k, v in part(tensors, "critic.").items()}, strict=True)
        noises.append(float(tensors["noise_amp"]) * tensors["z_opt"])
    with torch.no_grad():
        return generator(noises, [(s["height"], s["width"]) for s in scales])


if __name__ == "__main__":
    directory = pathlib.Path(sys.argv[1])
    described = json.loads((directory / "model.json").read_text())
    made = (of_consingan if "consingan" in described["config"] else of_singan)(directory, described)
    last = float((directory / "losses.csv").read_text().split()[-1].split(",")[-1])
    real = picture(directory, described["config"]["channels"])
    if real.shape == made.shape:
        print("distance from image.png: %.5f, last in losses.csv: %.5f" % ((made - real).pow(2).mean().sqrt(), last))
    made.numpy().tofile(directory / "reconstruction.f32")
