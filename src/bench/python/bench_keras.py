#!/usr/bin/env python3
"""Times Keras on TensorFlow on the work of Steps.java: bench_keras.py MODEL STEPS WARMUP.

A training step casts the bytes of images, computes the mean cross-entropy and its gradients, applies Adam and reads the loss.
Inference is a forward pass in inference mode. bfloat16 is Keras' mixed_bfloat16.

on_batch is train_on_batch and predict_on_batch; function a tf.function written by hand, with the least overhead;
function_xla the same compiled by XLA.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras  # noqa: E402  (reads the environment)
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from keras import layers  # noqa: E402

import work  # noqa: E402


def lenet():
    """LeNet-5 with ReLU and max pooling: 61,706 parameters."""
    image = keras.Input(work.IMAGE["lenet"], dtype="uint8")
    x = layers.Rescaling(1 / 255)(image)
    x = layers.MaxPooling2D(2)(layers.Conv2D(6, 5, padding="same", activation="relu")(x))
    x = layers.MaxPooling2D(2)(layers.Conv2D(16, 5, activation="relu")(x))
    x = layers.Dense(120, activation="relu")(layers.Flatten()(x))
    x = layers.Dense(84, activation="relu")(x)
    return keras.Model(image, layers.Dense(work.CLASSES, dtype="float32")(x))


def norm(x):
    return layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(x)


def block(x, filters, stride):
    """Two 3x3 convolutions and a shortcut. Stride 2 pads kernel // 2 on each side, as torchvision does."""
    if stride == 1:
        y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    else:
        y = layers.Conv2D(filters, 3, stride, use_bias=False)(layers.ZeroPadding2D(1)(x))
    y = layers.ReLU()(norm(y))
    y = norm(layers.Conv2D(filters, 3, padding="same", use_bias=False)(y))
    if stride != 1 or x.shape[-1] != filters:
        x = norm(layers.Conv2D(filters, 1, stride, use_bias=False)(x))
    return layers.ReLU()(layers.Add()([y, x]))


def resnet18():
    """torchvision's ResNet-18 with the CIFAR stem (3x3, stride 1, no pooling): 11,173,962 trained parameters."""
    image = keras.Input(work.IMAGE["resnet18"], dtype="uint8")
    x = layers.Conv2D(64, 3, padding="same", use_bias=False)(layers.Rescaling(1 / 255)(image))
    x = layers.ReLU()(norm(x))
    for stage, filters in enumerate((64, 128, 256, 512)):
        x = block(x, filters, 1 if stage == 0 else 2)
        x = block(x, filters, 1)
    return keras.Model(image, layers.Dense(work.CLASSES, dtype="float32")(layers.GlobalAveragePooling2D()(x)))


def recurrent(model, layer):
    """One layer of 128 units and a dense layer behind its last state."""
    series = keras.Input(work.SERIES[model])
    return keras.Model(series, layers.Dense(work.CLASSES, dtype="float32")(layer(128)(series)))


def pixels(model):
    image = keras.Input(work.IMAGE[model], dtype="uint8")
    return image, layers.Rescaling(1 / 255)(image)


def classes(x):
    return layers.Dense(work.CLASSES, dtype="float32")(x)


def alexnet():
    """torchvision's AlexNet."""
    image, x = pixels("alexnet")
    x = layers.Conv2D(64, 11, 4, activation="relu")(layers.ZeroPadding2D(2)(x))
    x = layers.MaxPooling2D(3, 2)(x)
    x = layers.MaxPooling2D(3, 2)(layers.Conv2D(192, 5, padding="same", activation="relu")(x))
    for filters in (384, 256, 256):
        x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    x = layers.Flatten()(layers.MaxPooling2D(3, 2)(x))
    for _ in range(2):
        x = layers.Dense(4096, activation="relu")(layers.Dropout(0.5)(x))
    return keras.Model(image, classes(x))


def vgg16():
    """torchvision's VGG-16."""
    image, x = pixels("vgg16")
    for filters, depth in (64, 2), (128, 2), (256, 3), (512, 3), (512, 3):
        for _ in range(depth):
            x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D(2)(x)
    x = layers.Flatten()(x)
    for _ in range(2):
        x = layers.Dropout(0.5)(layers.Dense(4096, activation="relu")(x))
    return keras.Model(image, classes(x))


def unit(x, filters, kernel, stride=1):
    """GoogLeNet's convolution with batch norm and ReLU."""
    x = layers.Conv2D(filters, kernel, stride, padding="same", use_bias=False)(x)
    return layers.ReLU()(layers.BatchNormalization(momentum=0.9, epsilon=1e-3)(x))


def inception(x, one, reduce2, two, reduce3, three, four):
    branches = [
        unit(x, one, 1), unit(unit(x, reduce2, 1), two, 3), unit(unit(x, reduce3, 1), three, 3),
        unit(layers.MaxPooling2D(3, 1, "same")(x), four, 1),
    ]
    return layers.Concatenate()(branches)


def googlenet():
    """torchvision's GoogLeNet without auxiliary classifiers."""
    image, x = pixels("googlenet")
    x = layers.MaxPooling2D(3, 2, "same")(unit(x, 64, 7, 2))
    x = layers.MaxPooling2D(3, 2, "same")(unit(unit(x, 64, 1), 192, 3))
    x = inception(inception(x, 64, 96, 128, 16, 32, 32), 128, 128, 192, 32, 96, 64)
    x = inception(layers.MaxPooling2D(3, 2, "same")(x), 192, 96, 208, 16, 48, 64)
    x = inception(inception(x, 160, 112, 224, 24, 64, 64), 128, 128, 256, 24, 64, 64)
    x = inception(inception(x, 112, 144, 288, 32, 64, 64), 256, 160, 320, 32, 128, 128)
    x = inception(layers.MaxPooling2D(2)(x), 256, 160, 320, 32, 128, 128)
    x = layers.GlobalAveragePooling2D()(inception(x, 384, 192, 384, 48, 128, 128))
    return keras.Model(image, classes(layers.Dropout(0.2)(x)))


def xception():
    """Keras' own Xception."""
    image, x = pixels("xception")
    body = keras.applications.Xception(include_top=False, weights=None, input_shape=work.IMAGE["xception"], pooling="avg")
    return keras.Model(image, classes(body(x)))


def unet():
    """U-Net of width 32 with batch norm; the mean of each class over the image."""
    def twice(x, filters):
        for _ in range(2):
            x = layers.ReLU()(norm(layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)))
        return x

    image, x = pixels("unet")
    kept, x = [], twice(x, 32)
    for level in range(1, 5):
        kept.append(x)
        x = twice(layers.MaxPooling2D(2)(x), 32 << level)
    for level in range(3, -1, -1):
        up = layers.Conv2DTranspose(32 << level, 2, 2)(x)
        x = twice(layers.Concatenate()([kept.pop(), up]), 32 << level)
    return keras.Model(image, layers.GlobalAveragePooling2D(dtype="float32")(layers.Conv2D(work.CLASSES, 1)(x)))


def transformer():
    """Four blocks of attention over 256 numbers, their mean over time and a dense layer."""
    series = x = keras.Input(work.SERIES["transformer"])
    for _ in range(4):
        y = layers.Dropout(0.1)(layers.MultiHeadAttention(4, 64, dropout=0.1)(x, x))
        x = layers.LayerNormalization(epsilon=1e-5)(x + y)
        y = layers.Dropout(0.1)(layers.Dense(1024, activation="relu")(x))
        x = layers.LayerNormalization(epsilon=1e-5)(x + layers.Dropout(0.1)(layers.Dense(256)(y)))
    return keras.Model(series, classes(layers.GlobalAveragePooling1D()(x)))


MODELS = {
    "lenet": lenet,
    "resnet18": resnet18,
    "lstm": lambda: recurrent("lstm", layers.LSTM),
    "gru": lambda: recurrent("gru", layers.GRU),
    "alexnet": alexnet,
    "vgg16": vgg16,
    "googlenet": googlenet,
    "xception": xception,
    "unet": unet,
    "transformer": transformer,
}


def variants(model, mode):
    return ["on_batch", "function", *(["function_xla"] if model in work.WHOLE else [])]


def build(model, precision, variant, training):
    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    keras.mixed_precision.set_global_policy("mixed_bfloat16" if precision == "bfloat16" else "float32")
    inputs, labels = work.batch(model)
    labels = labels.astype(np.int32)
    network = MODELS[model]()
    parameters = sum(int(np.prod(v.shape)) for v in network.trainable_variables)
    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(work.RATE)

    if variant == "on_batch":
        network.compile(optimizer, loss_of, jit_compile=False)
        if training:
            # the loss that Keras returns is the mean over the steps so far
            return lambda: float(network.train_on_batch(inputs, labels)), parameters
        return lambda: network.predict_on_batch(inputs), parameters

    xla = variant.endswith("xla")
    if not training:
        forward = tf.function(lambda x: network(x, training=False), jit_compile=xla)
        return lambda: forward(tf.constant(inputs)).numpy(), parameters

    optimizer.build(network.trainable_variables)

    @tf.function(jit_compile=xla)
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_of(y, network(x, training=True))
        variables = network.trainable_variables
        optimizer.apply(tape.gradient(loss, variables), variables)
        return loss

    return lambda: float(step(tf.constant(inputs), tf.constant(labels))), parameters


if __name__ == "__main__":
    work.measure("keras", f"{keras.__version__} on TF {tf.__version__}", variants, build)
