package org.vivarium.apps.generative.restore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.vivarium.data.ImageBatches;
import org.vivarium.data.Images;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Trainer;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;

/** A network that learns to restore images: its program and its steps. */
final class Restoring implements AutoCloseable {
  private static final int AT_ONCE = 100;

  private final RestoreConfig config;
  private final Program program;
  private final ImageBatches training;
  private final Step train;
  private final Step measure;
  private final Value spoilt;
  private final Value restored;

  Restoring(RestoreConfig config, Restorer network, Images images) {
    this.config = config;
    this.training = new ImageBatches(images, config.batchSize(), config.seed());
    this.program = new Program(config.seed(), config.precision());
    try {
      List<Integer> shape = network.image();
      Value image = program.pixels("image", -1, shape.get(0), shape.get(1), shape.get(2));
      Net pass = program.training();
      Value trained = network.restore(pass, config.task().spoilt(pass, image, config));
      Net serving = program.serving();
      this.spoilt = config.task().spoilt(serving, image, config);
      this.restored = network.restore(serving, spoilt);
      int steps = config.epochs() * training.count();
      Optimizer optimizer = Optimizer.adam(Rates.cosine((float) config.lr(), steps));
      this.train =
          program.minimize("train", Losses.meanSquaredError(trained, image), optimizer, "");
      this.measure = Step.look(Map.of("loss", Losses.meanSquaredError(restored, image)));
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  Program program() {
    return program;
  }

  List<Epoch> fit(Images validation, List<Listener> listeners, List<Epoch> before) {
    return new Trainer(program, train, measure, config.epochs(), listeners)
        .fit(training, ImageBatches.inOrder(validation, AT_ONCE), before);
  }

  /** What was shown and what was given back, a row of pixels for each image. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Shown(float[][] spoilt, float[][] restored) {}

  Shown restore(Images images) {
    float[][] before = new float[images.size()][];
    float[][] after = new float[images.size()][];
    int at = 0;
    try (Batches.Pass pass = ImageBatches.inOrder(images, AT_ONCE).epoch(1)) {
      while (pass.hasNext()) {
        // both of one run, so that they share their noise
        try (Batch batch = pass.next();
            Result result = program.fetch(List.of(spoilt, restored), batch)) {
          rows((TFloat32) result.get(0), before, at);
          rows((TFloat32) result.get(1), after, at);
          at += batch.rows();
        }
      }
    }
    return new Shown(before, after);
  }

  private static void rows(TFloat32 tensor, float[][] rows, int at) {
    int n = Math.toIntExact(tensor.shape().get(0));
    int size = Math.toIntExact(tensor.size() / n);
    for (int i = 0; i < n; i++) {
      rows[at + i] = new float[size];
    }
    float[] all = new float[n * size];
    tensor.copyTo(DataBuffers.of(all));
    for (int i = 0; i < n; i++) {
      System.arraycopy(all, i * size, rows[at + i], 0, size);
    }
  }

  /** The options that a checkpoint holds for. */
  static Map<String, String> fixed(RestoreConfig config) {
    Map<String, String> fixed = new LinkedHashMap<>(config.options());
    List.of("epochs", "batch-size", "lr", "seed", "precision").forEach(fixed::remove);
    return fixed;
  }

  @Override
  public void close() {
    program.close();
  }
}
