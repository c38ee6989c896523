"""Images per second of SimSiam training steps in PyTorch eager: step|step-channels-last|train NETWORK BATCH STEPS.

NETWORK is the width of a ResNet-18 or "small", the preset of that name. "train" feeds the steps from torchvision's
transforms in a DataLoader with a worker per core; "step" from fixed views.
"""
import os
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

mode, network, batch, steps = *sys.argv[1:3], int(sys.argv[3]), int(sys.argv[4])
WARM_UP, SIDE = 2, 32
small = network == "small"
width = 32 if small else int(network)
stages, blocks, stride = (3, 1, 2) if small else (4, 2, 1)
hidden = 256 if small else 2048 if width == 64 else 512
torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count())))  # Its default is one per physical core.


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
        self.shortcut = nn.Identity() if stride == 1 and inputs == outputs else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x))


def dense(inputs, outputs, last=False):
    return [nn.Linear(inputs, outputs, bias=False), nn.BatchNorm1d(outputs, affine=not last)] + [nn.ReLU()] * (not last)


layers, channels = [nn.Conv2d(3, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()], width
for stage in range(stages):
    for block in range(blocks):
        layers.append(Block(channels, width << stage, 2 if stage and not block else 1))
        channels = width << stage
encoder = nn.Sequential(
    *layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(),
    *dense(channels, hidden), *([] if small else dense(hidden, hidden)), *dense(hidden, hidden, last=True))
predictor = nn.Sequential(*dense(hidden, hidden // 4), nn.Linear(hidden // 4, hidden))
layout = torch.channels_last if mode == "step-channels-last" else torch.contiguous_format
encoder = encoder.to(memory_format=layout)
optimiser = torch.optim.SGD([*encoder.parameters(), *predictor.parameters()], 0.03, momentum=0.9, weight_decay=5e-4)


def loaded_views():
    import numpy as np
    from PIL import Image
    from torchvision import transforms as T

    view = T.Compose([
        T.RandomResizedCrop(SIDE, scale=(0.2, 1)), T.RandomHorizontalFlip(),
        T.RandomApply([T.ColorJitter(0.4, 0.4, 0.4, 0.1)], p=0.8), T.RandomGrayscale(p=0.2),
        T.ToTensor(), T.Normalize((0.49, 0.48, 0.45), (0.25, 0.24, 0.26))])
    pixels = np.random.randint(0, 256, (1024, SIDE, SIDE, 3), np.uint8)

    class Pairs(torch.utils.data.Dataset):
        def __len__(self):
            return (steps + WARM_UP) * batch

        def __getitem__(self, i):
            image = Image.fromarray(pixels[i % len(pixels)])
            return view(image), view(image)

    return torch.utils.data.DataLoader(Pairs(), batch, num_workers=os.cpu_count())


fixed = [torch.randn(batch, 3, SIDE, SIDE).to(memory_format=layout) for _ in range(2)]
for step, (x1, x2) in enumerate(loaded_views() if mode == "train" else [fixed] * (steps + WARM_UP)):
    if step == WARM_UP:
        start = time.perf_counter()
    z1, z2 = encoder(x1), encoder(x2)
    p1, p2 = predictor(z1), predictor(z2)
    loss = -0.5 * (F.cosine_similarity(p1, z2.detach()).mean() + F.cosine_similarity(p2, z1.detach()).mean())
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
print(f"{steps * batch / (time.perf_counter() - start):.1f}")
