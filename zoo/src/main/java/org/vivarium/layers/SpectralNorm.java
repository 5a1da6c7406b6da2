package org.vivarium.layers;

import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Layout;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * A convolution whose kernel is divided by its largest singular value (Miyato et al., "Spectral
 * normalization for generative adversarial networks", 2018), so that a critic cannot become steep.
 * The value is found by one power iteration with each step, from where the last one ended.
 * Parameters {@code weight_orig} and {@code bias}, buffer {@code weight_u}, as PyTorch names them.
 */
public record SpectralNorm(Conv2d conv) implements Layer {
  private static final float LEAST = 1e-12f;

  @Override
  public Value build(Net net, Value x) {
    Net n = net.at(conv.name());
    int size = conv.kernel();
    Value weight =
        n.weight("weight_orig", Layout.CONV, conv.init(), size, size, x.dim(-1), conv.filters());
    Value matrix = weight.reshape(-1, conv.filters()); // [in, filters]
    Value kept = n.buffer("weight_u", Init.normal(1), conv.filters());
    Value u = n.training() ? next(kept, matrix) : kept;
    Value v = unit(matrix.matmul(column(u.frozen())).frozen()); // [in, 1]
    Value largest = matrix.transpose(1, 0).matmul(v).times(column(unit(u.frozen()))).sum();
    Value y = conv.build(n, x, weight.over(largest));
    if (n.training()) {
      n.onStep("weight_u", y, old -> next(old, matrix));
    }
    return y;
  }

  /** One power iteration. */
  private static Value next(Value u, Value matrix) {
    Value v = unit(u.of(matrix).matmul(column(u)));
    return unit(u.of(matrix.transpose(1, 0)).matmul(v)).reshape(-1).frozen();
  }

  private static Value column(Value u) {
    return u.reshape(-1, 1);
  }

  private static Value unit(Value x) {
    return x.over(x.square().sum().plus(LEAST).sqrt());
  }
}
