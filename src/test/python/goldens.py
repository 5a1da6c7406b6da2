"""Writes what PyTorch says of every layer, activation, loss, network and optimizer.

    python src/test/python/goldens.py

The files under zoo/src/test/resources/goldens hold the results only; inputs and weights come from
formula.py. All is computed in float64 and in PyTorch's axis order (images are [n, channels, height,
width]), and is the same on every run. Needs torch and numpy.
"""

import json
from collections import OrderedDict
from pathlib import Path

import nets
import torch
from formula import fill, tensor
from torch import nn
from torch.nn import functional as F
from torch.optim import lr_scheduler

FOLDER = Path(__file__).resolve().parents[3] / "zoo/src/test/resources/goldens"
IMAGE = (2, 2, 6, 5)
LOUD = 100  # lets the image be heard over the biases of a deep network


class Lambda(nn.Module):
    """A function as a module without parameters."""

    def __init__(self, function):
        super().__init__()
        self.forward = function


class Sum(nn.Module):
    """Two modules side by side, added."""

    def __init__(self, **branches):
        super().__init__()
        self.branches = list(branches)
        for name, branch in branches.items():
            setattr(self, name, branch)

    def forward(self, x):
        return sum(getattr(self, name)(x) for name in self.branches)


def same(kernel, stride):
    """Zeros as TensorFlow's SAME spreads them: what is odd goes to the bottom and the right."""

    def pad(x):
        sides = []
        for length in reversed(x.shape[2:]):
            total = max((-(-length // stride) - 1) * stride + kernel - length, 0)
            sides += [total // 2, total - total // 2]
        return F.pad(x, sides)

    return Lambda(pad)


def layer(module, shape=IMAGE, training=False):
    """Output and gradients of a module, whose parameters are under the name 'layer'."""
    return observe(nn.Sequential(OrderedDict(layer=module)), shape, training)


def observe(net, shape, training=False, scale=1.0):
    net = fill(net).train(training)
    x = tensor("input", *shape, scale=scale).requires_grad_()
    y = net(x)
    y.mul(tensor("cotangent", *y.shape)).sum().backward()
    found = {"input": shape, "scale": scale, "output": array(y)}
    found["gradients"] = {"input": array(x.grad)}
    found["gradients"] |= {name: array(p.grad) for name, p in net.named_parameters()}
    if training:
        net(x)  # the running statistics are those after two steps
        found["buffers"] = {k: array(b) for k, b in net.named_buffers() if b.is_floating_point()}
    return found


def array(x, digits=6):
    flat = [float(f"{v:.{digits}g}") for v in x.detach().flatten().tolist()]
    return {"shape": list(x.shape), "data": flat}


def convolutions():
    conv, depthwise = nn.Conv2d, lambda k, s, p: nn.Conv2d(2, 2, k, s, p, groups=2)

    def transposed(kernel, stride, **options):
        pad, extra = (kernel - stride + 1) // 2, (kernel - stride) % 2
        return layer(nn.ConvTranspose2d(2, 3, kernel, stride, pad, extra, **options), (2, 2, 4, 3))

    def padded(kernel, stride):
        steps = OrderedDict(pad=same(kernel, stride), layer=conv(2, 3, kernel, stride))
        return observe(nn.Sequential(steps), IMAGE)

    return {
        "conv k1 s1": layer(conv(2, 3, 1)),
        "conv k1 s2": layer(conv(2, 3, 1, 2)),
        "conv k3 s1": layer(conv(2, 3, 3, 1, 1)),
        "conv k3 s2": layer(conv(2, 3, 3, 2, 1)),
        "conv k3 s2 no bias": layer(conv(2, 3, 3, 2, 1, bias=False)),
        "conv k2 s1": layer(conv(2, 3, 2, 1, 1)),
        "conv k4 s2": layer(conv(2, 3, 4, 2, 2)),
        "conv k7 s2": layer(conv(2, 3, 7, 2, 3)),
        "conv k5 s1 valid": layer(conv(2, 3, 5)),
        "conv k3 s2 valid": layer(conv(2, 3, 3, 2)),
        "conv k3 s2 same": padded(3, 2),
        "conv k4 s1 same": padded(4, 1),
        "depthwise k3 s1": layer(depthwise(3, 1, 1)),
        "depthwise k3 s2": layer(depthwise(3, 2, 1)),
        "depthwise k5 s1 valid": layer(depthwise(5, 1, 0)),
        "transposed k2 s2": transposed(2, 2),
        "transposed k3 s2": transposed(3, 2),
        "transposed k3 s2 no bias": transposed(3, 2, bias=False),
        "transposed k4 s2": transposed(4, 2),
        "transposed k5 s2": transposed(5, 2),
        "transposed k3 s1": transposed(3, 1),
    }


def layers():
    upsample = nn.Upsample
    flat_dense = OrderedDict(flatten=nn.Flatten(), layer=nn.Linear(60, 3))
    block = Sum(body=nn.Conv2d(2, 3, 3, 1, 1), shortcut=nn.Conv2d(2, 3, 1, bias=False))
    mean, std = torch.tensor([0.5, -0.25]), torch.tensor([0.5, 2.0])
    normalise = Lambda(lambda x: (x - mean.view(1, -1, 1, 1)) / std.view(1, -1, 1, 1))
    return {
        "dense": layer(nn.Linear(5, 3), (4, 5)),
        "dense no bias": layer(nn.Linear(5, 3, bias=False), (4, 5)),
        "dense rank 3": layer(nn.Linear(5, 3), (2, 4, 5)),
        "flatten": layer(nn.Flatten()),
        "flatten dense": observe(nn.Sequential(flat_dense), IMAGE),
        "batch norm rank 2 training": layer(nn.BatchNorm1d(3), (6, 3), training=True),
        "batch norm rank 2 serving": layer(nn.BatchNorm1d(3), (6, 3)),
        "batch norm rank 4 training": layer(nn.BatchNorm2d(2), training=True),
        "batch norm rank 4 serving": layer(nn.BatchNorm2d(2)),
        "batch norm momentum epsilon": layer(
            nn.BatchNorm2d(2, eps=1e-2, momentum=0.3), training=True
        ),
        "layer norm rank 2": layer(nn.LayerNorm(5), (4, 5)),
        "layer norm rank 3": layer(nn.LayerNorm(5, eps=1e-2), (2, 4, 5)),
        "max pool 2": layer(nn.MaxPool2d(2)),
        "max pool 3 2 1": layer(nn.MaxPool2d(3, 2, 1)),
        "max pool to edge 2 2": layer(nn.MaxPool2d(2, ceil_mode=True)),
        "max pool to edge 3 2": layer(nn.MaxPool2d(3, 2, ceil_mode=True)),
        "adaptive average pool 1": layer(nn.AdaptiveAvgPool2d(1)),
        "adaptive average pool 4": layer(nn.AdaptiveAvgPool2d(4)),
        "adaptive average pool 7": layer(nn.AdaptiveAvgPool2d(7)),
        "average pool 2": layer(nn.AvgPool2d(2)),
        "average pool 3 2": layer(nn.AvgPool2d(3, 2)),
        "global average pool": layer(Lambda(lambda x: x.mean((2, 3)))),
        "global max pool": layer(Lambda(lambda x: x.amax((2, 3)))),
        "upsample nearest 2": layer(upsample(scale_factor=2, mode="nearest"), (2, 2, 3, 2)),
        "upsample nearest 3": layer(upsample(scale_factor=3, mode="nearest"), (2, 2, 3, 2)),
        "upsample bilinear 2": layer(upsample(scale_factor=2, mode="bilinear"), (2, 2, 3, 2)),
        "upsample bilinear 3": layer(upsample(scale_factor=3, mode="bilinear"), (2, 2, 3, 2)),
        "pad 1": layer(nn.ZeroPad2d(1)),
        "pad 2 with a half": layer(nn.ConstantPad2d(2, 0.5)),
        "reflect pad 2": layer(nn.ReflectionPad2d(2)),
        "residual": observe(block, IMAGE),
        "plus input": observe(Sum(layer=nn.Conv2d(2, 2, 3, 1, 1), input=nn.Identity()), IMAGE),
        "normalise": layer(normalise),
    }


def activations():
    modules = {
        "relu": nn.ReLU(),
        "relu6": nn.ReLU6(),
        "leaky relu": nn.LeakyReLU(0.1),
        "prelu": nn.Sequential(OrderedDict(layer=nn.PReLU())),
        "elu": nn.ELU(),
        "selu": nn.SELU(),
        "gelu": nn.GELU(),
        "swish": nn.SiLU(),
        "mish": nn.Mish(),
        "sigmoid": nn.Sigmoid(),
        "tanh": nn.Tanh(),
        "softplus": nn.Softplus(),
        "softmax": nn.Softmax(-1),
    }
    return {name: observe(module, (4, 6), scale=8.0) for name, module in modules.items()}


def losses():
    labels = torch.tensor([2, 0, 3, 1, 2])
    weights = torch.tensor([0.5, 1.0, 2.0, 0.25], dtype=torch.float64)
    shares = (tensor("shares", 5, 4) + 1) / 2
    spread = torch.softmax(shares, 1).float().double()
    entropy = F.cross_entropy
    functions = {
        "cross-entropy": lambda x: entropy(x, labels),
        "cross-entropy of distributions": lambda x: entropy(x, spread),
        "cross-entropy smoothed": lambda x: entropy(x, labels, label_smoothing=0.1),
        "cross-entropy weighted": lambda x: entropy(x, labels, weights),
        "cross-entropy smoothed and weighted": lambda x: entropy(
            x, labels, weights, label_smoothing=0.1
        ),
        "binary cross-entropy": lambda x: F.binary_cross_entropy_with_logits(x, shares),
        "mean squared error": lambda x: F.mse_loss(x, shares),
        "mean absolute error": lambda x: F.l1_loss(x, shares),
        "huber": lambda x: F.huber_loss(x, shares, delta=1.5),
    }
    found = {}
    for name, function in functions.items():
        logits = tensor("logits", 5, 4, scale=6.0).requires_grad_()
        value = function(logits)
        value.backward()
        found[name] = {"value": array(value), "gradient": array(logits.grad)}
    common = {"labels": labels.tolist(), "weights": weights.tolist()}
    common |= {"shares": array(shares, 9), "distributions": array(spread, 9)}
    return {"inputs": common} | found


def networks():
    vgg11, vgg16 = nets.VGG[11], nets.VGG[16]
    cases = {
        "mlp": (nets.Mlp(), (2, 1, 28, 28), 1),
        "lenet": (nets.LeNet(), (2, 1, 28, 28), 1),
        "alexnet 32x32": (nets.AlexNet(5, small=True), (2, 3, 32, 32), LOUD),
        "narrow alexnet 96x96": (nets.AlexNet(5, hidden=64), (2, 3, 96, 96), LOUD),
        "narrow vgg11 32x32": (nets.Vgg(vgg11, 5, width=4, small=True), (2, 3, 32, 32), LOUD),
        "narrow vgg16 64x64": (nets.Vgg(vgg16, 5, width=4), (2, 3, 64, 64), LOUD),
        "narrow vgg16_bn 96x96": (nets.Vgg(vgg16, 5, norm=True, width=4), (2, 3, 96, 96), LOUD),
        "googlenet 80x80": (nets.GoogLeNet(5), (2, 3, 80, 80), LOUD),
        "resnet18 32x32": (nets.resnet18(10, small=True), (2, 3, 32, 32), 1),
        "resnet18 96x96": (nets.resnet18(5), (2, 3, 96, 96), 1),
        "resnet50 64x64": (nets.resnet50(5), (2, 3, 64, 64), 1),
        "mobilenet_v2 32x32": (nets.MobileNetV2(5), (2, 3, 32, 32), 1),
        "mobilenet_v2 64x64": (nets.MobileNetV2(5), (2, 3, 64, 64), 1),
    }
    found = {}
    for name, (net, shape, scale) in cases.items():
        with torch.no_grad():
            logits = fill(net).eval()(tensor("input", *shape, scale=scale))
        found[name] = {"input": shape, "scale": scale, "logits": array(logits, 8)}
    return found


def optimizers():
    optim = torch.optim
    sgd, adam = optim.SGD, optim.Adam
    one_cycle = lr_scheduler.OneCycleLR
    return {
        "sgd": trajectory(sgd, 0.1),
        "momentum": trajectory(sgd, 0.1, momentum=0.9),
        "nesterov": trajectory(sgd, 0.1, momentum=0.9, nesterov=True),
        "adagrad": trajectory(optim.Adagrad, 0.1),
        "rmsprop": trajectory(optim.RMSprop, 0.01),
        "adam": trajectory(adam, 0.05),
        "adamw": trajectory(optim.AdamW, 0.05, decay=0.01),
        "adam l2": trajectory(adam, 0.05, decay=0.01),
        "sgd l2": trajectory(sgd, 0.1, decay=0.1),
        "sgd clipped": trajectory(sgd, 0.1, clip=0.75),
        "sgd l2 clipped": trajectory(sgd, 0.1, decay=0.1, clip=0.75),
        "adamw clipped": trajectory(optim.AdamW, 0.05, decay=0.01, clip=0.75),
        "sgd one cycle": trajectory(
            sgd, 0.1, lambda o: one_cycle(o, 0.5, total_steps=10, cycle_momentum=False)
        ),
        "sgd cosine": trajectory(sgd, 0.1, lambda o: lr_scheduler.CosineAnnealingLR(o, 10)),
        "sgd step": trajectory(sgd, 0.1, lambda o: lr_scheduler.StepLR(o, 3, 0.5)),
        "nesterov of two rates": trajectory(sgd, 0.05, factor=3.0, momentum=0.9, nesterov=True),
        "rmsprop of two rates": trajectory(optim.RMSprop, 0.01, factor=0.5),
        "adamw of two rates": trajectory(optim.AdamW, 0.05, decay=0.1, factor=0.25),
        "adagrad cosine of two rates": trajectory(
            optim.Adagrad, 0.1, lambda o: lr_scheduler.CosineAnnealingLR(o, 10), factor=2.0
        ),
    }


def trajectory(optimizer, rate, schedule=None, decay=0.0, clip=None, factor=1.0, **options):
    """Ten steps of a small network; only matrices decay, 'out' has ``factor`` times the rate."""
    hidden, out = nn.Linear(3, 4), nn.Linear(4, 2)
    net = fill(nn.Sequential(OrderedDict(hidden=hidden, tanh=nn.Tanh(), out=out)))
    x, target = tensor("input", 8, 3), tensor("target", 8, 2, scale=2.0)
    groups = [
        {"params": [p], "weight_decay": decay * (p.ndim > 1), "lr": rate * by}
        for dense, by in ((hidden, 1.0), (out, factor))
        for p in (dense.weight, dense.bias)
    ]
    moves = optimizer(groups, lr=rate, **options)
    rates = schedule(moves) if schedule else None
    found = {"losses": [], "rates": [], "steps": []}
    norms = []
    for _ in range(10):
        moves.zero_grad()
        loss = F.mse_loss(net(x), target)
        loss.backward()
        if clip:
            norms.append(nn.utils.clip_grad_norm_(net.parameters(), clip).item())
        found["losses"].append(loss.item())
        found["rates"].append(moves.param_groups[0]["lr"])
        moves.step()
        if rates:
            rates.step() if len(found["rates"]) < 10 else None
        found["steps"].append({k: array(p, 8) for k, p in net.named_parameters()})
    assert not clip or min(norms) < clip < max(norms), f"the clip must bite at times: {norms}"
    return found


def write(*makers):
    """Writes the entries that each function makes to a file of its name."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for make in makers:
        rows = make()
        short = json.JSONEncoder(separators=(",", ":")).encode
        lines = (f"{short(name)}: {short(row)}" for name, row in rows.items())
        path = FOLDER / f"{make.__name__}.json"
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
        print(f"{path}: {len(rows)} entries, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    write(convolutions, layers, activations, losses, networks, optimizers)
