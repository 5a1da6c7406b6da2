"""Writes what Keras says of Xception, on the weights and images of formula.py, in float64.

    python src/test/python/goldens_keras.py

The names of parameters are timm's, which Vivarium has too. Needs keras, tensorflow, torch (for
formula.py and the shapes of goldens.py) and numpy.
"""

import re

import keras
import numpy as np
import torch
from formula import parameter, tensor
from goldens import LOUD, array, write

CLASSES = 5
SHAPE = (2, 3, 72, 80)  # sides that SAME pads evenly, and such that it does not
BLOCKS = {f"{2 + i}": f"block{1 + i}" for i in range(12)}
NORM = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean"}
NORM |= {"moving_variance": "running_var"}
AXES = {"depthwise_kernel": (2, 3, 0, 1), "pointwise_kernel": (3, 2, 0, 1), "kernel": (3, 2, 0, 1)}


def place(layer):
    """timm's name of a Keras layer, its shortcuts aside."""
    if layer == "predictions":
        return "fc"
    block, kind, number, norm = re.fullmatch(r"block(\d+)_(conv|sepconv)(\d)(_bn)?", layer).groups()
    if block == "1":
        return ("bn" if norm else "conv") + number
    if block == "14":
        return ("bn" if norm else "conv") + str(2 + int(number))
    first = 0 if block == "2" else 1  # its first ReLU is left out
    return f"{BLOCKS[block]}.rep.{first + 3 * (int(number) - 1) + (1 if norm else 0)}"


def names(model):
    """timm's name of each layer that has weights."""
    shortcuts = iter(["block1", "block2", "block3", "block12"])
    found, block = {}, ""
    for layer in model.layers:
        if not layer.weights:
            continue
        if layer.name.startswith("conv2d"):
            block = next(shortcuts)
            found[layer] = f"{block}.skip"
        elif layer.name.startswith("batch_normalization"):
            found[layer] = None
        else:
            found[layer] = place(layer.name)
    norms = iter(["block1", "block2", "block3", "block12"])
    return {k: v or f"{next(norms)}.skipbn" for k, v in found.items()}


def value(layer, name, weight):
    kind = weight.name
    if isinstance(layer, keras.layers.BatchNormalization):
        return parameter(f"{name}.{NORM[kind]}", weight.shape)
    if isinstance(layer, keras.layers.Dense):
        matrix = kind == "kernel"
        full = parameter(f"{name}.{'weight' if matrix else 'bias'}", weight.shape[::-1])
        return full.T if matrix else full
    part = {"depthwise_kernel": ".conv1", "pointwise_kernel": ".pointwise", "kernel": ""}[kind]
    axes = AXES[kind]
    torchs = parameter(f"{name}{part}.weight", tuple(weight.shape[a] for a in axes))
    return torchs.permute(*np.argsort(axes).tolist())


def keras_networks():
    keras.config.set_floatx("float64")
    whole = keras.applications.Xception(weights=None)
    trained = sum(np.prod(w.shape) for w in whole.trainable_weights)
    print(f"xception: {trained:,} trained parameters")
    model = keras.applications.Xception(
        weights=None,
        input_shape=(*SHAPE[2:], 3),
        classes=CLASSES,
        classifier_activation=None,
    )
    for layer, name in names(model).items():
        layer.set_weights([value(layer, name, w).numpy() for w in layer.weights])
    images = tensor("input", *SHAPE, scale=LOUD).permute(0, 2, 3, 1).numpy()
    logits = torch.tensor(np.asarray(model(images, training=False)))
    return {"xception 72x80": {"input": SHAPE, "scale": LOUD, "logits": array(logits, 8)}}


if __name__ == "__main__":
    write(keras_networks)
