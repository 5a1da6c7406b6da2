package org.vivarium.kernel;

/** How the axes of a parameter relate to PyTorch's, so that weights can be exchanged by name. */
public enum Layout {
  /** The same axes in the same order. */
  PLAIN,
  /** Dense: {@code [in, out]} here, {@code [out, in]} there. */
  MATRIX(1, 0),
  /** Convolution: {@code [height, width, in, out]} here, {@code [out, in, height, width]} there. */
  CONV(2, 3, 1, 0),
  /** Over time: {@code [kernel, in, out]} here, {@code [out, in, kernel]} there. */
  CONV1D(2, 1, 0),
  /** Depthwise: {@code [height, width, channels, 1]} here, {@code [channels, 1, h, w]} there. */
  DEPTHWISE(2, 3, 0, 1),
  /** Transposed: {@code [height, width, out, in]} here, {@code [in, out, height, width]} there. */
  TRANSPOSED(2, 3, 1, 0);

  /** For each of our axes, PyTorch's; empty when they agree. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final int[] torchAxes;

  Layout(int... torchAxes) {
    this.torchAxes = torchAxes;
  }

  Weights.Array fromTorch(Weights.Array a) {
    return torchAxes.length == 0 || a.shape().length != torchAxes.length
        ? a
        : a.transposed(torchAxes);
  }

  /** An array of our axis order in PyTorch's. */
  public Weights.Array toTorch(Weights.Array a) {
    if (torchAxes.length == 0) {
      return a;
    }
    int[] back = new int[torchAxes.length];
    for (int i = 0; i < back.length; i++) {
      back[torchAxes[i]] = i;
    }
    return a.transposed(back);
  }

  long[] torchShape(long[] shape) {
    long[] out = shape.clone();
    for (int i = 0; i < torchAxes.length; i++) {
      out[torchAxes[i]] = shape[i];
    }
    return out;
  }

  /** Numbers that one output sums over. */
  long fanIn(long... shape) {
    return switch (this) {
      case PLAIN, MATRIX, CONV, CONV1D -> product(shape, shape.length - 1);
      case DEPTHWISE -> shape[0] * shape[1];
      case TRANSPOSED -> shape[0] * shape[1] * shape[3];
    };
  }

  /** Outputs that one input reaches. */
  long fanOut(long... shape) {
    long last = shape[shape.length - 1];
    return switch (this) {
      case PLAIN, MATRIX -> last;
      case CONV -> shape[0] * shape[1] * last;
      case CONV1D -> shape[0] * last;
      case DEPTHWISE -> shape[0] * shape[1];
      case TRANSPOSED -> shape[0] * shape[1] * shape[2];
    };
  }

  private static long product(long[] shape, int axes) {
    long product = 1;
    for (int i = 0; i < axes; i++) {
      product *= shape[i];
    }
    return product;
  }
}
