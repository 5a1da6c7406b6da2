/**
 * What architectures are made of: layers with and without parameters, activations and losses. Each
 * follows PyTorch in names, defaults and arithmetic; images are {@code [batch, height, width,
 * channels]}. No architecture belongs here.
 */
package org.vivarium.layers;
