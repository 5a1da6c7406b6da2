package org.vivarium.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vivarium.layers.Layers.transposedConv;
import static org.vivarium.layers.Layers.upsampleBilinear;
import static org.vivarium.layers.Layers.upsampleNearest;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/** Layers that enlarge give the same for an image whose size the graph does not know. */
class OpenSizesTest {
  static Iterable<Named<Layer>> layers() {
    return List.of(
        Named.of("nearest", upsampleNearest(3)),
        Named.of("bilinear", upsampleBilinear(2)),
        Named.of("transposed k2", transposedConv("up", 3, 2)),
        Named.of("transposed k4", transposedConv("up", 3, 4)),
        Named.of("transposed k5 s3", transposedConv("up", 3, 5).stride(3)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void areEnlargedLikeKnownOnes(Layer layer) {
    Weights.Array x = Formula.array("x", 1, 2, 8, 4, 3);
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("known", x, "open", x))) {
      Value known = layer.build(program.serving(), program.floats("known", -1, 8, 4, 3));
      Value open = layer.build(program.serving(), program.floats("open", -1, -1, -1, 3));
      assertThat(known.shape().tail().hasUnknownDimension()).isFalse();
      assertThat(open.dim(-1)).isEqualTo(known.dim(-1));
      assertThat(program.compute(open, batch).shape())
          .isEqualTo(program.compute(known, batch).shape());
      assertThat(program.compute(open, batch).data())
          .isEqualTo(program.compute(known, batch).data());
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void areTrainedLikeKnownOnes(Layer layer) {
    assertThat(gradient(layer, -1, -1)).isEqualTo(gradient(layer, 8, 4));
  }

  /** The loss before and after a step along the gradient of a gain before the layer. */
  private static float[] gradient(Layer layer, long height, long width) {
    Weights.Array x = Formula.array("x", 1, 2, 8, 4, 3);
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("x", x))) {
      Layer gain = (net, in) -> in.times(net.weight("gain", Init.ones(), 3));
      Value y =
          Layer.chain(gain, layer)
              .build(program.training(), program.floats("x", -1, height, width, 3));
      Step step =
          program.minimize("train", y.square().mean(), Optimizer.sgd(Rates.constant(.1f)), "");
      return new float[] {
        program.run(step, batch).get("loss"), program.run(step, batch).get("loss")
      };
    }
  }
}
