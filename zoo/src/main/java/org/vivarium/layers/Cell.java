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
      Value w = below(wx, bx.plus(bh), wh);
      return (x, one, state) -> List.of(beside(x, one, state.get(0)).matmul(w).tanh());
    }
  },

  /** The same with ReLU instead of tanh (Le et al. 2015). */
  RELU(1, 1) {
    @Override
    Walk over(Value wx, Value wh, Value bx, Value bh) {
      Value w = below(wx, bx.plus(bh), wh);
      return (x, one, state) -> List.of(beside(x, one, state.get(0)).matmul(w).relu());
    }
  },

  /** Long short-term memory with a forget gate (Gers et al. 2000); its state is h and c. */
  LSTM(4, 2) {
    @Override
    Walk over(Value wx, Value wh, Value bx, Value bh) {
      return (x, one, state) -> {
        List<Value> gates = parts(x.plus(state.get(0).matmul(wh)), 1, 1, 1, 1);
        Value input = gates.get(0).sigmoid();
        Value forget = gates.get(1).sigmoid();
        Value fresh = gates.get(2).tanh();
        Value output = gates.get(3).sigmoid();
        Value c = forget.times(state.get(1)).plus(input.times(fresh));
        return List.of(output.times(c.tanh()), c);
      };
    }

    /** All steps in one product; what is left for each step is the product of its state. */
    @Override
    List<Value> seen(List<Value> steps, Value wx, Value bx, Value bh) {
      Value all = Value.stack(0, steps); // [time, batch, features]
      Value rows = all.reshape(-1, all.dim(2)).matmul(wx).plusBias(bx.plus(bh));
      return rows.reshape(steps.size(), -1, wx.dim(1)).unstack(steps.size());
    }
  },

  /** Gated recurrent unit (Cho et al. 2014) that resets what h gives, not h itself. */
  GRU(3, 1) {
    @Override
    Walk over(Value wx, Value wh, Value bx, Value bh) {
      List<Value> wx2 = parts(wx, 2, 1); // of both gates, and of what is new
      List<Value> wh2 = parts(wh, 2, 1);
      List<Value> bx2 = parts(bx, 2, 1);
      List<Value> bh2 = parts(bh, 2, 1);
      Value w = below(wx2.get(0), bx2.get(0).plus(bh2.get(0)), wh2.get(0));
      return (x, one, state) -> {
        Value h = state.get(0);
        List<Value> gates = parts(beside(x, one, h).matmul(w).sigmoid(), 1, 1); // reset, update
        Value old = gates.get(0).times(h.matmul(wh2.get(1)).plusBias(bh2.get(1)));
        Value fresh = x.matmul(wx2.get(1)).plusBias(bx2.get(1)).plus(old).tanh();
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

  /** The state after a step; {@code one} is {@code [batch, 1]} of ones. */
  interface Walk {
    List<Value> step(Value x, Value one, List<Value> state);
  }

  /** Steps with these weights, {@code [in, gates units]} and {@code [gates units]}. */
  abstract Walk over(Value wx, Value wh, Value bx, Value bh);

  /** What a step is given of its input: the input itself, unless a cell knows better. */
  List<Value> seen(List<Value> steps, Value wx, Value bx, Value bh) {
    return steps;
  }

  /** {@code (x 1 h)} for {@code (Wx b Wh)'}: one product instead of two and two sums. */
  private static Value beside(Value x, Value one, Value h) {
    return Value.concat(1, List.of(x, one, h));
  }

  private static Value below(Value wx, Value b, Value wh) {
    return Value.concat(0, List.of(wx, b.reshape(1, b.dim(0)), wh));
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
