package org.vivarium.zoo;

import static org.vivarium.layers.Layers.conv1d;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Conv1d;
import org.vivarium.layers.Dropout;

/**
 * TextCNN (Kim, "Convolutional neural networks for sentence classification", 2014): the strongest
 * answer, over a text, of 100 filters each over three, four and five words. With 20,000 tokens of
 * 300 numbers and two classes it has 6,360,902 parameters. A window ends at each word, with zeros
 * before the first; dropout stands in for the paper's bound on the norm of the last weights too.
 *
 * @param width numbers in the vector of a token
 * @param filters of each kernel
 * @param spread deviation of the vectors' first numbers
 * @param dropout of the answers, while training
 */
public record TextCnn(
    int classes, int vocabulary, int width, int filters, float spread, float dropout) {
  private static final List<Integer> KERNELS = List.of(3, 4, 5);

  /** With vectors as PyTorch begins with, and the paper's dropout. */
  public TextCnn(int classes, int vocabulary, int width, int filters) {
    this(classes, vocabulary, width, filters, 1, .5f);
  }

  public TextCnn spread(float spread) {
    return new TextCnn(classes, vocabulary, width, filters, spread, dropout);
  }

  public TextCnn dropout(float dropout) {
    return new TextCnn(classes, vocabulary, width, filters, spread, dropout);
  }

  /** {@code [batch, time]} tokens, and 1 for tokens and 0 for padding, to logits. */
  public Value build(Net net, Operand<TInt32> tokens, Operand<TInt32> mask) {
    var tf = net.tf();
    Value real = net.value(tf.expandDims(tf.dtypes.cast(mask, TFloat32.class), tf.constant(-1)));
    Value x =
        embedding("embedding", vocabulary, width)
            .init(Init.normal(spread))
            .padding(RecurrentText.PADDING)
            .build(net, tokens); // [batch, time, width]
    List<Value> strongest = new ArrayList<>();
    for (int i = 0; i < KERNELS.size(); i++) {
      Conv1d conv = conv1d("convs." + i, filters, KERNELS.get(i)).ends(Conv1d.Ends.CAUSAL);
      Value answers = conv.build(net, x).relu(); // none is below the zero of what is masked
      strongest.add(answers.times(real).max(1));
    }
    Value features = Value.concat(1, strongest); // [batch, 3 filters]
    Value kept = new Dropout(dropout).build(net, features);
    return dense("fc", classes).init(Init.lecun()).build(net, kept);
  }

  /** {@code tokens} and {@code mask}, {@code [batch, time]}, to {@code logits}. */
  public Model text(int time) {
    return new Model(
        List.of(
            Model.Input.numbers("tokens", vocabulary, time), Model.Input.numbers("mask", 2, time)),
        (net, in) -> Map.of("logits", build(net, in.numbers("tokens"), in.numbers("mask"))));
  }
}
