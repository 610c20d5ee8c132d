"""Writes a linear head's parameters after some Adam steps in PyTorch.

Run with Debian's Python: /usr/bin/python3 src/test/reference/head.py
"""
import json
import pathlib

import torch

OUT = pathlib.Path(__file__).parent.parent / "resources/dev/singan/classify/head/head.json"
torch.manual_seed(11)
cases = []
for outputs, decay in ((3, 0.0), (3, 0.02), (1, 0.02)):
    n, d, batch = 20, 9, 8
    x, y = torch.randn(n, d), torch.randint(0, max(2, outputs), (n,))
    linear = torch.nn.Linear(d, outputs)
    start = torch.cat([linear.weight.detach().flatten(), linear.bias.detach()]).tolist()
    adam = torch.optim.Adam([{"params": [linear.weight], "weight_decay": decay}, {"params": [linear.bias]}], lr=0.01)
    for step in range(30):
        rows = [(step * batch + i) % n for i in range(batch)]
        out = linear(x[rows])
        loss = (torch.nn.functional.cross_entropy(out, y[rows]) if outputs > 1
                else torch.nn.functional.binary_cross_entropy_with_logits(out[:, 0], y[rows].float()))
        adam.zero_grad()
        loss.backward()
        adam.step()
    end = torch.cat([linear.weight.detach().flatten(), linear.bias.detach()]).tolist()
    out = linear(x).detach()
    cases.append({"outputs": outputs, "decay": decay, "dimension": d, "batch": batch, "x": x.flatten().tolist(), "y": y.tolist(),
                  "start": start, "end": end, "steps": 30,
                  "loss": (torch.nn.functional.cross_entropy(out, y) if outputs > 1
                           else torch.nn.functional.binary_cross_entropy_with_logits(out[:, 0], y.float())).item()})
json.dump(cases, OUT.open("w"))
OUT.open("a").write("\n")
