#!/usr/bin/python3
"""Reference values for the SinGAN trainer, computed by PyTorch's autograd.

Writes the fixtures under src/test/resources/singan. It needs Debian's python3-torch and python3-numpy; the tests need neither.
The networks, losses and order of operations are those of the official SinGAN code (Shaham, Dekel, Michaeli, ICCV 2019), written anew here.

usage: /usr/bin/python3 src/test/reference/singan_reference.py
"""
import copy
import json
import math
import pathlib
import struct

import numpy as np
import torch
from torch import nn

OUT = pathlib.Path(__file__).resolve().parents[1] / "resources" / "singan"
BETAS = (0.5, 0.999)
LAMBDA, ALPHA, RATE, SLOPE, LAYERS = 0.1, 10.0, 5e-4, 0.2, 5


# ---- files -------------------------------------------------------------------------------------------------------------
def save(name, tensors, metadata=None):
    """Writes float32 tensors as safetensors."""
    header, blobs, offset = {}, [], 0
    if metadata:
        header["__metadata__"] = {k: str(v) for k, v in metadata.items()}
    for key in sorted(tensors):
        values = np.ascontiguousarray(np.asarray(tensors[key]), dtype="<f4")
        header[key] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [offset, offset + values.nbytes]}
        offset += values.nbytes
        blobs.append(values.tobytes())
    text = json.dumps(header, sort_keys=True).encode()
    text += b" " * (-len(text) % 8)
    (OUT / name).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


# ---- the official code's resizing ---------------------------------------------------------------------------------------
def cubic(x):
    x = np.abs(x)
    near = 1.5 * x**3 - 2.5 * x**2 + 1
    far = -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    return near * (x <= 1) + far * ((x > 1) & (x <= 2))


def resize_matrix(n, m, scale):
    """The weights of MATLAB's imresize from n to m values. The official code's left edge differs from MATLAB's: positions before
    the first are cast to unsigned integers, which makes their weights zero instead of mirroring them."""
    shrink = min(scale, 1.0)
    width = 4.0 / shrink
    matrix = np.zeros((m, n))
    for i in range(m):
        centre = (i + 1) / scale + 0.5 * (1 - 1 / scale)
        first = int(math.floor(centre - width / 2)) - 1
        for p in range(first, first + int(math.ceil(width)) + 2):
            weight = shrink * cubic(shrink * (centre - p - 1))
            if p < 0:
                continue
            q = p % (2 * n)
            matrix[i, q if q < n else 2 * n - 1 - q] += weight
    return matrix / matrix.sum(axis=1, keepdims=True)


def imresize(planes, scale):
    """[c, h, w] float64 -> the same, each side ceil(side * scale)."""
    _, h, w = planes.shape
    rows = resize_matrix(h, int(math.ceil(h * scale)), scale)
    columns = resize_matrix(w, int(math.ceil(w * scale)), scale)
    return np.einsum("ij,cjk,lk->cil", rows, planes, columns)


def official_resize(x, scale):
    """Through 8 bits, truncated, as the official code does; x is [1, c, h, w] in [-1, 1]."""
    levels = (255 * ((x[0] + 1) / 2).clamp(0, 1)).float().numpy().astype(np.uint8).astype(np.float64)
    out = levels if scale == 1 else imresize(levels, scale)
    return ((torch.from_numpy(out / 255).float() - 0.5) * 2).clamp(-1, 1)[None].to(x.dtype)


def scales(height, width, factor, smallest, largest):
    """The pyramid's factor and its sizes, coarsest first."""
    short, long = min(height, width), max(height, width)
    count = math.ceil(math.log(smallest / short, factor)) + 1
    stop = count - math.ceil(math.log(min(largest, long) / long, factor))
    first = min(largest / long, 1)
    height, width = math.ceil(height * first), math.ceil(width * first)
    factor = math.pow(smallest / min(height, width), 1 / stop)
    sizes = [[math.ceil(s * math.pow(factor, stop - k)) for s in (height, width)] for k in range(stop + 1)]
    return factor, sizes


# ---- networks ----------------------------------------------------------------------------------------------------------
class Block(nn.Sequential):
    def __init__(self, i, o):
        super().__init__()
        self.add_module("conv", nn.Conv2d(i, o, 3))
        self.add_module("norm", nn.BatchNorm2d(o))
        self.add_module("LeakyRelu", nn.LeakyReLU(SLOPE, inplace=True))


class Net(nn.Module):
    def __init__(self, channels, filters, generator):
        super().__init__()
        self.head = Block(channels, filters)
        self.body = nn.Sequential()
        for k in range(1, 4):
            self.body.add_module(f"block{k}", Block(filters, filters))
        last = nn.Conv2d(filters, channels if generator else 1, 3)
        self.tail = nn.Sequential(last, nn.Tanh()) if generator else last

    def forward(self, x):
        return self.tail(self.body(self.head(x)))

    def trained(self):
        """The parameters that have an effect: all but the biases in front of batch norms."""
        return [(n, p) for n, p in self.named_parameters() if not n.endswith("conv.bias")]

    def flat(self, part=lambda p: p.detach()):
        return torch.cat([part(p).reshape(-1) for _, p in self.trained()]).numpy().copy()

    def statistics(self, which):
        return torch.cat([b for n, b in self.named_buffers() if n.endswith(which)]).numpy().copy()


def make(channels, filters, generator, seed, beta_spread):
    torch.manual_seed(seed)
    net = Net(channels, filters, generator)
    for m in net.modules():
        if isinstance(m, nn.Conv2d):
            m.weight.data.normal_(0, 0.02)
        elif isinstance(m, nn.BatchNorm2d):
            m.weight.data.normal_(1, 0.02)
            m.bias.data.normal_(0, beta_spread)
    for n, p in net.named_parameters():
        if n.endswith("conv.bias"):
            p.data.zero_()
    return net


def pad(x):
    return nn.functional.pad(x, (LAYERS,) * 4)


class Scale:
    """The steps of one scale; stale generator steps update the weights behind autograd's back, as PyTorch before 1.5 allowed."""

    def __init__(self, g, d, real, rec_input, rec_previous):
        self.g, self.d, self.real, self.rec_input, self.rec_previous = g, d, real, rec_input, rec_previous
        self.moments = {net: None for net in (g, d)}
        self.fresh_optimiser()

    def fresh_optimiser(self):
        for net in (self.g, self.d):
            self.moments[net] = [(torch.zeros_like(p), torch.zeros_like(p)) for _, p in net.trained()]
        self.steps = {self.g: 0, self.d: 0}

    def adam(self, net, rate):
        self.steps[net] += 1
        t = self.steps[net]
        for (_, p), (m, v) in zip(net.trained(), self.moments[net]):
            m.mul_(BETAS[0]).add_(p.grad, alpha=1 - BETAS[0])
            v.mul_(BETAS[1]).addcmul_(p.grad, p.grad, value=1 - BETAS[1])
            root = v.sqrt() / math.sqrt(1 - BETAS[1] ** t) + 1e-8
            p.data.addcdiv_(m, root, value=-rate / (1 - BETAS[0] ** t))

    def generate(self, inputs, previous):
        self.inputs, self.previous = inputs, previous
        self.fake = self.g(pad(inputs)) + previous

    def critic_step(self, alpha, rate=RATE):
        self.d.zero_grad()
        real = -self.d(self.real).mean()
        real.backward()
        fake = self.d(self.fake.detach()).mean()
        fake.backward()
        x = (alpha * self.real + (1 - alpha) * self.fake.detach()).requires_grad_(True)
        y = self.d(x)
        slope = torch.autograd.grad(y, x, torch.ones_like(y), create_graph=True)[0]
        penalty = ((slope.norm(2, dim=1) - 1) ** 2).mean() * LAMBDA
        penalty.backward()
        for _, p in self.d.trained():
            if p.grad is None:
                p.grad = torch.zeros_like(p)
        self.adam(self.d, rate)
        return real.item(), fake.item(), penalty.item()

    def generator_step(self, fresh, rate=RATE):
        self.g.zero_grad()
        if fresh:
            self.generate(self.inputs, self.previous)
        adversarial = -self.d(self.fake).mean()
        adversarial.backward(retain_graph=True)
        rec = self.g(pad(self.rec_input)) + self.rec_previous
        reconstruction = ALPHA * nn.functional.mse_loss(rec, self.real)
        reconstruction.backward()
        self.adam(self.g, rate)
        return adversarial.item(), reconstruction.item()


# ---- fixtures ----------------------------------------------------------------------------------------------------------
def smooth(seed, channels, height, width):
    """An image with structure at several scales, whole grey levels, the channels equal."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    image = np.zeros((height, width))
    for _ in range(12):
        fy, fx, phase = rng.normal(0, 0.25), rng.normal(0, 0.25), rng.uniform(0, 6.3)
        image += np.sin(fy * y + fx * x + phase)
    image += 2 * np.exp(-((y - height / 2) ** 2 + (x - width / 2) ** 2) / (2 * (height / 6) ** 2))
    levels = np.round(255 * (image - image.min()) / (image.max() - image.min())) / 255
    grey = (torch.from_numpy(levels).float() - 0.5) * 2
    return grey[None, None].repeat(1, channels, 1, 1)


def step_inputs(channels, height, width, filters, seed):
    torch.manual_seed(seed)
    draw = lambda s=1.0: s * torch.randn(1, channels, height, width)
    previous, rec_previous = draw(0.3), draw(0.3)
    return dict(
        g=make(channels, filters, True, seed + 1, 0.1), d=make(channels, filters, False, seed + 2, 0.1),
        real=smooth(seed, channels, height, width), previous=previous, input=previous + draw(0.2),
        rec_previous=rec_previous, rec_input=rec_previous + draw(0.05))


def run_steps(inputs, dtype):
    """A fake, a critic step, two stale generator steps, then one fresh; everything an engine must reproduce."""
    c = {k: (copy.deepcopy(v) if isinstance(v, Net) else v).to(dtype) for k, v in inputs.items()}
    g, d = c["g"], c["d"]
    scale = Scale(g, d, c["real"], c["rec_input"], c["rec_previous"])
    gradient = lambda net: net.flat(lambda p: p.grad)
    out = {"generator": g.flat(), "critic": d.flat()}
    scale.generate(c["input"], c["previous"])
    out["fake"] = scale.fake.detach().numpy()[0]
    losses = list(scale.critic_step(0.3))
    out["critic.gradient"], out["critic.1"] = gradient(d), d.flat()
    losses += scale.generator_step(False)
    out["generator.gradient.1"], out["generator.1"] = gradient(g), g.flat()
    losses += scale.generator_step(False)
    out["generator.gradient.2"] = gradient(g)
    losses += scale.generator_step(True)
    out["generator.gradient.3"], out["generator.3"] = gradient(g), g.flat()
    losses += scale.critic_step(0.8)
    out["critic.gradient.2"], out["critic.2"] = gradient(d), d.flat()
    for name, net in (("generator", g), ("critic", d)):
        out[name + ".running_mean"], out[name + ".running_var"] = net.statistics("mean"), net.statistics("var")
        out[name + ".batches"] = np.array([float(net.head.norm.num_batches_tracked)])
    g.eval()
    out["eval"] = (g(pad(c["input"])) + c["previous"]).detach().numpy()[0]
    out["losses"] = np.array(losses)
    return out


def gap(a, b):
    a, b = np.asarray(a, "f8"), np.asarray(b, "f8")
    return float(np.linalg.norm(a - b) / max(np.linalg.norm(b), 1e-30))


def steps(channels, height, width, filters, seed):
    """Float32 gradients are only comparable where no LeakyReLU input is so near zero that rounding flips its sign: seeds where
    PyTorch's own float32 and float64 disagree are passed over."""
    while True:
        inputs = step_inputs(channels, height, width, filters, seed)
        single, double = run_steps(inputs, torch.float32), run_steps(inputs, torch.float64)
        worst = max(gap(single[k], double[k]) for k in single if "gradient" in k)
        if worst < 3e-5:
            break
        seed += 100
    print(f"steps {channels}x{height}x{width}x{filters} seed {seed}: float32 against float64 {worst:.1e}")
    tensors = dict(double, **{k: inputs[k].numpy()[0] for k in ("real", "previous", "input", "rec_previous", "rec_input")})
    save(f"steps-{channels}x{height}x{width}x{filters}-{seed % 100}.safetensors", tensors,
         dict(channels=channels, height=height, width=width, filters=filters, seed=seed))


def upsample(x, factor, size):
    return official_resize(x, 1 / factor)[:, :, : size[0], : size[1]]


def nudged(net, seed):
    """The network with its parameters moved by as much as rounding moves a gradient."""
    net = copy.deepcopy(net)
    generator = torch.Generator().manual_seed(seed)
    for _, p in net.trained():
        p.data *= 1 + 5e-7 * torch.randn(p.shape, generator=generator)
    return net


def trajectory(channels, height, width, filters, seed, iterations=20, name=None, asked=0.75, period=0, smallest=16, limit=math.inf,
               modes=("stale", "fresh")):
    """Two scales of training in float32, and how far float64, and float32 from weights moved by their rounding, go astray from the same
    start of each scale. LeakyReLU and Adam make training chaotic: some millions of LeakyReLU inputs in, one is so near zero that rounding
    flips its sign, and the runs part. A single pair of runs can be lucky; their envelope says what rounding may do.

    `asked` is the scale factor asked for, `period` the iterations after which Adam begins anew (0: never): 0.75 and 0 are the official
    settings, 0.8 and some the thesis's (30 there, shortened as the training is). Returns the largest gap; nothing is written where that is
    beyond `limit`."""
    factor, sizes = scales(height, width, asked, smallest, 250)
    real = smooth(seed, channels, height, width)
    reals = [official_resize(official_resize(real, 1), factor ** (len(sizes) - 1 - k)) for k in range(len(sizes))]
    tensors = {"image": real.numpy()[0]}
    worst = 0
    for mode in modes:
        single, gaps, pairs, done = [], [], [], []
        rng = np.random.default_rng(seed)
        draws = []
        for k in range(2):
            if k == 0:
                nets = [make(channels, filters, kind, seed + 5 * kind, 0.0) for kind in (True, False)]
                tensors["scale-0.generator"], tensors["scale-0.critic"] = (n.flat() for n in nets)
            else:
                nets = [copy.deepcopy(n).train() for n in done[0][:2]]
            start = (rng.bit_generator.state, len(draws))
            runs = []
            chain = [b for b, *_ in done]
            variants = [(torch.float64, nets, chain), (torch.float32, nets, chain)]
            for v in range(8):
                variants.insert(1, (torch.float32, [nudged(n, v) for n in nets], [nudged(b, v) for b in chain]))
            for dtype, variant, generators in variants:
                rng.bit_generator.state = start[0]
                del draws[start[1] :]
                g, d = (copy.deepcopy(n).to(dtype) for n in variant)
                below = [(copy.deepcopy(b).to(dtype), a, z) for b, (_, _, a, z) in zip(generators, done)]
                rows, amplitude, z_opt = train_scale(g, d, reals[k].to(dtype), below, factor, sizes, iterations, mode == "fresh", rng, draws, period)
                runs.append(np.array(rows))
                if np.abs(runs[-1] - runs[0]).max() > 2 * limit:
                    return math.inf
            done.append((g.eval(), d, amplitude, z_opt))
            tensors[f"{mode}.amplitude.{k}"] = np.array([amplitude])
            single.append(runs[-1])
            gaps.append(np.maximum.accumulate(np.max([np.abs(r - runs[-1]).max(axis=1) for r in runs[:-1]], axis=0)))
            pairs.append(np.abs(runs[0] - runs[-1]).max(axis=1))
            worst = max(worst, gaps[-1][-1])
            if worst > limit:
                return worst
        tensors["draws"] = np.concatenate(draws)
        tensors[f"{mode}.losses"], tensors[f"{mode}.gap"] = np.concatenate(single), np.concatenate(gaps)
        tensors[f"{mode}.pair"] = np.concatenate(pairs)
        g, d = done[0][:2]
        tensors[f"{mode}.trained.generator"], tensors[f"{mode}.trained.critic"] = g.flat(), d.flat()
        tensors[f"{mode}.trained.running_mean"], tensors[f"{mode}.trained.running_var"] = g.statistics("mean"), g.statistics("var")
        print(f"trajectory {channels} channels, {mode}: float32-float64 gaps after 5, 8, 10 and 20 iterations", [[f"{q[i - 1]:.1e}" for i in (5, 8, 10, 20)] for q in gaps])
    save(f"trajectory-{name or channels}.safetensors", tensors, dict(
        filters=filters, iterations=iterations, channels=channels, factor=asked, period=period, smallest=smallest))
    return worst


def steady(channels, seed, name, modes):
    """A trajectory so small that rounding flips no sign in any of its runs: there every loss can be held to 1e-3. Seeds where one does
    are passed over. (With a new Adam now and then there are hardly any: its first step is the gradient's sign, noise where that is small.)"""
    while trajectory(channels, 13, 14, 2, seed, name=name, smallest=11, limit=1e-4, modes=modes) > 1e-4:
        seed += 10
    print(f"steady trajectory {name}: seed {seed}", flush=True)


def train_scale(g, d, real, done, factor, sizes, iterations, fresh, rng, draws, period=0):
    """A row per iteration: the losses of its last critic and generator step, as the trainer logs them.

    Draws, in the order of the official code: reconstruction noise (coarsest scale), then per iteration the noise, then per critic
    step the noises of the scales below and the mixing weight."""
    k, channels, dtype = len(done), real.shape[1], real.dtype
    zero = torch.zeros(1, channels, *sizes[0], dtype=dtype)

    def noise(scale):
        z = rng.standard_normal((channels if scale > 0 else 1,) + tuple(sizes[scale])).astype("f4")
        draws.append(z.reshape(-1))
        return torch.from_numpy(z)[None].expand(1, channels, *sizes[scale]).to(dtype)

    def mixing():
        a = np.float32(rng.random(dtype="f4"))
        draws.append(np.array([a]))
        return float(a)

    def below(random):
        x = zero
        for j, (net, amplitude, z_opt) in enumerate(done):
            z = noise(j) if random else z_opt.to(dtype)
            x = net(pad(amplitude * z + x)) + x
            x = official_resize(x.detach(), 1 / factor)[:, :, : sizes[j + 1][0], : sizes[j + 1][1]]
        return x

    z_opt = noise(0) if k == 0 else torch.zeros_like(real)
    previous = below(False)
    amplitude = 1.0 if k == 0 else float(np.float32(0.1 * torch.sqrt(nn.functional.mse_loss(real, previous)).item()))
    scale = Scale(g, d, real, amplitude * z_opt + previous, previous)
    rows = []
    for i in range(iterations):
        if period and i and i % period == 0:
            scale.fresh_optimiser()
        z = noise(k)
        for _ in range(3):
            previous = below(True)
            scale.generate(amplitude * z + previous, previous)
            critic = scale.critic_step(mixing())
        for _ in range(3):
            generator = scale.generator_step(fresh)
        rows.append(critic + generator)
    return rows, amplitude, z_opt


def resizing():
    rng = np.random.default_rng(4)
    image = np.round(rng.random((1, 33, 41)) * 255)
    tensors = {"image": image[0]}
    for scale in (0.35, 0.62, 0.75, 1.3, 1 / 0.75, 2.2):
        tensors[f"official-{scale:.6f}"] = imresize(image, scale)[0]
    save("resize.safetensors", tensors)


def pyramids():
    rows = []
    for height, width, factor, smallest, largest in (
        [(64, 64, f, 25, 250) for f in (0.62, 0.75, 0.8)]
        + [(h, w, f, 25, 250) for h in (128, 224, 256, 380) for w in (128, 180, 572) for f in (0.75, 0.8)]
        + [(33, 41, 0.75, 16, 250), (100, 300, 0.75, 25, 250), (512, 400, 0.7, 25, 128), (47, 51, 0.62, 25, 250)]
    ):
        f, sizes = scales(height, width, factor, smallest, largest)
        rows.append(dict(height=height, width=width, scaleFactor=factor, minSize=smallest, maxSize=largest, factor=f, sizes=sizes))
    (OUT / "pyramids.json").write_text("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    OUT.mkdir(parents=True, exist_ok=True)
    resizing()
    pyramids()
    steps(1, 25, 25, 8, 1)
    steps(3, 33, 41, 8, 2)
    steps(1, 20, 27, 16, 3)
    steps(3, 17, 16, 16, 4)
    trajectory(1, 22, 27, 8, 5)
    trajectory(3, 22, 22, 8, 6)
    trajectory(1, 33, 41, 8, 7, name="1-33x41")
    trajectory(3, 33, 41, 8, 8, name="3-33x41-thesis", asked=0.8, period=7)
    # The seeds that a search from 1 and 2 found.
    steady(1, 321, "1-steady-stale", ("stale",))
    steady(1, 142, "1-steady-fresh", ("fresh",))
