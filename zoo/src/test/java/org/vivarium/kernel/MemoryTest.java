package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;
import org.vivarium.zoo.LeNet;

class MemoryTest {
  private static final int ROWS = 64;
  private static final int WARM_UP = 150;
  private static final int STEPS = 500;

  /** A leak of the images alone would come to 100 MB, one of the activations to far more. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void trainingLeavesResidentMemoryFlat() throws IOException {
    try (Program program = new Program(1)) {
      Value image = program.floats("image", -1, 28, 28, 1);
      Value loss = new LeNet(10).build(program.training(), image).square().mean();
      Step train = program.minimize("train", loss, Optimizer.adam(Rates.constant(1e-3f)), "");
      Weights.Array pixels = Formula.array("image", 1, ROWS, 28, 28, 1);
      run(program, train, pixels, WARM_UP);
      long before = resident();
      run(program, train, pixels, STEPS);
      assertThat(resident() - before).as("growth in kB").isLessThan(50_000);
    }
  }

  private static void run(Program program, Step train, Weights.Array pixels, int steps) {
    for (int i = 0; i < steps; i++) {
      try (Batch batch = Goldens.batch(Map.of("image", pixels))) {
        program.run(train, batch);
      }
    }
  }

  /** In kB. */
  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
