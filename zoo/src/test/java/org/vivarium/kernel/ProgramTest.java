package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TUint8;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;

/** How parameters are named, shared and loaded, and what is said of a network that is wrong. */
class ProgramTest {
  @Test
  void passesShareTheirParametersByPath() {
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("x", Formula.array("x", 1, 2, 3)))) {
      Value x = program.floats("x", -1, 3);
      Value trained = dense("fc", 2).build(program.training(), x);
      Value served = dense("fc", 2).build(program.serving(), x);
      assertThat(program.params("").stream().map(Param::path))
          .containsExactly("fc.weight", "fc.bias");
      assertThat(program.size()).isEqualTo(8);
      assertThat(program.compute(served, batch).data())
          .isEqualTo(program.compute(trained, batch).data());
    }
  }

  @Test
  void weightsHavePyTorchsNamesAndAxes() {
    try (Program program = new Program(1)) {
      chain(conv("stem", 8, 3), batchNorm("norm"))
          .at("net.0")
          .build(program.serving(), program.floats("x", -1, 5, 5, 2));
      Map<String, Weights.Array> arrays = program.weights().arrays();
      assertThat(arrays.keySet())
          .containsExactly(
              "net.0.stem.weight",
              "net.0.stem.bias",
              "net.0.norm.weight",
              "net.0.norm.bias",
              "net.0.norm.running_mean",
              "net.0.norm.running_var");
      assertThat(arrays.get("net.0.stem.weight").shape()).containsExactly(8, 2, 3, 3);
      assertThat(program.size()).isEqualTo(8 * 2 * 3 * 3 + 8 + 8 + 8);
    }
  }

  @Test
  void loadTellsAllThatDoesNotFitAtOnceAndChangesNothing() {
    try (Program program = network()) {
      Weights before = program.weights();
      Map<String, Weights.Array> arrays = new LinkedHashMap<>();
      before.arrays().forEach((path, a) -> arrays.put(path, zeros(a.shape())));
      arrays.remove("fc.bias");
      arrays.put("head.weight", zeros(2, 3));
      arrays.put("head.bias", zeros(2));
      arrays.put("fc.weight", zeros(3, 2));
      arrays.put("bn.bias", zeros(1, 2));
      assertThatThrownBy(() -> program.load(new Weights(arrays)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("missing [fc.bias]")
          .hasMessageContaining("unused [head.bias, head.weight]")
          .hasMessageContaining("bn.bias [1, 2] instead of [2]")
          .hasMessageContaining("fc.weight [3, 2] instead of [2, 3]");
      Same.assertSame(program.weights(), before);
    }
  }

  @Test
  void loadIgnoresPyTorchsBatchCounter() {
    try (Program program = network()) {
      Map<String, Weights.Array> arrays = new LinkedHashMap<>(program.weights().arrays());
      arrays.put("fc.bias", new Weights.Array(new long[] {2}, new float[] {5, 6}));
      arrays.put("bn.num_batches_tracked", new Weights.Array(new long[0], new float[] {7}));
      program.load(new Weights(arrays));
      assertThat(program.weights().arrays()).doesNotContainKey("bn.num_batches_tracked");
      assertThat(program.weights().arrays().get("fc.bias").data()).containsExactly(5, 6);
    }
  }

  @Test
  void aNameIsBuiltOnceInAPass() {
    try (Program program = new Program(1)) {
      Value x = program.floats("x", -1, 3);
      Net net = program.training();
      dense("fc", 3).build(net, x);
      assertThatThrownBy(() -> dense("fc", 3).build(net, x))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("'fc.weight' is built twice in one pass");
    }
  }

  @Test
  void aNameHasOneShapeInAllPasses() {
    try (Program program = new Program(1)) {
      Value x = program.floats("x", -1, 3);
      dense("fc", 3).build(program.training(), x);
      assertThatThrownBy(() -> dense("fc", 4).build(program.serving(), x))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("'fc.weight' is [3, 3] in one pass and [3, 4] in another");
    }
  }

  @Test
  void nothingIsBuiltAfterTheFirstRun() {
    try (Program program = network()) {
      program.weights();
      Value x = program.floats("more", -1, 3);
      assertThatThrownBy(() -> dense("late", 3).build(program.training(), x))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("'late.weight' is built after the first run");
    }
  }

  @Test
  void anInputIsDeclaredOnce() {
    try (Program program = new Program(1)) {
      program.floats("x", -1, 3);
      assertThatThrownBy(() -> program.pixels("x", -1, 3))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("input 'x' is declared twice");
    }
  }

  @Test
  void pixelsAreBytesReadAsNumbersFromZeroToOne() {
    byte[] bytes = {0, 51, (byte) 255};
    try (Program program = new Program(1);
        Batch batch =
            new Batch(Map.of("x", TUint8.tensorOf(Shape.of(1, 3), DataBuffers.of(bytes))))) {
      float[] read = program.compute(program.pixels("x", -1, 3), batch).data();
      assertThat(read).containsExactly(new float[] {0, .2f, 1}, within(1e-6f));
    }
  }

  private static Program network() {
    Program program = new Program(1);
    chain(dense("fc", 2), batchNorm("bn")).build(program.training(), program.floats("x", -1, 3));
    return program;
  }

  private static Weights.Array zeros(long... shape) {
    return Formula.array("zeros", 0, shape);
  }
}
