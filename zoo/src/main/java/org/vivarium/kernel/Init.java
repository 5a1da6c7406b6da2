package org.vivarium.kernel;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomUniform;
import org.tensorflow.op.random.StatelessTruncatedNormal;
import org.tensorflow.types.TFloat32;

/**
 * The first value of a parameter. Its random numbers are a function of the program's seed and the
 * parameter's path, so they do not depend on the order of building.
 */
@FunctionalInterface
public interface Init {
  /**
   * Writes the op that makes the value.
   *
   * @param shape of the parameter, in our axis order
   * @param seed two numbers made of the program's seed and the path
   */
  Operand<TFloat32> value(Ops tf, Layout layout, long[] shape, int[] seed);

  static Init constant(float v) {
    return (tf, layout, shape, seed) -> tf.fill(tf.constant(shape), tf.constant(v));
  }

  static Init zeros() {
    return constant(0);
  }

  static Init ones() {
    return constant(1);
  }

  /** Normal, cut at two standard deviations as TensorFlow and Keras have it. */
  static Init normal(float std) {
    return (tf, layout, shape, seed) ->
        tf.math.mul(
            tf.constant(std),
            StatelessTruncatedNormal.create(
                tf.scope(), tf.constant(shape), tf.constant(seed), TFloat32.class));
  }

  /** Uniform between {@code -limit} and {@code limit}. */
  static Init uniform(float limit) {
    return (tf, layout, shape, seed) ->
        tf.math.sub(
            tf.math.mul(
                tf.constant(2 * limit),
                StatelessRandomUniform.create(
                    tf.scope(), tf.constant(shape), tf.constant(seed), TFloat32.class)),
            tf.constant(limit));
  }

  /** Normal, cut likewise, that has this deviation after the cut. */
  private static Init cut(double std) {
    return normal((float) (std / .87962566)); // what the cut leaves of a deviation of 1
  }

  /** He et al. 2015: keeps the variance of ReLU activations on the way forward. */
  static Init he() {
    return (tf, layout, shape, seed) ->
        cut(Math.sqrt(2.0 / layout.fanIn(shape))).value(tf, layout, shape, seed);
  }

  /** Glorot and Bengio 2010: a compromise between forward and backward variance. */
  static Init glorot() {
    return (tf, layout, shape, seed) ->
        uniform((float) Math.sqrt(6.0 / (layout.fanIn(shape) + layout.fanOut(shape))))
            .value(tf, layout, shape, seed);
  }

  /** LeCun et al. 1998: keeps the variance of linear and SELU activations. */
  static Init lecun() {
    return (tf, layout, shape, seed) ->
        cut(Math.sqrt(1.0 / layout.fanIn(shape))).value(tf, layout, shape, seed);
  }
}
