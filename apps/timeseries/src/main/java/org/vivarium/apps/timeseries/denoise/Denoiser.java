package org.vivarium.apps.timeseries.denoise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vivarium.audio.Suppressor;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** A suppressor that a network makes. Who asks closes it. */
interface Denoiser extends Suppressor, AutoCloseable {
  /** Forgets what it heard: the next frame begins another sound. */
  void forget();

  @Override
  void close();

  static Denoiser of(MaskNetwork network, Weights weights) {
    return network.recurrent()
        ? new GruSuppressor(network, weights)
        : new UNetSuppressor(network, weights);
  }

  /** The weights of a run. */
  static Weights weights(Path run) throws IOException {
    Path file = Checkpoint.best(run);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not a run of 'vivarium timeseries denoise train': '%s' is missing"
              .formatted(run, file.getFileName()));
    }
    return Safetensors.read(file);
  }
}
