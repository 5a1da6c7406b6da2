package org.vivarium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.golden.Formula;
import org.vivarium.kernel.Weights;

class TorchFileTest {
  @TempDir Path folder;

  @Test
  void readsEveryStorageThatTorchSaves() throws IOException {
    Weights weights = WeightFiles.read(Resources.file(folder, "tensors.pt"));
    float[] a = Formula.array("a", 1, 3).data();
    holds(weights, "float", a, 3);
    holds(weights, "double", a, 3);
    assertThat(weights.arrays().get("half").data()).containsExactly(a, Assertions.within(5e-4f));
    assertThat(weights.arrays().get("bfloat16").data())
        .containsExactly(a, Assertions.within(4e-3f));
    for (String type : new String[] {"long", "int", "short", "char"}) {
      holds(weights, type, new float[] {-1, 0, 1}, 3);
    }
    holds(weights, "byte", new float[] {253, 254, 255}, 3);
    holds(weights, "bool", new float[] {1, 0, 1}, 3);
    holds(weights, "scalar", new float[] {2.5f});
    holds(weights, "empty", new float[0], 2, 0);
  }

  @Test
  void readsViewsOfSharedStoragesAsTheyAreSeen() throws IOException {
    Weights weights = WeightFiles.read(Resources.file(folder, "tensors.pt"));
    Weights.Array base = Formula.array("base", 1, 4, 3);
    float[] b = base.data();
    holds(weights, "last", b, 4, 3);
    holds(weights, "transposed", base.transposed(1, 0).data(), 3, 4);
    holds(weights, "column", new float[] {b[1], b[4], b[7], b[10]}, 4);
    holds(weights, "tail", new float[] {b[6], b[7], b[8], b[9], b[10], b[11]}, 2, 3);
    float e = Formula.array("e", 1, 1).data()[0];
    holds(weights, "expanded", new float[] {e, e, e, e}, 4);
    Weights.Array permuted = Formula.array("p", 1, 2, 3, 4).transposed(2, 0, 1);
    holds(weights, "permuted", permuted.data(), 4, 2, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5})
  void findsTheStateDictInATrainingScriptsCheckpoint(int protocol) throws IOException {
    Weights weights = WeightFiles.read(Resources.file(folder, "nested" + protocol + ".pt"));
    assertThat(weights.arrays().keySet())
        .containsExactly(
            "module.fc.weight",
            "module.fc.bias",
            "module.bn.weight",
            "module.bn.bias",
            "module.bn.running_mean",
            "module.bn.running_var",
            "module.bn.num_batches_tracked");
    holds(weights, "module.fc.weight", Formula.array("fc.weight", 1, 3, 2).data(), 3, 2);
  }

  @Test
  void joinsTheNamesOfDictsInDictsAndReadsParameters() throws IOException {
    Weights weights = WeightFiles.read(Resources.file(folder, "parameter.pt"));
    holds(weights, "fc.weight", Formula.array("fc.weight", 1, 3, 2).data(), 3, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "hostile-system2.pt, posix.system",
    "hostile-system4.pt, posix.system",
    "hostile-eval2.pt, __builtin__.eval",
    "hostile-eval4.pt, builtins.eval",
    "hostile-getattr2.pt, __builtin__.getattr",
    "hostile-getattr4.pt, builtins.getattr",
    "module.pt, torch.nn.modules.container.Sequential",
    "complex.pt, torch.ComplexFloatStorage"
  })
  void refusesWhateverElseAPickleNamesByThatName(String name, String global) throws IOException {
    Path file = Resources.file(folder, name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightFiles.read(file))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining("'" + global + "'");
    assertThat(Path.of("hostile-pickle-ran")).doesNotExist();
  }

  @Test
  void saysWhatToDoWithAFileOfOldPyTorch() throws IOException {
    Path file = Resources.file(folder, "legacy.pt");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightFiles.read(file))
        .withMessageContaining("before 1.6")
        .withMessageContaining("save its state_dict again");
  }

  private static void holds(Weights weights, String name, float[] data, long... shape) {
    Weights.Array array = weights.arrays().get(name);
    assertThat(array.shape()).as(name).containsExactly(shape);
    assertThat(array.data()).as(name).containsExactly(data);
  }
}
