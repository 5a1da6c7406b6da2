package org.vivarium.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Layout;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Transposed convolution that enlarges an image by its stride: {@code [batch, height, width, in]}
 * to {@code [batch, stride height, stride width, filters]}; height and width may be open. It is
 * PyTorch's {@code ConvTranspose2d} with {@code padding=(kernel-stride+1)//2} and {@code
 * output_padding=(kernel-stride)%2}. Parameters {@code weight} and {@code bias}.
 */
public record TransposedConv2d(
    String name, int filters, int kernel, int stride, boolean bias, Init init) implements Layer {
  public TransposedConv2d {
    Conv2d.check(name, filters, kernel, stride);
    if (kernel < stride) {
      throw new IllegalArgumentException(
          "'" + name + "' has kernel " + kernel + " below stride " + stride + ": it leaves gaps");
    }
  }

  public TransposedConv2d stride(int stride) {
    return new TransposedConv2d(name, filters, kernel, stride, bias, init);
  }

  public TransposedConv2d noBias() {
    return new TransposedConv2d(name, filters, kernel, stride, false, init);
  }

  public TransposedConv2d init(Init init) {
    return new TransposedConv2d(name, filters, kernel, stride, bias, init);
  }

  @Override
  public Value build(Net net, Value x) {
    Net n = net.at(name);
    Ops tf = n.tf();
    int extra = kernel - stride;
    Value weight = n.weight("weight", Layout.TRANSPOSED, init, kernel, kernel, filters, x.dim(-1));
    Operand<TFloat32> y =
        tf.nn.conv2dBackpropInput(
            shape(tf, x, extra), weight, x, Conv2d.strides(stride), "VALID"); // all that it reaches
    if (extra > 0) {
      int cut = (extra + 1) / 2;
      y = tf.slice(y, tf.constant(new int[] {0, cut, cut, 0}), shape(tf, x, 0));
    }
    Value out = n.value(y);
    return bias ? out.plusBias(n.weight("bias", Init.zeros(), filters)) : out;
  }

  /** The shape of the enlarged image with so many rows and columns more. */
  private Operand<TInt32> shape(Ops tf, Value x, int extra) {
    return tf.stack(
        List.of(
            side(tf, x, 0),
            enlarged(tf, x, 1, extra),
            enlarged(tf, x, 2, extra),
            tf.constant(filters)));
  }

  private Operand<TInt32> enlarged(Ops tf, Value x, int axis, int extra) {
    return x.dim(axis) < 0
        ? tf.math.add(tf.math.mul(side(tf, x, axis), tf.constant(stride)), tf.constant(extra))
        : tf.constant(Math.toIntExact(x.dim(axis) * stride + extra));
  }

  private static Operand<TInt32> side(Ops tf, Value x, int axis) {
    return tf.gather(tf.shape(x), tf.constant(axis), tf.constant(0));
  }
}
