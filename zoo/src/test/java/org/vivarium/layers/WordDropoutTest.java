package org.vivarium.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;

class WordDropoutTest {
  private static final int TOKENS = 10_000;

  private static float[] after(boolean training) {
    int[] tokens = new int[TOKENS];
    for (int i = 0; i < TOKENS; i++) {
      tokens[i] = i % 2 == 0 ? 0 : 7;
    }
    try (Program program = new Program(1);
        Tensor fed = TInt32.tensorOf(Shape.of(1, TOKENS), DataBuffers.of(tokens))) {
      var input = program.input("tokens", TInt32.class, -1, TOKENS);
      Net net = training ? program.training() : program.serving();
      var left = new WordDropout(.3f, 0, 1).build(net, input);
      Value floats = net.value(net.tf().dtypes.cast(left, TFloat32.class));
      return program.compute(floats, new Batch(Map.of("tokens", fed))).data();
    }
  }

  @Test
  void aShareOfTheTokensIsUnknownInTrainingAndPaddingStays() {
    int unknown = 0;
    float[] left = after(true);
    for (int i = 0; i < TOKENS; i++) {
      assertThat(left[i]).isIn(i % 2 == 0 ? new Object[] {0f} : new Object[] {1f, 7f});
      unknown += left[i] == 1 ? 1 : 0;
    }
    assertThat(unknown / (TOKENS / 2.0)).isCloseTo(.3, within(.03));
  }

  @Test
  void nothingIsReplacedWhenServing() {
    assertThat(after(false)).doesNotContain(1f);
  }
}
