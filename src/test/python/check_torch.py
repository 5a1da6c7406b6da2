"""Loads weights that Vivarium wrote into PyTorch, strictly, and prints the logits of images.

    python check_torch.py runs/x/weights.safetensors lenet image.json --report runs/x/report.json

Images are floats in 0..1 of shape [n, height, width, channels]: a .npz with the array "image", or
a .json of {"shape": [...], "data": [...]} or of nested lists. The report (or any JSON with
{"normalisation": {"mean": [...], "std": [...]}}) says how the network wants them normalised. The
logits come out as one JSON array of rows. Needs torch, numpy and safetensors.
"""

import argparse
import json
from pathlib import Path

import nets
import numpy as np
import torch
from safetensors.torch import load_file


def images(path):
    """The images of a file, as PyTorch wants them: [n, channels, height, width]."""
    if path.suffix == ".npz":
        array = np.load(path)["image"]
    else:
        read = json.loads(path.read_text())
        nested = not isinstance(read, dict)
        array = np.array(read) if nested else np.array(read["data"]).reshape(read["shape"])
    if array.ndim != 4:
        raise ValueError(f"'{path}' is {array.shape}; it must be [n, height, width, channels]")
    return torch.from_numpy(array.astype(np.float32)).permute(0, 3, 1, 2).contiguous()


def normalised(x, report):
    """The images, less the mean and over the deviation of each channel."""
    found = json.loads(report.read_text())["normalisation"]
    mean, std = (torch.tensor(found[k]).reshape(1, -1, 1, 1) for k in ("mean", "std"))
    return (x - mean) / std


def logits(weights, architecture, image, report=None):
    """What PyTorch makes of the images with these weights."""
    state = load_file(weights)
    net = nets.fitting(architecture, state).eval()
    net.load_state_dict(state, strict=True)
    x = images(Path(image))
    with torch.no_grad():
        return net(normalised(x, Path(report)) if report else x)


def main():
    usage = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    usage.add_argument("weights", help="a safetensors file")
    usage.add_argument("architecture", choices=nets.ARCHITECTURES)
    usage.add_argument("image", help="a .npz or .json file")
    usage.add_argument("--report", help="a JSON file with the normalisation")
    o = usage.parse_args()
    print(json.dumps(logits(o.weights, o.architecture, o.image, o.report).tolist()))


if __name__ == "__main__":
    main()
