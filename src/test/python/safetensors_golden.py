"""Writes the small files that SafetensorsTest reads, with the safetensors library for Python.

    python safetensors_golden.py ../../../zoo/src/test/resources/org/vivarium/weights
"""
import sys

import torch
from safetensors.torch import save_file

folder = sys.argv[1]

# what Vivarium writes itself: float32, in the order of the names
save_file(
    {
        "fc.bias": torch.tensor([0.5, -1.5]),
        "fc.weight": torch.arange(6, dtype=torch.float32).reshape(2, 3) / 4,
        "scale": torch.tensor(3.25),
    },
    f"{folder}/float32.safetensors",
    metadata={"note": 'schön "quoted" <b>'},
)

values = [0, 1, 0, 1, 100]
floats = [0.0, -1.5, 65504.0, 6e-8, float("inf")]
save_file(
    {
        "F64": torch.tensor(floats, dtype=torch.float64),
        "F32": torch.tensor(floats, dtype=torch.float32),
        "F16": torch.tensor(floats, dtype=torch.float16),
        "BF16": torch.tensor(floats, dtype=torch.bfloat16),
        "I64": torch.tensor(values, dtype=torch.int64) - 2,
        "I32": torch.tensor(values, dtype=torch.int32) - 2,
        "I16": torch.tensor(values, dtype=torch.int16) - 2,
        "I8": torch.tensor(values, dtype=torch.int8) - 2,
        "U8": torch.tensor(values, dtype=torch.uint8) + 100,
        "BOOL": torch.tensor(values, dtype=torch.bool),
        "num_batches_tracked": torch.tensor(7),
        "empty": torch.zeros(2, 0, 3),
    },
    f"{folder}/dtypes.safetensors",
)
