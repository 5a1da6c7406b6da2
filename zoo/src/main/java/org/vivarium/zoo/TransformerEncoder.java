package org.vivarium.zoo;

import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.layerNorm;

import java.util.List;
import java.util.Map;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
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
    for (int i = 0; i < depth; i++) {
      x = block.build(net.at("layers." + i), x, mask).output();
    }
    return finalNorm ? layerNorm("norm").build(net, x) : x;
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
          return classified(net, x, Tokens.floats(net, in.numbers("mask")), classes);
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
          return classified(net, x, Tokens.floats(net, in.numbers("mask")), classes);
        });
  }

  private Map<String, Value> classified(Net net, Value x, Value present, int classes) {
    Value placed = new Dropout(block.dropout()).build(net, Positions.sinusoidal().build(net, x));
    Value y = build(net.at("encoder"), placed, Mask.padding(present));
    Value each = present.reshape(-1, 1, present.dim(1));
    Value count = present.sumKeep(1).maximum(present.of(1));
    Value mean = each.matmul(y).reshape(-1, width).over(count); // padding does not count
    return Map.of("logits", dense("fc", classes).init(Init.glorot()).build(net, mean));
  }
}
