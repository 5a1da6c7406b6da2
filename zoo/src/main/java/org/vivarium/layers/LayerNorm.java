package org.vivarium.layers;

import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/** Layer normalisation over the last axis (Ba et al. 2016). Parameters {@code weight, bias}. */
public record LayerNorm(String name, float epsilon) implements Layer {
  public LayerNorm epsilon(float epsilon) {
    return new LayerNorm(name, epsilon);
  }

  @Override
  public Value build(Net net, Value x) {
    Net n = net.at(name);
    Value centred = x.minus(x.meanKeep(-1));
    Value unit = centred.times(centred.square().meanKeep(-1).plus(epsilon).rsqrt());
    return unit.times(n.weight("weight", Init.ones(), x.dim(-1)))
        .plusBias(n.weight("bias", Init.zeros(), x.dim(-1)));
  }
}
