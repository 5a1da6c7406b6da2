package org.vivarium.zoo;

import static org.vivarium.layers.Layers.lstm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Dropout;
import org.vivarium.layers.Recurrent;

/**
 * A language model of LSTM layers (Zaremba et al., "Recurrent neural network regularization",
 * 2014), whose output is tied to the embedding of the tokens (Press and Wolf, "Using the output
 * embedding to improve language models", 2016): 13,280,400 parameters of the medium model with a
 * vocabulary of 10,000, against 19,780,400 untied. Parameters have the names of PyTorch's example
 * {@code word_language_model}. First values are PyTorch's, not uniform ones.
 *
 * @param width numbers in the vector of a token and in each state
 * @param dropout before, between and behind the layers, while training
 */
public record LstmLanguageModel(int vocabulary, int width, int layers, float dropout)
    implements LanguageModel {
  private static final List<String> KINDS = List.of("hidden.", "cell.");

  /** The medium model of the paper, with tied weights. */
  public static LstmLanguageModel medium() {
    return new LstmLanguageModel(10_000, 650, 2, .5f);
  }

  /**
   * What follows some tokens, and the states behind them.
   *
   * @param logits {@code [batch, time, vocabulary]}
   * @param states of all layers, {@code [layers, batch, width]}: h and c
   */
  public record Step(Value logits, List<Value> states) {}

  /** It carries a state on, however long the text is. */
  @Override
  public int reach() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Value build(Net net, Operand<TInt32> tokens) {
    return next(net, tokens, List.of()).logits();
  }

  /**
   * Goes on from a past.
   *
   * @param past the states that it left; empty to begin with
   */
  public Step next(Net net, Operand<TInt32> tokens, List<Value> past) {
    Value table = Tokens.table(net, "encoder", Init.uniform(.1f), vocabulary, width);
    Dropout dropped = new Dropout(dropout);
    Value vectors = dropped.build(net.at("encoder"), Tokens.rows(table, tokens));
    Recurrent rnn = lstm("rnn", width).layers(layers).dropout(dropout);
    Recurrent.States states = rnn.states(net, vectors, null, past);
    Net out = net.at("decoder");
    Value x = out.value(dropped.build(out, states.all()));
    Value bias = out.weight("bias", Init.zeros(), vocabulary);
    return new Step(Tokens.against(x, table).plusBias(bias), states.last());
  }

  @Override
  public Model model(int time) {
    return new Model(
        List.of(Model.Input.numbers("tokens", vocabulary, time)),
        (net, in) -> Map.of("logits", build(net, in.numbers("tokens"))));
  }

  /**
   * For generation: {@code tokens}, {@code [batch, time]}, and the state of each layer as {@code
   * hidden.0}, {@code cell.0} and so on, {@code [batch, width]}, to {@code logits} and the same
   * states behind the tokens. States of zeros begin a text.
   */
  @Override
  public Model step(int time) {
    List<Model.Input> inputs = new ArrayList<>();
    inputs.add(Model.Input.numbers("tokens", vocabulary, time));
    for (String name : stateNames()) {
      inputs.add(Model.Input.floats(name, width));
    }
    return new Model(
        inputs,
        (net, in) -> {
          List<Value> past = new ArrayList<>();
          for (String kind : KINDS) {
            past.add(
                Value.stack(
                    0,
                    stateNames().stream()
                        .filter(n -> n.startsWith(kind))
                        .map(in::floats)
                        .toList()));
          }
          Step step = next(net, in.numbers("tokens"), past);
          Map<String, Value> outputs = new LinkedHashMap<>(Map.of("logits", step.logits()));
          for (int kind = 0; kind < KINDS.size(); kind++) {
            List<Value> states = step.states().get(kind).unstack(layers);
            for (int i = 0; i < layers; i++) {
              outputs.put(KINDS.get(kind) + i, states.get(i));
            }
          }
          return outputs;
        });
  }

  private List<String> stateNames() {
    List<String> names = new ArrayList<>();
    for (String kind : KINDS) {
      for (int i = 0; i < layers; i++) {
        names.add(kind + i);
      }
    }
    return names;
  }
}
