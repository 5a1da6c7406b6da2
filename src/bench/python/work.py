"""What is measured and how: the batches of Work.java, a clock, and lines of JSON as Timing.java reads them."""

import json
import statistics
import sys
import time

import numpy as np

BATCH = {
    "lenet": 128, "resnet18": 64, "lstm": 64, "gru": 64, "alexnet": 16, "vgg16": 4, "googlenet": 8, "xception": 8,
    "unet": 8, "transformer": 32,
}
IMAGE = {
    "lenet": (28, 28, 1), "resnet18": (32, 32, 3), "alexnet": (224, 224, 3), "vgg16": (224, 224, 3),
    "googlenet": (224, 224, 3), "xception": (128, 128, 3), "unet": (128, 128, 3),
}
SERIES = {"lstm": (100, 64), "gru": (100, 64), "transformer": (64, 256)}
WHOLE = {"lenet", "resnet18"}  # the others in float32 alone, and nothing compiled: it would take hours
CLASSES = 10
RATE = 0.001


def batch(model):
    """What a model is fed, and labels, [batch]: the same numbers as in Java.

    Images are bytes, [batch, height, width, channels], series floats, [batch, time, features].
    """
    shape = (BATCH[model], *(IMAGE | SERIES)[model])
    numbers = np.arange(np.prod(shape), dtype=np.uint32) * np.uint32(2654435761)
    inputs = (numbers >> 24).astype(np.uint8).reshape(shape)
    if model in SERIES:
        inputs = inputs.astype(np.float32) / 255 - np.float32(0.5)
    return inputs, np.arange(BATCH[model]) % CLASSES


def measure(framework, version, variants, build):
    """Measures all variants, precisions and modes of the model, for the steps and warm-up, on the command line.

    variants: the variants of a model and a mode, "train" or "infer".
    build: makes of (model, precision, variant, training) a function that does one step, and the count of parameters.
    The function returns the loss, or anything when it does not train.
    """
    model, steps, warmup = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    for mode in ("train", "infer"):
        for precision in ("float32", "bfloat16") if model in WHOLE else ("float32",):
            for variant in variants(model, mode):
                try:
                    step, parameters = build(model, precision, variant, mode == "train")
                    first = step()
                    for _ in range(warmup - 1):
                        step()
                    times = []
                    for _ in range(steps):
                        start = time.perf_counter()
                        last = step()
                        times.append(1e3 * (time.perf_counter() - start))
                except Exception as e:  # a compiler that is not there, or that cannot do this; the other variants can
                    reason = str(e).strip().partition("\n")[0]
                    print(f"left out: {framework} {variant} of {model} {precision}, {mode}: {reason}", file=sys.stderr)
                    continue
                median = statistics.median(times)
                line = {
                    "framework": framework, "version": version, "model": model, "precision": precision, "mode": mode,
                    "variant": variant, "batch": BATCH[model], "steps": steps, "median_ms": median, "min_ms": min(times),
                    "examples_per_second": 1e3 * BATCH[model] / median, "parameters": parameters,
                }
                if mode == "train":
                    line |= {"first_loss": first, "last_loss": last}
                print(json.dumps(line), flush=True)
