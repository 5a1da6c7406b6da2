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


MODELS = {
    "lenet": lenet,
    "resnet18": resnet18,
    "lstm": lambda: recurrent("lstm", layers.LSTM),
    "gru": lambda: recurrent("gru", layers.GRU),
}


def variants(model, mode):
    return ["on_batch", "function", "function_xla"]


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
