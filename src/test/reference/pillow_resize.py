"""Writes src/test/resources/pillow-resize.json: hashes of what Pillow's bilinear resizing makes of a pattern.

torchvision's Resize of a PIL image calls it. Needs Debian's python3-pil, python3-torchvision and python3-numpy.
Run it as: /usr/bin/python3 src/test/reference/pillow_resize.py
"""
import hashlib
import json
import os

import numpy as np
from PIL import Image
from torchvision.transforms import Resize

OUT = os.path.join(os.path.dirname(__file__), "..", "resources", "pillow-resize.json")


def pattern(width, height):
    """Whole numbers only, so that Java makes the same."""
    y, x = np.mgrid[0:height, 0:width]
    return ((x * x * 3 + y * 7 + x * y * 5) // 4 % 256).astype(np.uint8)


cases = []
for width, height, new_width, new_height in [(224, 224, 256, 256), (28, 31, 32, 40), (40, 33, 17, 25), (50, 20, 71, 9)]:
    image = Image.fromarray(pattern(width, height))
    resized = np.asarray(image.resize((new_width, new_height), Image.BILINEAR))
    by_torchvision = np.asarray(Resize((new_height, new_width))(image.convert("RGB")))
    assert all((by_torchvision[:, :, k] == resized).all() for k in range(3))
    cases.append(dict(width=width, height=height, newWidth=new_width, newHeight=new_height,
                      sha256=hashlib.sha256(resized.tobytes()).hexdigest(), sum=int(resized.astype(int).sum())))
with open(OUT, "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
