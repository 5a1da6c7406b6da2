package org.vivarium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.golden.Formula;
import org.vivarium.kernel.Weights;

class WeightFilesTest {
  private static final String INDEX = "sharded/model.safetensors.index.json";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sharded", INDEX})
  void shardsAreReadThroughTheirIndex(String path) throws IOException {
    shards();
    Weights weights = WeightFiles.read(folder.resolve(path));
    assertThat(weights.arrays().keySet()).containsExactly("a", "b", "c");
    assertThat(weights.arrays().get("a").data())
        .containsExactly(Formula.array("a", 1, 2, 3).data());
    assertThat(weights.arrays().get("c").shape()).containsExactly(3, 1);
  }

  @Test
  void aShardThatIsMissingOrElsewhereIsNamed() throws IOException {
    shards();
    Path index = folder.resolve(INDEX);
    String good = Files.readString(index);
    Files.delete(folder.resolve("sharded/model-00002-of-00002.safetensors"));
    refused(index, "'model-00002-of-00002.safetensors' that it names is not beside it");
    Files.writeString(index, good.replace("model-00002", "../model-00002"));
    refused(index, "'../model-00002-of-00002.safetensors', which is not beside it");
    Files.writeString(index, good.replace("\"c\"", "\"d\"").replace("00002-of", "00001-of"));
    refused(index, "the tensor 'd' is not in 'model-00001-of-00002.safetensors'");
    for (String bad : new String[] {"", "[]", "{}", "{\"weight_map\":[]}", "[".repeat(9999)}) {
      Files.writeString(index, bad);
      refused(index, "is no index of shards");
    }
  }

  @Test
  void theFormatIsToldByTheContent() throws IOException {
    Path renamed = folder.resolve("weights.bin");
    Files.move(Resources.file(folder, "parameter.pt"), renamed);
    assertThat(WeightFiles.read(renamed).arrays()).containsKey("fc.weight");
    Files.write(renamed, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    refused(renamed, "begins as none of the known formats; what is read is safetensors");
    Files.write(renamed, new byte[0]);
    refused(renamed, "is empty");
    refused(folder, "no index of shards (model.safetensors.index.json)");
  }

  @Test
  void theVariablesOfAKerasModelThatWasExportedAreRead() throws IOException {
    for (String file :
        new String[] {
          "saved_model.pb", "variables/variables.index", "variables/variables.data-00000-of-00001"
        }) {
      Resources.file(folder, "saved/" + file);
    }
    Map<String, Weights.Array> arrays = WeightFiles.read(folder.resolve("saved")).arrays();
    assertThat(arrays.keySet()).containsExactlyInAnyOrder("head.weight", "head.bias");
    assertThat(arrays.get("head.weight").data())
        .containsExactly(Formula.array("kernel", 1, 3, 2).transposed(1, 0).data());
    assertThat(WeightFiles.read(folder.resolve("saved/variables/variables.index")).arrays())
        .containsOnlyKeys("head.weight", "head.bias");
  }

  @Test
  void convertingKeepsNamesAndReportsEachTensor() throws IOException {
    shards();
    Path out = folder.resolve("whole.safetensors");
    List<String> lines = new ArrayList<>();

    WeightFiles.convert(folder.resolve("sharded"), out, lines::add);

    assertThat(lines).containsExactly("a [2, 3] F32", "b [4] F16", "c [3, 1] F32");
    Weights converted = Safetensors.read(out);
    assertThat(converted.metadata()).containsEntry("format", "pt");
    WeightFiles.read(folder.resolve("sharded"))
        .arrays()
        .forEach(
            (name, array) ->
                assertThat(converted.arrays().get(name).data()).containsExactly(array.data()));
  }

  @Test
  void aConvertedKerasFileStillKnowsThatItIsKeras() throws IOException {
    Path out = folder.resolve("vision.safetensors");
    WeightFiles.convert(Resources.file(folder, "vision.keras"), out, line -> {});
    assertThat(Safetensors.read(out).metadata()).containsEntry("vivarium.names", "keras");
  }

  private void shards() throws IOException {
    Resources.file(folder, INDEX);
    Resources.file(folder, "sharded/model-00001-of-00002.safetensors");
    Resources.file(folder, "sharded/model-00002-of-00002.safetensors");
  }

  private static void refused(Path path, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightFiles.read(path))
        .withMessageStartingWith(path.toString())
        .withMessageContaining(sentence);
  }
}
