"""Small files of torch.save for PthReaderTest, good and bad ones. Writes src/test/resources/pth/. Needs PyTorch."""

import collections
import os
import pathlib
import zipfile

import torch

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "pth"


class Malicious:
    def __reduce__(self):
        return os.system, ("true",)


def state():
    grid = torch.arange(12, dtype=torch.float32).reshape(3, 4)
    batch_norm = torch.nn.BatchNorm2d(2)
    values = collections.OrderedDict(
        contiguous=grid,
        transposed=grid.t(),
        slice=grid[1:, 1:3],
        scalar=torch.tensor(2.5),
        empty=torch.zeros(0, 3),
        double=torch.tensor([1.5, -2.0], dtype=torch.float64),
        half=torch.tensor([0.5, 65504.0], dtype=torch.float16),
        bfloat=torch.tensor([1.5], dtype=torch.bfloat16),
        long=torch.tensor([3, -4]),
        bool=torch.tensor([True, False]),
        parameter=torch.nn.Parameter(torch.tensor([7.0])),
    )
    values.update({"bn." + k: v for k, v in batch_norm.state_dict().items()})
    return values


def to_cuda(source, target):
    """The same file as a machine with a GPU would have written it."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.endswith("data.pkl"):
                data = data.replace(b"ctorch\nFloatStorage\n", b"ctorch.cuda\nFloatStorage\n")
                data = data.replace(b"X\x03\x00\x00\x00cpu", b"X\x06\x00\x00\x00cuda:0")
            new.writestr(item.filename, data)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, zipped in (("zip", True), ("legacy", False)):
        torch.save(state(), FOLDER / f"state-{name}.pth", _use_new_zipfile_serialization=zipped)
        torch.save([torch.tensor([1.0]), 0.25, (torch.tensor([[2.0]]), 3, None, "x", True)], FOLDER / f"list-{name}.pth",
                   _use_new_zipfile_serialization=zipped)
        torch.save(dict(weight=Malicious()), FOLDER / f"malicious-{name}.pth", _use_new_zipfile_serialization=zipped)
    torch.save(torch.nn.Linear(1, 1), FOLDER / "module.pth")
    torch.save([torch.tensor([5.0, 6.0])], FOLDER / "cpu.pth")
    to_cuda(FOLDER / "cpu.pth", FOLDER / "cuda.pth")
    (FOLDER / "cpu.pth").unlink()
    torch.save([torch.tensor([[1.0], [2.0]]).expand(2, 3), torch.tensor(4.0).expand(2, 2, 2)], FOLDER / "expanded.pth")
    torch.save(torch.tensor(4.0).expand(4096, 4097), FOLDER / "bomb.pth")
