#!/usr/bin/python3
"""Small networks in ONNX files, and what PyTorch computes with them, for OnnxBackboneTest and OnnxModelTest.

Debian's python3-torch (1.13) exports them and computes the expected features; python3-onnx (1.12) makes of them what the exporter does
not write: another layout, weights in a file beside, other types. Run: /usr/bin/python3 src/test/reference/onnx_models.py
"""
import json
import os

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "resources", "dev", "singan", "classify", "onnx")
SIZE = 16
MEAN = [0.485, 0.456, 0.406]
DEVIATION = [0.229, 0.224, 0.225]


class Net(nn.Module):
    """Two convolutions with a batch norm, a residual, global pooling and a linear layer: 6 features."""

    def __init__(self, channels):
        super().__init__()
        self.first = nn.Conv2d(channels, 8, 3, stride=2, padding=1)
        self.norm = nn.BatchNorm2d(8)
        self.second = nn.Conv2d(8, 8, 3, padding=1)
        self.head = nn.Linear(8, 6)

    def forward(self, x):
        x = torch.relu(self.norm(self.first(x)))
        maps = torch.relu(x + self.second(x))
        return self.head(maps.mean((2, 3))), maps


class One(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return self.net(x)[0]


def net(channels, seed):
    torch.manual_seed(seed)
    made = Net(channels)
    made.norm.running_mean.normal_(0, 0.2)
    made.norm.running_var.uniform_(0.5, 1.5)
    return made.eval()


def images():
    """Grey images of the networks' size, so that nothing is resized."""
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    return [((7 * k + 13 * x + 29 * y + (x * y * (k + 1)) % 31 * 5) % 256).astype(np.uint8) for k in range(5)]


def given(image, channels, mean, deviation):
    values = np.repeat((image.astype(np.float32) / np.float32(255))[None], channels, 0)
    mean = np.array(mean, np.float32)[:, None, None]
    return (values - mean) / np.array(deviation, np.float32)[:, None, None]


def features(network, channels, mean, deviation):
    with torch.no_grad():
        batch = torch.from_numpy(np.stack([given(i, channels, mean, deviation) for i in images()]))
        return [[float(v) for v in row] for row in network(batch).double()]


def export(network, name, channels, axes=None, outputs=("features",), batch=1):
    path = os.path.join(OUT, name + ".onnx")
    torch.onnx.export(
        network, torch.zeros(batch, channels, SIZE, SIZE), path, input_names=["image"], output_names=list(outputs),
        dynamic_axes=axes, opset_version=13)
    return path


def changed(source, name, change):
    model = onnx.load(os.path.join(OUT, source + ".onnx"))
    change(model)
    onnx.save(model, os.path.join(OUT, name + ".onnx"))


def with_metadata(model):
    helper.set_model_props(model, {"mean": str(MEAN), "std": str(DEVIATION), "author": "nobody"})


def channels_last(model):
    """The same network with a transposition in front."""
    image = model.graph.input[0]
    image.name = "rows"
    image.type.CopyFrom(helper.make_tensor_type_proto(TensorProto.FLOAT, [1, SIZE, SIZE, 3]))
    model.graph.node.insert(0, helper.make_node("Transpose", ["rows"], ["image"], perm=[0, 3, 1, 2]))


def half(model):
    """What a network after .half() looks like from outside."""
    model.graph.input[0].type.tensor_type.elem_type = TensorProto.FLOAT16
    model.graph.node.insert(0, helper.make_node("Cast", ["image"], ["image32"], to=TensorProto.FLOAT))
    for node in model.graph.node[1:]:
        for i, name in enumerate(node.input):
            if name == "image":
                node.input[i] = "image32"


def beside(source, name):
    """The weights in a file beside the model."""
    model = onnx.load(os.path.join(OUT, source + ".onnx"))
    data = name + ".bin"
    path = os.path.join(OUT, data)
    if os.path.exists(path):
        os.remove(path)
    onnx.save_model(
        model, os.path.join(OUT, name + ".onnx"), save_as_external_data=True, all_tensors_to_one_file=True, location=data,
        size_threshold=0)


def table():
    """No image: a row of numbers."""
    weights = numpy_helper.from_array(np.eye(4, dtype=np.float32), "w")
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["row", "w"], ["vector"])], "table",
        [helper.make_tensor_value_info("row", TensorProto.FLOAT, [1, 4])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, 4])], [weights])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="onnx_models.py")
    model.ir_version = 7
    onnx.save(model, os.path.join(OUT, "table.onnx"))


def main():
    os.makedirs(OUT, exist_ok=True)
    torch.set_num_threads(1)
    colour, grey = One(net(3, 1)).eval(), One(net(1, 2)).eval()
    export(colour, "colour", 3)
    export(grey, "grey", 1, batch=2)
    export(colour, "dynamic", 3, {"image": {0: "n", 2: "h", 3: "w"}, "features": {0: "n"}})
    export(net(3, 1), "two-outputs", 3, outputs=("features", "maps"))
    changed("colour", "metadata", with_metadata)
    changed("colour", "channels-last", channels_last)
    changed("colour", "half", half)
    beside("colour", "external")
    table()
    expected = {
        "size": SIZE,
        "images": [i.ravel().tolist() for i in images()],
        "colour": features(colour, 3, MEAN, DEVIATION),
        "grey": features(grey, 1, [0.5], [0.25]),
    }
    with open(os.path.join(OUT, "features.json"), "w", encoding="utf-8") as file:
        json.dump(expected, file)
        file.write("\n")


if __name__ == "__main__":
    main()
