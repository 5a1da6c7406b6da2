package org.vivarium.zoo;

import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.golden.Formula;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;

/** Inputs that look random, for any model. */
final class Examples {
  private Examples() {}

  /** A batch of this many examples; who asks closes it. */
  static Batch of(Model model, int examples) {
    Map<String, Tensor> tensors = new HashMap<>();
    for (Model.Input input : model.inputs()) {
      Shape shape = Shape.of(input.batchShape(examples));
      tensors.put(
          input.name(),
          input.below() == 0
              ? TFloat32.tensorOf(shape, DataBuffers.of(floats(input, examples)))
              : TInt32.tensorOf(shape, DataBuffers.of(numbers(input, examples))));
    }
    return new Batch(tensors);
  }

  /** Numbers from -1 to 1. */
  static float[] floats(Model.Input input, int examples) {
    return Formula.array(input.name(), 1, input.batchShape(examples)).data();
  }

  static int[] numbers(Model.Input input, int examples) {
    float[] floats = floats(input, examples);
    int[] numbers = new int[floats.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.min(input.below() - 1, (int) ((floats[i] + 1) / 2 * input.below()));
    }
    return numbers;
  }

  /** How far an output for so many examples is from classes, if it is logits, or from numbers. */
  static Value distance(Program program, String name, Value output, int examples) {
    var tf = program.tf();
    long[] shape = output.shape().asArray();
    shape[0] = examples;
    double spread = name.equals("hidden") ? Math.sqrt(3) : .5; // layer norm gives a variance of 1
    float[] numbers = Formula.array("target", spread, shape).data();
    if (!name.endsWith("logits") || output.dim(-1) == 1) {
      return Losses.meanSquaredError(
          output, output.of(tf.reshape(tf.constant(numbers), tf.constant(shape))));
    }
    int classes = Math.toIntExact(output.dim(-1));
    int[] wanted = new int[numbers.length / classes];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = (int) ((numbers[i] + .5f) * classes);
    }
    return Losses.crossEntropy(output.reshape(-1, classes), tf.constant(wanted));
  }
}
