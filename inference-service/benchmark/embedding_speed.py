"""A frozen ResNet-18 for CIFAR in PyTorch eager: export WIDTH BATCH FOLDER, or images per CPU second: embed FOLDER.

export writes network.pt, network.onnx (batch normalisation folded), pixels.npy and the features that PyTorch makes of
them, so that both sides embed the same images with the same network and can be held to the same answer.
"""
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

SECONDS = 6


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


class Backbone(nn.Module):
    """Uint8 images in, features out, as every backbone of Modicum."""

    def __init__(self, width):
        super().__init__()
        layers, channels = [nn.Conv2d(3, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()], width
        for stage in range(4):
            for block in range(2):
                layers.append(Block(channels, width << stage, 2 if stage and not block else 1))
                channels = width << stage
        self.network = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())

    def forward(self, images):
        return self.network((images.float() - 120.0) / 64.0)


mode, folder = sys.argv[1], sys.argv[-1]
if mode == "export":
    width, batch = map(int, sys.argv[2:4])
    torch.manual_seed(0)
    backbone = Backbone(width)
    pixels = torch.randint(0, 256, (batch, 3, 32, 32), dtype=torch.uint8)
    with torch.no_grad():
        backbone(pixels)  # In training mode: gives the batch normalisations their statistics.
        backbone.eval()
        np.save(folder + "/features.npy", backbone(pixels).numpy())
    np.save(folder + "/pixels.npy", pixels.numpy())
    torch.save(backbone, folder + "/network.pt")
    torch.onnx.export(
        backbone, pixels, folder + "/network.onnx", input_names=["images"], output_names=["features"],
        dynamic_axes={"images": {0: "n"}, "features": {0: "n"}}, opset_version=13)
else:
    torch.set_num_threads(1)
    backbone = torch.load(folder + "/network.pt")
    pixels = torch.from_numpy(np.load(folder + "/pixels.npy"))
    with torch.inference_mode():
        backbone(pixels)
        rounds, start = 0, time.process_time()
        while time.process_time() - start < SECONDS:
            backbone(pixels)
            rounds += 1
    print(f"{rounds * len(pixels) / (time.process_time() - start):.1f}")
