package org.vivarium.apps.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vivarium.Console;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Safetensors;

/** Bad input gets one clear sentence, exit code 2, and nothing half-written. */
class BadInputTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epoch 3            | unknown option '--epoch'; did you mean '--epochs'?",
        "--model lent         | unknown model 'lent'; did you mean 'lenet'?",
        "--data digit         | Did you mean 'digits'?",
        "--data folder:none   | 'none' is not a folder",
        "--epochs 0           | --epochs is 0; it must be at least 1",
        "--batch-size 0       | --batch-size is 0; it must be at least 1",
        "--lr -1              | --lr is -1; it must be at least",
        "--lr fast            | --lr is 'fast'; it must be a number",
        "--seed 1.5           | --seed is 1.5; it must be a whole number",
        "--precision half     | precision is 'half'; it must be one of [float32, bfloat16, auto]",
        "--augment flop       | Did you mean 'flip'?",
        "--optimizer adamm    | did you mean 'adam'?",
        "--schedule onecycle  | did you mean 'one-cycle'?",
        "--weights none.safetensors | there are no weights 'none.safetensors'",
        "--class-weights balanced --resample over | choose one",
        "--limit 5            | leave none to validate on",
        "--image-size 4       | --image-size is 4; it must be at least 8",
      })
  void aWrongLineIsSaidInOneSentence(String options, String sentence) {
    Path out = temp.resolve("run");
    Console.Result told = Cli.run(("train --out " + out + " " + options).split(" +"));
    assertThat(told.code()).as(told.err()).isEqualTo(2);
    assertThat(told.err()).contains(sentence).hasLineCount(1);
    assertThat(told.out()).isEmpty();
    assertThat(out).doesNotExist();
  }

  @Test
  void weightsThatDoNotFitAreToldAllAtOnceAndNothingIsWritten() throws IOException {
    Path file = temp.resolve("other.safetensors");
    Safetensors.write(
        file,
        new Weights(
            Map.of(
                "conv1.weight", new Weights.Array(new long[] {2}, new float[2]),
                "conv9.weight", new Weights.Array(new long[] {1}, new float[1]))));
    Path out = temp.resolve("run");
    Console.Result told =
        Cli.run("train", "--out", out.toString(), "--weights", file.toString(), "--quiet");
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err())
        .contains("missing [")
        .contains("fc3.weight")
        .contains("unused [conv9.weight]")
        .contains("conv1.weight [2] instead of [6, 1, 5, 5]");
    assertThat(out).doesNotExist();
  }

  @Test
  void aTruncatedWeightsFileIsRefusedByName() throws IOException {
    Path file = temp.resolve("cut.safetensors");
    Files.write(file, new byte[] {1, 2, 3});
    Console.Result told =
        Cli.run("train", "--out", temp.resolve("run").toString(), "--weights", file.toString());
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("cut.safetensors");
    assertThat(temp.resolve("run")).doesNotExist();
  }

  @Test
  void anOutputFolderThatIsAFileIsRefusedBeforeTraining() throws IOException {
    Path file = Files.writeString(temp.resolve("taken"), "here");
    Console.Result told = Cli.run("train", "--out", file.toString());
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("is a file").doesNotContain("epoch 1");
  }

  @Test
  void predictNamesTheFileThatIsNoPicture() throws IOException {
    Path out = temp.resolve("run");
    Cli.run("train", "--limit", "200", "--epochs", "1", "--quiet", "--out", out.toString());
    Path text = Files.writeString(temp.resolve("text.png"), "no picture");
    Console.Result told =
        Cli.run(
            "predict",
            "--run",
            out.toString(),
            out.resolve("samples/1.png").toString(),
            text.toString());
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("text.png");
    assertThat(told.out()).isEmpty();
  }

  @Test
  void evaluateWithoutARunSaysHowToMakeOne() {
    Console.Result told = Cli.run("evaluate", "--run", temp.resolve("none").toString());
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("there is no finished run").contains("vivarium vision train");
  }
}
