package org.vivarium.layers;

import org.tensorflow.op.nn.LeakyRelu;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Value;

/** Activation functions, elementwise but for the softmax; formulas and defaults are PyTorch's. */
public final class Activations {
  private static final float SQRT_HALF = (float) Math.sqrt(.5);
  private static final float SQRT_2_OVER_PI = (float) Math.sqrt(2 / Math.PI);

  private Activations() {}

  public static Layer relu() {
    return (net, x) -> x.relu();
  }

  /** {@code min(max(x, 0), 6)}. */
  public static Layer relu6() {
    return (net, x) -> x.of(net.tf().nn.relu6(x));
  }

  /** Slope {@code alpha} below zero. */
  public static Layer leakyRelu(float alpha) {
    return (net, x) -> x.of(net.tf().nn.leakyRelu(x, LeakyRelu.alpha(alpha)));
  }

  /** A trained slope below zero, one for all channels, at first 0.25 (He et al. 2015). */
  public static Layer prelu(String name) {
    return (net, x) -> {
      Value slope = net.at(name).weight("weight", Init.constant(.25f), 1);
      return x.relu().minus(x.negative().relu().times(slope));
    };
  }

  /** {@code exp(x) - 1} below zero (Clevert et al. 2015). */
  public static Layer elu() {
    return (net, x) -> x.of(net.tf().nn.elu(x));
  }

  /** Self-normalising (Klambauer et al. 2017). */
  public static Layer selu() {
    return (net, x) -> x.of(net.tf().nn.selu(x));
  }

  /** {@code x Phi(x)}, exact (Hendrycks and Gimpel 2016). */
  public static Layer gelu() {
    // in this order TensorFlow knows it, and fuses it with the dense layer before it when serving
    return (net, x) -> x.times(SQRT_HALF).erf().plus(1).times(.5f).times(x);
  }

  /** The approximation of GELU by a tanh that GPT-2 was trained with. */
  public static Layer geluTanh() {
    return (net, x) -> {
      // as a sigmoid it is fewer passes over memory: (1 + tanh(u)) / 2 = sigmoid(2 u)
      Value slope = x.square().times(2 * SQRT_2_OVER_PI * .044715f).plus(2 * SQRT_2_OVER_PI);
      return x.times(x.times(slope).sigmoid());
    };
  }

  /** {@code x sigmoid(x)}, also called SiLU. */
  public static Layer swish() {
    return (net, x) -> x.times(x.sigmoid());
  }

  /** {@code x tanh(softplus(x))} (Misra 2019). */
  public static Layer mish() {
    return (net, x) -> x.times(x.softplus().tanh());
  }

  public static Layer sigmoid() {
    return (net, x) -> x.sigmoid();
  }

  public static Layer tanh() {
    return (net, x) -> x.tanh();
  }

  /** {@code log(1 + exp(x))}. */
  public static Layer softplus() {
    return (net, x) -> x.softplus();
  }

  /** Over the last axis. */
  public static Layer softmax() {
    return (net, x) -> x.softmax();
  }
}
