"""The architectures of the zoo as PyTorch has them, with the parameter names of torchvision."""

import torch
from torch import nn
from torch.nn import functional as F


class LeNet(nn.Module):
    """LeNet-5 with ReLU and max pooling, for 28x28 images of one channel."""

    def __init__(self, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, classes)

    def forward(self, x):
        x = F.max_pool2d(self.conv1(x).relu(), 2)
        x = F.max_pool2d(self.conv2(x).relu(), 2).flatten(1)
        return self.fc3(self.fc2(self.fc1(x).relu()).relu())


class Mlp(nn.Module):
    """Two hidden layers of 512 units; its dropout is nothing in the served network."""

    def __init__(self, inputs=784, classes=10):
        super().__init__()
        self.fc1 = nn.Linear(inputs, 512)
        self.fc2 = nn.Linear(512, 512)
        self.fc3 = nn.Linear(512, classes)

    def forward(self, x):
        return self.fc3(self.fc2(self.fc1(x.flatten(1)).relu()).relu())


class AlexNet(nn.Module):
    """torchvision's AlexNet, or with ``small`` its form for CIFAR: 2x2 pooling, one dense layer."""

    def __init__(self, classes=1000, small=False, hidden=4096):
        super().__init__()
        pool = nn.MaxPool2d(2) if small else nn.MaxPool2d(3, 2)
        first = nn.Conv2d(3, 64, 11, 4, 5 if small else 2)
        second, third = nn.Conv2d(64, 192, 5, padding=2), nn.Conv2d(192, 384, 3, padding=1)
        fourth, fifth = nn.Conv2d(384, 256, 3, padding=1), nn.Conv2d(256, 256, 3, padding=1)
        self.features = nn.Sequential(
            *(first, nn.ReLU(), pool, second, nn.ReLU(), pool),
            *(third, nn.ReLU(), fourth, nn.ReLU(), fifth, nn.ReLU(), pool),
        )
        self.avgpool = nn.AdaptiveAvgPool2d(1 if small else 6)
        self.classifier = nn.Sequential(
            *(nn.Dropout(), nn.Linear(9216, hidden), nn.ReLU()),
            *(nn.Dropout(), nn.Linear(hidden, hidden), nn.ReLU()),
            nn.Linear(hidden, classes),
        )
        if small:
            self.classifier = nn.Linear(256, classes)

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)).flatten(1))


VGG = {11: (1, 1, 2, 2, 2), 13: (2, 2, 2, 2, 2), 16: (2, 2, 3, 3, 3), 19: (2, 2, 4, 4, 4)}


class Vgg(nn.Module):
    """torchvision's VGG, of any width, or with ``small`` its form for CIFAR: one dense layer."""

    def __init__(self, blocks, classes=1000, norm=False, width=64, small=False):
        super().__init__()
        steps, channels, hidden = [], 3, 64 * width
        for block, depth in enumerate(blocks):
            for _ in range(depth):
                filters = width * min(1 << block, 8)
                steps.append(nn.Conv2d(channels, filters, 3, padding=1))
                steps += [nn.BatchNorm2d(filters), nn.ReLU()] if norm else [nn.ReLU()]
                channels = filters
            steps.append(nn.MaxPool2d(2))
        self.features = nn.Sequential(*steps)
        self.avgpool = nn.AdaptiveAvgPool2d(1 if small else 7)
        self.classifier = nn.Linear(channels, classes)
        if not small:
            self.classifier = nn.Sequential(
                *(nn.Linear(49 * channels, hidden), nn.ReLU(), nn.Dropout()),
                *(nn.Linear(hidden, hidden), nn.ReLU(), nn.Dropout()),
                nn.Linear(hidden, classes),
            )

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)).flatten(1))


class Unit(nn.Module):
    """GoogLeNet's convolution with batch norm and ReLU."""

    def __init__(self, channels, filters, kernel, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(channels, filters, kernel, stride, kernel // 2, bias=False)
        self.bn = nn.BatchNorm2d(filters, eps=1e-3)

    def forward(self, x):
        return self.bn(self.conv(x)).relu()


class Inception(nn.Module):
    """Four branches side by side, their channels joined."""

    def __init__(self, channels, one, reduce2, two, reduce3, three, four):
        super().__init__()
        self.branch1 = Unit(channels, one, 1)
        self.branch2 = nn.Sequential(Unit(channels, reduce2, 1), Unit(reduce2, two, 3))
        self.branch3 = nn.Sequential(Unit(channels, reduce3, 1), Unit(reduce3, three, 3))
        self.branch4 = nn.Sequential(nn.MaxPool2d(3, 1, 1), Unit(channels, four, 1))

    def forward(self, x):
        branches = self.branch1, self.branch2, self.branch3, self.branch4
        return torch.cat([branch(x) for branch in branches], 1)


class GoogLeNet(nn.Module):
    """torchvision's GoogLeNet without auxiliary classifiers."""

    def __init__(self, classes=1000):
        super().__init__()
        self.conv1 = Unit(3, 64, 7, 2)
        self.conv2 = Unit(64, 64, 1)
        self.conv3 = Unit(64, 192, 3)
        self.inception3a = Inception(192, 64, 96, 128, 16, 32, 32)
        self.inception3b = Inception(256, 128, 128, 192, 32, 96, 64)
        self.inception4a = Inception(480, 192, 96, 208, 16, 48, 64)
        self.inception4b = Inception(512, 160, 112, 224, 24, 64, 64)
        self.inception4c = Inception(512, 128, 128, 256, 24, 64, 64)
        self.inception4d = Inception(512, 112, 144, 288, 32, 64, 64)
        self.inception4e = Inception(528, 256, 160, 320, 32, 128, 128)
        self.inception5a = Inception(832, 256, 160, 320, 32, 128, 128)
        self.inception5b = Inception(832, 384, 192, 384, 48, 128, 128)
        self.fc = nn.Linear(1024, classes)

    def forward(self, x):
        x = F.max_pool2d(self.conv1(x), 3, 2, ceil_mode=True)
        x = F.max_pool2d(self.conv3(self.conv2(x)), 3, 2, ceil_mode=True)
        x = F.max_pool2d(self.inception3b(self.inception3a(x)), 3, 2, ceil_mode=True)
        for name in "abcde":
            x = getattr(self, f"inception4{name}")(x)
        x = F.max_pool2d(x, 2, 2, ceil_mode=True)
        return self.fc(self.inception5b(self.inception5a(x)).mean((2, 3)))


class Block(nn.Module):
    """Two 3x3 convolutions beside a shortcut."""

    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.downsample = nn.Identity()
        if stride > 1 or channels != filters:
            self.downsample = nn.Sequential(
                nn.Conv2d(channels, filters, 1, stride, bias=False), nn.BatchNorm2d(filters)
            )

    def forward(self, x):
        y = self.bn2(self.conv2(self.bn1(self.conv1(x)).relu()))
        return (y + self.downsample(x)).relu()


class Bottleneck(nn.Module):
    """A 3x3 convolution between two of 1x1 that narrow and widen, beside a shortcut."""

    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.conv3 = nn.Conv2d(filters, 4 * filters, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * filters)
        self.downsample = nn.Identity()
        if stride > 1 or channels != 4 * filters:
            self.downsample = nn.Sequential(
                nn.Conv2d(channels, 4 * filters, 1, stride, bias=False),
                nn.BatchNorm2d(4 * filters),
            )

    def forward(self, x):
        y = self.bn2(self.conv2(self.bn1(self.conv1(x)).relu())).relu()
        return (self.bn3(self.conv3(y)) + self.downsample(x)).relu()


class ResNet(nn.Module):
    """torchvision's ResNet, or with ``small`` its 3x3 stem without pooling for CIFAR."""

    def __init__(self, block, blocks, classes=10, small=False):
        super().__init__()
        self.small = small
        stem = (3, 1, 1) if small else (7, 2, 3)
        self.conv1 = nn.Conv2d(3, 64, *stem, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        channels = 64
        for stage, depth in enumerate(blocks):
            filters, steps = 64 << stage, []
            for i in range(depth):
                steps.append(block(channels, filters, 2 if stage and i == 0 else 1))
                channels = filters * (4 if block is Bottleneck else 1)
            setattr(self, f"layer{stage + 1}", nn.Sequential(*steps))
        self.fc = nn.Linear(channels, classes)

    def forward(self, x):
        x = self.bn1(self.conv1(x)).relu()
        x = x if self.small else F.max_pool2d(x, 3, 2, 1)
        for stage in range(4):
            x = getattr(self, f"layer{stage + 1}")(x)
        return self.fc(x.mean((2, 3)))


def resnet18(classes=10, small=False):
    return ResNet(Block, (2, 2, 2, 2), classes, small)


def resnet34(classes=10, small=False):
    return ResNet(Block, (3, 4, 6, 3), classes, small)


def resnet50(classes=10, small=False):
    return ResNet(Bottleneck, (3, 4, 6, 3), classes, small)


def unit6(channels, filters, kernel, stride=1, groups=1):
    """MobileNet's convolution with batch norm and ReLU6."""
    pad = kernel // 2
    conv = nn.Conv2d(channels, filters, kernel, stride, pad, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(filters), nn.ReLU6())


class InvertedResidual(nn.Module):
    """Widens, filters each channel and narrows again."""

    def __init__(self, channels, filters, stride, expansion):
        super().__init__()
        wide = channels * expansion
        self.adds = stride == 1 and channels == filters
        self.conv = nn.Sequential(
            *([unit6(channels, wide, 1)] if expansion > 1 else []),
            unit6(wide, wide, 3, stride, wide),
            nn.Conv2d(wide, filters, 1, bias=False),
            nn.BatchNorm2d(filters),
        )

    def forward(self, x):
        return x + self.conv(x) if self.adds else self.conv(x)


class MobileNetV2(nn.Module):
    """torchvision's MobileNetV2; images below 64 pixels keep their size in the first two stages."""

    STAGES = (
        *((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2)),
        *((6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)),
    )

    def __init__(self, classes=1000):
        super().__init__()
        steps, channels = [unit6(3, 32, 3, 2)], 32
        for expansion, filters, depth, stride in self.STAGES:
            for i in range(depth):
                steps.append(InvertedResidual(channels, filters, 1 if i else stride, expansion))
                channels = filters
        self.features = nn.Sequential(*steps, unit6(channels, 1280, 1))
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(1280, classes))

    def forward(self, x):
        early = 1 if x.shape[2] < 64 else 2
        for conv in self.features[0][0], self.features[2].conv[1][0]:
            conv.stride = (early, early)
        return self.classifier(self.features(x).mean((2, 3)))


VGGS = {f"vgg{n}{norm}": (blocks, norm) for n, blocks in VGG.items() for norm in ("", "_bn")}
RESNETS = {"resnet18": resnet18, "resnet34": resnet34, "resnet50": resnet50}
HEADS = "fc3", "fc", "classifier", "classifier.6", "classifier.1"
ARCHITECTURES = ["mlp", "lenet", "alexnet", *VGGS, "googlenet", *RESNETS, "mobilenet_v2"]


def fitting(architecture, state):
    """The network that a state dict was made by, told from the shapes in it."""
    if architecture not in ARCHITECTURES:
        names = ", ".join(ARCHITECTURES)
        raise ValueError(f"there is no architecture '{architecture}'; there are {names}")
    classes = next(len(state[f"{head}.bias"]) for head in HEADS if f"{head}.bias" in state)
    if architecture == "mlp":
        return Mlp(state["fc1.weight"].shape[1], classes)
    if architecture == "alexnet":
        return AlexNet(classes, small="classifier.bias" in state)
    if architecture in VGGS:
        blocks, norm = VGGS[architecture]
        return Vgg(blocks, classes, norm=bool(norm), small="classifier.bias" in state)
    if architecture in RESNETS:
        return RESNETS[architecture](classes, small=state["conv1.weight"].shape[-1] == 3)
    return {"lenet": LeNet, "googlenet": GoogLeNet, "mobilenet_v2": MobileNetV2}[architecture](
        classes
    )
