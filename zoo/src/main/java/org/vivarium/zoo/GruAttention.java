package org.vivarium.zoo;

import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.gru;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Dropout;

/**
 * An encoder of GRUs both ways, and a decoder of one that looks back at all of its states through
 * global attention with the general score (Luong et al., "Effective approaches to attention-based
 * neural machine translation", 2015): 4,203,264 parameters for 10,000 tokens and 256 units. There
 * the layers are LSTMs and the attention is fed to the next step; here it is not, so that a text is
 * attended to at once. One table is the embedding of source and target and the output's matrix.
 *
 * @param width of the embeddings
 * @param units of the decoder, and of each direction of the encoder
 * @param dropout of embeddings and of what is told by attention, in training
 */
public record GruAttention(int vocabulary, int width, int units, float dropout)
    implements Translator {
  private static final String KEYS = SOURCE + "keys";
  private static final String VALUES = SOURCE + "values";
  private static final String STATE = PAST + "state";

  /**
   * What the decoder knows of the source.
   *
   * @param keys {@code [batch, source, units]}, to be compared to the decoder's states
   * @param values states of the encoder, {@code [batch, source, 2 units]}
   * @param lowered 0 for tokens and very little for padding, {@code [batch, 1, source]}
   */
  private record Source(Value keys, Value values, Value lowered) {}

  /** What is read, and the decoder's first state, {@code [batch, units]}. */
  private record Read(Source source, Value state) {}

  @Override
  public Written written(
      Net net, Operand<TInt32> source, Operand<TInt32> mask, Operand<TInt32> target) {
    Value table = table(net);
    Read read = read(net, table, source, mask);
    Value x = dropped(net.at("target"), Tokens.scaled(table, target));
    List<Value> first = List.of(read.state.reshape(1, -1, units));
    Value states = gru("decoder", units).states(net, x, null, first).all();
    return attended(net, table, states, read.source);
  }

  private Value table(Net net) {
    return Tokens.table(net, "embedding", vocabulary, width);
  }

  private Value dropped(Net net, Value x) {
    return new Dropout(dropout).build(net, x);
  }

  private Read read(Net net, Value table, Operand<TInt32> source, Operand<TInt32> mask) {
    Value x = dropped(net.at("source"), Tokens.scaled(table, source));
    var states = gru("encoder", units).bidirectional().states(net, x, mask, List.of());
    Value keys = dense("attention", units).noBias().build(net, states.all());
    Value first = dense("bridge", units).build(net, states.top()).tanh();
    return new Read(new Source(keys, states.all(), lowered(net, mask)), first);
  }

  private static Value lowered(Net net, Operand<TInt32> mask) {
    Value low = Tokens.floats(net, mask).minus(1).times(1e9f);
    return low.of(low.tf().expandDims(low, low.tf().constant(1)));
  }

  /** Decoder's states {@code [batch, time, units]}, with what each of them looks at. */
  private Written attended(Net net, Value table, Value states, Source source) {
    Value scores = product(states, source.keys, true).plus(source.lowered);
    Value weights = scores.softmax(); // [batch, time, source]
    Value context = product(weights, source.values, false); // [batch, time, 2 units]
    Value both = Value.concat(2, List.of(context, states));
    Value told = dense("combine", width).noBias().build(net, both).tanh();
    return new Written(dropped(net.at("combine"), told), table, weights);
  }

  private static Value product(Value x, Value y, boolean adjoint) {
    return x.of(x.tf().train.batchMatMul(x, y, TFloat32.class, BatchMatMul.adjY(adjoint)));
  }

  @Override
  public Model model(int time) {
    List<Model.Input> inputs = new ArrayList<>(Translator.read(vocabulary, time));
    inputs.add(Model.Input.numbers("target", vocabulary, time));
    return new Model(
        inputs,
        (net, in) ->
            Map.of(
                "logits",
                written(net, in.numbers("source"), in.numbers("mask"), in.numbers("target"))
                    .logits()));
  }

  @Override
  public Model reader(int time) {
    return new Model(
        Translator.read(vocabulary, time),
        (net, in) -> {
          Read read = read(net, table(net), in.numbers("source"), in.numbers("mask"));
          Map<String, Value> outputs = new LinkedHashMap<>();
          outputs.put(KEYS, read.source.keys);
          outputs.put(VALUES, read.source.values);
          outputs.put(STATE, read.state);
          return outputs;
        });
  }

  @Override
  public Model writer(int texts, int longest) {
    List<Model.Input> inputs = new ArrayList<>(Translator.asked(vocabulary, texts));
    inputs.add(Model.Input.floats(KEYS, -1, units));
    inputs.add(Model.Input.floats(VALUES, -1, 2L * units));
    inputs.add(Model.Input.floats(STATE, units));
    return new Model(inputs, this::next);
  }

  private Map<String, Value> next(Net net, Model.Inputs in) {
    var tf = net.tf();
    Value table = table(net);
    Operand<TInt32> tokens = in.numbers("tokens");
    long texts = tokens.shape().get(1);
    Value state = net.value(tf.gather(in.floats(STATE), in.numbers("rows"), tf.constant(0)));
    Value x = Tokens.scaled(table, tokens).reshape(-1, 1, width);
    List<Value> first = List.of(state.reshape(1, -1, units));
    Value after = gru("decoder", units).states(net, x, null, first).all(); // [rows, 1, units]
    Value states = after.reshape(-1, texts, units);
    Source source =
        new Source(in.floats(KEYS), in.floats(VALUES), lowered(net, in.numbers("mask")));
    Written written = attended(net, table, states, source);
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put("logits", written.logits().reshape(-1, vocabulary));
    outputs.put("weights", written.weights());
    outputs.put(STATE, after.reshape(-1, units));
    return outputs;
  }
}
