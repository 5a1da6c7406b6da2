package org.vivarium.apps.generative;

import java.util.Map;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Gaussian;
import org.vivarium.layers.Likelihood;
import org.vivarium.zoo.Vae;

/**
 * The two terms of the evidence lower bound (ELBO), in nats, as means over the images. The bound is
 * the negative of their sum.
 *
 * @param reconstruction what it costs to tell the pixels to who has the code
 * @param kl what it costs to tell the code: its divergence from the prior
 */
record Bound(Value reconstruction, Value kl) {

  /**
   * With one draw for each image, as the bound is defined; {@code pass} is one in training mode.
   *
   * @param binary {@code [batch, height, width, channels]}, of 0 and 1
   */
  static Bound of(Vae vae, Net pass, Value binary) {
    Gaussian code = vae.encode(pass, binary);
    Value logits = vae.decode(pass, code.sample(pass));
    return new Bound(
        Likelihood.bernoulli(logits, binary).mean().negative(),
        Likelihood.divergence(code.mean(), code.logVariance()).mean());
  }

  /** What training lowers; the negative bound for a beta of 1. */
  Value loss(double beta) {
    return reconstruction.plus(kl.times((float) beta));
  }

  Map<String, Value> terms() {
    return Map.of("reconstruction", reconstruction, "kl", kl);
  }
}
