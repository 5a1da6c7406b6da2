package org.vivarium.apps.vision;

import static org.vivarium.layers.Layers.dense;

import java.util.Arrays;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;

/**
 * Multinomial logistic regression on vectors, with an L2 penalty on its weights: how far classes
 * lie apart by planes (Alain and Bengio, "Understanding intermediate layers using linear classifier
 * probes", 2016). Each number of the vectors is brought to mean 0 and variance 1 first.
 */
final class LinearProbe {
  private static final int STEPS = 400; // over all vectors at once
  private static final float RATE = .05f;

  private LinearProbe() {}

  /**
   * Learns from vectors with labels and asks about others.
   *
   * @param l2 half of it times the sum of the squared weights is added to the mean cross-entropy
   * @return the probabilities, {@code [asked][classes]}
   */
  static float[][] probabilities(
      float[][] known, int[] labels, int classes, float[][] asked, double l2) {
    int width = known[0].length;
    float[][] scale = scale(known);
    try (Program program = new Program(0);
        TFloat32 x = tensor(known, scale);
        TInt32 y = TInt32.vectorOf(labels);
        TFloat32 other = tensor(asked, scale)) {
      Value vectors = program.floats("x", -1, width);
      var label = program.input("label", TInt32.class, -1);
      Value logits = dense("probe", classes).init(Init.zeros()).build(program.training(), vectors);
      Step step =
          program.minimize(
              "train",
              Losses.crossEntropy(logits, label),
              Optimizer.adam(Rates.cosine(RATE, STEPS)).l2((float) l2),
              "");
      Batch batch = new Batch(Map.of("x", (Tensor) x, "label", y));
      for (int i = 0; i < STEPS; i++) {
        program.run(step, batch);
      }
      float[] flat = program.compute(logits.softmax(), new Batch(Map.of("x", other))).data();
      float[][] rows = new float[asked.length][];
      Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * classes, (i + 1) * classes));
      return rows;
    }
  }

  /** Mean and deviation of each number; a deviation of 0 counts as 1. */
  private static float[][] scale(float[][] vectors) {
    int width = vectors[0].length;
    float[][] scale = new float[2][width];
    for (int i = 0; i < width; i++) {
      double sum = 0;
      double squares = 0;
      for (float[] x : vectors) {
        sum += x[i];
      }
      double mean = sum / vectors.length;
      for (float[] x : vectors) {
        squares += (x[i] - mean) * (x[i] - mean);
      }
      double deviation = Math.sqrt(squares / vectors.length);
      scale[0][i] = (float) mean;
      scale[1][i] = deviation > 0 ? (float) deviation : 1;
    }
    return scale;
  }

  private static TFloat32 tensor(float[][] vectors, float[][] scale) {
    int width = vectors[0].length;
    float[] flat = new float[Math.multiplyExact(vectors.length, width)];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (vectors[i / width][i % width] - scale[0][i % width]) / scale[1][i % width];
    }
    return TFloat32.tensorOf(Shape.of(vectors.length, width), DataBuffers.of(flat));
  }
}
