"""Writes the small weight files that the tests read, with PyTorch, Keras and safetensors.

    python weights_golden.py ../../../zoo/src/test/resources/weights

Tensors are uniform(name, shape) of formula.py, so that the tests compute what must come out. For
the Keras models a .json beside them holds what Keras answers. Needs torch, keras, h5py, safetensors.
"""


import gzip
import json
import os
import pickle
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np
import torch
from formula import uniform
from keras import layers
from safetensors.torch import save_file

FOLDER = Path(sys.argv[1])


def floats(name, *shape):
    return torch.from_numpy(uniform(name, *shape).astype(np.float32))


def torch_files():
    whole = torch.arange(12)
    base = floats("base", 4, 3)
    tensors = {
        "double": floats("a", 3).double(),
        "float": floats("a", 3),
        "half": floats("a", 3).half(),
        "bfloat16": floats("a", 3).bfloat16(),
        "long": whole[:3] - 1,
        "int": (whole[:3] - 1).int(),
        "short": (whole[:3] - 1).short(),
        "char": (whole[:3] - 1).char(),
        "byte": (whole[:3] + 253).byte(),
        "bool": torch.tensor([True, False, True]),
        "scalar": torch.tensor(2.5),
        "empty": torch.zeros(2, 0),
        "transposed": base.t(),  # strides [1, 3] of a shared storage
        "column": base[:, 1],
        "tail": base[2:],
        "last": base,
        "expanded": floats("e", 1).expand(4),
        "permuted": floats("p", 2, 3, 4).permute(2, 0, 1),
    }
    torch.save(tensors, FOLDER / "tensors.pt")
    net = torch.nn.Sequential(OrderedDict(fc=torch.nn.Linear(2, 3), bn=torch.nn.BatchNorm1d(3)))
    with torch.no_grad():
        net.fc.weight.copy_(floats("fc.weight", 3, 2))
    state = {"module." + k: v for k, v in net.state_dict().items()}
    checkpoint = {"epoch": 3, "loss": 0.25, "tags": ["a", None], "state_dict": state}
    for protocol in (2, 4, 5):
        torch.save(checkpoint, FOLDER / f"nested{protocol}.pt", pickle_protocol=protocol)
    torch.save({"fc": {"weight": net.fc.weight}}, FOLDER / "parameter.pt")
    torch.save(net, FOLDER / "module.pt")  # names torch.nn.modules.container.Sequential
    torch.save({"w": torch.ones(2, dtype=torch.complex64)}, FOLDER / "complex.pt")
    torch.save({"w": torch.ones(2)}, FOLDER / "legacy.pt", _use_new_zipfile_serialization=False)


class Runs:
    """What a hostile pickle does: a call while it is read."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def hostile_files():
    mark = "hostile-pickle-ran"
    for name, thing in {
        "system": Runs(os.system, "touch " + mark),
        "eval": Runs(eval, f"open({mark!r}, 'w')"),
        "getattr": Runs(getattr, "", "join"),
    }.items():
        for protocol in (2, 4):
            archive(f"hostile-{name}{protocol}.pt", pickle.dumps({"w": thing}, protocol))


def archive(name, data):
    """A zip archive as torch.save writes it, around any pickle."""
    with zipfile.ZipFile(FOLDER / name, "w") as out:
        out.writestr(zipfile.ZipInfo("archive/data.pkl"), data)
        out.writestr(zipfile.ZipInfo("archive/version"), "3\n")


def sharded_files():
    folder = FOLDER / "sharded"
    folder.mkdir(exist_ok=True)
    first = {"a": floats("a", 2, 3), "b": floats("b", 4).half()}
    second = {"c": floats("c", 3, 1)}
    names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    for name, tensors in zip(names, (first, second)):
        save_file(tensors, folder / name, metadata={"format": "pt"})
    where = {**{k: names[0] for k in first}, **{k: names[1] for k in second}}
    index = {"metadata": {"total_size": 44}, "weight_map": where}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1))


def vision():
    """Each kind of layer for images; the flattened image is 2x3x4, so no axis can be mistaken."""
    return keras.Sequential(
        [
            keras.Input((4, 5, 2)),
            layers.Conv2D(4, 3, name="stem"),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.DepthwiseConv2D(1),
            layers.SeparableConv2D(4, 1),
            layers.Conv2DTranspose(4, 1, use_bias=False),
            layers.Flatten(),
            layers.Dropout(0.5),
            layers.Dense(3),
            layers.LayerNormalization(epsilon=1e-5),
            layers.Dense(2),
        ]
    )


def sequence():
    return keras.Sequential(
        [
            keras.Input((4,), dtype="int32"),
            layers.Embedding(7, 3),
            layers.Bidirectional(layers.LSTM(2, return_sequences=True)),
            layers.Conv1D(3, 2),
            layers.GRU(2),
        ]
    )


def plain_norm():
    """A batch normalisation that leaves out its scale, as the InceptionV3 of Keras has it."""
    norm = layers.BatchNormalization(scale=False, name="scaleless")
    return keras.Sequential([keras.Input((2,)), norm])


def keras_files():
    for name, net, x in (
        ("vision", vision(), uniform("image", 2, 4, 5, 2).astype(np.float32)),
        ("sequence", sequence(), np.array([[0, 3, 6, 1], [5, 2, 2, 4]])),
        ("norm", plain_norm(), uniform("x", 1, 2).astype(np.float32)),
    ):
        for i, variable in enumerate(net.weights):
            values = uniform(f"{name}{i}", *variable.shape)
            if "variance" in variable.path:
                values = 1 + 0.5 * values
            variable.assign(values.astype(np.float32))
        net.save(FOLDER / f"{name}.keras")
        net.save_weights(FOLDER / f"{name}.weights.h5")
        net.save(FOLDER / f"{name}.h5")
        for kind in ("keras", "weights.h5", "h5"):
            pack(FOLDER / f"{name}.{kind}")
        y = net(x).numpy()
        # what lies in the file, in Keras's order and axes
        inside = [[v.path, list(v.shape)] for v in net.weights]
        golden = {"output": y.ravel().tolist(), "shape": list(y.shape), "variables": inside}
        (FOLDER / f"{name}.json").write_text(json.dumps(golden))
    vision_export()


def pack(file):
    """HDF5 is mostly empty: the tests unpack it again."""
    with gzip.GzipFile(f"{file}.gz", "wb", mtime=0) as out:
        out.write(file.read_bytes())
    file.unlink()


def vision_export():
    inputs = keras.Input((3,))
    net = keras.Model(inputs, layers.Dense(2, name="head")(inputs))
    net.layers[1].kernel.assign(uniform("kernel", 3, 2).astype(np.float32))
    net.layers[1].bias.assign(uniform("bias", 2).astype(np.float32))
    net.export(FOLDER / "saved", verbose=False)
    (FOLDER / "saved/fingerprint.pb").unlink(missing_ok=True)
    (FOLDER / "saved/saved_model.pb").write_bytes(b"")  # the graph, which the tests do not need


torch.manual_seed(0)
FOLDER.mkdir(exist_ok=True)
torch_files()
hostile_files()
sharded_files()
keras_files()
