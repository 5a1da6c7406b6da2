package org.vivarium.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Layer;
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
      // the raw op: tf.nn.maxPool writes MaxPoolV2, which has no oneDNN kernel
      Operand<TFloat32> y =
          net.tf()
              .scope()
              .opBuilder("MaxPool", "MaxPool")
              .addInput(in.asOutput())
              .setAttr("ksize", new long[] {1, size, size, 1})
              .setAttr("strides", new long[] {1, stride, stride, 1})
              .setAttr("padding", "VALID")
              .build()
              .output(0);
      return x.of(y);
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

  /** The mean of each channel: {@code [batch, channels]}. */
  public static Layer globalAveragePool() {
    return (net, x) -> x.mean(1, 2);
  }

  /** The maximum of each channel: {@code [batch, channels]}. */
  public static Layer globalMaxPool() {
    return (net, x) -> x.max(1, 2);
  }
}
