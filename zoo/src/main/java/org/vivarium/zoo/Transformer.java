package org.vivarium.zoo;

import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.layerNorm;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
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
 */
public record Transformer(
    int vocabulary, int width, int heads, int hidden, int depth, boolean tied, float dropout) {

  public static Transformer base(int vocabulary) {
    return new Transformer(vocabulary, 512, 8, 2048, 6, true, .1f);
  }

  public Transformer tied(boolean tied) {
    return new Transformer(vocabulary, width, heads, hidden, depth, tied, dropout);
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
      Value table = Tokens.table(net, "embedding", vocabulary, width);
      Value in = Tokens.scaled(table, source);
      return Tokens.against(decoded(net, in, mask, Tokens.scaled(table, target)), table);
    }
    Value in = Tokens.scaled(Tokens.table(net, "src_embedding", vocabulary, width), source);
    Value out = Tokens.scaled(Tokens.table(net, "tgt_embedding", vocabulary, width), target);
    Value decoded = decoded(net, in, mask, out);
    return dense("generator", vocabulary).init(Init.glorot()).build(net, decoded);
  }

  private Value decoded(Net net, Value source, Operand<TInt32> mask, Value target) {
    Mask padding = Mask.padding(Tokens.floats(net, mask));
    return decode(net, encode(net, source, padding), padding, target);
  }

  /** Embedded tokens {@code [batch, time, width]} to what the decoder looks at. */
  public Value encode(Net net, Value source, Mask padding) {
    var encoder = new TransformerEncoder(width, depth, block(), true);
    return encoder.build(net.at("encoder"), placed(net, source), padding);
  }

  /**
   * Embedded tokens of the target, and the encoded source, to vectors {@code [batch, time, width]}.
   */
  public Value decode(Net net, Value encoded, Mask padding, Value target) {
    Net at = net.at("decoder");
    Value x = placed(net, target);
    for (int i = 0; i < depth; i++) {
      x = block().decode(at.at("layers." + i), x, Mask.causal(), encoded, padding).output();
    }
    return layerNorm("norm").build(at, x);
  }

  private Value placed(Net net, Value x) {
    return new Dropout(dropout).build(net, Positions.sinusoidal().build(net, x));
  }

  private TransformerBlock block() {
    return new TransformerBlock(heads, hidden).dropout(dropout);
  }

  /** {@code source}, {@code mask} and {@code target} to {@code logits}. */
  public Model model(int time) {
    return new Model(
        List.of(
            Model.Input.numbers("source", vocabulary, time),
            Model.Input.numbers("mask", 2, time),
            Model.Input.numbers("target", vocabulary, time)),
        (net, in) ->
            Map.of(
                "logits",
                build(net, in.numbers("source"), in.numbers("mask"), in.numbers("target"))));
  }
}
