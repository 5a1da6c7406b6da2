package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.conv1d;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.dropout;
import static org.vivarium.layers.Layers.identity;
import static org.vivarium.layers.Layers.residual;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Conv1d;

/**
 * Temporal convolutional network (Bai et al., "An empirical evaluation of generic convolutional and
 * recurrent networks for sequence modeling", 2018): residual blocks of causal convolutions whose
 * taps lie twice as far apart from block to block; what the last step sees tells the class. The
 * paper's network for MNIST pixel by pixel, eight blocks of 25 filters and kernel 7, has 66,510
 * parameters for one feature and ten classes. Weights are plain, where the paper normalises them.
 *
 * @param outputs classes, or numbers of a regression
 * @param filters of each convolution
 * @param drop the probability of dropout
 */
public record Tcn(int outputs, int blocks, int filters, int kernel, float drop) {
  /** The paper's network for long series. */
  public static Tcn paper(int outputs) {
    return new Tcn(outputs, 8, 25, 7, .05f);
  }

  /**
   * {@code [batch, outputs]}.
   *
   * @param series {@code [batch, time, features]}
   * @param mask {@code [batch, time]}, 1 for steps and 0 for the padding after them; or null
   */
  public Value build(Net net, Value series, Operand<TInt32> mask) {
    Layer[] network = new Layer[blocks];
    for (int i = 0; i < blocks; i++) {
      network[i] = new Block(filters, kernel, 1 << i, drop).at("network." + i);
    }
    Value all = chain(network).build(net.at("tcn"), series); // [batch, time, filters]
    return dense("linear", outputs).init(Init.lecun()).build(net, last(all, mask));
  }

  /** What stands at the last step before the padding. */
  private static Value last(Value x, Operand<TInt32> mask) {
    var tf = x.tf();
    if (mask == null) {
      int[] end = {0, Math.toIntExact(x.dim(1)) - 1, 0};
      var one = tf.constant(new int[] {-1, 1, -1});
      return x.of(tf.slice(x, tf.constant(end), one)).reshape(-1, x.dim(2));
    }
    var next = tf.pad(mask, tf.constant(new int[][] {{0, 0}, {0, 1}}), tf.constant(0));
    var after = tf.slice(next, tf.constant(new int[] {0, 1}), tf.constant(new int[] {-1, -1}));
    var ends = tf.dtypes.cast(tf.math.sub(mask, after), TFloat32.class); // 1 at the last step
    return x.times(tf.expandDims(ends, tf.constant(-1))).sum(1);
  }

  /** Two convolutions beside a shortcut, which is one of a single tap where widths differ. */
  private record Block(int filters, int kernel, int dilation, float drop) implements Layer {
    @Override
    public Value build(Net net, Value x) {
      Layer body =
          chain(causal("conv1"), relu(), dropout(drop), causal("conv2"), relu(), dropout(drop));
      Layer shortcut = x.dim(-1) == filters ? identity() : conv1d("downsample", filters, 1);
      return residual(body, shortcut).build(net, x).relu();
    }

    private Layer causal(String name) {
      return conv1d(name, filters, kernel).dilation(dilation).ends(Conv1d.Ends.CAUSAL);
    }
  }

  /** {@code series}, {@code [batch, time, features]}, and {@code mask} to {@code logits}. */
  public Model series(int time, int features) {
    return new Model(
        List.of(Model.Input.floats("series", time, features), Model.Input.numbers("mask", 2, time)),
        (net, in) -> Map.of("logits", build(net, in.floats("series"), in.numbers("mask"))));
  }
}
