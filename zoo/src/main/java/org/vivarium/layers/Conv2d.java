package org.vivarium.layers;

import java.util.List;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Layout;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Convolution: {@code [batch, height, width, in]} to {@code [batch, height', width', filters]}.
 * Parameters {@code weight} and {@code bias}.
 */
public record Conv2d(
    String name, int filters, int kernel, int stride, Padding padding, boolean bias, Init init)
    implements Layer {
  public Conv2d {
    check(name, filters, kernel, stride);
  }

  public Conv2d stride(int stride) {
    return new Conv2d(name, filters, kernel, stride, padding, bias, init);
  }

  public Conv2d padding(Padding padding) {
    return new Conv2d(name, filters, kernel, stride, padding, bias, init);
  }

  public Conv2d noBias() {
    return new Conv2d(name, filters, kernel, stride, padding, false, init);
  }

  public Conv2d init(Init init) {
    return new Conv2d(name, filters, kernel, stride, padding, bias, init);
  }

  @Override
  public Value build(Net net, Value x) {
    Net n = net.at(name);
    return build(n, x, n.weight("weight", Layout.CONV, init, kernel, kernel, x.dim(-1), filters));
  }

  /** With a kernel that is given; {@code n} is at this layer's name already. */
  Value build(Net n, Value x, Value weight) {
    Value in = padded(n, x, padding, kernel, stride);
    Value y = n.value(n.tf().nn.conv2d(in, weight, strides(stride), mode(padding, kernel, stride)));
    return bias ? y.plusBias(n.weight("bias", Init.zeros(), filters)) : y;
  }

  static void check(String name, int filters, int kernel, int stride) {
    if (filters < 1 || kernel < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "'%s' has %d filters, kernel %d and stride %d; all must be at least 1"
              .formatted(name, filters, kernel, stride));
    }
  }

  static List<Long> strides(int stride) {
    return List.of(1L, (long) stride, (long) stride, 1L);
  }

  /** The image with what TensorFlow's own modes cannot pad. */
  static Value padded(Net net, Value x, Padding padding, int kernel, int stride) {
    boolean needed = padding == Padding.HALF && kernel > 1 && !isSame(kernel, stride);
    return needed ? Layers.pad(kernel / 2).build(net, x) : x;
  }

  static String mode(Padding padding, int kernel, int stride) {
    boolean same =
        padding == Padding.SAME
            || (padding == Padding.HALF && kernel > 1 && isSame(kernel, stride));
    return same ? "SAME" : "VALID";
  }

  /** Where TensorFlow's SAME is half a kernel on every side, there is no need to pay for a Pad. */
  private static boolean isSame(int kernel, int stride) {
    return stride == 1 && kernel % 2 == 1;
  }
}
