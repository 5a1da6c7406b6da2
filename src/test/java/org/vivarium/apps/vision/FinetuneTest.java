package org.vivarium.apps.vision;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vivarium.Console;
import org.vivarium.data.Digits;
import org.vivarium.data.Images;
import org.vivarium.kernel.Weights;
import org.vivarium.report.Picture;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** A network that knows ten digits, and what becomes of it on pictures of three of them. */
class FinetuneTest {
  @TempDir static Path temp;
  static Path run;
  static Path pictures;

  @BeforeAll
  static void trainAndDraw() throws IOException {
    run = temp.resolve("digits");
    Cli.run("train", "--limit", "3000", "--epochs", "3", "--quiet", "--out", run.toString());
    pictures = temp.resolve("pictures");
    draw(pictures.resolve("train"), 1, List.of(3, 5, 8));
    draw(pictures.resolve("test"), 2, List.of(3, 5, 8));
  }

  @Test
  void frozenPartsStayBitForBitAndTheRestLearnsTheNewClasses() throws IOException {
    Path out = temp.resolve("finetuned");
    Console.Result told =
        finetune(out, "--freeze", "conv1,fc1", "--warm-up-epochs", "1", "--epochs", "12");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.out()).startsWith("test_accuracy 0.9").contains("report.html");
    assertThat(told.err())
        .contains("taken over from", "new: the head fc3, 255 numbers")
        .contains("epoch 1: 255 numbers learn; frozen: conv1, fc1, conv2, fc2")
        .contains("epochs 2–12: 12,835 numbers learn; frozen: conv1, fc1");

    Map<String, Weights.Array> before = weights(run).arrays();
    Map<String, Weights.Array> after = weights(out).arrays();
    for (String path : List.of("conv1.weight", "conv1.bias", "fc1.weight", "fc1.bias")) {
      assertThat(after.get(path).data()).as(path).isEqualTo(before.get(path).data());
    }
    assertThat(after.get("conv2.weight").data()).isNotEqualTo(before.get("conv2.weight").data());
    assertThat(after.get("fc3.weight").shape()).containsExactly(3, 84);

    JsonObject transfer = json(out.resolve("report.json")).getAsJsonObject("transfer");
    assertThat(transfer.get("taken_over").getAsLong()).isEqualTo(61_706 - 850);
    assertThat(transfer.getAsJsonArray("phases")).hasSize(2);
    assertThat(out.resolve("report.html")).content().contains("What was taken over");
    assertThat(out.resolve("savedmodel/synset.txt")).hasContent("3\n5\n8");

    Console.Result again = Cli.run("evaluate", "--run", out.toString(), "--through-djl", "--quiet");
    assertThat(again.out()).startsWith(told.out().lines().findFirst().orElseThrow());
  }

  @Test
  void weightsSayWhatTheyExpect() throws IOException {
    Weights weights = weights(run);
    JsonObject said =
        JsonParser.parseString(weights.metadata().get("classifier")).getAsJsonObject();
    assertThat(said.get("model").getAsString()).isEqualTo("lenet");
    assertThat(said.getAsJsonArray("image").toString()).isEqualTo("[28,28,1]");
    assertThat(said.getAsJsonArray("classes")).hasSize(10);
    assertThat(said.getAsJsonObject("normalisation").keySet()).containsExactly("mean", "std");
    assertThat(weights.metadata()).containsEntry("format", "pt");
  }

  @Test
  void partsLearnOneByOneOnRequestAndAtTheirOwnRates() throws IOException {
    Path out = temp.resolve("gradual");
    Console.Result told =
        finetune(
            out, "--unfreeze-every", "1", "--epochs", "3", "--lr", "0.001", "--head-lr", "0.002");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.err()).contains("not all parts come to learn in 3 epochs; that would take 5");
    JsonObject transfer = json(out.resolve("report.json")).getAsJsonObject("transfer");
    assertThat(transfer.get("head_learning_rate").getAsDouble()).isEqualTo(.002);
    assertThat(transfer.getAsJsonArray("phases").asList())
        .extracting(p -> p.getAsJsonObject().get("frozen").toString())
        .containsExactly(
            "[\"conv1\",\"conv2\",\"fc1\",\"fc2\"]",
            "[\"conv1\",\"conv2\",\"fc1\"]",
            "[\"conv1\",\"conv2\"]");
    Map<String, Weights.Array> before = weights(run).arrays();
    assertThat(weights(out).arrays().get("conv2.weight").data())
        .isEqualTo(before.get("conv2.weight").data());
  }

  @Test
  void aRunKilledAfterItsWarmUpEndsAsOneNeverStopped() throws Exception {
    Path whole = temp.resolve("whole");
    Path killed = temp.resolve("killed");
    String[] options = {"--warm-up-epochs", "2", "--epochs", "5", "--batch-size", "2"};
    assertThat(finetune(whole, options).code()).isZero();
    Process process = Cli.start(List.of(), Main.class.getName(), command(killed, options));
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(Cli.readUntil(reader, "epoch 2/5")).contains("epoch 2/5");
      process.destroyForcibly().waitFor();
    }
    Console.Result resumed = Cli.run("finetune", "--out", killed.toString(), "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).doesNotContain("epoch 2/5").contains("epoch 5/5");
    VisionTest.assertSameWeights(whole, killed);

    Console.Result other =
        Cli.run("finetune", "--out", killed.toString(), "--resume", "--freeze", "conv1");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("the checkpoint was made with --freeze none");
    Console.Result train = Cli.run("train", "--out", killed.toString(), "--resume");
    assertThat(train.code()).isEqualTo(2);
    assertThat(train.err()).contains("was made by 'vivarium vision finetune'");
  }

  @Test
  void weightsOfOthersNeedAnArchitectureAndAreToldHowTheyAreRead() throws IOException {
    Path file = temp.resolve("foreign.safetensors");
    Safetensors.write(file, new Weights(weights(run).arrays()));
    Console.Result unsaid = finetune(temp.resolve("none"), "--weights", file.toString());
    assertThat(unsaid.code()).isEqualTo(2);
    assertThat(unsaid.err()).contains("does not say what network it is for: add --model");

    Path out = temp.resolve("foreign");
    Console.Result told =
        finetune(out, "--weights", file.toString(), "--model", "lenet", "--epochs", "1");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.err())
        .contains("does not say how its images were prepared: taken as 28x28x1, mean [0.0]");

    Console.Result other =
        finetune(temp.resolve("none"), "--weights", file.toString(), "--model", "mlp");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("unused [conv1.bias").contains("fc2.weight [84, 120] instead");
    assertThat(temp.resolve("none")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--freeze conv1,conf2    | --freeze names 'conf2', and nothing lies there. Did you mean 'conv2'?",
        "--freeze fc3            | which is the new head [fc3] and must learn",
        "--model resnet18        | has the weights of lenet: leave out --model",
        "--weights nothing       | there are no weights 'nothing'",
        "--warm-up-epochs 8      | --warm-up-epochs is 8; it must be at most 7",
        "--head-lr 0             | --head-lr is 0; it must be at least",
        "--image-size 36         | fc1.weight [120, 400] instead of [120, 784]",
        "--resume                | leave out --weights",
      })
  void aWrongLineIsSaidInOneSentence(String options, String sentence) {
    Path out = temp.resolve("wrong");
    Console.Result told = finetune(out, options.split(" +"));
    assertThat(told.code()).as(told.err()).isEqualTo(2);
    assertThat(told.err()).contains(sentence);
    assertThat(out).doesNotExist();
  }

  @Test
  void greyWeightsAreNotForColourPicturesNorForOneClass() throws IOException {
    Path out = temp.resolve("refused");
    Path colour = temp.resolve("colour");
    byte[] red = new Picture(1, 1, 3, new byte[] {(byte) 200, 0, 0}).png();
    for (String name : List.of("a", "b")) {
      Files.createDirectories(colour.resolve(name));
      for (int i = 0; i < 8; i++) {
        Files.write(colour.resolve(name).resolve(i + ".png"), red);
      }
    }
    Console.Result told = finetune(out, "--data", "folder:" + colour);
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("the network takes grey images").contains("are in colour");

    Path single = temp.resolve("single");
    draw(single, 1, List.of(3));
    Console.Result one = finetune(out, "--data", "folder:" + single);
    assertThat(one.code()).isEqualTo(2);
    assertThat(one.err()).contains("only the class '3'");
    assertThat(out).doesNotExist();
  }

  @Test
  void metadataThatLiesIsRefusedByFile() throws IOException {
    Path file = temp.resolve("lying.safetensors");
    Map<String, String> words = Map.of("classifier", "{\"model\":\"lenet\",\"image\":[28]}");
    Safetensors.write(file, weights(run).with(words));
    Console.Result told = finetune(temp.resolve("lied"), "--weights", file.toString());
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("lying.safetensors' does not describe a classifier");
  }

  @Test
  void weightsMustBeNamed() {
    Console.Result told = Cli.run("finetune", "--out", temp.resolve("none").toString());
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("--weights must be given");
  }

  @Test
  void embeddingWritesAVectorForEachImageAndTellsWhatTheyAreWorth() throws IOException {
    Path out = temp.resolve("embedded/vectors.csv");
    Console.Result told =
        Cli.run(
            "embed",
            "--weights",
            run.toString(),
            "--data",
            "folder:" + pictures,
            "--out",
            out.toString());
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.out()).startsWith("neighbours_accuracy 0.9").contains("probe_accuracy 0.9");
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(1 + 2 * 90);
    assertThat(lines.get(0)).startsWith("split,image,label,class,x0,").endsWith(",x83");
    assertThat(lines.get(1)).startsWith("train,").contains("train/3/000.png,0,3,");
    assertThat(out.resolveSibling("report.html")).content().contains("Features", "linear probe");
    assertThat(json(out.resolveSibling("report.json")).get("width").getAsInt()).isEqualTo(84);
  }

  @Test
  void vectorsForNumPyAreAMatrixWithItsLabelsBesideIt() throws IOException {
    Path out = temp.resolve("numpy/vectors.npy");
    Cli.run(
        "embed",
        "--weights",
        run.toString(),
        "--data",
        "folder:" + pictures,
        "--out",
        out.toString());
    byte[] bytes = Files.readAllBytes(out);
    int header = 10 + bytes[8] + 256 * bytes[9];
    assertThat(header % 64).isZero();
    assertThat(new String(bytes, 1, header - 1, StandardCharsets.ISO_8859_1))
        .startsWith("NUMPY\u0001\u0000")
        .contains("{'descr': '<f4', 'fortran_order': False, 'shape': (180, 84), }");
    assertThat(bytes).hasSize(header + 4 * 180 * 84);
    assertThat(Files.readAllLines(out.resolveSibling("vectors.labels.csv")))
        .hasSize(181)
        .startsWith("split,image,label,class");
  }

  @ParameterizedTest
  @CsvSource({"vectors.txt, ends in .csv or .npy", "digits/vectors.csv, holds a run"})
  void embeddingGoesIntoAFileOfItsOwn(String file, String sentence) {
    Console.Result told =
        Cli.run("embed", "--weights", run.toString(), "--out", temp.resolve(file).toString());
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains(sentence);
  }

  private static Console.Result finetune(Path out, String... more) {
    return Cli.run(command(out, more));
  }

  private static String[] command(Path out, String... more) {
    List<String> plain =
        List.of(
            "finetune",
            "--out",
            out.toString(),
            "--weights",
            run.toString(),
            "--data",
            "folder:" + pictures,
            "--lr",
            "0.001",
            "--batch-size",
            "16");
    if (more[0].equals("--resume")) {
      String[] all = plain.toArray(new String[plain.size() + 1]);
      all[plain.size()] = "--resume";
      return all;
    }
    return VisionTest.with(plain.toArray(String[]::new), more);
  }

  /** Thirty pictures for each of these digits. */
  private static void draw(Path folder, long seed, List<Integer> digits) throws IOException {
    Images images = Digits.generate(1000, seed);
    for (int digit : digits) {
      Path sub = Files.createDirectories(folder.resolve("" + digit));
      int[] members = images.ofClass(digit);
      for (int i = 0; i < 30; i++) {
        byte[] png = Sections.picture(images, members[i]).png();
        Files.write(sub.resolve("%03d.png".formatted(i)), png);
      }
    }
  }

  private static Weights weights(Path folder) throws IOException {
    return Safetensors.read(Checkpoint.best(folder));
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }
}
