package org.vivarium.apps.timeseries.classify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.kernel.Precision;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** A run of {@code classify train}, ready to be asked. Who opens it closes it. */
record Finished(SeriesNetwork network, Weights weights, ClassifyFitting fitting)
    implements AutoCloseable {
  static Option option() {
    return Flags.option(
        "run", "FOLDER", "a run folder of 'classify train'", ClassifyTrain.DEFAULT_OUT);
  }

  static Finished open(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(ClassifyTrain.DEFAULT_OUT));
    Path file = Checkpoint.best(run);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not a run of 'vivarium timeseries classify train': '%s' is missing"
              .formatted(run, file.getFileName()));
    }
    Weights weights = Safetensors.read(file);
    SeriesNetwork network = SeriesNetwork.ofWeights(weights);
    ClassifyFitting fitting = new ClassifyFitting(network, 0, Precision.FLOAT32);
    try {
      fitting.program().load(weights);
      return new Finished(network, weights, fitting);
    } catch (RuntimeException e) {
      fitting.close();
      throw e;
    }
  }

  @Override
  public void close() {
    fitting.close();
  }
}
