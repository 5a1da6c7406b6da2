package org.vivarium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.kernel.Weights;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void readsEveryNumberTypeThatThePythonLibraryWrites() throws IOException {
    Map<String, Weights.Array> arrays = Safetensors.read(golden("dtypes")).arrays();
    float infinity = Float.POSITIVE_INFINITY;
    float[] signed = {-2, -1, -2, -1, 98};
    assertThat(arrays.get("F64").data()).containsExactly(0, -1.5f, 65504, 6e-8f, infinity);
    assertThat(arrays.get("F32").data()).containsExactly(0, -1.5f, 65504, 6e-8f, infinity);
    // as PyTorch rounds them: 6e-8 is subnormal in half precision
    assertThat(arrays.get("F16").data()).containsExactly(0, -1.5f, 65504, 0x1p-24f, infinity);
    assertThat(arrays.get("BF16").data()).containsExactly(0, -1.5f, 65536, 6.0070306e-8f, infinity);
    assertThat(arrays.get("I64").data()).containsExactly(signed);
    assertThat(arrays.get("I32").data()).containsExactly(signed);
    assertThat(arrays.get("I16").data()).containsExactly(signed);
    assertThat(arrays.get("I8").data()).containsExactly(signed);
    assertThat(arrays.get("U8").data()).containsExactly(100, 101, 100, 101, 200);
    assertThat(arrays.get("BOOL").data()).containsExactly(0, 1, 0, 1, 1);
    assertThat(arrays.get("num_batches_tracked").data()).containsExactly(7);
    assertThat(arrays.get("num_batches_tracked").shape()).isEmpty();
    assertThat(arrays.get("empty").shape()).containsExactly(2, 0, 3);
  }

  @Test
  void writesTheBytesThatThePythonLibraryWrites() throws IOException {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    arrays.put("fc.bias", new Weights.Array(new long[] {2}, new float[] {0.5f, -1.5f}));
    arrays.put(
        "fc.weight",
        new Weights.Array(new long[] {2, 3}, new float[] {0, 0.25f, 0.5f, 0.75f, 1, 1.25f}));
    arrays.put("scale", new Weights.Array(new long[0], new float[] {3.25f}));
    Path file = folder.resolve("written.safetensors");

    Safetensors.write(file, new Weights(arrays, Map.of("note", "schön \"quoted\" <b>")));

    assertThat(file).hasSameBinaryContentAs(golden("float32"));
  }

  @Test
  void whatIsWrittenComesBackInOrderOverManyChunks() throws IOException {
    Random random = new Random(1);
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (String name : new String[] {"z", "a \"q\" \\ \n ü 漢 \uD83D\uDE00", "", "m"}) {
      float[] data = new float[name.equals("m") ? 600_000 : random.nextInt(5)];
      for (int i = 0; i < data.length; i++) {
        data[i] = Float.intBitsToFloat(random.nextInt());
      }
      arrays.put(name, new Weights.Array(new long[] {data.length, 1}, data));
    }
    Path file = folder.resolve("weights.safetensors");

    Safetensors.write(file, new Weights(arrays, Map.of("step", "12")));
    Weights back = Safetensors.read(file);

    assertThat(back.metadata()).containsExactly(Map.entry("step", "12"));
    assertThat(back.arrays().keySet()).containsExactlyElementsOf(arrays.keySet());
    arrays.forEach(
        (name, array) -> {
          assertThat(back.arrays().get(name).shape()).containsExactly(array.shape());
          assertThat(back.arrays().get(name).data()).isEqualTo(array.data());
        });
  }

  @Test
  void writingReplacesAFileAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    Files.writeString(folder.resolve("weights.safetensors.tmp"), "of a run that was killed");
    Files.writeString(file, "old");

    Safetensors.write(file, new Weights(Map.of()));

    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
    assertThat(Safetensors.read(file).arrays()).isEmpty();
  }

  @Test
  void aFailedWriteKeepsTheOldFile() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    Files.writeString(file, "old");
    var arrays = Map.of("__metadata__", new Weights.Array(new long[0], new float[1]));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Safetensors.write(file, new Weights(arrays)))
        .withMessageContaining("__metadata__");

    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.safetensors");
    Assertions.assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Safetensors.read(file))
        .withMessage(file.toString());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Safetensors.read(folder))
        .withMessageContaining("is a folder");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "VIVARIUM_DATA", matches = ".+")
  void readsANetworkThatAnotherLibraryTrained() throws IOException {
    Path file = Path.of(System.getenv("VIVARIUM_DATA"), "weights/burn-mnist-cnn/mnist.safetensors");
    Weights weights = Safetensors.read(file);
    assertThat(weights.arrays().values()).extracting(a -> a.data().length).contains(11616 * 32);
  }

  private Path golden(String name) throws IOException {
    Path file = folder.resolve(name + ".golden");
    try (InputStream in = getClass().getResourceAsStream(name + ".safetensors")) {
      Files.copy(in, file);
    }
    return file;
  }
}
