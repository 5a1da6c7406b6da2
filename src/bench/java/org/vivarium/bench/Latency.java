package org.vivarium.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Weights;
import org.vivarium.serving.ImageClassifier;
import org.vivarium.serving.SavedModel;

/**
 * The prediction of one image by an exported LeNet, from pixels in an array to probabilities in an
 * array: through a session of TensorFlow's, and through DJL as the vision app does it.
 */
public final class Latency {
  private static final Work WORK = Work.LENET;
  private static final Fed.Images IMAGE = (Fed.Images) WORK.fed;

  private Latency() {}

  /** Arguments: a folder to write the model to, measured predictions, predictions to warm up. */
  public static void main(String[] args) throws IOException {
    Path dir = Path.of(args[0]);
    int steps = Integer.parseInt(args[1]);
    int warmup = Integer.parseInt(args[2]);
    SavedModel.writeImageClassifier(
        dir,
        WORK.network(),
        weights(),
        IMAGE.height(),
        IMAGE.width(),
        IMAGE.channels(),
        Pipeline.classes());
    float[] pixels = new float[IMAGE.size()];
    try (SavedModelBundle bundle = SavedModelBundle.load(dir.toString());
        ImageClassifier classifier = ImageClassifier.load(dir)) {
      Raw raw = new Raw(bundle);
      var images =
          new ImageClassifier.Images(pixels, 1, IMAGE.height(), IMAGE.width(), IMAGE.channels());
      double[] rawMs = new double[steps];
      double[] djlMs = new double[steps];
      for (int i = -warmup; i < steps; i++) { // by turns, so that both see the same machine
        long start = System.nanoTime();
        raw.probabilities(pixels);
        long between = System.nanoTime();
        classifier.probabilities(images);
        long end = System.nanoTime();
        if (i >= 0) {
          rawMs[i] = (between - start) / 1e6;
          djlMs[i] = (end - between) / 1e6;
        }
      }
      print(Timing.RAW, rawMs);
      print(Timing.DJL, djlMs);
    }
  }

  private static void print(String mode, double[] ms) {
    Timing.of("vivarium", Steps.version(), WORK, "float32", mode, 1, WORK.parameters, new Laps(ms))
        .print();
  }

  private static Weights weights() {
    try (Program program = new Program(1)) {
      var image = program.floats("image", -1, IMAGE.height(), IMAGE.width(), IMAGE.channels());
      WORK.network().build(program.serving(), image);
      return program.weights();
    }
  }

  /** The least that a prediction needs. */
  private static final class Raw {
    private final Session session;
    private final String image;
    private final String probabilities;

    Raw(SavedModelBundle bundle) {
      Signature signature = bundle.function(Signature.DEFAULT_KEY).signature();
      session = bundle.session();
      image = signature.getInputs().get("image").name;
      probabilities = signature.getOutputs().get("probabilities").name;
    }

    float[] probabilities(float[] pixels) {
      Shape shape = Shape.of(1, IMAGE.height(), IMAGE.width(), IMAGE.channels());
      float[] row = new float[Work.CLASSES];
      try (TFloat32 x = TFloat32.tensorOf(shape, DataBuffers.of(pixels));
          Result result = session.runner().feed(image, x).fetch(probabilities).run()) {
        ((TFloat32) result.get(0)).copyTo(DataBuffers.of(row));
      }
      return row;
    }
  }
}
