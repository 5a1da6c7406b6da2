package org.vivarium.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.vivarium.layers.Layers.conv;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vivarium.golden.Goldens;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.metrics.SymmetricEigen;

class SpectralNormTest {
  private static final int SIZE = 4;

  @Test
  void theLargestSingularValueComesToOne() {
    SpectralNorm layer = new SpectralNorm(conv("conv", SIZE, 1).noBias().init(Init.normal(3)));
    float[] unit = new float[SIZE * SIZE]; // what comes out is the kernel itself
    for (int i = 0; i < SIZE; i++) {
      unit[i * SIZE + i] = 1;
    }
    Weights.Array pixels = new Weights.Array(new long[] {SIZE, 1, 1, SIZE}, unit);
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("x", pixels))) {
      Value x = program.floats("x", -1, 1, 1, SIZE);
      Value trained = layer.build(program.training(), x);
      Value served = layer.build(program.serving(), x);
      Step still = program.minimize("s", trained.mean(), Optimizer.sgd(Rates.constant(0)), "");
      for (int step = 0; step < 100; step++) {
        program.run(still, batch);
      }
      float[] kernel = program.compute(served, batch).data();
      assertThat(largest(kernel)).isCloseTo(1, within(1e-4));
      assertThat(program.compute(trained, batch).data()).containsExactly(kernel, within(1e-4f));
      assertThat(program.weights().arrays()).containsOnlyKeys("conv.weight_orig", "conv.weight_u");
    }
  }

  /** The largest singular value of a square matrix, squared. */
  private static double largest(float[] kernel) {
    double[][] squares = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        for (int k = 0; k < SIZE; k++) {
          squares[i][j] += (double) kernel[k * SIZE + i] * kernel[k * SIZE + j];
        }
      }
    }
    return Arrays.stream(SymmetricEigen.of(squares).values()).max().orElseThrow();
  }
}
