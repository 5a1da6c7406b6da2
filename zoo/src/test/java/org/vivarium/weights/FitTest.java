package org.vivarium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.dense;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Signature;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

class FitTest {
  private final Program program = new Program(0);
  private final Map<String, Weights.Array> own = new LinkedHashMap<>();
  @TempDir Path folder;
  private Value input;
  private Value output;

  @BeforeEach
  void build() {
    input = program.floats("x", -1, 2);
    output = chain(dense("fc", 3), batchNorm("bn")).build(program.serving(), input);
    own.putAll(program.weights().arrays());
  }

  @AfterEach
  void close() {
    program.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "module.", "model.", "_orig_mod.", "_orig_mod.module.", "bert."})
  void aWrappersPrefixIsTakenOff(String prefix) {
    Map<String, Weights.Array> given = new LinkedHashMap<>();
    own.forEach((name, array) -> given.put(prefix + name, array));
    given.put(prefix + "bn.num_batches_tracked", new Weights.Array(new long[0], new float[1]));

    Fit fit = Fit.of(new Weights(given), program);

    assertThat(fit.isWhole()).isTrue();
    assertThat(fit.loaded()).hasSize(6).containsEntry("fc.weight", prefix + "fc.weight");
    program.load(fit.weights());
  }

  @Test
  void aPrefixThatTheNetworkHasIsPutOn() {
    try (Program wrapped = new Program(0)) {
      dense("fc", 3).build(wrapped.serving().at("bert"), wrapped.floats("x", -1, 2));
      Map<String, Weights.Array> given = new LinkedHashMap<>(own);
      given.keySet().removeIf(name -> name.startsWith("bn"));
      assertThat(Fit.of(new Weights(given), wrapped).loaded())
          .containsEntry("bert.fc.weight", "fc.weight");
    }
  }

  @Test
  void gammaAndBetaAreWeightAndBias() {
    own.put("bn.gamma", own.remove("bn.weight"));
    own.put("bn.beta", own.remove("bn.bias"));
    assertThat(Fit.of(new Weights(own), program).isWhole()).isTrue();
  }

  @Test
  void theReportTellsAllThatDoesNotFitAndLoadingStaysStrict() {
    own.remove("fc.bias");
    own.put("head.weight", new Weights.Array(new long[] {1}, new float[1]));
    own.put("fc.weight", new Weights.Array(new long[] {2, 2}, new float[4]));

    Fit fit = Fit.of(new Weights(own), program);

    assertThat(fit.missing()).containsExactly("fc.bias");
    assertThat(fit.unused()).containsExactly("head.weight");
    assertThat(fit.misshaped()).containsExactly("fc.weight [2, 2] instead of [3, 2]");
    assertThat(fit.toString())
        .contains("loaded 4 tensors", "missing 1: fc.bias", "unused 1: head.weight");
    assertThat(fit.withoutUnused().weights().arrays()).doesNotContainKey("head.weight");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program.load(fit.weights()))
        .withMessageContaining("missing [fc.bias], unused [head.weight]");
  }

  @Test
  void theVariablesOfOurOwnSavedModelComeBack() throws Exception {
    Path dir = folder.resolve("saved");
    program.export(
        dir,
        Signature.builder().key("serving_default").input("x", input).output("y", output).build());

    Fit fit = Fit.of(WeightFiles.read(dir), program);

    assertThat(fit.isWhole()).isTrue();
    own.forEach(
        (name, array) ->
            assertThat(fit.weights().arrays().get(name).data()).containsExactly(array.data()));
  }
}
