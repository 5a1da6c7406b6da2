"""Numbers that look random and that the Java tests compute too, so that no golden holds them.

The same arithmetic stands in zoo/src/test/java/org/vivarium/golden/Formula.java.
"""

import math
import zlib

import numpy as np
import torch

MASK = 0xFFFFFFFF


def uniform(name, *shape):
    """Numbers in -1..1: a 32-bit hash of the name's CRC and the index."""
    index = np.arange(math.prod(shape), dtype=np.uint64)
    h = (zlib.crc32(name.encode()) + index * 0x9E3779B1) & MASK
    h ^= h >> 16
    h = h * 0x7FEB352D & MASK
    h ^= h >> 15
    h = h * 0x846CA68B & MASK
    h ^= h >> 16
    return h.astype(np.float64).reshape(shape) / 2**31 - 1


def tensor(name, *shape, scale=1.0):
    """Such numbers as Java has them, rounded to float32, but to be computed with in float64."""
    return torch.from_numpy((uniform(name, *shape) * scale).astype(np.float32).astype(np.float64))


def parameter(name, shape):
    """What a parameter is set to: variances and slopes are positive, kernels keep the variance."""
    if len(shape) > 1:
        return tensor(name, *shape, scale=math.sqrt(3 * shape[0] / math.prod(shape)))
    if name.endswith(("weight", "running_var")):
        return 1 + tensor(name, *shape, scale=0.5)
    return tensor(name, *shape, scale=0.5)


def fill(net):
    """Sets every parameter and buffer of a network by its name and makes it float64."""
    net.double()
    with torch.no_grad():
        for name, value in net.state_dict().items():
            if value.is_floating_point():
                value.copy_(parameter(name, tuple(value.shape)).float())
    return net
