package org.vivarium.layers;

import java.util.Arrays;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Batch normalisation over all axes but the last (Ioffe and Szegedy 2015), for {@code [batch,
 * features]} and {@code [batch, height, width, channels]}. Parameters {@code weight} and {@code
 * bias}, buffers {@code running_mean} and {@code running_var}.
 *
 * @param momentum the share of the new batch in the running statistics, as in PyTorch
 * @param affine whether there are a weight and a bias
 */
public record BatchNorm(String name, float momentum, float epsilon, boolean affine)
    implements Layer {
  public BatchNorm momentum(float momentum) {
    return new BatchNorm(name, momentum, epsilon, affine);
  }

  public BatchNorm epsilon(float epsilon) {
    return new BatchNorm(name, momentum, epsilon, affine);
  }

  /** Without weight and bias. */
  public BatchNorm noAffine() {
    return new BatchNorm(name, momentum, epsilon, false);
  }

  @Override
  public Value build(Net net, Value x) {
    Net n = net.at(name);
    long channels = x.dim(-1);
    Value images = x.rank() == 4 ? x : x.reshape(-1, 1, 1, channels); // the op wants four axes
    Value y = normalised(n, images, channels);
    return x.rank() == 4 ? y : y.reshape(-1, channels);
  }

  private Value normalised(Net n, Value x, long channels) {
    var tf = n.tf();
    Value scale = affine ? n.weight("weight", Init.ones(), channels) : filled(n, 1, channels);
    Value shift = affine ? n.weight("bias", Init.zeros(), channels) : filled(n, 0, channels);
    Value mean = n.buffer("running_mean", Init.zeros(), channels);
    Value variance = n.buffer("running_var", Init.ones(), channels);
    var eps = FusedBatchNorm.epsilon(epsilon);
    if (!n.training()) {
      var isServing = FusedBatchNorm.isTraining(false);
      return n.value(tf.nn.fusedBatchNorm(x, scale, shift, mean, variance, eps, isServing).y());
    }
    var none = tf.constant(new float[0]);
    var isTraining = FusedBatchNorm.isTraining(true);
    var norm = tf.nn.fusedBatchNorm(x, scale, shift, none, none, eps, isTraining);
    n.onStep("running_mean", norm.y(), old -> moved(old, old.of(norm.batchMean())));
    n.onStep("running_var", norm.y(), old -> moved(old, old.of(norm.batchVariance())));
    return n.value(norm.y());
  }

  private static Value filled(Net n, float number, long channels) {
    float[] numbers = new float[Math.toIntExact(channels)];
    Arrays.fill(numbers, number);
    return n.value(n.tf().constant(numbers));
  }

  private Value moved(Value old, Value batch) {
    return old.times(1 - momentum).plus(batch.times(momentum));
  }
}
