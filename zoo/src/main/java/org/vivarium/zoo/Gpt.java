package org.vivarium.zoo;

import static org.vivarium.layers.Activations.geluTanh;
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
import org.vivarium.layers.TransformerNames;

/**
 * A language model of decoder blocks alone, GPT-2 (Radford et al., "Language models are
 * unsupervised multitask learners", 2019) with the names of Hugging Face: 124,439,808 parameters of
 * the small model, whose output is tied to the embedding of the tokens.
 *
 * @param context the longest text, in tokens
 */
public record Gpt(int vocabulary, int context, int width, int heads, int depth, float dropout)
    implements LanguageModel {
  private static final Init INIT = Init.normal(.02f);

  public static Gpt gpt2() {
    return new Gpt(50_257, 1024, 768, 12, 12, .1f);
  }

  @Override
  public int reach() {
    return context;
  }

  @Override
  public Value build(Net net, Operand<TInt32> tokens) {
    Value table = Tokens.table(net, "wte", INIT, vocabulary, width);
    Value rows = Tokens.rows(table, tokens);
    Value placed = Positions.learned("wpe", context, INIT).build(net, rows);
    Value x = new Dropout(dropout).build(net, placed);
    for (int i = 0; i < depth; i++) {
      x = block().build(net.at("h." + i), x, Mask.causal()).output();
    }
    return Tokens.against(layerNorm("ln_f").build(net, x), table);
  }

  /** What follows some tokens, and what the next step has to know of them. */
  public record Step(Value logits, List<Attended.Memory> memories) {}

  /**
   * Goes on from a past without computing it again.
   *
   * @param tokens {@code [batch, time]} that follow the past
   * @param past of each block; empty ones to begin with
   */
  public Step next(Net net, Operand<TInt32> tokens, List<Attended.Memory> past) {
    var tf = net.tf();
    Value table = Tokens.table(net, "wte", INIT, vocabulary, width);
    Value places = Tokens.table(net, "wpe", INIT, context, width);
    Value rows = Tokens.rows(table, tokens);
    var done = tf.gather(tf.shape(past.get(0).keys()), tf.constant(2), tf.constant(0));
    int[] size = {Math.toIntExact(rows.dim(1)), width};
    var here =
        places.tf().slice(places, tf.stack(List.of(done, tf.constant(0))), tf.constant(size));
    Value x = rows.plus(here);
    List<Attended.Memory> memories = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      Attended y = block().next(net.at("h." + i), x, past.get(i), Mask.causal());
      memories.add(y.memory());
      x = y.output();
    }
    return new Step(Tokens.against(layerNorm("ln_f").build(net, x), table), memories);
  }

  private TransformerBlock block() {
    return new TransformerBlock(heads, 4 * width)
        .names(TransformerNames.GPT2)
        .activation(geluTanh())
        .init(INIT)
        .normFirst(true)
        .dropout(dropout);
  }

  @Override
  public Model model(int time) {
    return new Model(
        List.of(Model.Input.numbers("tokens", vocabulary, time)),
        (net, in) -> Map.of("logits", build(net, in.numbers("tokens"))));
  }

  /**
   * For generation: {@code tokens}, {@code [batch, time]}, and the past of each block as {@code
   * keys.0}, {@code values.0} and so on, {@code [batch, heads, past, width / heads]}, to {@code
   * logits} and the same keys and values with those of the tokens behind them. The past may be
   * empty, and together with the tokens as long as the context.
   */
  @Override
  public Model step(int time) {
    List<Model.Input> inputs = new ArrayList<>();
    inputs.add(Model.Input.numbers("tokens", vocabulary, time));
    for (int i = 0; i < depth; i++) {
      inputs.add(Model.Input.floats("keys." + i, heads, -1, width / heads));
      inputs.add(Model.Input.floats("values." + i, heads, -1, width / heads));
    }
    return new Model(
        inputs,
        (net, in) -> {
          List<Attended.Memory> past = new ArrayList<>();
          for (int i = 0; i < depth; i++) {
            past.add(new Attended.Memory(in.floats("keys." + i), in.floats("values." + i)));
          }
          Step step = next(net, in.numbers("tokens"), past);
          Map<String, Value> outputs = new LinkedHashMap<>(Map.of("logits", step.logits()));
          for (int i = 0; i < depth; i++) {
            outputs.put("keys." + i, step.memories().get(i).keys());
            outputs.put("values." + i, step.memories().get(i).values());
          }
          return outputs;
        });
  }
}
