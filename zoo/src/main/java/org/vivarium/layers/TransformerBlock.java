package org.vivarium.layers;

import java.util.function.Function;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Self-attention and two dense layers, each with a shortcut and layer norm (Vaswani et al. 2017),
 * over {@code [batch, time, width]}.
 *
 * @param hidden units between the two dense layers
 * @param normFirst whether the norm stands before the attention and the dense layers, inside the
 *     shortcut (Xiong et al. 2020), or behind the sum
 * @param dropout in training: of attention's weights and of what is added to the shortcut
 */
public record TransformerBlock(
    int heads,
    int hidden,
    TransformerNames names,
    Layer activation,
    Init init,
    boolean normFirst,
    float epsilon,
    float dropout)
    implements Layer {
  /** The original: PyTorch's names, ReLU, norm behind the sum, no dropout. */
  public TransformerBlock(int heads, int hidden) {
    this(heads, hidden, TransformerNames.TORCH, Activations.relu(), Init.glorot(), false, 1e-5f, 0);
  }

  public TransformerBlock names(TransformerNames names) {
    return new TransformerBlock(
        heads, hidden, names, activation, init, normFirst, epsilon, dropout);
  }

  public TransformerBlock activation(Layer activation) {
    return new TransformerBlock(
        heads, hidden, names, activation, init, normFirst, epsilon, dropout);
  }

  public TransformerBlock init(Init init) {
    return new TransformerBlock(
        heads, hidden, names, activation, init, normFirst, epsilon, dropout);
  }

  public TransformerBlock normFirst(boolean normFirst) {
    return new TransformerBlock(
        heads, hidden, names, activation, init, normFirst, epsilon, dropout);
  }

  public TransformerBlock epsilon(float epsilon) {
    return new TransformerBlock(
        heads, hidden, names, activation, init, normFirst, epsilon, dropout);
  }

  public TransformerBlock dropout(float dropout) {
    return new TransformerBlock(
        heads, hidden, names, activation, init, normFirst, epsilon, dropout);
  }

  @Override
  public Value build(Net net, Value x) {
    return build(net, x, Mask.none()).output();
  }

  public Attended build(Net net, Value x, Mask mask) {
    Net at = net.at(names.attention);
    return around(net, x, in -> attention().build(at, in, in, in, mask));
  }

  /** Over what follows a past, whose keys and values are given. */
  public Attended next(Net net, Value x, Attended.Memory past, Mask mask) {
    Net at = net.at(names.attention);
    return around(net, x, in -> attention().next(at, in, past, mask));
  }

  /**
   * A decoder's block: it attends to itself, and then to what an encoder gave, through {@code
   * multihead_attn} and {@code norm3}. The weights and the memory are those of the latter.
   */
  public Attended decode(Net net, Value x, Mask mask, Value encoded, Mask ofEncoded) {
    if (names != TransformerNames.TORCH) {
      throw new IllegalArgumentException("a decoder's block has PyTorch's names, not " + names);
    }
    Net own = net.at(names.attention);
    Net cross = net.at("multihead_attn");
    Value seen = shortcut(net, "norm1", x, in -> attention().build(own, in, in, in, mask)).output();
    Attended told =
        shortcut(
            net, "norm2", seen, in -> attention().build(cross, in, encoded, encoded, ofEncoded));
    return thought(net, "norm3", told);
  }

  /** What {@link #decodeNext} needs of what an encoder gave. */
  public Attended.Memory remember(Net net, Value encoded) {
    return attention().remember(net.at("multihead_attn"), encoded);
  }

  /**
   * {@link #decode} of one more token of each of several texts that go on from one source; the
   * weights are those over the source, the memory is that of the texts.
   *
   * @param x {@code [batch, texts, width]}
   * @param past of the texts, {@code [batch texts, heads, time, width / heads]}
   * @param encoded what is remembered of the sources, {@code [batch, heads, time, width / heads]}
   */
  public Attended decodeNext(
      Net net, Value x, Attended.Memory past, Attended.Memory encoded, Mask ofEncoded) {
    Net own = net.at(names.attention);
    Net cross = net.at("multihead_attn");
    long width = x.dim(2);
    Attended seen =
        shortcut(
            net,
            "norm1",
            x,
            in -> {
              Value one = in.reshape(-1, 1, width);
              Attended y = attention().next(own, one, past, Mask.none());
              return new Attended(y.output().reshape(-1, x.dim(1), width), y.weights(), y.memory());
            });
    Attended told =
        shortcut(
            net, "norm2", seen.output(), in -> attention().recall(cross, in, encoded, ofEncoded));
    Value output = thought(net, "norm3", told).output();
    return new Attended(output, told.weights(), seen.memory());
  }

  private Attended around(Net net, Value x, Function<Value, Attended> attention) {
    return thought(net, names.norm, shortcut(net, names.attentionNorm, x, attention));
  }

  /** The dense layers. */
  private Attended thought(Net net, String norm, Attended x) {
    Function<Value, Attended> dense =
        in -> new Attended(feedForward(net, in), x.weights(), x.memory());
    return shortcut(net, norm, x.output(), dense);
  }

  private Attended shortcut(Net net, String norm, Value x, Function<Value, Attended> inner) {
    Layer layerNorm = new LayerNorm(norm, epsilon);
    Attended y = inner.apply(normFirst ? layerNorm.build(net, x) : x);
    Value sum = x.plus(new Dropout(dropout).build(net, y.output()));
    return new Attended(normFirst ? sum : layerNorm.build(net, sum), y.weights(), y.memory());
  }

  private Value feedForward(Net net, Value x) {
    int width = Math.toIntExact(x.dim(-1));
    Value rows = x.reshape(-1, width); // between two axes TensorFlow fuses product and activation
    Value wide = activation.build(net, dense(names.widen, hidden).build(net, rows));
    return dense(names.narrow, width).build(net, wide).reshape(-1, x.dim(1), width);
  }

  private Dense dense(String name, int units) {
    return new Dense(name, units, true, init, names.matrix);
  }

  private MultiHeadAttention attention() {
    return new MultiHeadAttention(heads, names, init, dropout);
  }
}
