package org.vivarium.zoo;

import static org.vivarium.layers.Activations.gelu;
import static org.vivarium.layers.Layers.dense;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Dropout;
import org.vivarium.layers.Embedding;
import org.vivarium.layers.LayerNorm;
import org.vivarium.layers.Mask;
import org.vivarium.layers.Positions;
import org.vivarium.layers.TransformerBlock;
import org.vivarium.layers.TransformerNames;

/**
 * BERT (Devlin et al., "BERT: pre-training of deep bidirectional Transformers for language
 * understanding", 2018) with the names of Hugging Face: 109,482,240 parameters of the uncased base
 * model, without the heads it was pre-trained with.
 *
 * @param places the longest text, in tokens
 * @param types of segments
 */
public record Bert(
    int vocabulary,
    int places,
    int types,
    int width,
    int heads,
    int hidden,
    int depth,
    float dropout) {
  private static final Init INIT = Init.normal(.02f);
  private static final float EPSILON = 1e-12f;

  /** What it makes of a text. */
  public record Encoding(Value hidden, Value pooled) {}

  public static Bert base() {
    return new Bert(30_522, 512, 2, 768, 12, 3072, 12, .1f);
  }

  /** BERT-tiny of Turc et al. 2019: 4,385,920 parameters. */
  public static Bert tiny() {
    return new Bert(30_522, 512, 2, 128, 2, 512, 2, .1f);
  }

  /**
   * All three inputs are {@code [batch, time]}.
   *
   * @param segments the types: 0, and 1 for the second text of a pair
   * @param mask 1 for tokens, 0 for padding
   * @return {@code [batch, time, width]} and, from the first token, {@code [batch, width]}
   */
  public Encoding build(
      Net net, Operand<TInt32> tokens, Operand<TInt32> segments, Operand<TInt32> mask) {
    Value x = embedded(net.at("embeddings"), tokens, segments);
    Mask padding = Mask.padding(Tokens.floats(net, mask));
    TransformerBlock block =
        new TransformerBlock(heads, hidden)
            .names(TransformerNames.BERT)
            .activation(gelu())
            .init(INIT)
            .epsilon(EPSILON)
            .dropout(dropout);
    for (int i = 0; i < depth; i++) {
      x = block.build(net.at("encoder.layer." + i), x, padding).output();
    }
    Value first = net.value(net.tf().gather(x, net.tf().constant(0), net.tf().constant(1)));
    return new Encoding(x, dense("pooler.dense", width).init(INIT).build(net, first).tanh());
  }

  private Value embedded(Net net, Operand<TInt32> tokens, Operand<TInt32> segments) {
    var words = new Embedding("word_embeddings", vocabulary, width, -1, INIT);
    var kinds = new Embedding("token_type_embeddings", types, width, -1, INIT);
    Value sum = words.build(net, tokens).plus(kinds.build(net, segments));
    Value placed = Positions.learned("position_embeddings", places, INIT).build(net, sum);
    return new Dropout(dropout).build(net, new LayerNorm("LayerNorm", EPSILON).build(net, placed));
  }

  /** {@code tokens}, {@code types} and {@code mask} to {@code hidden} and {@code pooled}. */
  public Model encoder(int time) {
    return new Model(
        inputs(time),
        (net, in) -> {
          Encoding e = build(net, in.numbers("tokens"), in.numbers("types"), in.numbers("mask"));
          return Map.of("hidden", e.hidden(), "pooled", e.pooled());
        });
  }

  /** A dense layer on the pooled vector, as in {@code BertForSequenceClassification}. */
  public Model classifier(int time, int classes) {
    return new Model(
        inputs(time),
        (net, in) -> {
          Value pooled =
              build(net.at("bert"), in.numbers("tokens"), in.numbers("types"), in.numbers("mask"))
                  .pooled();
          Value kept = new Dropout(dropout).build(net, pooled);
          return Map.of("logits", dense("classifier", classes).init(INIT).build(net, kept));
        });
  }

  private List<Model.Input> inputs(int time) {
    return List.of(
        Model.Input.numbers("tokens", vocabulary, time),
        Model.Input.numbers("types", types, time),
        Model.Input.numbers("mask", 2, time));
  }
}
