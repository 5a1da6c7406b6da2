package org.vivarium.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Rows of the graph that are images, {@code [batch, channels * pixels]}. */
record Flattened(Value rows, long channels) {
  /** Whether a parameter has a number, or a row of them, for each number of the image. */
  boolean meets(Variable<TFloat32> variable) {
    long size = rows.dim(-1);
    return size > channels
        && variable.shape().numDimensions() > 0
        && variable.shape().get(0) == size
        && readers().stream().anyMatch(op -> reads(op, variable));
  }

  /** All ops that get the rows, through whatever keeps their length: dropout, ReLU, batch norm. */
  private Set<GraphOperation> readers() {
    Set<GraphOperation> readers = new HashSet<>();
    Deque<GraphOperation> open = new ArrayDeque<>();
    open.add((GraphOperation) rows.op());
    while (!open.isEmpty()) {
      for (GraphOperation op : open.remove().consumers()) {
        if (readers.add(op) && !op.type().equals("MatMul") && keepsLength(op)) {
          open.add(op);
        }
      }
    }
    return readers;
  }

  private boolean keepsLength(GraphOperation op) {
    if (op.numOutputs() == 0) {
      return false;
    }
    Shape shape = op.output(0).shape();
    return shape.numDimensions() > 1 && shape.get(-1) == rows.dim(-1);
  }

  private static boolean reads(GraphOperation op, Variable<TFloat32> variable) {
    for (Operand<?> input : op.inputs()) {
      GraphOperation source = (GraphOperation) input.op();
      while (source.type().equals("Identity")) {
        source = (GraphOperation) source.inputs().get(0).op();
      }
      if (source.equals(variable.op())) {
        return true;
      }
    }
    return false;
  }
}
