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

  /** The rows of {@code probabilities} for all images, in their order. */
  static float[][] predict(Program program, Value probabilities, Images images) {
    int classes = images.classes().size();
    float[][] rows = new float[images.size()][];
    int at = 0;
    try (Batches.Pass pass = ImageBatches.inOrder(images, AT_ONCE).epoch(1)) {
      while (pass.hasNext()) {
        try (Batch batch = pass.next()) {
          float[] flat = program.compute(probabilities, batch).data();
          for (int i = 0; i < flat.length; i += classes) {
            rows[at++] = Arrays.copyOfRange(flat, i, i + classes);
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
