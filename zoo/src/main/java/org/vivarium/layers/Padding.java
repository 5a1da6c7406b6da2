package org.vivarium.layers;

/** What a convolution finds beyond the edge of its image. */
public enum Padding {
  /** Nothing: the result is smaller than the image. */
  VALID,
  /** Zeros, half a kernel on every side, as PyTorch models have it ({@code padding=kernel//2}). */
  HALF,
  /** Zeros as TensorFlow spreads them: for stride 2 it may pad one side more than the other. */
  SAME
}
