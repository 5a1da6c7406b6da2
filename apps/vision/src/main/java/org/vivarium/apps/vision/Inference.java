package org.vivarium.apps.vision;

import java.util.Arrays;
import org.vivarium.data.ImageBatches;
import org.vivarium.data.Images;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;
import org.vivarium.kernel.Precision;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/** A classifier that only predicts. */
final class Inference implements AutoCloseable {
  private static final int AT_ONCE = 256;

  private final Program program;
  private final Value probabilities;

  Inference(Classifier classifier, Precision precision) {
    this.program = new Program(0, precision);
    Value image = classifier.image(program);
    this.probabilities = classifier.network().build(program.serving(), image).softmax();
  }

  void load(Weights weights) {
    program.load(weights);
  }

  float[][] predict(Images images) {
    return predict(program, probabilities, images);
  }

  /** The rows of {@code value}, one for each image, in their order. */
  static float[][] predict(Program program, Value value, Images images) {
    float[][] rows = new float[images.size()][];
    int at = 0;
    try (Batches.Pass pass = ImageBatches.inOrder(images, AT_ONCE).epoch(1)) {
      while (pass.hasNext()) {
        try (Batch batch = pass.next()) {
          Weights.Array some = program.compute(value, batch);
          int width = Math.toIntExact(some.shape()[1]);
          for (int i = 0; i < some.data().length; i += width) {
            rows[at++] = Arrays.copyOfRange(some.data(), i, i + width);
          }
        }
      }
    }
    return rows;
  }

  @Override
  public void close() {
    program.close();
  }
}
