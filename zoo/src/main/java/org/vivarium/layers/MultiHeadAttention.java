package org.vivarium.layers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Scaled dot-product attention of several heads (Vaswani et al. 2017) over {@code [batch, time,
 * width]}; all three of its inputs have one width.
 *
 * @param dropout the share of weights dropped in training
 */
public record MultiHeadAttention(int heads, TransformerNames names, Init init, float dropout)
    implements Layer {
  public MultiHeadAttention {
    if (heads < 1) {
      throw new IllegalArgumentException(
          "attention has " + heads + " heads; it needs one at least");
    }
  }

  /** With PyTorch's names and first values, without dropout. */
  public MultiHeadAttention(int heads) {
    this(heads, TransformerNames.TORCH, Init.glorot(), 0);
  }

  public MultiHeadAttention names(TransformerNames names) {
    return new MultiHeadAttention(heads, names, init, dropout);
  }

  public MultiHeadAttention init(Init init) {
    return new MultiHeadAttention(heads, names, init, dropout);
  }

  public MultiHeadAttention dropout(float dropout) {
    return new MultiHeadAttention(heads, names, init, dropout);
  }

  /** Everything of {@code x} attends to everything of it. */
  @Override
  public Value build(Net net, Value x) {
    return build(net, x, x, x, Mask.none()).output();
  }

  /** Inputs that are the same value, as in self-attention, are projected together. */
  public Attended build(Net net, Value queries, Value keys, Value values, Mask mask) {
    List<Value> heads = projected(net, queries, keys, values);
    return mixed(net, heads.get(0), new Attended.Memory(heads.get(1), heads.get(2)), mask);
  }

  /**
   * Self-attention of what follows a past, and sees it; {@code memory} is the past for the next.
   */
  public Attended next(Net net, Value x, Attended.Memory past, Mask mask) {
    List<Value> heads = projected(net, x, x, x);
    var memory = past.then(new Attended.Memory(heads.get(1), heads.get(2)));
    return mixed(net, heads.get(0), memory, mask);
  }

  /** The keys and values of what is attended to again and again, for {@link #recall}. */
  public Attended.Memory remember(Net net, Value x) {
    Joint joint = joint(net, width(x));
    List<Value> heads = split(joint.columns(x, 1, 2), 2);
    return new Attended.Memory(heads.get(0), heads.get(1));
  }

  /** Attention to what is remembered. */
  public Attended recall(Net net, Value queries, Attended.Memory memory, Mask mask) {
    Joint joint = joint(net, width(queries));
    return mixed(net, split(joint.columns(queries, 0, 1), 1).get(0), memory, mask);
  }

  /** Queries, keys and values, each {@code [batch, heads, time, size]}. */
  private List<Value> projected(Net net, Value queries, Value keys, Value values) {
    int width = width(queries);
    if (names == TransformerNames.BERT) {
      return List.of(
          split(dense("self.query", width).build(net, queries), 1).get(0),
          split(dense("self.key", width).build(net, keys), 1).get(0),
          split(dense("self.value", width).build(net, values), 1).get(0));
    }
    Joint joint = joint(net, width);
    if (queries.equals(keys) && keys.equals(values)) {
      return split(joint.of(queries), 3);
    }
    List<Value> parts = new ArrayList<>(split(joint.columns(queries, 0, 1), 1));
    if (keys.equals(values)) {
      parts.addAll(split(joint.columns(keys, 1, 2), 2));
    } else {
      parts.addAll(split(joint.columns(keys, 1, 1), 1));
      parts.addAll(split(joint.columns(values, 2, 1), 1));
    }
    return parts;
  }

  private int width(Value x) {
    int width = Math.toIntExact(x.dim(-1));
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "a width of " + width + " cannot be divided among " + heads + " heads");
    }
    return width;
  }

  private Joint joint(Net net, int width) {
    boolean torch = names == TransformerNames.TORCH;
    Net n = torch ? net : net.at("c_attn");
    String prefix = torch ? "in_proj_" : "";
    Value weight = n.weight(prefix + "weight", names.matrix, init, width, 3L * width);
    return new Joint(n, weight, n.weight(prefix + "bias", Init.zeros(), 3L * width));
  }

  /** The matrices of queries, keys and values side by side, {@code [width, 3 width]}. */
  private record Joint(Net n, Value weight, Value bias) {
    Value of(Value x) {
      return affine(n, x, weight, bias);
    }

    /** With {@code count} of the three, from one on. */
    Value columns(Value x, int first, int count) {
      var tf = n.tf();
      int width = Math.toIntExact(x.dim(-1));
      var from = tf.constant(new int[] {0, first * width});
      var columns = tf.slice(weight, from, tf.constant(new int[] {-1, count * width}));
      var shifts =
          tf.slice(
              bias, tf.constant(new int[] {first * width}), tf.constant(new int[] {count * width}));
      return affine(n, x, n.value(columns), n.value(shifts));
    }
  }

  private static Value affine(Net n, Value x, Value weight, Value bias) {
    Value rows = n.value(x).reshape(-1, x.dim(-1));
    return rows.matmul(weight).plusBias(bias).reshape(-1, x.dim(1), weight.dim(-1));
  }

  /** {@code [batch, time, parts * width]} to parts of {@code [batch, heads, time, size]}. */
  private List<Value> split(Value x, int parts) {
    long size = x.dim(-1) / parts / heads;
    Value whole =
        x.reshape(-1, x.dim(1), parts, heads, size)
            .transpose(2, 0, 3, 1, 4); // [part, batch, heads, time, size]
    List<Value> out = new ArrayList<>();
    for (Operand<TFloat32> part : x.tf().unstack(whole, (long) parts)) {
      out.add(x.of(part));
    }
    return out;
  }

  private Attended mixed(Net net, Value queries, Attended.Memory memory, Mask mask) {
    long length = queries.dim(2);
    long size = queries.dim(3);
    Value scaled = net.value(queries).times((float) (1 / Math.sqrt((double) size)));
    Value scores = product(scaled, memory.keys(), true); // [batch, heads, queries, keys]
    Value weights = mask.over(scores).softmax();
    Value kept = new Dropout(dropout).build(net, weights);
    Value mixed =
        product(kept, memory.values(), false) // [batch, heads, queries, size]
            .transpose(0, 2, 1, 3)
            .reshape(-1, length, heads * size);
    return new Attended(
        dense(names.mix, Math.toIntExact(heads * size)).build(net, mixed), weights, memory);
  }

  private Dense dense(String name, int units) {
    return new Dense(name, units, true, init, names.matrix);
  }

  private static Value product(Value x, Value y, boolean adjoint) {
    return x.of(x.tf().train.batchMatMul(x, y, TFloat32.class, BatchMatMul.adjY(adjoint)));
  }
}
