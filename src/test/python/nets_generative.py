"""U-Net, autoencoders, DCGAN, networks that act and GoogLeNet's heads, as PyTorch has them."""

import nets
import torch
from torch import nn
from torch.nn import functional as F


def one_hot(labels, classes):
    return F.one_hot(labels, classes).to(torch.get_default_dtype())


class DoubleConv(nn.Module):
    """Two 3x3 convolutions with batch norm and ReLU."""

    def __init__(self, channels, filters):
        super().__init__()
        first = nn.Conv2d(channels, filters, 3, padding=1, bias=False)
        second = nn.Conv2d(filters, filters, 3, padding=1, bias=False)
        norms = nn.BatchNorm2d(filters), nn.BatchNorm2d(filters)
        steps = first, norms[0], nn.ReLU(), second, norms[1], nn.ReLU()
        self.double_conv = nn.Sequential(*steps)

    def forward(self, x):
        return self.double_conv(x)


class Down(nn.Module):
    """Half the size, then two convolutions."""

    def __init__(self, channels, filters):
        super().__init__()
        self.maxpool_conv = nn.Sequential(nn.MaxPool2d(2), DoubleConv(channels, filters))

    def forward(self, x):
        return self.maxpool_conv(x)


class Up(nn.Module):
    """Twice the size beside what was skipped, then two convolutions."""

    def __init__(self, channels, filters):
        super().__init__()
        self.up = nn.ConvTranspose2d(channels, filters, 2, 2)
        self.conv = DoubleConv(channels, filters)

    def forward(self, x, skipped):
        return self.conv(torch.cat([skipped, self.up(x)], 1))


class UNet(nn.Module):
    """U-Net with padding and batch norm; named as the usual port is."""

    def __init__(self, channels=3, classes=2, width=64, depth=4):
        super().__init__()
        self.depth = depth
        self.inc = DoubleConv(channels, width)
        for level in range(1, depth + 1):
            setattr(self, f"down{level}", Down(width << level - 1, width << level))
        for level in range(1, depth + 1):
            filters = width << depth - level
            setattr(self, f"up{level}", Up(2 * filters, filters))
        self.outc = nn.Module()
        self.outc.conv = nn.Conv2d(width, classes, 1)

    def forward(self, x):
        kept = [self.inc(x)]
        for level in range(1, self.depth + 1):
            kept.append(getattr(self, f"down{level}")(kept[-1]))
        x = kept.pop()
        for level in range(1, self.depth + 1):
            x = getattr(self, f"up{level}")(x, kept.pop())
        return {"logits": self.outc.conv(x)}


class Head(nn.Module):
    """One of GoogLeNet's auxiliary classifiers."""

    def __init__(self, channels, classes):
        super().__init__()
        self.conv = nets.Unit(channels, 128, 1)
        self.fc1 = nn.Linear(2048, 1024)
        self.fc2 = nn.Linear(1024, classes)

    def forward(self, x):
        x = self.conv(F.adaptive_avg_pool2d(x, 4)).flatten(1)
        return self.fc2(F.dropout(self.fc1(x).relu(), 0.7, self.training))


class GoogLeNetAux(nets.GoogLeNet):
    """torchvision's GoogLeNet with its auxiliary classifiers."""

    def __init__(self, classes=1000):
        super().__init__(classes)
        self.aux1 = Head(512, classes)
        self.aux2 = Head(528, classes)

    def forward(self, x):
        seen = {}
        hooks = [
            getattr(self, f"inception4{name}").register_forward_hook(
                lambda _, __, y, name=name: seen.update({name: y})
            )
            for name in "ad"
        ]
        logits = super().forward(x)
        for hook in hooks:
            hook.remove()
        heads = {"aux1.logits": self.aux1(seen["a"]), "aux2.logits": self.aux2(seen["d"])}
        return {"logits": logits} | heads


class Layers(nn.Module):
    """Dense layers fc1, fc2, ... with ReLU between."""

    def __init__(self, *sizes):
        super().__init__()
        self.depth = len(sizes) - 1
        for i in range(self.depth):
            setattr(self, f"fc{i + 1}", nn.Linear(sizes[i], sizes[i + 1]))

    def forward(self, x):
        for i in range(self.depth - 1):
            x = getattr(self, f"fc{i + 1}")(x).relu()
        return getattr(self, f"fc{self.depth}")(x)


class Autoencoder(nn.Module):
    """Dense layers to a code and back; with noise on its input only while it trains."""

    def __init__(self, pixels=784, hidden=(1000, 500, 250), code=30):
        super().__init__()
        self.encoder = Layers(pixels, *hidden, code)
        self.decoder = Layers(code, *reversed(hidden), pixels)

    def forward(self, image):
        code = self.encoder(image.flatten(1))
        return {"logits": self.decoder(code).view_as(image), "latent.code": code}


class DenseVae(nn.Module):
    """Kingma and Welling's autoencoder with one hidden layer, told the class if there are any."""

    def __init__(self, pixels=784, hidden=400, latent=20, classes=0):
        super().__init__()
        self.classes = classes
        self.encoder = nn.Module()
        self.encoder.fc1 = nn.Linear(pixels + classes, hidden)
        self.encoder.mean = nn.Linear(hidden, latent)
        self.encoder.log_variance = nn.Linear(hidden, latent)
        self.decoder = Layers(latent + classes, hidden, pixels)

    def told(self, x, label):
        return x if label is None else torch.cat([x, one_hot(label, self.classes)], 1)

    def forward(self, image, label=None):
        x = self.encoder.fc1(self.told(image.flatten(1), label)).relu()
        mean = self.encoder.mean(x)
        logits = self.decoder(self.told(mean, label)).view_as(image)
        log_variance = self.encoder.log_variance(x)
        return {"logits": logits, "latent.mean": mean, "latent.log_variance": log_variance}


class ConvVae(nn.Module):
    """The same with two convolutions that halve the image, and two that double it."""

    def __init__(self, side=28, channels=1, width=32, hidden=256, latent=20):
        super().__init__()
        self.small = 2 * width, side // 4, side // 4
        features = 2 * width * (side // 4) ** 2
        self.encoder = nn.Module()
        self.encoder.conv1 = nn.Conv2d(channels, width, 4, 2, 1)
        self.encoder.conv2 = nn.Conv2d(width, 2 * width, 4, 2, 1)
        self.encoder.fc1 = nn.Linear(features, hidden)
        self.encoder.mean = nn.Linear(hidden, latent)
        self.encoder.log_variance = nn.Linear(hidden, latent)
        self.decoder = nn.Module()
        self.decoder.fc1 = nn.Linear(latent, hidden)
        self.decoder.fc2 = nn.Linear(hidden, features)
        self.decoder.conv1 = nn.ConvTranspose2d(2 * width, width, 4, 2, 1)
        self.decoder.conv2 = nn.ConvTranspose2d(width, channels, 4, 2, 1)

    def forward(self, image):
        e, d = self.encoder, self.decoder
        x = e.fc1(e.conv2(e.conv1(image).relu()).relu().flatten(1)).relu()
        mean = e.mean(x)
        y = d.fc2(d.fc1(mean).relu()).relu().unflatten(1, self.small)
        logits = d.conv2(d.conv1(y).relu())
        return {"logits": logits, "latent.mean": mean, "latent.log_variance": e.log_variance(x)}


def doublings(side):
    """How many times 4 to 7 pixels are doubled to a side, and those pixels."""
    count = 0
    while side > 7:
        side, count = side // 2, count + 1
    return count, side


class Generator(nn.Module):
    """The generator of PyTorch's DCGAN tutorial, for any size, told the class if there are any."""

    def __init__(self, side=64, channels=3, width=64, latent=100, classes=0):
        super().__init__()
        self.classes = classes
        count, first = doublings(side)
        filters = width << count - 1
        steps = [nn.ConvTranspose2d(latent + classes, filters, first, 1, 0, bias=False)]
        for i in range(count):
            more = filters // 2 if i < count - 1 else channels
            up = nn.ConvTranspose2d(filters, more, 4, 2, 1, bias=False)
            steps += [nn.BatchNorm2d(filters), nn.ReLU(), up]
            filters = more
        self.main = nn.Sequential(*steps, nn.Tanh())

    def forward(self, noise, label=None):
        x = noise if label is None else torch.cat([noise, one_hot(label, self.classes)], 1)
        return {"image": self.main(x[:, :, None, None])}


class Discriminator(nn.Module):
    """The discriminator of PyTorch's DCGAN tutorial without its sigmoid, likewise."""

    def __init__(self, side=64, channels=3, width=64, classes=0):
        super().__init__()
        self.classes = classes
        count, last = doublings(side)
        steps, channels = [], channels + classes
        for i in range(count):
            filters = width << i
            steps.append(nn.Conv2d(channels, filters, 4, 2, 1, bias=False))
            steps += [nn.BatchNorm2d(filters)] if i else []
            steps.append(nn.LeakyReLU(0.2))
            channels = filters
        self.main = nn.Sequential(*steps, nn.Conv2d(channels, 1, last, 1, 0, bias=False))

    def forward(self, image, label=None):
        if label is not None:
            planes = one_hot(label, self.classes)[:, :, None, None]
            image = torch.cat([image, planes.expand(-1, -1, *image.shape[2:])], 1)
        return {"logits": self.main(image).flatten(1)}


def nature(channels=4):
    """The convolutions of the network that played Atari."""
    convs = nn.Conv2d(channels, 32, 8, 4), nn.Conv2d(32, 64, 4, 2), nn.Conv2d(64, 64, 3, 1)
    return [step for conv in convs for step in (conv, nn.ReLU())] + [nn.Flatten()]


def dense(*sizes, activation=nn.ReLU):
    pairs = ((nn.Linear(i, o), activation()) for i, o in zip(sizes, sizes[1:]))
    return [step for pair in pairs for step in pair]


class QNetwork(nn.Module):
    """CleanRL's Q-network."""

    def __init__(self, first, sizes, actions):
        super().__init__()
        self.network = nn.Sequential(*first, *dense(*sizes), nn.Linear(sizes[-1], actions))

    def forward(self, observation):
        return {"values": self.network(observation)}


class DuelingQNetwork(nn.Module):
    """A stream for the value of the state, and one for the advantages of actions."""

    def __init__(self, first, sizes, stream, actions):
        super().__init__()
        self.network = nn.Sequential(*first, *dense(*sizes))
        self.value = nn.Sequential(*dense(sizes[-1], stream), nn.Linear(stream, 1))
        self.advantage = nn.Sequential(*dense(sizes[-1], stream), nn.Linear(stream, actions))

    def forward(self, observation):
        x = self.network(observation)
        advantage = self.advantage(x)
        return {"values": self.value(x) + advantage - advantage.mean(1, keepdim=True)}


class PolicyApart(nn.Module):
    """CleanRL's agent of PPO for vectors."""

    def __init__(self, *sizes, actions):
        super().__init__()
        hidden = dense(*sizes, activation=nn.Tanh), dense(*sizes, activation=nn.Tanh)
        self.actor = nn.Sequential(*hidden[0], nn.Linear(sizes[-1], actions))
        self.critic = nn.Sequential(*hidden[1], nn.Linear(sizes[-1], 1))

    def forward(self, observation):
        return {"logits": self.actor(observation), "value": self.critic(observation)}


class PolicyShared(nn.Module):
    """CleanRL's agent of PPO for images, or with tanh for vectors."""

    def __init__(self, first, sizes, actions, activation=nn.ReLU):
        super().__init__()
        self.network = nn.Sequential(*first, *dense(*sizes, activation=activation))
        self.actor = nn.Linear(sizes[-1], actions)
        self.critic = nn.Linear(sizes[-1], 1)

    def forward(self, observation):
        x = self.network(observation)
        return {"logits": self.actor(x), "value": self.critic(x)}
