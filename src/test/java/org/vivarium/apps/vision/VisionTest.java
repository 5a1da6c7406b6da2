package org.vivarium.apps.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.Console;
import org.vivarium.data.Digits;
import org.vivarium.data.Images;
import org.vivarium.kernel.Precision;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Safetensors;

/** One small run on the embedded digits, and what can be done with it. */
class VisionTest {
  private static final String[] SMALL = {
    "train", "--data", "digits", "--limit", "3000", "--epochs", "3", "--seed", "1", "--quiet"
  };

  @TempDir static Path temp;
  static Path run;
  static Console.Result result;
  static JsonObject report;

  @BeforeAll
  static void train() throws IOException {
    run = temp.resolve("run");
    result = Cli.run(with(SMALL, "--out", run.toString()));
    report = JsonParser.parseString(Files.readString(run.resolve("report.json"))).getAsJsonObject();
  }

  @Test
  void quietTrainingPrintsItsResultAndNothingElse() {
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("test_accuracy 0.9").contains("report.html");
  }

  @Test
  void runFolderHoldsWhatIsPromised() {
    assertThat(run.resolve("report.html")).isNotEmptyFile();
    assertThat(run.resolve("weights.safetensors")).isNotEmptyFile();
    assertThat(run.resolve("checkpoint.safetensors")).isNotEmptyFile();
    assertThat(run.resolve("history.csv")).isNotEmptyFile();
    assertThat(run.resolve("tensorboard")).isNotEmptyDirectory();
    assertThat(run.resolve("savedmodel/saved_model.pb")).isNotEmptyFile();
    assertThat(run.resolve("savedmodel/synset.txt")).hasContent("0\n1\n2\n3\n4\n5\n6\n7\n8\n9");
    assertThat(run.resolve("savedmodel/serving.properties")).isNotEmptyFile();
  }

  @Test
  void reportTellsMetricsHistoryAndHowItWasMade() {
    assertThat(report.getAsJsonObject("metrics").get("test_accuracy").getAsDouble())
        .isBetween(.9, 1.);
    assertThat(report.get("parameters").getAsLong()).isEqualTo(61_706);
    assertThat(report.get("seed").getAsInt()).isEqualTo(1);
    assertThat(report.getAsJsonObject("config").get("limit").getAsString()).isEqualTo("3000");
    assertThat(report.getAsJsonObject("versions").keySet()).contains("tensorflow", "djl", "java");
    assertThat(report.getAsJsonObject("normalisation").getAsJsonArray("mean")).hasSize(1);
    JsonArray history = report.getAsJsonArray("history");
    assertThat(history).hasSize(3);
    assertThat(history.get(2).getAsJsonObject().keySet())
        .contains("epoch", "train_loss", "validation_loss", "validation_accuracy", "seconds");
  }

  @Test
  void reportReadsWithoutANetwork() throws IOException {
    String html = Files.readString(run.resolve("report.html"));
    assertThat(html).doesNotContain("<script").doesNotContainPattern("(src|href)=\"https?:");
  }

  @Test
  void sameSeedGivesTheSameNumbersAndAnotherSeedOthers() throws IOException {
    Path again = temp.resolve("again");
    Path other = temp.resolve("other");
    Cli.run(with(SMALL, "--out", again.toString()));
    Cli.run(with(SMALL, "--out", other.toString(), "--seed", "2"));
    assertSameWeights(run, again);
    assertThat(Files.readAllBytes(other.resolve("weights.safetensors")))
        .isNotEqualTo(Files.readAllBytes(run.resolve("weights.safetensors")));
  }

  @Test
  void predictNamesTheDigits() {
    Path samples = run.resolve("samples");
    Console.Result told =
        Cli.run(
            "predict",
            "--run",
            run.toString(),
            "--top",
            "2",
            samples.resolve("0.png").toString(),
            samples.resolve("1.png").toString());
    assertThat(told.code()).isZero();
    assertThat(told.out().lines().toList())
        .satisfiesExactly(
            zero -> assertThat(zero).contains("0.png: 0 "),
            one -> assertThat(one).contains("1.png: 1 "));
  }

  @Test
  void djlWithNoCodeOfOursNamesTheDigit() throws Exception {
    var criteria =
        Criteria.builder()
            .setTypes(Image.class, Classifications.class)
            .optModelPath(run.resolve("savedmodel"))
            .build();
    try (ZooModel<Image, Classifications> model = criteria.loadModel();
        Predictor<Image, Classifications> predictor = model.newPredictor()) {
      Image image = ImageFactory.getInstance().fromFile(run.resolve("samples/7.png"));
      assertThat(predictor.predict(image).best().getClassName()).isEqualTo("7");
    }
  }

  @Test
  void savedModelThroughDjlGivesTheProgramsProbabilities() throws IOException {
    Images images = Digits.generate(64, 5);
    float[][] djl = Evaluate.throughDjl(run, images);
    try (Inference inference = new Inference(Classifier.ofRun(run), Precision.FLOAT32)) {
      inference.load(Safetensors.read(run.resolve("weights.safetensors")));
      float[][] ours = inference.predict(images);
      for (int i = 0; i < ours.length; i++) {
        for (int c = 0; c < ours[i].length; c++) {
          assertThat(djl[i][c]).isCloseTo(ours[i][c], within(1e-5f));
        }
      }
    }
  }

  @Test
  void evaluateAgreesWithTheReportBothWays() {
    String direct = Cli.run("evaluate", "--run", run.toString(), "--quiet").out();
    String djl = Cli.run("evaluate", "--run", run.toString(), "--through-djl", "--quiet").out();
    double reported = report.getAsJsonObject("metrics").get("test_accuracy").getAsDouble();
    assertThat(direct).contains("test_accuracy %.4f".formatted(reported)).isEqualTo(djl);
  }

  @Test
  void finetuningBeginsFromGivenWeights() {
    Path out = temp.resolve("finetuned");
    Console.Result told =
        Cli.run(
            with(
                SMALL,
                "--out",
                out.toString(),
                "--epochs",
                "1",
                "--lr",
                "0.000001",
                "--weights",
                run.resolve("weights.safetensors").toString()));
    assertThat(told.code()).isZero();
    assertThat(told.out()).contains("test_accuracy 0.9");
  }

  @Test
  void anEarlierRunIsMovedAsideNotOverwritten() {
    Path out = temp.resolve("twice");
    String[] tiny = {"train", "--limit", "200", "--epochs", "1", "--out", out.toString()};
    Cli.run(tiny);
    Console.Result second = Cli.run(tiny);
    assertThat(second.err()).contains("held an earlier run; it is now");
    assertThat(temp.resolve("twice.1/report.json")).exists();
    assertThat(out.resolve("report.json")).exists();
  }

  @Test
  void oneBatchIsLearnedByHeartAndSaidSo() {
    Console.Result told = Cli.run("train", "--overfit-one-batch", "--limit", "500", "--quiet");
    assertThat(told.code()).isZero();
    assertThat(told.out()).contains("step").containsIgnoringCase("by heart");
  }

  @Test
  void divergenceIsSaidWithStepAndAdvice() {
    Console.Result told =
        Cli.run(
            with(
                SMALL,
                "--out",
                temp.resolve("diverged").toString(),
                "--optimizer",
                "sgd",
                "--schedule",
                "constant",
                "--lr",
                "100",
                "--l2",
                "100")); // each step multiplies the weights by -9,999
    assertThat(told.code()).isEqualTo(1);
    assertThat(told.err()).contains("the loss became").contains("step").contains("Try");
  }

  @Test
  void exploreCountsAndDraws() {
    Path out = temp.resolve("explored");
    Console.Result told =
        Cli.run("explore", "--data", "digits", "--out", out.toString(), "--quiet");
    assertThat(told.code()).isZero();
    assertThat(told.out()).contains("training images 10000").contains("balanced");
    assertThat(out.resolve("contact-sheet.png")).isNotEmptyFile();
    assertThat(out.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void crossValidationTellsTheSpread() {
    Path out = temp.resolve("folds");
    Console.Result told =
        Cli.run(
            "crossvalidate",
            "--model",
            "mlp",
            "--limit",
            "600",
            "--folds",
            "3",
            "--epochs",
            "2",
            "--out",
            out.toString(),
            "--quiet");
    assertThat(told.code()).isZero();
    assertThat(told.out()).contains("fold 3 accuracy").contains("+-");
    assertThat(out.resolve("report.json")).content().contains("accuracy_mean");
  }

  @Test
  void everyVerbHelpsWithAnExample() {
    for (String verb :
        List.of("train", "finetune", "evaluate", "predict", "embed", "explore", "crossvalidate")) {
      Console.Result told = Cli.run(verb, "--help");
      assertThat(told.code()).isZero();
      assertThat(told.out()).contains("vivarium vision " + verb);
    }
  }

  static void assertSameWeights(Path one, Path other) throws IOException {
    Map<String, Weights.Array> ours = Safetensors.read(one.resolve("weights.safetensors")).arrays();
    Map<String, Weights.Array> theirs =
        Safetensors.read(other.resolve("weights.safetensors")).arrays();
    assertThat(theirs.keySet()).isEqualTo(ours.keySet());
    ours.forEach((path, a) -> assertThat(theirs.get(path).data()).as(path).isEqualTo(a.data()));
  }

  /** Options given twice count once: the later value stands. */
  static String[] with(String[] args, String... more) {
    List<String> all = new ArrayList<>(List.of(args));
    for (int i = 0; i < more.length; i += 2) {
      int at = all.indexOf(more[i]);
      if (at >= 0) {
        all.set(at + 1, more[i + 1]);
      } else {
        all.addAll(List.of(more[i], more[i + 1]));
      }
    }
    return all.toArray(String[]::new);
  }
}
