package org.vivarium.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to a file, it is read or refused in a sentence with its name. */
class DamagedFilesTest {
  private static final int PLACES = 120;
  private static final Duration LONG = Duration.ofMinutes(1); // only a loop without end takes it

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tensors.pt",
        "nested4.pt",
        "vision.keras",
        "vision.h5",
        "sequence.weights.h5",
        "sharded/model-00001-of-00002.safetensors"
      })
  void aFileThatWasCutOffOrChangedIsReadOrRefused(String name) throws IOException {
    Path file = Resources.file(folder, name);
    Assertions.assertTimeoutPreemptively(LONG, () -> damage(file, file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"variables.index", "variables.data-00000-of-00001"})
  void aSavedModelThatWasCutOffOrChangedIsReadOrRefused(String name) throws IOException {
    Resources.file(folder, "saved/saved_model.pb");
    Resources.file(folder, "saved/variables/variables.index");
    Resources.file(folder, "saved/variables/variables.data-00000-of-00001");
    Path saved = folder.resolve("saved");
    Assertions.assertTimeoutPreemptively(
        LONG, () -> damage(saved, saved.resolve("variables").resolve(name)));
  }

  private static void damage(Path path, Path file) throws IOException {
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(1);
    for (int i = 0; i < PLACES; i++) {
      Files.write(file, Arrays.copyOf(good, (int) ((long) good.length * i / PLACES)));
      readOrRefused(path);
      byte[] changed = good.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        int at = random.nextInt(good.length);
        changed[at] = (byte) (random.nextBoolean() ? 0xff : changed[at] ^ 1 << random.nextInt(8));
      }
      Files.write(file, changed);
      readOrRefused(path);
    }
  }

  private static void readOrRefused(Path path) throws IOException {
    try {
      WeightFiles.read(path);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith(path.toString());
    }
  }
}
