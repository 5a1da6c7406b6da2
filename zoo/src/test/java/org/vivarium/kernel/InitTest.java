package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.vivarium.layers.Layers.dense;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;

/** First values keep the size of what goes through many layers. */
class InitTest {
  private static final int DEPTH = 12;
  private static final int WIDTH = 256;

  @Test
  void heKeepsTheVarianceThroughReluLayers() {
    // a relu halves the mean square, which the next layer makes up for
    assertThat(deep(Init.he(), true)).isCloseTo(1, within(.35));
  }

  @Test
  void lecunAndGlorotKeepTheVarianceThroughLinearLayers() {
    assertThat(deep(Init.lecun(), false)).isCloseTo(1, within(.35));
    assertThat(deep(Init.glorot(), false)).isCloseTo(1, within(.35));
  }

  /** The mean square behind many layers over the one before them. */
  private static double deep(Init init, boolean relu) {
    Weights.Array x = Formula.array("x", Math.sqrt(3), 32, WIDTH);
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("x", x))) {
      Net net = program.training();
      Value y = program.floats("x", -1, WIDTH);
      for (int i = 0; i < DEPTH; i++) {
        y = i > 0 && relu ? y.relu() : y;
        y = dense("fc" + i, WIDTH).init(init).build(net, y);
      }
      double gain = relu ? 2 : 1; // the first layer is made for a relu that is not there
      return program.compute(y.square().mean(), batch).data()[0] / gain;
    }
  }
}
