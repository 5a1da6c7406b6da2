package org.vivarium.layers;

import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/** Independent normal distributions by mean and log-variance, both {@code [batch, n]}. */
public record Gaussian(Value mean, Value logVariance) {
  /** A draw that gradients flow through in training; the mean when the network serves. */
  public Value sample(Net net) {
    return net.training()
        ? mean.plus(logVariance.times(.5f).exp().times(net.normalLike(mean)))
        : mean;
  }
}
