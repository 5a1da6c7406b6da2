package org.vivarium.apps.generative.vae;

import java.util.Arrays;
import java.util.Map;
import org.tensorflow.op.Ops;
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
 * @param kls what each number of the code has in that, {@code [latent]}
 */
record Bound(Value reconstruction, Value kl, Value kls) {
  private static final float LOG_TWO_PI = (float) Math.log(2 * Math.PI);

  /**
   * With one draw for each image, as the bound is defined; {@code pass} is one in training mode.
   *
   * @param images {@code [batch, height, width, channels]}, as the likelihood takes them
   */
  static Bound of(Network network, Net pass, Value images) {
    Vae vae = network.vae();
    Gaussian code = vae.encode(pass, images);
    Value logits = vae.decode(pass, code.sample(pass));
    Value kls = Likelihood.divergences(code.mean(), code.logVariance()).mean(0);
    return new Bound(network.likelihood(pass, logits, images).mean().negative(), kls.sum(), kls);
  }

  /**
   * What training lowers; the negative bound for a beta of 1.
   *
   * @param freeBits what each number of the code may cost for nothing; 0 for none
   */
  Value loss(Value beta, double freeBits) {
    Value told = freeBits > 0 ? kls.maximum(kls.of((float) freeBits)).sum() : kl;
    return reconstruction.plus(told.times(beta));
  }

  Map<String, Value> terms() {
    return Map.of("reconstruction", reconstruction, "kl", kl);
  }

  /**
   * The importance-weighted bound (Burda et al., "Importance weighted autoencoders", 2015), as a
   * mean over the images: the logarithm of the mean of {@code draws} estimates of an image's
   * probability. It is never below the ELBO, and comes to the log-likelihood with more draws.
   */
  static Value importanceWeighted(Network network, Net pass, Value images, int draws) {
    Gaussian code = network.vae().encode(pass, images);
    Value mean = repeated(code.mean(), draws);
    Value logVariance = repeated(code.logVariance(), draws);
    Value noise = pass.normalLike(mean); // [draws, batch, latent]
    Value z = mean.plus(logVariance.times(.5f).exp().times(noise));
    Value posterior = noise.square().plus(logVariance).plus(LOG_TWO_PI).sum(2).times(-.5f);
    Value prior = z.square().plus(LOG_TWO_PI).sum(2).times(-.5f);
    Value logits = network.vae().decode(pass, z.reshape(-1, network.latent()));
    long[] shape = images.shape().asArray(); // the batch is open
    Value each = repeated(images, draws).reshape(shape);
    Value pixels = network.likelihood(pass, logits, each).reshape(draws, -1);
    Value logWeights = pixels.plus(prior).minus(posterior); // [draws, batch]
    Value most = logWeights.maxKeep(0);
    Value sum = logWeights.minus(most).exp().sumKeep(0).log().plus(most);
    return sum.minus((float) Math.log(draws)).mean();
  }

  /** {@code [n, ...]} to {@code [times, n, ...]}. */
  private static Value repeated(Value x, int times) {
    int[] multiples = new int[x.rank() + 1];
    Arrays.fill(multiples, 1);
    multiples[0] = times;
    Ops tf = x.tf();
    return x.of(tf.tile(tf.expandDims(x, tf.constant(0)), tf.constant(multiples)));
  }
}
