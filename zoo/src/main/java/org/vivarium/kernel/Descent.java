package org.vivarium.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Writes training steps: the gradients of a loss, what the optimizer makes of them, and the buffers
 * that follow along.
 *
 * @param params every parameter by its path
 * @param updates what the passes want to be done to buffers
 */
record Descent(Graph graph, Ops tf, Map<String, Param> params, List<Update> updates) {

  /** With each step whose loss depends on the cause, the buffer becomes what {@code next} says. */
  record Update(String buffer, Operand<TFloat32> cause, UnaryOperator<Value> next) {}

  /** A step that moves the chosen parameters, and the chosen buffers that the loss passes by. */
  Step step(String name, Value loss, Optimizer optimizer, Paths chosen, Optimizer.State state) {
    List<Param> moved =
        params.values().stream().filter(p -> p.trained() && chosen.hold(p.path())).toList();
    Set<GraphOperation> causes = graph.subgraphTo(Set.of(loss));
    check(name, optimizer, chosen, moved, causes);

    Output<?>[] gradients =
        graph.addGradients(
            loss.asOutput(),
            moved.stream().map(p -> p.variable().asOutput()).toArray(Output[]::new));
    // no weight moves while another gradient still reads it
    Ops gated =
        tf.withControlDependencies(tf.withControlDependencies(List.<Op>of(gradients)).noOp());
    List<Value> grads = new ArrayList<>();
    for (Output<?> gradient : gradients) {
      grads.add(new Value(tf, gradient.expect(TFloat32.class)));
    }
    List<Op> ops = new ArrayList<>(optimizer.updates(tf, gated, state, moved, grads));
    ops.addAll(bufferUpdates(gated, chosen, causes));
    Op update = tf.withControlDependencies(ops).noOp();
    return new Step(name, update, optimizer.rate(), Map.of("loss", loss));
  }

  private void check(
      String name,
      Optimizer optimizer,
      Paths chosen,
      List<Param> moved,
      Set<GraphOperation> causes) {
    if (moved.isEmpty()) {
      throw new IllegalArgumentException(
          "step '%s' has nothing to train under %s; there is %s"
              .formatted(name, chosen, new TreeSet<>(params.keySet())));
    }
    Set<String> unknown = new TreeSet<>(chosen.roots());
    unknown.addAll(chosen.exceptions());
    unknown.addAll(optimizer.factors().keySet());
    unknown.removeIf(root -> params.keySet().stream().anyMatch(p -> Param.under(root, p)));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "step '%s' is told of %s, but nothing lies there; there is %s"
              .formatted(name, unknown, new TreeSet<>(params.keySet())));
    }
    List<String> idle =
        moved.stream()
            .filter(p -> !causes.contains((GraphOperation) p.variable().op()))
            .map(Param::path)
            .toList();
    if (!idle.isEmpty()) {
      throw new IllegalArgumentException(
          "the loss of step '%s' does not depend on %s: leave them out by naming narrower paths than %s"
              .formatted(name, idle, chosen));
    }
  }

  /** Chosen buffers whose cause the loss depends on; two passes follow one another. */
  private List<Op> bufferUpdates(Ops gated, Paths chosen, Set<GraphOperation> causes) {
    Map<String, Op> last = new LinkedHashMap<>();
    for (Update u : updates) {
      if (chosen.hold(u.buffer()) && causes.contains((GraphOperation) u.cause().op())) {
        Op before = last.get(u.buffer());
        Ops at = before == null ? gated : gated.withControlDependencies(before);
        var variable = params.get(u.buffer()).variable();
        Value next = u.next().apply(new Value(at, at.identity(variable)));
        last.put(u.buffer(), at.assign(variable, next));
      }
    }
    return List.copyOf(last.values());
  }
}
