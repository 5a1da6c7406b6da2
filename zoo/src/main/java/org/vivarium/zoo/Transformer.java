package org.vivarium.zoo;

import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.layerNorm;

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
import org.vivarium.layers.Attended;
import org.vivarium.layers.Dropout;
import org.vivarium.layers.Mask;
import org.vivarium.layers.Positions;
import org.vivarium.layers.TransformerBlock;

/**
 * The Transformer, encoder and decoder (Vaswani et al., "Attention is all you need", 2017), with
 * the names of {@code nn.Transformer}: 63,084,544 parameters of the base model for 37,000 tokens.
 * As there, encoder and decoder each end in a layer norm that the paper does not have.
 *
 * @param vocabulary of source and target
 * @param depth blocks of the encoder, and of the decoder
 * @param tied whether one table is the embedding of source and target and the output's matrix, as
 *     in the paper
 * @param normFirst whether norms stand inside the shortcuts (Xiong et al. 2020), which trains
 *     without a long warm-up
 */
public record Transformer(
    int vocabulary,
    int width,
    int heads,
    int hidden,
    int depth,
    boolean tied,
    boolean normFirst,
    float dropout)
    implements Translator {

  /** With norms behind the sums, as in the paper. */
  public Transformer(
      int vocabulary, int width, int heads, int hidden, int depth, boolean tied, float dropout) {
    this(vocabulary, width, heads, hidden, depth, tied, false, dropout);
  }

  public static Transformer base(int vocabulary) {
    return new Transformer(vocabulary, 512, 8, 2048, 6, true, .1f);
  }

  public Transformer tied(boolean tied) {
    return new Transformer(vocabulary, width, heads, hidden, depth, tied, normFirst, dropout);
  }

  public Transformer normFirst(boolean normFirst) {
    return new Transformer(vocabulary, width, heads, hidden, depth, tied, normFirst, dropout);
  }

  /**
   * All inputs are {@code [batch, time]}; the target is one step behind what it is to become.
   *
   * @param mask of the source: 1 for tokens, 0 for padding
   * @return logits {@code [batch, time, vocabulary]}
   */
  public Value build(
      Net net, Operand<TInt32> source, Operand<TInt32> mask, Operand<TInt32> target) {
    if (tied) {
      return written(net, source, mask, target).logits();
    }
    Value in = Tokens.scaled(Tokens.table(net, "src_embedding", vocabulary, width), source);
    Value out = Tokens.scaled(Tokens.table(net, "tgt_embedding", vocabulary, width), target);
    Value decoded = decoded(net, in, mask, out).output();
    return dense("generator", vocabulary).init(Init.glorot()).build(net, decoded);
  }

  /** Only where the tables are {@link #tied}. */
  @Override
  public Written written(
      Net net, Operand<TInt32> source, Operand<TInt32> mask, Operand<TInt32> target) {
    Value table = table(net);
    Attended decoded =
        decoded(net, Tokens.scaled(table, source), mask, Tokens.scaled(table, target));
    return new Written(decoded.output(), table, decoded.weights());
  }

  private Value table(Net net) {
    if (!tied) {
      throw new IllegalStateException("only a Transformer with one table for all writes");
    }
    return Tokens.table(net, "embedding", vocabulary, width);
  }

  private Attended decoded(Net net, Value source, Operand<TInt32> mask, Value target) {
    Mask padding = Mask.padding(Tokens.floats(net, mask));
    return decode(net, encode(net, source, padding), padding, target);
  }

  /** Embedded tokens {@code [batch, time, width]} to what the decoder looks at. */
  public Value encode(Net net, Value source, Mask padding) {
    var encoder = new TransformerEncoder(width, depth, block(), true);
    return encoder.build(net.at("encoder"), placed(net, source), padding);
  }

  /**
   * Embedded tokens of the target, and the encoded source, to vectors {@code [batch, time, width]};
   * the weights are those over the source, {@code [batch, time, source]}, as a mean over blocks and
   * heads.
   */
  public Attended decode(Net net, Value encoded, Mask padding, Value target) {
    Net at = net.at("decoder");
    Value x = placed(net, target);
    List<Value> weights = new ArrayList<>();
    Attended y = null;
    for (int i = 0; i < depth; i++) {
      y = block().decode(at.at("layers." + i), x, Mask.causal(), encoded, padding);
      x = y.output();
      weights.add(y.weights());
    }
    return new Attended(layerNorm("norm").build(at, x), overall(weights), y.memory());
  }

  /** {@code [batch, heads, time, source]} of each block to their mean over blocks and heads. */
  private static Value overall(List<Value> weights) {
    return Value.stack(0, weights).mean(0, 2);
  }

  private Value placed(Net net, Value x) {
    return new Dropout(dropout).build(net, Positions.sinusoidal().build(net, x));
  }

  private TransformerBlock block() {
    return new TransformerBlock(heads, hidden).dropout(dropout).normFirst(normFirst);
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
                build(net, in.numbers("source"), in.numbers("mask"), in.numbers("target"))));
  }

  /** The source's keys and values of each block, and a past of no tokens. */
  @Override
  public Model reader(int time) {
    return new Model(
        Translator.read(vocabulary, time),
        (net, in) -> {
          Value x = Tokens.scaled(table(net), in.numbers("source"));
          Value encoded = encode(net, x, Mask.padding(Tokens.floats(net, in.numbers("mask"))));
          Map<String, Value> outputs = new LinkedHashMap<>();
          for (int i = 0; i < depth; i++) {
            Net at = net.at("decoder.layers." + i);
            Attended.Memory memory = block().remember(at, encoded);
            put(outputs, SOURCE, i, memory);
            put(outputs, PAST, i, new Attended.Memory(none(memory.keys()), none(memory.values())));
          }
          return outputs;
        });
  }

  private static void put(Map<String, Value> to, String kind, int block, Attended.Memory memory) {
    to.put(kind + "keys." + block, memory.keys());
    to.put(kind + "values." + block, memory.values());
  }

  /** The same of no tokens. */
  private static Value none(Value memory) {
    var tf = memory.tf();
    return memory.of(
        tf.slice(memory, tf.constant(new int[4]), tf.constant(new int[] {-1, -1, 0, -1})));
  }

  @Override
  public Model writer(int texts, int longest) {
    List<Model.Input> inputs = new ArrayList<>(Translator.asked(vocabulary, texts));
    for (String kind : List.of(SOURCE, PAST)) {
      for (int i = 0; i < depth; i++) {
        inputs.add(Model.Input.floats(kind + "keys." + i, heads, -1, width / heads));
        inputs.add(Model.Input.floats(kind + "values." + i, heads, -1, width / heads));
      }
    }
    return new Model(inputs, (net, in) -> next(net, in, longest));
  }

  private Map<String, Value> next(Net net, Model.Inputs in, int longest) {
    var tf = net.tf();
    Value table = table(net);
    Mask padding = Mask.padding(Tokens.floats(net, in.numbers("mask")));
    var written = tf.gather(tf.shape(in.floats(PAST + "keys.0")), tf.constant(2), tf.constant(0));
    Value x = Positions.sinusoidal(Tokens.scaled(table, in.numbers("tokens")), written, longest);
    Net at = net.at("decoder");
    Map<String, Value> outputs = new LinkedHashMap<>();
    List<Value> weights = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      Attended.Memory past = memory(in, PAST, i).at(in.numbers("rows"));
      Attended y =
          block().decodeNext(at.at("layers." + i), x, past, memory(in, SOURCE, i), padding);
      x = y.output();
      weights.add(y.weights());
      put(outputs, PAST, i, y.memory());
    }
    Value states = layerNorm("norm").build(at, x).reshape(-1, width); // [batch texts, width]
    outputs.put("logits", Tokens.against(states, table));
    outputs.put("weights", overall(weights));
    return outputs;
  }

  private static Attended.Memory memory(Model.Inputs in, String kind, int block) {
    return new Attended.Memory(
        in.floats(kind + "keys." + block), in.floats(kind + "values." + block));
  }
}
