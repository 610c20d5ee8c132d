"""torchvision's ResNet and Inception v3 with weights that Java can make to the same bits.

Reference of ResNetTest, InceptionMapTest and PillowResizeTest. Writes src/test/resources/networks.json. Needs PyTorch,
torchvision and Pillow. The ResNet has torchvision's own blocks and names and fewer channels, so that it is small.
"""

import hashlib
import json
import math
import pathlib
import zlib

import numpy as np
import scipy.linalg
import torch
from PIL import Image
from torchvision.models import ResNet50_Weights
from torchvision.models.inception import BasicConv2d
from torchvision.models.resnet import Bottleneck, ResNet


def numbers(name, count):
    """Uniform in [-0.5, 0.5): a multiplicative hash of the name and the place."""
    h = (zlib.crc32(name.encode()) + np.arange(count, dtype=np.uint64) * 2654435761) % 2**32
    h ^= h >> np.uint64(15)
    h = h * 2246822519 % 2**32
    h ^= h >> np.uint64(13)
    return h / 2**32 - 0.5


def fill(net):
    """Convolutions of deviation sqrt(2 / fan-in), batch norms near the identity."""
    state = net.state_dict()
    for name, tensor in state.items():
        v = numbers(name, tensor.numel())
        if tensor.dim() == 4:
            v = v * math.sqrt(24.0 / tensor[0].numel())
        elif name.endswith(("norm.running_var", "bn.running_var", "running_var")):
            v = 1 + 0.5 * v
        elif name.endswith(("running_mean", "bias")):
            v = 0.2 * v
        elif name.endswith("num_batches_tracked"):
            continue
        else:
            v = 1 + 0.2 * v
        tensor.copy_(torch.from_numpy(v.astype(np.float32)).reshape(tensor.shape))
    return net.eval()


def small_resnet(width, blocks):
    net = ResNet(Bottleneck, [1, 1, 1, 1])
    net.inplanes = width
    net.conv1 = torch.nn.Conv2d(3, width, 7, 2, 3, bias=False)
    net.bn1 = torch.nn.BatchNorm2d(width)
    for i, n in enumerate(blocks):
        setattr(net, f"layer{i + 1}", net._make_layer(Bottleneck, width << i, n, stride=1 if i == 0 else 2))
    net.fc = torch.nn.Identity()
    return fill(net)


def stem():
    net = torch.nn.Sequential()
    net.add_module("Conv2d_1a_3x3", BasicConv2d(3, 32, kernel_size=3, stride=2))
    net.add_module("Conv2d_2a_3x3", BasicConv2d(32, 32, kernel_size=3))
    net.add_module("Conv2d_2b_3x3", BasicConv2d(32, 64, kernel_size=3, padding=1))
    return fill(net)


def picture(height, width):
    y, x = np.mgrid[0:height, 0:width]
    return ((7 * x + 13 * y + (x * x + 3 * x * y + 5 * y * y) // 9) % 256).astype(np.uint8)


def smooth(size):
    """A second picture, of another kind."""
    y, x = np.mgrid[0:size, 0:size]
    return ((x * y + 3 * x) // 8 % 256).astype(np.uint8)


def vectors(net, image):
    values = np.repeat(image[None, None].astype(np.float64) / 255 * 2 - 1, 3, 1)
    return net.double()(torch.from_numpy(values))[0].reshape(64, -1).T.numpy()


def frechet(a, b):
    sa, sb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = scipy.linalg.sqrtm(sa @ sb)
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(sa + sb) - 2 * np.trace(root).real)


if __name__ == "__main__":
    result = {}
    with torch.no_grad():
        net = small_resnet(4, [1, 2, 1, 1])
        images = numbers("images", 2 * 3 * 64 * 64).astype(np.float32).reshape(2, 64, 64, 3)
        features = net.double()(torch.from_numpy(images).double().permute(0, 3, 1, 2))
        result["resnet"] = [float("%.9g" % v) for v in features.ravel()]
        net = small_resnet(4, [1, 2, 1, 1]).double().train()
        for batch in range(3):
            images = numbers(f"drift{batch}", 4 * 3 * 64 * 64).astype(np.float32).reshape(4, 64, 64, 3)
            images = torch.from_numpy(images).double().permute(0, 3, 1, 2)
            features = net(images)
        result["drift"] = dict(
            train=[float("%.9g" % v) for v in features.ravel()],
            mean=[float("%.9g" % v) for v in net.layer2[1].bn2.running_mean],
            variance=[float("%.9g" % v) for v in net.layer2[1].bn2.running_var],
            eval=[float("%.9g" % v) for v in net.eval()(images).ravel()])
        net = stem()
        one, two = vectors(net, picture(48, 48)), vectors(net, smooth(48))
        result["inceptionMeans"] = [float("%.9g" % v) for v in one.mean(0)]
        result["inceptionFirst"] = [float("%.9g" % v) for v in one[0]]
        result["sifid"] = frechet(one, two)
        planes = np.stack([picture(48, 48), smooth(48), picture(48, 48).T]).astype(np.float64) / 255 * 2 - 1
        colour = net.double()(torch.from_numpy(planes)[None])[0].reshape(64, -1).T.numpy()
        result["inceptionColourMeans"] = [float("%.9g" % v) for v in colour.mean(0)]
    resized = []
    for (h, w), (to_h, to_w) in (((40, 50), (232, 290)), ((61, 97), (24, 33)), ((30, 30), (30, 11))):
        image = Image.fromarray(picture(h, w)).resize((to_w, to_h), Image.BILINEAR)
        resized.append(dict(height=h, width=w, toHeight=to_h, toWidth=to_w,
                            sha256=hashlib.sha256(np.asarray(image).tobytes()).hexdigest()))
    result["resized"] = resized
    tensor = ResNet50_Weights.IMAGENET1K_V2.transforms()(Image.fromarray(picture(100, 131)).convert("RGB"))
    flat = tensor.permute(1, 2, 0).reshape(-1)
    result["prepared"] = [float("%.9g" % v) for v in flat[::6007]]
    target = pathlib.Path(__file__).parent.parent / "resources" / "networks.json"
    target.write_text(json.dumps(result) + "\n")
