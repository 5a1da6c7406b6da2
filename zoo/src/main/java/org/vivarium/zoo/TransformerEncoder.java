package org.vivarium.zoo;

import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.layerNorm;

import java.util.List;
import java.util.Map;
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
 * The encoder of the Transformer (Vaswani et al., "Attention is all you need", 2017), with {@code
 * nn.TransformerEncoder}'s names, and a classifier on the mean of what it gives: 8,279,554
 * parameters for 20,000 tokens, two classes and 4 blocks of width 256; with the norm first (Xiong
 * et al. 2020) and a last one behind the blocks 8,280,066. The paper's encoder ends in a decoder.
 *
 * @param block one of the blocks, all of which are alike
 * @param finalNorm whether a layer norm follows the last block
 */
public record TransformerEncoder(int width, int depth, TransformerBlock block, boolean finalNorm) {
  /** Norms behind the sums, as in the paper. */
  public static TransformerEncoder postNorm(int width, int heads, int hidden, int depth) {
    return new TransformerEncoder(
        width, depth, new TransformerBlock(heads, hidden).dropout(.1f), false);
  }

  /** Norms first, and one behind the last block. */
  public static TransformerEncoder preNorm(int width, int heads, int hidden, int depth) {
    return new TransformerEncoder(
        width, depth, new TransformerBlock(heads, hidden).dropout(.1f).normFirst(true), true);
  }

  /** Vectors {@code [batch, time, width]} to the same, with parameters under {@code layers}. */
  public Value build(Net net, Value x, Mask mask) {
    return attended(net, x, mask).output();
  }

  private Attended attended(Net net, Value x, Mask mask) {
    Attended last = new Attended(x, null, null);
    for (int i = 0; i < depth; i++) {
      last = block.build(net.at("layers." + i), last.output(), mask);
    }
    return finalNorm
        ? new Attended(layerNorm("norm").build(net, last.output()), last.weights(), last.memory())
        : last;
  }

  /**
   * Tells texts apart: {@code tokens} and {@code mask} (1 for tokens, 0 for padding), each {@code
   * [batch, time]}, to {@code logits}, {@code [batch, classes]}.
   */
  public Model ofTokens(int vocabulary, int time, int classes) {
    return new Model(
        List.of(
            Model.Input.numbers("tokens", vocabulary, time), Model.Input.numbers("mask", 2, time)),
        (net, in) -> {
          Value table = Tokens.table(net, "embedding", vocabulary, width);
          Value x = Tokens.scaled(table, in.numbers("tokens"));
          return told(net, x, Tokens.floats(net, in.numbers("mask")), classes);
        });
  }

  /**
   * As {@link #ofTokens}, with what each place took of each in the last block besides: {@code
   * latent.attention}, {@code [batch, heads, time, time]}.
   */
  public Model attending(int vocabulary, int time, int classes) {
    Model plain = ofTokens(vocabulary, time, classes);
    return new Model(
        plain.inputs(),
        (net, in) -> {
          Value table = Tokens.table(net, "embedding", vocabulary, width);
          Value x = Tokens.scaled(table, in.numbers("tokens"));
          Value present = Tokens.floats(net, in.numbers("mask"));
          Attended last = attended(net.at("encoder"), placed(net, x), Mask.padding(present));
          return Map.of(
              "logits",
              classified(net, last.output(), present, classes),
              "latent.attention",
              last.weights());
        });
  }

  /**
   * Tells series of feature vectors apart: {@code series}, {@code [batch, time, features]}, and
   * {@code mask}, {@code [batch, time]}, to {@code logits}, {@code [batch, classes]}.
   */
  public Model ofSeries(int features, int time, int classes) {
    return new Model(
        List.of(Model.Input.floats("series", time, features), Model.Input.numbers("mask", 2, time)),
        (net, in) -> {
          Value x = dense("input", width).init(Init.glorot()).build(net, in.floats("series"));
          return told(net, x, Tokens.floats(net, in.numbers("mask")), classes);
        });
  }

  private Map<String, Value> told(Net net, Value x, Value present, int classes) {
    Value y = build(net.at("encoder"), placed(net, x), Mask.padding(present));
    return Map.of("logits", classified(net, y, present, classes));
  }

  private Value placed(Net net, Value x) {
    return new Dropout(block.dropout()).build(net, Positions.sinusoidal().build(net, x));
  }

  private Value classified(Net net, Value y, Value present, int classes) {
    Value each = present.reshape(-1, 1, present.dim(1));
    Value count = present.sumKeep(1).maximum(present.of(1));
    Value mean = each.matmul(y).reshape(-1, width).over(count); // padding does not count
    return dense("fc", classes).init(Init.glorot()).build(net, mean);
  }
}
