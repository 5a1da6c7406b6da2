package org.vivarium.layers;

import java.util.List;
import org.tensorflow.op.Ops;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Layout;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Transposed convolution that enlarges an image by its stride: {@code [batch, height, width, in]}
 * to {@code [batch, stride height, stride width, filters]}. It is PyTorch's {@code ConvTranspose2d}
 * with {@code padding=(kernel-stride+1)//2} and {@code output_padding=(kernel-stride)%2}.
 * Parameters {@code weight} and {@code bias}.
 */
public record TransposedConv2d(String name, int filters, int kernel, int stride, boolean bias)
    implements Layer {
  public TransposedConv2d {
    Conv2d.check(name, filters, kernel, stride);
    if (kernel < stride) {
      throw new IllegalArgumentException(
          "'" + name + "' has kernel " + kernel + " below stride " + stride + ": it leaves gaps");
    }
  }

  public TransposedConv2d stride(int stride) {
    return new TransposedConv2d(name, filters, kernel, stride, bias);
  }

  public TransposedConv2d noBias() {
    return new TransposedConv2d(name, filters, kernel, stride, false);
  }

  @Override
  public Value build(Net net, Value x) {
    Net n = net.at(name);
    Ops tf = n.tf();
    int height = Math.toIntExact(x.dim(1) * stride);
    int width = Math.toIntExact(x.dim(2) * stride);
    int extra = kernel - stride;
    Value weight =
        n.weight("weight", Layout.TRANSPOSED, Init.he(), kernel, kernel, filters, x.dim(-1));
    var batch = tf.gather(tf.shape(x), tf.constant(0), tf.constant(0));
    var whole =
        tf.stack(
            List.of(
                batch,
                tf.constant(height + extra),
                tf.constant(width + extra),
                tf.constant(filters)));
    var y = tf.nn.conv2dBackpropInput(whole, weight, x, Conv2d.strides(stride), "VALID");
    int cut = (extra + 1) / 2;
    var kept =
        tf.slice(
            y,
            tf.constant(new int[] {0, cut, cut, 0}),
            tf.constant(new int[] {-1, height, width, filters}));
    Value out = n.value(kept).reshape(-1, height, width, filters); // the shape is known again
    return bias ? out.plusBias(n.weight("bias", Init.zeros(), filters)) : out;
  }
}
