package org.vivarium.layers;

import org.tensorflow.op.nn.FusedBatchNorm;
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
    long width = x.dim(-1);
    Value unit = x.shape().size() == width ? unit(x) : unit(n, x, width);
    return unit.times(n.weight("weight", Init.ones(), width))
        .plusBias(n.weight("bias", Init.zeros(), width));
  }

  /** The formula: less work where there is but one row. */
  private Value unit(Value x) {
    Value centred = x.minus(x.meanKeep(-1));
    return centred.times(centred.square().meanKeep(-1).plus(epsilon).rsqrt());
  }

  /**
   * Mean 0 and variance 1 in each row. Batch norm of one image whose channels are the rows does
   * this in one pass forward and one backward, where the formula takes some twenty.
   */
  private Value unit(Net n, Value x, long width) {
    var tf = n.tf();
    Value image = n.value(x).reshape(1, -1, width, 1); // [batch, channels, height, width]
    var rows = tf.reshape(tf.shape(image), tf.constant(new int[] {4}));
    var channels = tf.slice(rows, tf.constant(new int[] {1}), tf.constant(new int[] {1}));
    var none = tf.constant(new float[0]);
    var norm =
        tf.nn.fusedBatchNorm(
            image,
            tf.fill(channels, tf.constant(1f)),
            tf.fill(channels, tf.constant(0f)),
            none,
            none,
            FusedBatchNorm.epsilon(epsilon),
            FusedBatchNorm.dataFormat("NCHW"),
            FusedBatchNorm.isTraining(true));
    return n.value(tf.reshape(norm.y(), tf.shape(x)));
  }
}
