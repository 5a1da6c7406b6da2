package org.vivarium.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/** Pooling over images {@code [batch, height, width, channels]}. */
public final class Pooling {
  private Pooling() {}

  /** The maximum of each {@code size} x {@code size} tile. */
  public static Layer maxPool(int size) {
    return maxPool(size, size, 0);
  }

  /** The maximum of windows, with {@code padding} rows and columns that never win on every side. */
  public static Layer maxPool(int size, int stride, int padding) {
    return (net, x) -> {
      Value in = padding == 0 ? x : Layers.pad(padding, Float.NEGATIVE_INFINITY).build(net, x);
      return maxPool(net, in, size, stride, "VALID");
    };
  }

  /** The maximum of windows that reach over the edges as TensorFlow's SAME has it. */
  public static Layer maxPoolSame(int size, int stride) {
    return (net, x) -> maxPool(net, x, size, stride, "SAME");
  }

  private static Value maxPool(Net net, Value x, int size, int stride, String padding) {
    // the raw op: tf.nn.maxPool writes MaxPoolV2, which has no oneDNN kernel
    Operand<TFloat32> y =
        net.tf()
            .scope()
            .opBuilder("MaxPool", "MaxPool")
            .addInput(x.asOutput())
            .setAttr("ksize", new long[] {1, size, size, 1})
            .setAttr("strides", new long[] {1, stride, stride, 1})
            .setAttr("padding", padding)
            .build()
            .output(0);
    return x.of(y);
  }

  /**
   * The maximum of windows of which the last may reach over the lower or right edge, where plain
   * pooling leaves out what is over: PyTorch's {@code ceil_mode}.
   */
  public static Layer maxPoolToEdge(int size, int stride) {
    return (net, x) -> {
      int bottom = Math.floorMod(size - known(x, 1), stride);
      int right = Math.floorMod(size - known(x, 2), stride);
      int[][] sides = {{0, 0}, {0, bottom}, {0, right}, {0, 0}};
      var never = net.tf().constant(Float.NEGATIVE_INFINITY);
      boolean fits = bottom == 0 && right == 0;
      Value in = fits ? x : x.of(net.tf().pad(x, net.tf().constant(sides), never));
      return maxPool(size, stride, 0).build(net, in);
    };
  }

  /** The mean of each {@code size} x {@code size} tile. */
  public static Layer averagePool(int size) {
    return averagePool(size, size);
  }

  public static Layer averagePool(int size, int stride) {
    List<Long> window = List.of(1L, (long) size, (long) size, 1L);
    return (net, x) -> x.of(net.tf().nn.avgPool(x, window, Conv2d.strides(stride), "VALID"));
  }

  /**
   * The means of {@code size} x {@code size} regions that cover the image as evenly as may be,
   * PyTorch's {@code AdaptiveAvgPool2d}: regions overlap where the image is no multiple, and repeat
   * pixels where it is smaller.
   */
  public static Layer adaptiveAveragePool(int size) {
    return (net, x) -> {
      int height = known(x, 1);
      int width = known(x, 2);
      if (height == size && width == size) {
        return x;
      }
      Value shares = x.of(net.tf().constant(shares(height, width, size)));
      return x.transpose(0, 3, 1, 2)
          .reshape(-1, (long) height * width) // [batch channels, pixels]
          .matmul(shares) // [batch channels, regions]
          .reshape(-1, x.dim(3), size, size)
          .transpose(0, 2, 3, 1);
    };
  }

  /** How much each pixel (row) has in the mean of each region (column). */
  private static float[][] shares(int height, int width, int size) {
    float[][] shares = new float[height * width][size * size];
    for (int region = 0; region < size * size; region++) {
      int i = region / size;
      int j = region % size;
      int top = i * height / size;
      int bottom = ((i + 1) * height + size - 1) / size; // rounded up
      int left = j * width / size;
      int right = ((j + 1) * width + size - 1) / size;
      for (int y = top; y < bottom; y++) {
        for (int z = left; z < right; z++) {
          shares[y * width + z][region] = 1f / ((bottom - top) * (right - left));
        }
      }
    }
    return shares;
  }

  private static int known(Value x, int axis) {
    if (x.dim(axis) < 0) {
      throw new IllegalArgumentException(
          "this pooling needs images of a known height and width, not " + x.shape());
    }
    return Math.toIntExact(x.dim(axis));
  }

  /** The mean of each channel: {@code [batch, channels]}. */
  public static Layer globalAveragePool() {
    return (net, x) -> x.mean(1, 2);
  }

  /** The maximum of each channel: {@code [batch, channels]}. */
  public static Layer globalMaxPool() {
    return (net, x) -> x.max(1, 2);
  }
}
