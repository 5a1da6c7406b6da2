package org.vivarium.zoo;

import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.gru;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Recurrent;

/**
 * A mask that takes noise off speech, by GRU layers over log spectra (NSNet2: Braun and Tashev,
 * "Data augmentation and loss normalization for deep noise suppression", 2020): 2,687,561
 * parameters for 161 frequencies. It hears frame after frame and needs none that is to come. Where
 * the paper normalises each frequency by what training data have, logarithms are only scaled, so
 * that nothing but weights has to be kept.
 *
 * @param bins frequencies of a frame
 * @param units of each GRU layer, and of the dense one before them
 * @param hidden units of both dense layers behind them
 */
public record GruMask(int bins, int units, int layers, int hidden) {
  private static final float MIDDLE = 2; // speech has powers around a hundredth
  private static final float SPREAD = .5f;
  private static final String STATE = "state.";

  public GruMask {
    if (bins < 1 || units < 1 || layers < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "a mask of %d frequencies by %d layers of %d units and %d hidden ones; all must be at least 1"
              .formatted(bins, layers, units, hidden));
    }
  }

  /** The paper's, for frames of 20 ms at 16 kHz. */
  public static GruMask paper() {
    return new GruMask(161, 400, 2, 600);
  }

  /**
   * What is made of some frames, and the states behind them.
   *
   * @param scores {@code [batch, time, bins]}; their sigmoid is the mask
   * @param states {@code [layers, batch, units]}
   */
  public record Step(Value scores, Value states) {}

  /**
   * Goes on from a past.
   *
   * @param logPower logarithms, to base 10, of the squared magnitudes, {@code [batch, time, bins]}
   * @param past the states that it left; null to begin with
   */
  public Step next(Net net, Value logPower, Value past) {
    Value x = logPower.plus(MIDDLE).times(SPREAD);
    Value in = dense("fc1", units).build(net, x).relu(); // [batch, time, units]
    Recurrent rnn = gru("rnn", units).layers(layers);
    Recurrent.States states = rnn.states(net, in, null, past == null ? List.of() : List.of(past));
    Value y = dense("fc2", hidden).build(net, states.all()).relu();
    Value z = dense("fc3", hidden).build(net, y).relu();
    Value scores = dense("fc4", bins).init(Init.lecun()).build(net, z); // no ReLU follows
    return new Step(scores, states.last().get(0));
  }

  /** {@code log_power}, {@code [batch, time, bins]}, to {@code scores} of the same shape. */
  public Model model(int time) {
    return new Model(
        List.of(Model.Input.floats("log_power", time, bins)),
        (net, in) -> Map.of("scores", next(net, in.floats("log_power"), null).scores()));
  }

  /**
   * For streams: {@code log_power} and the state of each layer as {@code state.0} and so on, {@code
   * [batch, units]}, to {@code mask}, 0 to 1, and the same states behind the frames. States of
   * zeros begin a stream.
   */
  public Model step(int time) {
    List<Model.Input> inputs = new ArrayList<>();
    inputs.add(Model.Input.floats("log_power", time, bins));
    for (int i = 0; i < layers; i++) {
      inputs.add(Model.Input.floats(STATE + i, units));
    }
    return new Model(
        inputs,
        (net, in) -> {
          List<Value> past = new ArrayList<>();
          for (int i = 0; i < layers; i++) {
            past.add(in.floats(STATE + i));
          }
          Step step = next(net, in.floats("log_power"), Value.stack(0, past));
          Map<String, Value> outputs = new LinkedHashMap<>();
          outputs.put("mask", step.scores().sigmoid());
          List<Value> states = step.states().unstack(layers);
          for (int i = 0; i < layers; i++) {
            outputs.put(STATE + i, states.get(i));
          }
          return outputs;
        });
  }
}
