package org.vivarium.layers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.op.Ops;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Layout;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Convolution over time: {@code [batch, time, in]} to {@code [batch, time', filters]}. Parameters
 * {@code weight} and {@code bias}.
 *
 * @param dilation how many steps lie from one tap of the kernel to the next
 */
public record Conv1d(String name, int filters, int kernel, int dilation, Ends ends, boolean bias)
    implements Layer {
  /** Where zeros are put, so that the sequence keeps its length. */
  public enum Ends {
    /** Nowhere: the result is shorter. */
    NONE,
    /** Half a kernel at both ends, PyTorch's {@code padding=dilation*(kernel//2)}. */
    BOTH,
    /** All before the first step: no step sees a later one. */
    CAUSAL
  }

  public Conv1d {
    Conv2d.check(name, filters, kernel, dilation);
  }

  public Conv1d dilation(int dilation) {
    return new Conv1d(name, filters, kernel, dilation, ends, bias);
  }

  public Conv1d ends(Ends ends) {
    return new Conv1d(name, filters, kernel, dilation, ends, bias);
  }

  public Conv1d noBias() {
    return new Conv1d(name, filters, kernel, dilation, ends, false);
  }

  @Override
  public Value build(Net net, Value x) {
    Net n = net.at(name);
    long in = x.dim(-1);
    Value weight = n.weight("weight", Layout.CONV1D, Init.he(), kernel, in, filters);
    Value padded = padded(n.tf(), x);
    Value y = dilation == 1 ? convolved(n, padded, weight) : taps(n, padded, weight);
    return bias ? y.plusBias(n.weight("bias", Init.zeros(), filters)) : y;
  }

  private Value padded(Ops tf, Value x) {
    int reach = dilation * (kernel - 1);
    int before = ends == Ends.CAUSAL ? reach : ends == Ends.BOTH ? dilation * (kernel / 2) : 0;
    int after = ends == Ends.BOTH ? before : 0;
    if (x.dim(1) + before + after <= reach) {
      throw new IllegalArgumentException(
          "'%s' looks at %d steps, more than %s has".formatted(name, reach + 1, x.shape()));
    }
    int[][] sides = {{0, 0}, {before, after}, {0, 0}};
    return before == 0 ? x : x.of(tf.pad(x, tf.constant(sides), tf.constant(0f)));
  }

  private Value convolved(Net n, Value x, Value weight) {
    Value image = x.reshape(-1, 1, x.dim(1), x.dim(2)); // one row high
    Value filter = weight.reshape(1, kernel, x.dim(2), filters);
    Value y = n.value(n.tf().nn.conv2d(image, filter, Conv2d.strides(1), "VALID"));
    return y.reshape(-1, x.dim(1) - kernel + 1, filters);
  }

  /** What the taps see side by side, in one product; TensorFlow's dilated gradients fail. */
  private Value taps(Net n, Value x, Value weight) {
    Ops tf = n.tf();
    long in = x.dim(2);
    int time = Math.toIntExact(x.dim(1)) - dilation * (kernel - 1);
    List<Value> seen = new ArrayList<>();
    for (int k = 0; k < kernel; k++) {
      var begin = tf.constant(new int[] {0, k * dilation, 0});
      seen.add(x.of(tf.slice(x, begin, tf.constant(new int[] {-1, time, -1}))));
    }
    Value all = Value.concat(2, seen).reshape(-1, kernel * in);
    return all.matmul(weight.reshape(kernel * in, filters)).reshape(-1, time, filters);
  }
}
