"""Makes simsiam-step.npz: one SimSiam step of a small network in PyTorch, with all weights and both views.

    python3 simsiam_step.py ../src/test/resources/reference/simsiam-step.npz

Needs NumPy and PyTorch (made with 1.13). Parameters bear the names of our training state; linear weights are
[inputs, outputs] as there. loss and gradient.* are what PyTorch's autograd computes from them.
"""
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTHS, BLOCKS, STRIDE, PROJECTOR, BATCH, SIDE = [6, 8, 12], [1, 2, 1], 1, 16, 12, 12

torch.manual_seed(20211)
torch.set_default_dtype(torch.float64)
named = {}


def convolution(name, inputs, outputs, kernel, stride):
    unit = nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs))
    nn.init.kaiming_normal_(unit[0].weight, mode="fan_out")
    named[name + ".weight"] = unit[0].weight
    norm(name, unit[1], True)
    return unit


def norm(name, layer, affine):
    if affine:
        nn.init.uniform_(layer.weight, 0.5, 1.5)
        nn.init.uniform_(layer.bias, -0.5, 0.5)
    size = layer.num_features
    named[name + ".norm.scale"] = layer.weight if affine else torch.ones(size)
    named[name + ".norm.shift"] = layer.bias if affine else torch.zeros(size)
    named[name + ".norm.mean"], named[name + ".norm.variance"] = torch.zeros(size), torch.ones(size)


class Block(nn.Module):
    def __init__(self, name, inputs, outputs, stride):
        super().__init__()
        self.first = convolution(name + ".first", inputs, outputs, 3, stride)
        self.second = convolution(name + ".second", outputs, outputs, 3, 1)
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else convolution(name + ".shortcut", inputs, outputs, 1, stride)

    def forward(self, x):
        return F.relu(self.second(F.relu(self.first(x))) + self.shortcut(x))


def linear(name, inputs, outputs, bias=False):
    layer = nn.Linear(inputs, outputs, bias=bias)
    named[name + ".weight"] = layer.weight
    named[name + ".bias"] = layer.bias if bias else torch.zeros(outputs)
    return layer


def batch_norm(name, size, affine=True):
    layer = nn.BatchNorm1d(size, affine=affine)
    norm(name, layer, affine)
    return layer


layers, inputs = [convolution("stem", 3, WIDTHS[0], 3, STRIDE), nn.ReLU()], WIDTHS[0]
for stage, (outputs, blocks) in enumerate(zip(WIDTHS, BLOCKS)):
    for block in range(blocks):
        layers.append(Block(f"stage{stage}.block{block}", inputs, outputs, 2 if stage and not block else 1))
        inputs = outputs
layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten()]
for layer in range(3):
    layers += [linear(f"projector{layer}", inputs, PROJECTOR), batch_norm(f"projector{layer}", PROJECTOR, layer < 2)]
    layers += [nn.ReLU()] if layer < 2 else []
    inputs = PROJECTOR
encoder = nn.Sequential(*layers)
predictor = nn.Sequential(
    linear("predictor0", PROJECTOR, PROJECTOR // 4), batch_norm("predictor0", PROJECTOR // 4), nn.ReLU(),
    linear("predictor1", PROJECTOR // 4, PROJECTOR, bias=True))

with torch.no_grad():  # The values that float32 can hold, on both sides.
    for value in named.values():
        value.copy_(value.float())
view1, view2 = (torch.randn(BATCH, 3, SIDE, SIDE).float().double() for _ in range(2))
z1, z2 = encoder(view1), encoder(view2)
p1, p2 = predictor(z1), predictor(z2)
loss = -0.5 * (F.cosine_similarity(p1, z2.detach()).mean() + F.cosine_similarity(p2, z1.detach()).mean())
loss.backward()

arrays = {"view1": view1, "view2": view2, "loss": loss}
for name, value in named.items():
    turned = name.startswith(("projector", "predictor")) and name.endswith(".weight")
    if isinstance(value, nn.Parameter):
        arrays["gradient." + name] = value.grad.t() if turned else value.grad
        arrays[name + ".velocity"] = torch.zeros_like(value.t() if turned else value)
    elif name.endswith("norm.mean") or name.endswith("norm.variance"):
        value = torch.zeros_like(value) if name.endswith("mean") else torch.ones_like(value)
    arrays[name] = value.t() if turned else value
np.savez(sys.argv[1], **{name: value.detach().numpy().astype(np.float32).reshape(-1) for name, value in arrays.items()})
