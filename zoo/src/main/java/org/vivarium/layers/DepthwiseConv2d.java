package org.vivarium.layers;

import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Layout;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * One kernel for each channel, PyTorch's {@code Conv2d(c, c, kernel, groups=c)}: {@code [batch,
 * height, width, c]} to {@code [batch, height', width', c]}. Parameters {@code weight} and {@code
 * bias}.
 */
public record DepthwiseConv2d(String name, int kernel, int stride, Padding padding, boolean bias)
    implements Layer {
  public DepthwiseConv2d {
    Conv2d.check(name, 1, kernel, stride);
  }

  public DepthwiseConv2d stride(int stride) {
    return new DepthwiseConv2d(name, kernel, stride, padding, bias);
  }

  public DepthwiseConv2d padding(Padding padding) {
    return new DepthwiseConv2d(name, kernel, stride, padding, bias);
  }

  public DepthwiseConv2d noBias() {
    return new DepthwiseConv2d(name, kernel, stride, padding, false);
  }

  @Override
  public Value build(Net net, Value x) {
    Net n = net.at(name);
    long channels = x.dim(-1);
    Value weight = n.weight("weight", Layout.DEPTHWISE, Init.he(), kernel, kernel, channels, 1);
    Value y =
        n.value(
            n.tf()
                .nn
                .depthwiseConv2dNative(
                    Conv2d.padded(n, x, padding, kernel, stride),
                    weight,
                    Conv2d.strides(stride),
                    Conv2d.mode(padding, kernel, stride)));
    return bias ? y.plusBias(n.weight("bias", Init.zeros(), channels)) : y;
  }
}
