"""Small files of torch.save for PthReaderTest, good and bad ones. Writes src/test/resources/pth/. Needs PyTorch."""

import collections
import io
import os
import pathlib
import pickle
import struct
import tarfile
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


class Opcodes:
    """A pickle written by hand, as the classes that wrote the old forms no longer exist."""

    def __init__(self):
        self.out = b"\x80\x02"
        self.storages = []

    def name(self, module, name):
        self.out += b"c" + module.encode() + b"\n" + name.encode() + b"\n"

    def text(self, text):
        self.out += b"X" + struct.pack("<I", len(text)) + text.encode()

    def whole(self, value):
        self.out += b"J" + struct.pack("<i", value)

    def tuple(self, values):
        self.out += b"("
        for value in values:
            self.whole(value)
        self.out += b"t"

    def storage(self, tensor):
        key = str(94000000000000 + len(self.storages))
        numbers = tensor.contiguous().reshape(-1)
        self.storages.append((key, numbers))
        self.out += b"("
        self.text("storage")
        self.name("torch", "FloatStorage")
        self.text(key)
        self.text("cpu")
        self.whole(numbers.numel())
        self.out += b"N"
        self.out += b"tQ"

    def geometry(self, tensor):
        self.whole(0)
        self.tuple(tensor.shape)
        self.tuple(tensor.stride())

    def tensor(self, tensor, how):
        if how == "parameter":
            self.name("torch.nn.parameter", "Parameter")
            self.tensor(tensor, "function")
            self.out += b"\x85\x81(\x88\x89"
            self.name("collections", "OrderedDict")
            self.out += b")Rtb"
            return
        self.name(*(("torch._utils", "_rebuild_tensor") if how == "function" else ("torch", "FloatTensor")))
        self.out += {"function": b"(", "reduced": b")R(", "class": b")\x81("}[how]
        self.storage(tensor)
        self.geometry(tensor)
        self.out += b"tR" if how == "function" else b"tb"


def old(how):
    """The container of 2017: magic number, version, system, value, keys, then count and numbers of each storage."""
    pickled = Opcodes()
    pickled.name("collections", "OrderedDict")
    pickled.out += b")R("
    for name, tensor in old_state().items():
        pickled.text(name)
        pickled.tensor(tensor, how)
    pickled.out += b"u."
    with open(FOLDER / f"old-{how}.pth", "wb") as f:
        system = dict(protocol_version=1001, little_endian=True, type_sizes=dict(short=2, int=4, long=4))
        for value in (0x1950a86a20f9469cfc6c, 1001, system):
            pickle.dump(value, f, 2)
        f.write(pickled.out)
        pickle.dump([key for key, _ in pickled.storages], f, 2)
        for _, numbers in pickled.storages:
            f.write(struct.pack("<q", numbers.numel()) + numbers.numpy().tobytes())


def old_state():
    return collections.OrderedDict(weight=torch.arange(6, dtype=torch.float32).reshape(2, 3), bias=torch.tensor([0.5, -1.5]))


def old_tar():
    """The tar of January 2017."""
    state = old_state()
    storages, tensors, value = io.BytesIO(), io.BytesIO(), Opcodes()
    pickle.dump(len(state), storages, 2)
    pickle.dump(len(state), tensors, 2)
    value.name("collections", "OrderedDict")
    value.out += b")R("
    for n, (name, tensor) in enumerate(state.items()):
        entry = Opcodes()
        entry.out += b"("
        entry.whole(1000 + n)
        entry.text("cpu")
        entry.name("torch", "FloatStorage")
        storages.write(entry.out + b"t." + struct.pack("<q", tensor.numel()) + tensor.numpy().tobytes())
        entry = Opcodes()
        entry.out += b"("
        entry.whole(5000 + n)
        entry.whole(1000 + n)
        entry.name("torch", "FloatTensor")
        axes = tensor.dim()
        tensors.write(entry.out + b"t." + struct.pack(f"<i4x{2 * axes + 1}q", axes, *tensor.shape, *tensor.stride(), 0))
        value.text(name)
        value.text(str(5000 + n))
        value.out += b"Q"
    value.out += b"u."
    pickle.dump([], storages, 2)
    system = pickle.dumps(dict(protocol_version=1000, little_endian=True, type_sizes=dict(short=2, int=4, long=4)), 2)
    with tarfile.open(FOLDER / "old-tar.pth", "w", format=tarfile.PAX_FORMAT) as tar:
        for name, data in (("sys_info", system), ("pickle", value.out), ("tensors", tensors.getvalue()),
                           ("storages", storages.getvalue())):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))


def check(name, expected):
    """PyTorch itself must read what was written by hand."""
    read = torch.load(FOLDER / f"{name}.pth", map_location="cpu")
    assert list(read) == list(expected), name
    assert all(torch.equal(torch.as_tensor(read[key].data), expected[key]) for key in expected), name


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
    for form in ("function", "class", "reduced", "parameter"):
        old(form)
        check(f"old-{form}", old_state())
    old_tar()
    check("old-tar", old_state())
    for protocol in (1, 3, 4, 5):
        for name, zipped in (("zip", True), ("legacy", False)):
            torch.save(old_state(), FOLDER / f"protocol{protocol}-{name}.pth", pickle_protocol=protocol,
                       _use_new_zipfile_serialization=zipped)
            check(f"protocol{protocol}-{name}", old_state())
    wrapped = {"epoch": 3, "arch": "net", "state_dict": {"module." + k: v for k, v in old_state().items()},
               "optimizer": {"state": {}, "param_groups": [{"lr": 0.1}]}}
    torch.save(wrapped, FOLDER / "wrapped.pth")
    torch.save({"generator": old_state(), "critic": old_state()}, FOLDER / "two.pth")
    torch.save(dict(short=torch.tensor([-2, 300], dtype=torch.int16), char=torch.tensor([-1, 5], dtype=torch.int8)),
               FOLDER / "integers.pth")
