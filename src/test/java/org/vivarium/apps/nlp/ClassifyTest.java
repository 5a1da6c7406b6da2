package org.vivarium.apps.nlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.modality.Classifications;
import ai.djl.repository.zoo.Criteria;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.Console;
import org.vivarium.Console.Result;
import org.vivarium.kernel.Weights;
import org.vivarium.serving.TextClassificationTranslatorFactory;
import org.vivarium.weights.Safetensors;

/** One small run on the embedded reviews, and what can be done with it. */
class ClassifyTest {
  private static final String[] SMALL = {
    "--limit", "600", "--epochs", "3", "--width", "32", "--units", "16", "--buckets", "2"
  };

  @TempDir static Path temp;
  static Path run;
  static Result result;

  @BeforeAll
  static void train() {
    run = temp.resolve("run");
    result = train(run, SMALL);
  }

  private static Result train(Path out, String... options) {
    List<String> words = new ArrayList<>(List.of("train", "--quiet", "--out", out.toString()));
    words.addAll(List.of(options));
    return call(words.toArray(String[]::new));
  }

  private static Result call(String... words) {
    return Console.run(Main.APP, words);
  }

  private static String[] with(String... more) {
    List<String> words = new ArrayList<>(List.of(SMALL));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static JsonObject report(Path folder) throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("report.json")))
        .getAsJsonObject();
  }

  @Test
  void quietTrainingPrintsTheNetworkBesideTheBaselineAndNothingElse() {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .matches("test_accuracy 0.\\d{4}\\Rbaseline_accuracy 0.\\d{4}\\Rreport .*report.html\\R");
  }

  @Test
  void runFolderHoldsWhatIsPromised() throws IOException {
    for (String file :
        List.of(
            "report.html",
            "tokenizer.json",
            "weights.safetensors",
            "checkpoint.safetensors",
            "history.csv",
            "savedmodel/saved_model.pb",
            "savedmodel/tokenizer.json")) {
      assertThat(run.resolve(file)).isNotEmptyFile();
    }
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("What counting words can do", "class=\"marked\"", "Worst mistakes")
        .doesNotContain("<script")
        .doesNotContainPattern("(src|href)=\"https?:");
    assertThat(report(run).getAsJsonObject("metrics").keySet())
        .contains("test_accuracy", "test_ece", "baseline_accuracy");
  }

  @Test
  void sameSeedGivesTheSameNumbers() throws IOException {
    Path again = temp.resolve("again");
    Result second = train(again, SMALL);
    assertThat(second.out().lines().limit(2).toList())
        .isEqualTo(result.out().lines().limit(2).toList());
    assertThat(Files.readAllBytes(again.resolve("weights.safetensors")))
        .isEqualTo(Files.readAllBytes(run.resolve("weights.safetensors")));
  }

  @Test
  void evaluationOfARunSaysWhatItsTrainingSaid() {
    Result told = call("evaluate", "--run", run.toString());
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.out()).startsWith(result.out().lines().findFirst().orElseThrow());
  }

  @Test
  void savedModelThroughDjlSaysWhatPredictSays() throws Exception {
    String text = "the plot is really superb , but the ending is not clever .";
    Result told = call("predict", "--why", "--run", run.toString(), text);
    assertThat(told.code()).as(told.err()).isZero();
    var criteria =
        Criteria.builder()
            .setTypes(String.class, Classifications.class)
            .optModelPath(run.resolve("savedmodel"))
            .optTranslatorFactory(new TextClassificationTranslatorFactory())
            .build();
    try (var model = criteria.loadModel();
        var predictor = model.newPredictor()) {
      Classifications.Classification best = predictor.predict(text).best();
      String[] first = told.out().split("[ ,%]+", -1);
      assertThat(first[0]).isEqualTo(best.getClassName());
      assertThat(Double.parseDouble(first[1]) / 100).isCloseTo(best.getProbability(), within(6e-4));
    }
    assertThat(told.out()).containsPattern("  the\\[[-+]0\\.\\d\\d\\] plot\\[");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text_rnn", "text_lstm", "text_gru", "text_bilstm", "transformer_encoder"})
  void everyModelTrainsAndIsExplained(String model) throws IOException {
    Path out = temp.resolve(model);
    Result told =
        train(
            out,
            "--model",
            model,
            "--epochs",
            "1",
            "--limit",
            "120",
            "--width",
            "32",
            "--units",
            "16",
            "--buckets",
            "1");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(Files.readString(out.resolve("report.html")).contains("attention"))
        .isEqualTo(model.equals("transformer_encoder"));
    assertThat(call("evaluate", "--run", out.toString()).out())
        .startsWith(told.out().lines().findFirst().orElseThrow());
  }

  @Test
  void vectorsOfAFileAreTakenOverAndStayWhenFrozen() throws IOException {
    Path vectors = Files.writeString(temp.resolve("v.txt"), "superb 1 2 3 4\nunheard 0 0 0 0\n");
    Path out = temp.resolve("vectors");
    Result told =
        train(out, with("--vectors", vectors.toString(), "--freeze-vectors", "--kind", "word"));
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(report(out).get("vectors").getAsString()).startsWith("1 of ");
    Weights.Array table =
        Safetensors.read(out.resolve("weights.safetensors")).arrays().get("embedding.weight");
    assertThat(table.shape()[1]).isEqualTo(4);
    int id =
        JsonParser.parseString(Files.readString(out.resolve("tokenizer.json")))
            .getAsJsonObject()
            .getAsJsonObject("model")
            .getAsJsonObject("vocab")
            .get("superb")
            .getAsInt();
    assertThat(List.of(table.data()[4 * id], table.data()[4 * id + 3])).containsExactly(1f, 4f);
  }

  @Test
  void resumeGoesOnAndRefusesAnotherNetworkOrOtherTexts() throws IOException {
    Path out = temp.resolve("resumed");
    assertThat(train(out, SMALL).code()).isZero();
    Result longer = call("train", "--out", out.toString(), "--resume", "--epochs", "4");
    assertThat(longer.code()).as(longer.err()).isZero();
    assertThat(longer.err())
        .contains("resuming with --epochs 4; the run began with 3", "epoch 4/4");
    assertThat(report(out).getAsJsonArray("history")).hasSize(4);
    for (Map.Entry<String, String> wrong :
        Map.of("--model", "text_gru", "--limit", "100").entrySet()) {
      Result refused =
          call("train", "--out", out.toString(), "--resume", wrong.getKey(), wrong.getValue());
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("the checkpoint was made with");
    }
  }

  @Test
  void longTextsAreCutAndItIsSaid() {
    Result told =
        call("predict", "--run", run.toString(), "the plot is dull . ".repeat(40), "it is fresh .");
    assertThat(told.err()).contains("1 texts are longer than the");
    assertThat(told.out().lines()).hasSize(2);
  }

  @Test
  void filesOfOnesOwnAreTrainedOnAndUnseenLabelsNamed() throws IOException {
    StringBuilder csv = new StringBuilder("review,stars\n");
    for (int i = 0; i < 60; i++) {
      csv.append(i % 2 == 0 ? "\"good, good\",5\n" : "\"bad, bad\",1\n");
    }
    Path file = Files.writeString(temp.resolve("own.csv"), csv);
    Path out = temp.resolve("own");
    String[] columns = {"--text-column", "review", "--label-column", "stars"};
    List<String> words = new ArrayList<>(List.of(with(columns)));
    words.addAll(List.of("--data", "file:" + file, "--max-length", "2"));
    Result told = train(out, words.toArray(String[]::new));
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(report(out).get("cut_texts").getAsInt()).isEqualTo(60);
    Path other = Files.writeString(temp.resolve("other.csv"), "review,stars\nso so,3\n");
    Result unseen = call("evaluate", "--run", out.toString(), "--data", "file:" + other);
    assertThat(unseen.code()).isEqualTo(2);
    assertThat(unseen.err()).contains("training has not seen: [3]; it knows [1, 5]");
  }

  @Test
  void whatCannotBeIsSaidInASentence() {
    assertThat(call("train", "--data", "imdb").err()).contains("there is no set of texts 'imdb'");
    assertThat(call("train", "--freeze-vectors").err()).contains("needs --vectors");
    assertThat(call("train", "--test-file", "x.csv").err()).contains("--test-file goes with");
    assertThat(call("predict", "--run", temp.resolve("none").toString(), "x").err())
        .contains("there is no finished run in");
    assertThat(call("predict", "--run", run.toString(), " ").err())
        .contains("there is nothing to classify");
    Result tokenizer = train(temp.resolve("t"), "--tokenizer", temp.resolve("no.json").toString());
    assertThat(tokenizer.code()).isEqualTo(2);
    assertThat(tokenizer.err()).contains("there is no tokenizer");
  }
}
