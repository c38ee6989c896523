"""Writes a small network as PyTorch exports it, two images and their features.

Needs torch and numpy; made with Debian's python3-torch 1.13.
"""
import numpy as np
import torch
import torch.nn.functional as F

torch.manual_seed(7)
network = torch.nn.Sequential(
    torch.nn.Conv2d(3, 8, 3, stride=2, padding=1), torch.nn.BatchNorm2d(8), torch.nn.ReLU(),
    torch.nn.Conv2d(8, 16, 3, padding=1), torch.nn.BatchNorm2d(16), torch.nn.ReLU(),
    torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten())
for _ in range(20):
    network(torch.randn(32, 3, 16, 16))
torch.onnx.export(network.eval(), torch.zeros(1, 3, 16, 16), 'registered-network.onnx', opset_version=17,
                  input_names=['pixels'], output_names=['embedding'],
                  dynamic_axes={'pixels': {0: 'n'}, 'embedding': {0: 'n'}})

images = torch.randint(0, 256, (2, 3, 24, 20), dtype=torch.uint8)
mean = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
std = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
np.save('registered-images.npy', images.numpy())
for name, antialias in ('registered-features', False), ('registered-features-antialiased', True):
    sized = F.interpolate(images / 255, (16, 16), mode='bilinear', antialias=antialias)
    with torch.no_grad():
        np.save(name + '.npy', network((sized - mean) / std).numpy())
