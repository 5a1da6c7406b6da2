"""The architectures of the zoo as PyTorch has them, with the parameter names of torchvision."""

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


class ResNet18(nn.Module):
    """torchvision's ResNet-18, or with ``small`` its 3x3 stem without pooling for CIFAR."""

    def __init__(self, classes=10, small=False):
        super().__init__()
        self.small = small
        stem = (3, 1, 1) if small else (7, 2, 3)
        self.conv1 = nn.Conv2d(3, 64, *stem, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        channels = 64
        for stage in range(4):
            filters = 64 << stage
            blocks = Block(channels, filters, 2 if stage else 1), Block(filters, filters, 1)
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
            channels = filters
        self.fc = nn.Linear(channels, classes)

    def forward(self, x):
        x = self.bn1(self.conv1(x)).relu()
        x = x if self.small else F.max_pool2d(x, 3, 2, 1)
        for stage in range(4):
            x = getattr(self, f"layer{stage + 1}")(x)
        return self.fc(x.mean((2, 3)))


def fitting(architecture, state):
    """The network that a state dict was made by, told from the shapes in it."""
    if architecture == "lenet":
        return LeNet(len(state["fc3.bias"]))
    if architecture == "mlp":
        return Mlp(state["fc1.weight"].shape[1], len(state["fc3.bias"]))
    if architecture == "resnet18":
        return ResNet18(len(state["fc.bias"]), small=state["conv1.weight"].shape[-1] == 3)
    raise ValueError(f"there is no architecture '{architecture}'; there are lenet, mlp, resnet18")
