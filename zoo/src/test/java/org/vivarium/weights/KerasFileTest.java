package org.vivarium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.depthwiseConv;
import static org.vivarium.layers.Layers.dropout;
import static org.vivarium.layers.Layers.flatten;
import static org.vivarium.layers.Layers.layerNorm;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Padding;
import org.vivarium.layers.TransposedConv2d;

class KerasFileTest {
  /** The model of weights_golden.py, as a person who knows only its picture would write it. */
  private static final Layer VISION =
      chain(
          conv("first", 4, 3).padding(Padding.VALID),
          batchNorm("norm").epsilon(1e-3f),
          relu(),
          depthwiseConv("deep", 1),
          depthwiseConv("apart.spatial", 1).noBias(),
          conv("apart.mix", 4, 1),
          new TransposedConv2d("up", 4, 1, 1, false, Init.he()),
          flatten(),
          dropout(.5f),
          dense("hidden", 3),
          layerNorm("last"),
          dense("out", 2));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"vision.keras", "vision.weights.h5", "vision.h5"})
  void aKerasModelAnswersHereAsThere(String name) throws IOException {
    Weights weights = WeightFiles.read(Resources.file(folder, name));
    try (Program program = new Program(0)) {
      Value image = program.floats("image", -1, 4, 5, 2);
      Value out = VISION.build(program.serving(), image);

      Fit fit = Fit.of(weights, program);
      program.load(fit.weights());

      assertThat(fit.isWhole()).isTrue();
      assertThat(fit.loaded()).containsEntry("first.weight", "stem.weight");
      try (Batch batch = Goldens.batch(Map.of("image", Formula.array("image", 1, 2, 4, 5, 2)))) {
        float[] golden =
            new Gson().fromJson(Resources.json("vision.json").get("output"), float[].class);
        assertThat(program.compute(out, batch).data()).containsExactly(golden, within(1e-5f));
      }
    }
  }

  @Test
  void theTrainedPassTurnsTheSameRows() throws IOException {
    Weights weights = WeightFiles.read(Resources.file(folder, "vision.keras"));
    try (Program program = new Program(0)) {
      VISION.build(program.training(), program.floats("image", -1, 4, 5, 2));
      assertThat(program.flattened()).containsExactly(Map.entry("hidden.weight", 4L));
      Weights.Array kernel = Formula.array("vision12", 1, 24, 3);
      float[] loaded = Fit.of(weights, program).weights().arrays().get("hidden.weight").data();
      // unit 0: number 1 is pixel 1 of channel 0 here, and pixel 0 of channel 1 there
      assertThat(loaded[1]).isEqualTo(kernel.data()[4 * 3]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequence.keras", "sequence.weights.h5", "sequence.h5"})
  void recurrentLayersGetPyTorchsGates(String name) throws IOException {
    Map<String, Weights.Array> arrays = WeightFiles.read(Resources.file(folder, name)).arrays();
    assertThat(arrays.get("embedding.weight").data())
        .containsExactly(Formula.array("sequence0", 1, 7, 3).data());
    same(
        arrays, "bidirectional.weight_ih_l0", Formula.array("sequence1", 1, 3, 8).transposed(1, 0));
    same(
        arrays, "bidirectional.weight_hh_l0", Formula.array("sequence2", 1, 2, 8).transposed(1, 0));
    same(arrays, "bidirectional.bias_ih_l0", Formula.array("sequence3", 1, 8));
    same(arrays, "bidirectional.bias_hh_l0", new Weights.Array(new long[] {8}, new float[8]));
    same(
        arrays,
        "bidirectional.weight_ih_l0_reverse",
        Formula.array("sequence4", 1, 3, 8).transposed(1, 0));
    same(arrays, "conv1d.weight", Formula.array("sequence7", 1, 2, 4, 3).transposed(2, 1, 0));
    // Keras: update, reset, new; PyTorch: reset, update, new; of 2 units each
    float[] bias = Formula.array("sequence11", 1, 2, 6).data();
    assertThat(arrays.get("gru.bias_ih_l0").data())
        .containsExactly(bias[2], bias[3], bias[0], bias[1], bias[4], bias[5]);
    assertThat(arrays.get("gru.bias_hh_l0").data())
        .containsExactly(bias[8], bias[9], bias[6], bias[7], bias[10], bias[11]);
  }

  @Test
  void aNormWithoutScaleHasScaleOneWhereTheModelSaysSo() throws IOException {
    Map<String, Weights.Array> arrays =
        WeightFiles.read(Resources.file(folder, "norm.keras")).arrays();
    same(arrays, "scaleless.weight", new Weights.Array(new long[] {2}, new float[] {1, 1}));
    same(arrays, "scaleless.bias", Formula.array("norm0", 1, 2));
    same(arrays, "scaleless.running_mean", Formula.array("norm1", 1, 2));
    Path file = Resources.file(folder, "norm.weights.h5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightFiles.read(file))
        .withMessageContaining("save the whole model as .keras");
  }

  @Test
  void layersThatCannotBePairedAreNamed() throws IOException {
    Weights weights = WeightFiles.read(Resources.file(folder, "vision.keras"));
    try (Program program = new Program(0)) {
      chain(conv("a", 4, 3), flatten(), dense("b", 3))
          .build(program.serving(), program.floats("image", -1, 4, 5, 2));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Fit.of(weights, program))
          .withMessageContaining("cannot be paired")
          .withMessageContaining("the network");
    }
  }

  private static void same(Map<String, Weights.Array> arrays, String name, Weights.Array wanted) {
    assertThat(arrays).containsKey(name);
    assertThat(arrays.get(name).shape()).as(name).containsExactly(wanted.shape());
    assertThat(arrays.get(name).data()).as(name).containsExactly(wanted.data());
  }
}
