package org.vivarium.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Layout;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * A matrix product and a bias over the last axis: {@code [..., in]} to {@code [..., units]}.
 * Parameters {@code weight} and {@code bias}.
 *
 * @param units what comes out; 0 for no layer at all, so that a classifier of no classes gives the
 *     features that its head would see
 * @param layout {@link Layout#MATRIX}, as PyTorch's linear layers are written, or {@link
 *     Layout#PLAIN} where published weights are {@code [in, units]}
 */
public record Dense(String name, int units, boolean bias, Init init, Layout layout)
    implements Layer {
  public Dense noBias() {
    return new Dense(name, units, false, init, layout);
  }

  public Dense init(Init init) {
    return new Dense(name, units, bias, init, layout);
  }

  @Override
  public Value build(Net net, Value x) {
    if (units == 0) {
      return x;
    }
    Net n = net.at(name);
    long in = x.dim(-1);
    if (in < 0) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot know how many numbers come in: the last axis of " + x.shape());
    }
    Value weight = n.weight("weight", layout, init, in, units);
    Value rows = x.rank() == 2 ? x : x.reshape(-1, in);
    Value y = n.value(n.tf().linalg.matMul(rows, weight));
    y = bias ? y.plusBias(n.weight("bias", Init.zeros(), units)) : y;
    if (x.rank() == 2) {
      return y;
    }
    long[] shape = x.shape().asArray();
    shape[shape.length - 1] = units;
    return Arrays.stream(shape).filter(d -> d < 0).count() > 1 ? unflat(x, y) : y.reshape(shape);
  }

  /** The axes of {@code x} but the last, of which several are open. */
  private Value unflat(Value x, Value y) {
    Ops tf = x.tf();
    var shape = tf.shape(x);
    List<Operand<TInt32>> axes = new ArrayList<>();
    for (int i = 0; i < x.rank() - 1; i++) {
      axes.add(tf.gather(shape, tf.constant(i), tf.constant(0)));
    }
    axes.add(tf.constant(units));
    return y.of(tf.reshape(y, tf.stack(axes)));
  }
}
