#!/usr/bin/env python3
"""Times PyTorch on the work of Steps.java: bench_pytorch.py MODEL STEPS WARMUP.

A training step casts the bytes of images, zeroes the gradients, goes forward and backward, takes an Adam step and reads the loss.
Inference is a forward pass in eval mode. bfloat16 is autocast.

eager is how most people write it; eager_fused has Adam in one kernel, as all variants after it have; channels_last is
the memory layout that convolutions may like better.
"""

import sys
from contextlib import nullcontext
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

import work

sys.path.append(str(Path(__file__).resolve().parents[2] / "test/python"))
import nets  # noqa: E402  (lies beside the tests)
import nets_generative  # noqa: E402


class LeNet(nn.Module):
    """LeNet-5 with ReLU and max pooling: 61,706 parameters."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, work.CLASSES)

    def forward(self, x):
        x = functional.max_pool2d(functional.relu(self.conv1(x)), 2)
        x = functional.max_pool2d(functional.relu(self.conv2(x)), 2).flatten(1)
        x = functional.relu(self.fc1(x))
        return self.fc3(functional.relu(self.fc2(x)))


class Block(nn.Module):
    """Two 3x3 convolutions and a shortcut, as in torchvision."""

    def __init__(self, inputs, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, filters, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.downsample = nn.Identity()
        if stride != 1 or inputs != filters:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, filters, 1, stride, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        y = functional.relu(self.bn1(self.conv1(x)), inplace=True)
        y = self.bn2(self.conv2(y))
        y += self.downsample(x)
        return functional.relu(y, inplace=True)


class ResNet18(nn.Module):
    """torchvision's ResNet-18 with the CIFAR stem (3x3, stride 1, no pooling): 11,173,962 parameters."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        blocks, inputs = [], 64
        for stage, filters in enumerate((64, 128, 256, 512)):
            blocks += [Block(inputs, filters, 1 if stage == 0 else 2), Block(filters, filters, 1)]
            inputs = filters
        self.blocks = nn.Sequential(*blocks)
        self.fc = nn.Linear(512, work.CLASSES)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")  # as torchvision does

    def forward(self, x):
        x = functional.relu(self.bn1(self.conv1(x)), inplace=True)
        return self.fc(self.blocks(x).mean((2, 3)))


class Recurrent(nn.Module):
    """One layer of 128 units and a dense layer behind its last state."""

    def __init__(self, kind):
        super().__init__()
        self.rnn = kind(64, 128, batch_first=True)
        self.fc = nn.Linear(128, work.CLASSES)

    def forward(self, x):
        return self.fc(self.rnn(x)[0][:, -1])


class Transformer(nn.Module):
    """Four blocks of attention over 256 numbers, their mean over time and a dense layer."""

    def __init__(self):
        super().__init__()
        block = nn.TransformerEncoderLayer(256, 4, 1024, 0.1, batch_first=True)
        self.encoder = nn.TransformerEncoder(block, 4)
        self.fc = nn.Linear(256, work.CLASSES)

    def forward(self, x):
        return self.fc(self.encoder(x).mean(1))


class Separable(nn.Sequential):
    """A kernel for each channel, a mixture of the channels, and batch norm."""

    def __init__(self, channels, filters):
        super().__init__(
            nn.Conv2d(channels, channels, 3, padding=1, groups=channels, bias=False),
            nn.Conv2d(channels, filters, 1, bias=False),
            nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01),
        )


class XceptionBlock(nn.Module):
    """Separable convolutions beside a shortcut."""

    def __init__(self, channels, filters, stride, rectifies=True):
        super().__init__()
        steps, last = [], channels
        for i, n in enumerate(filters):
            steps += [nn.ReLU()] if i or rectifies else []
            steps, last = [*steps, Separable(last, n)], n
        self.shortcut = nn.Identity()
        if stride > 1:
            steps.append(nn.MaxPool2d(3, stride, 1))
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels, last, 1, stride, bias=False), nn.BatchNorm2d(last, eps=1e-3, momentum=0.01)
            )
        self.body = nn.Sequential(*steps)

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


class Xception(nn.Sequential):
    """Xception with ten classes: 20,827,442 parameters."""

    def __init__(self):
        def norm(n):
            return nn.BatchNorm2d(n, eps=1e-3, momentum=0.01)

        super().__init__(
            *(nn.Conv2d(3, 32, 3, 2, bias=False), norm(32), nn.ReLU()),
            *(nn.Conv2d(32, 64, 3, bias=False), norm(64), nn.ReLU()),
            XceptionBlock(64, (128, 128), 2, rectifies=False),
            *(XceptionBlock(128, (256, 256), 2), XceptionBlock(256, (728, 728), 2)),
            *(XceptionBlock(728, (728, 728, 728), 1) for _ in range(8)),
            XceptionBlock(728, (728, 1024), 2),
            *(Separable(1024, 1536), nn.ReLU(), Separable(1536, 2048), nn.ReLU()),
            *(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, work.CLASSES)),
        )


class MeanOfPixels(nn.Module):
    """The mean of each class over the image, so that all rows have the same loss."""

    def __init__(self, segments):
        super().__init__()
        self.segments = segments

    def forward(self, x):
        return self.segments(x)["logits"].mean((2, 3))


MODELS = {
    "lenet": LeNet,
    "resnet18": ResNet18,
    "lstm": lambda: Recurrent(nn.LSTM),
    "gru": lambda: Recurrent(nn.GRU),
    "alexnet": lambda: nets.AlexNet(work.CLASSES),
    "vgg16": lambda: nets.Vgg(nets.VGG[16], work.CLASSES),
    "googlenet": lambda: nets.GoogLeNet(work.CLASSES),
    "xception": Xception,
    "unet": lambda: MeanOfPixels(nets_generative.UNet(classes=work.CLASSES, width=32)),
    "transformer": Transformer,
}


def variants(model, mode):
    ways = ["eager", *(["eager_fused"] if mode == "train" else [])]
    if model in work.WHOLE:
        return [*ways, "compile", "eager_channels_last", "compile_channels_last"]
    return [*ways, "eager_channels_last"] if model in work.IMAGE else ways


def build(model, precision, variant, training):
    torch.manual_seed(1)
    torch._dynamo.reset()
    memory = torch.channels_last if variant.endswith("channels_last") else torch.contiguous_format
    inputs, labels = work.batch(model)
    inputs = torch.from_numpy(inputs)
    if model in work.IMAGE:
        inputs = inputs.permute(0, 3, 1, 2).contiguous(memory_format=memory)
    labels = torch.from_numpy(labels)
    network = MODELS[model]().to(memory_format=memory).train(training)
    parameters = sum(p.numel() for p in network.parameters())
    forward = torch.compile(network) if variant.startswith("compile") else network

    def casting():
        return torch.autocast("cpu", torch.bfloat16) if precision == "bfloat16" else nullcontext()

    def read():
        return inputs.float().div_(255) if model in work.IMAGE else inputs

    def infer():
        with torch.inference_mode(), casting():
            return forward(read())

    optimizer = torch.optim.Adam(network.parameters(), lr=work.RATE, fused=variant != "eager")

    def step():
        optimizer.zero_grad(set_to_none=True)
        with casting():
            loss = functional.cross_entropy(forward(read()), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step if training else infer, parameters


if __name__ == "__main__":
    work.measure("pytorch", torch.__version__, variants, build)
