package org.vivarium.kernel;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * One named tensor of a network: trained by an optimizer or, like a moving average, only saved.
 *
 * @param path as in PyTorch's {@code state_dict}
 * @param first the value it starts with; feeding it and running {@code init} sets the parameter
 */
public record Param(
    String path,
    Layout layout,
    boolean trained,
    Variable<TFloat32> variable,
    Operand<TFloat32> first,
    Op init) {
  /** In our axis order. */
  public Shape shape() {
    return variable.shape();
  }

  /** In PyTorch's axis order. */
  public Shape torchShape() {
    return Shape.of(layout.torchShape(shape().asArray()));
  }

  /** Whether weight decay touches it: matrices and kernels do, biases and norms do not. */
  public boolean decays() {
    return trained && shape().numDimensions() > 1;
  }

  static boolean under(String root, String path) {
    return root.isEmpty() || path.equals(root) || path.startsWith(root + ".");
  }
}
