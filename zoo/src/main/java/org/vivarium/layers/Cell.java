package org.vivarium.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Value;

/**
 * What a recurrent layer makes of one step of its input and its state. Formulas and the order of
 * the gates are PyTorch's.
 */
public enum Cell {
  /** {@code h = tanh(x Wx + h Wh + b)} (Elman 1990). */
  TANH(1, 1) {
    @Override
    Walk over(Value wx, Value wh, Value bx, Value bh) {
      Value b = bx.plus(bh);
      return (x, state) -> List.of(sum(x, wx, state.get(0), wh, b).tanh());
    }
  },

  /** The same with ReLU instead of tanh (Le et al. 2015). */
  RELU(1, 1) {
    @Override
    Walk over(Value wx, Value wh, Value bx, Value bh) {
      Value b = bx.plus(bh);
      // the bias last: TensorFlow's rewriting trips over product, bias, sum and ReLU in a row
      return (x, state) -> List.of(x.matmul(wx).plus(state.get(0).matmul(wh)).plusBias(b).relu());
    }
  },

  /** Long short-term memory with a forget gate (Gers et al. 2000); its state is h and c. */
  LSTM(4, 2) {
    @Override
    Walk over(Value wx, Value wh, Value bx, Value bh) {
      Value b = bx.plus(bh);
      return (x, state) -> {
        List<Value> gates = parts(sum(x, wx, state.get(0), wh, b), 1, 1, 1, 1);
        Value input = gates.get(0).sigmoid();
        Value forget = gates.get(1).sigmoid();
        Value fresh = gates.get(2).tanh();
        Value output = gates.get(3).sigmoid();
        Value c = forget.times(state.get(1)).plus(input.times(fresh));
        return List.of(output.times(c.tanh()), c);
      };
    }
  },

  /** Gated recurrent unit (Cho et al. 2014) that resets what h gives, not h itself. */
  GRU(3, 1) {
    @Override
    Walk over(Value wx, Value wh, Value bx, Value bh) {
      List<Value> x3 = parts(wx, 2, 1); // reset and update side by side, and what is new
      List<Value> h3 = parts(wh, 2, 1);
      List<Value> bx3 = parts(bx, 2, 1);
      List<Value> bh3 = parts(bh, 2, 1);
      Value b = bx3.get(0).plus(bh3.get(0));
      return (x, state) -> {
        Value h = state.get(0);
        List<Value> gates = parts(sum(x, x3.get(0), h, h3.get(0), b).sigmoid(), 1, 1);
        Value old = gates.get(0).times(h.matmul(h3.get(1)).plusBias(bh3.get(1)));
        Value fresh = x.matmul(x3.get(1)).plusBias(bx3.get(1)).plus(old).tanh();
        return List.of(fresh.plus(h.minus(fresh).times(gates.get(1))));
      };
    }
  };

  /** What its matrices have side by side, each as wide as the state. */
  final int gates;

  /** How many values its state is of, {@code [batch, units]} each, what it gives first. */
  final int states;

  Cell(int gates, int states) {
    this.gates = gates;
    this.states = states;
  }

  /** One step: the state after it. */
  interface Walk {
    List<Value> step(Value x, List<Value> state);
  }

  /** Steps with these weights, {@code [in, gates units]} and {@code [gates units]}. */
  abstract Walk over(Value wx, Value wh, Value bx, Value bh);

  /** {@code x Wx + h Wh + b}; the input's product step by step, so that it stays in the cache. */
  private static Value sum(Value x, Value wx, Value h, Value wh, Value b) {
    // AddN, unlike Add, is fused with product and bias whatever the batch
    return x.of(x.tf().math.addN(List.of(h.matmul(wh).plusBias(b), x.matmul(wx))));
  }

  /** The last axis in parts of relative widths. */
  private static List<Value> parts(Value x, int... widths) {
    Ops tf = x.tf();
    int all = 0;
    for (int width : widths) {
      all += width;
    }
    int[] sizes = new int[widths.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact(x.dim(-1) / all * widths[i]);
    }
    var axis = tf.constant(x.rank() - 1);
    List<? extends Operand<TFloat32>> parts =
        all == widths.length
            ? tf.split(axis, x, (long) all).output()
            : tf.splitV(x, tf.constant(sizes), axis, (long) widths.length).output();
    return parts.stream().map(x::of).toList();
  }
}
