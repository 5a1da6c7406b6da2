package org.vivarium.zoo;

import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.gru;
import static org.vivarium.layers.Layers.lstm;
import static org.vivarium.layers.Layers.rnn;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Recurrent;

/**
 * A recurrent network whose last state tells the class, or the numbers, that a series stands for:
 * Elman's ("Finding structure in time", 1990), LSTM (Hochreiter and Schmidhuber 1997, with the
 * forget gates of Gers et al. 2000), GRU (Cho et al. 2014), and LSTM both ways (Graves and
 * Schmidhuber 2005). For 64 features, 128 units and ten classes they have 26,122, 100,618 and
 * 75,786 parameters; two layers of LSTM both ways have 596,490.
 *
 * @param recurrent named {@code rnn}
 * @param outputs classes, or numbers of a regression
 */
public record RecurrentClassifier(Recurrent recurrent, int outputs) {
  private static final String NAME = "rnn";

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
    Value last = recurrent.states(net, series, mask, List.of()).top();
    return dense("fc", outputs).init(Init.lecun()).build(net, last); // no ReLU is near
  }

  /** {@code series}, {@code [batch, time, features]}, and {@code mask} to {@code logits}. */
  public Model series(int time, int features) {
    return new Model(
        List.of(Model.Input.floats("series", time, features), Model.Input.numbers("mask", 2, time)),
        (net, in) -> Map.of("logits", build(net, in.floats("series"), in.numbers("mask"))));
  }
}
