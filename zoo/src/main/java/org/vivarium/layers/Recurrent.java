package org.vivarium.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Layout;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Recurrent layers one upon the other: {@code [batch, time, features]} to all states of the last
 * one, {@code [batch, time, directions units]}. Parameters {@code weight_ih_l0, weight_hh_l0,
 * bias_ih_l0, bias_hh_l0} and so on, with {@code _reverse} for the way back, as in PyTorch's {@code
 * RNN}, {@code LSTM} and {@code GRU}. The graph is as long as the sequence, whose length must be
 * known.
 *
 * @param units numbers in a state
 * @param layers each reads all states of the one below
 * @param bothWays whether a second state goes through each sequence from its end
 * @param dropout between layers, while training
 */
public record Recurrent(
    String name, Cell cell, int units, int layers, boolean bothWays, float dropout)
    implements Layer {
  public Recurrent {
    if (units < 1 || layers < 1) {
      throw new IllegalArgumentException(
          "'%s' has %d units and %d layers; both must be at least 1"
              .formatted(name, units, layers));
    }
  }

  public Recurrent layers(int layers) {
    return new Recurrent(name, cell, units, layers, bothWays, dropout);
  }

  /** With a second direction; twice as many numbers come out. */
  public Recurrent bidirectional() {
    return new Recurrent(name, cell, units, layers, true, dropout);
  }

  public Recurrent dropout(float dropout) {
    return new Recurrent(name, cell, units, layers, bothWays, dropout);
  }

  /**
   * What went through the layers.
   *
   * @param all of the last layer, {@code [batch, time, directions units]}; zero where the mask is
   * @param last after the last step: PyTorch's {@code h_n}, and {@code c_n} of an LSTM, each {@code
   *     [layers directions, batch, units]}
   */
  public record States(Value all, List<Value> last) {
    public States {
      last = List.copyOf(last);
    }

    /** The last layer's state after all steps, {@code [batch, directions units]}. */
    public Value top() {
      Value h = last.get(0);
      int directions = Math.toIntExact(all.dim(-1) / h.dim(-1));
      List<Value> parts = h.unstack(h.dim(0));
      List<Value> top = parts.subList(parts.size() - directions, parts.size());
      return directions == 1 ? top.get(0) : Value.concat(1, top);
    }
  }

  @Override
  public Value build(Net net, Value x) {
    return states(net, x).all();
  }

  public States states(Net net, Value x) {
    return states(net, x, null, List.of());
  }

  /**
   * All states and the last ones.
   *
   * @param mask {@code [batch, time]}, 1 for steps and 0 for the padding after them, where states
   *     stand still; null without padding
   * @param first states before the first step, in the form of {@link States#last}; none for zeros
   */
  public States states(Net net, Value x, Operand<TInt32> mask, List<Value> first) {
    Net n = net.at(name);
    check(x, first);
    List<Value> steps = x.transpose(1, 0, 2).unstack(x.dim(1)); // [batch, features] each
    List<Value> real = mask == null ? List.of() : columns(n, mask, x.dim(1));
    int directions = bothWays ? 2 : 1;
    List<List<Value>> states = begin(n, steps.get(0), first, layers * directions);
    for (int layer = 0; layer < layers; layer++) {
      List<Value> in = layer == 0 ? steps : dropped(n, steps);
      List<Value> forth = walk(n, "_l" + layer, in, real, states.get(layer * directions));
      steps = forth;
      if (bothWays) {
        List<Value> back =
            reversed(
                walk(
                    n,
                    "_l" + layer + "_reverse",
                    reversed(in),
                    reversed(real),
                    states.get(layer * directions + 1)));
        steps = new ArrayList<>();
        for (int t = 0; t < in.size(); t++) {
          steps.add(Value.concat(1, List.of(forth.get(t), back.get(t))));
        }
      }
    }
    List<Value> last = new ArrayList<>();
    for (int kind = 0; kind < cell.states; kind++) {
      int k = kind;
      last.add(Value.stack(0, states.stream().map(state -> state.get(k)).toList()));
    }
    return new States(Value.stack(1, steps), last);
  }

  private void check(Value x, List<Value> first) {
    if (x.rank() != 3 || x.dim(1) < 1 || x.dim(2) < 1) {
      throw new IllegalArgumentException(
          "'%s' takes [batch, time, features] of a known time and features, not %s"
              .formatted(name, x.shape()));
    }
    if (!first.isEmpty() && first.size() != cell.states) {
      throw new IllegalArgumentException(
          "'%s' has a state of %d values, not %d".formatted(name, cell.states, first.size()));
    }
  }

  /** The state that each layer and direction begins with; {@link #walk} moves it. */
  private List<List<Value>> begin(Net n, Value like, List<Value> first, int count) {
    List<List<Value>> states = new ArrayList<>();
    List<List<Value>> given = first.stream().map(kind -> kind.unstack(count)).toList();
    Value zero = first.isEmpty() ? filled(n, like, 0, units) : null;
    for (int i = 0; i < count; i++) {
      int at = i;
      states.add(
          new ArrayList<>(
              first.isEmpty()
                  ? Collections.nCopies(cell.states, zero)
                  : given.stream().map(kind -> kind.get(at)).toList()));
    }
    return states;
  }

  /** As many rows as there are examples, of one number all over. */
  private static Value filled(Net n, Value like, float number, int width) {
    Ops tf = n.tf();
    var batch = tf.gather(tf.shape(like), tf.constant(0), tf.constant(0));
    var size = tf.stack(List.of(tf.math.mul(batch, tf.constant(width))));
    return n.value(tf.fill(size, tf.constant(number))).reshape(-1, width);
  }

  /** Moves a state through all steps and gives what it was after each. */
  private List<Value> walk(
      Net n, String suffix, List<Value> steps, List<Value> real, List<Value> state) {
    long in = steps.get(0).dim(-1);
    long wide = (long) cell.gates * units;
    Init init = Init.uniform((float) (1 / Math.sqrt(units)));
    Value wx = n.weight("weight_ih" + suffix, Layout.MATRIX, init, in, wide);
    Value wh = n.weight("weight_hh" + suffix, Layout.MATRIX, init, units, wide);
    Value bx = n.weight("bias_ih" + suffix, init, wide);
    Value bh = n.weight("bias_hh" + suffix, init, wide);
    Cell.Walk walk = cell.over(wx, wh, bx, bh);
    List<Value> seen = cell.seen(steps, wx, bx, bh);
    Value one = filled(n, steps.get(0), 1, 1);
    List<Value> all = new ArrayList<>();
    for (int t = 0; t < steps.size(); t++) {
      List<Value> next = walk.step(seen.get(t), one, state);
      for (int kind = 0; kind < next.size(); kind++) {
        Value old = state.get(kind);
        Value fresh = next.get(kind);
        state.set(kind, real.isEmpty() ? fresh : old.plus(fresh.minus(old).times(real.get(t))));
      }
      all.add(real.isEmpty() ? state.get(0) : state.get(0).times(real.get(t)));
    }
    return all;
  }

  private List<Value> dropped(Net n, List<Value> steps) {
    if (!n.training() || dropout == 0) {
      return steps;
    }
    return new Dropout(dropout).build(n, Value.stack(0, steps)).unstack(steps.size());
  }

  /** {@code [batch, 1]} for each step. */
  private static List<Value> columns(Net n, Operand<TInt32> mask, long time) {
    Value floats = n.value(n.tf().dtypes.cast(mask, TFloat32.class));
    return floats.transpose(1, 0).reshape(time, -1, 1).unstack(time);
  }

  private static List<Value> reversed(List<Value> values) {
    List<Value> reversed = new ArrayList<>(values);
    Collections.reverse(reversed);
    return reversed;
  }
}
