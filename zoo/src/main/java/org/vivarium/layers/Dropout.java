package org.vivarium.layers;

import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Drops each number with a probability while training, and enlarges the rest to make up for it
 * (Srivastava et al. 2014).
 *
 * @param rate the probability to be dropped, 0 to below 1
 */
public record Dropout(float rate) implements Layer {
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout is " + rate + "; it must be from 0 to below 1");
    }
  }

  @Override
  public Value build(Net net, Value x) {
    if (!net.training() || rate == 0) {
      return x;
    }
    var kept = net.tf().math.greaterEqual(net.uniformLike(x), net.tf().constant(rate));
    Value mask = x.of(net.tf().dtypes.cast(kept, TFloat32.class));
    return x.times(mask.times(1 / (1 - rate)));
  }
}
