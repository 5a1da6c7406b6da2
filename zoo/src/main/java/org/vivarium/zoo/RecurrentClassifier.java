package org.vivarium.zoo;

import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.gru;
import static org.vivarium.layers.Layers.lstm;
import static org.vivarium.layers.Layers.rnn;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Dropout;
import org.vivarium.layers.Recurrent;

/**
 * A recurrent network whose last state, or all of them together, tells the class, or the numbers,
 * that a series stands for: Elman's ("Finding structure in time", 1990), LSTM (Hochreiter and
 * Schmidhuber 1997, with the forget gates of Gers et al. 2000), GRU (Cho et al. 2014), and LSTM
 * both ways (Graves and Schmidhuber 2005). For 64 features, 128 units and ten classes they have
 * 26,122, 100,618 and 75,786 parameters; two layers of LSTM both ways have 596,490.
 *
 * @param recurrent named {@code rnn}
 * @param outputs classes, or numbers of a regression
 * @param summary what is made of the states
 * @param dropout of that, while training
 */
public record RecurrentClassifier(
    Recurrent recurrent, int outputs, Summary summary, float dropout) {
  /** What the answer is made of. */
  public enum Summary {
    /** The last state, of each direction. */
    LAST,
    /** The mean over all states. */
    MEAN,
    /** The largest of each number over all states (Conneau et al. 2017). */
    MAX
  }

  private static final String NAME = "rnn";
  private static final float LOWEST = -2; // below any state

  /** From the last state, without dropout. */
  public RecurrentClassifier(Recurrent recurrent, int outputs) {
    this(recurrent, outputs, Summary.LAST, 0);
  }

  public RecurrentClassifier summary(Summary summary) {
    return new RecurrentClassifier(recurrent, outputs, summary, dropout);
  }

  public RecurrentClassifier dropout(float dropout) {
    return new RecurrentClassifier(recurrent, outputs, summary, dropout);
  }

  public static RecurrentClassifier ofRnn(int units, int outputs) {
    return new RecurrentClassifier(rnn(NAME, units), outputs);
  }

  public static RecurrentClassifier ofLstm(int units, int outputs) {
    return new RecurrentClassifier(lstm(NAME, units), outputs);
  }

  public static RecurrentClassifier ofGru(int units, int outputs) {
    return new RecurrentClassifier(gru(NAME, units), outputs);
  }

  /** Two layers both ways, with dropout between them. */
  public static RecurrentClassifier ofBidirectionalLstm(int units, int outputs) {
    return new RecurrentClassifier(
        lstm(NAME, units).layers(2).bidirectional().dropout(.2f), outputs);
  }

  /**
   * {@code [batch, outputs]}.
   *
   * @param series {@code [batch, time, features]}
   * @param mask {@code [batch, time]}, 1 for steps and 0 for the padding after them; or null
   */
  public Value build(Net net, Value series, Operand<TInt32> mask) {
    Value told = new Dropout(dropout).build(net, summary(net, series, mask));
    return dense("fc", outputs).init(Init.lecun()).build(net, told); // no ReLU is near
  }

  private Value summary(Net net, Value series, Operand<TInt32> mask) {
    Recurrent.States states = recurrent.states(net, series, mask, List.of());
    if (summary == Summary.LAST) {
      return states.top();
    }
    Value all = states.all(); // [batch, time, directions units]
    if (mask == null) {
      return summary == Summary.MEAN ? all.mean(1) : all.max(1);
    }
    var tf = net.tf();
    Value real = net.value(tf.expandDims(tf.dtypes.cast(mask, TFloat32.class), tf.constant(-1)));
    return summary == Summary.MEAN
        ? all.sum(1).over(real.sum(1).maximum(all.of(1))) // states are 0 where the mask is
        : all.plus(real.minus(1).times(-LOWEST)).max(1);
  }

  /** {@code series}, {@code [batch, time, features]}, and {@code mask} to {@code logits}. */
  public Model series(int time, int features) {
    return new Model(
        List.of(Model.Input.floats("series", time, features), Model.Input.numbers("mask", 2, time)),
        (net, in) -> Map.of("logits", build(net, in.floats("series"), in.numbers("mask"))));
  }
}
