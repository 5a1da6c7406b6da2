package org.vivarium.apps.nlp.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.Console;
import org.vivarium.Console.Result;
import org.vivarium.cli.App;
import org.vivarium.metrics.Bleu;
import org.vivarium.text.TextFiles;

/** One small run on the toy language, and what can be done with it. */
class TranslateTest {
  private static final App APP =
      new App("nlp", "", TranslateTrain.COMMAND, TranslateRun.COMMAND, TranslateEvaluate.COMMAND);
  private static final String[] SMALL = {
    "--limit",
    "3000",
    "--epochs",
    "5",
    "--kind",
    "word",
    "--width",
    "48",
    "--hidden",
    "96",
    "--depth",
    "1",
    "--lr",
    ".01",
    "--dropout",
    "0",
    "--quiet"
  };

  @TempDir static Path temp;
  static Path run;
  static Result result;

  @BeforeAll
  static void train() {
    run = temp.resolve("run");
    result = train(run, SMALL);
  }

  private static Result train(Path out, String... more) {
    List<String> words = new ArrayList<>(List.of("translate", "train", "--out", out.toString()));
    words.addAll(Arrays.asList(more));
    return Console.run(APP, words.toArray(String[]::new));
  }

  private static Result call(String... words) {
    return Console.run(APP, words);
  }

  @Test
  void quietTrainingPrintsItsScoresAndNothingElse() {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .matches(
            "greedy_bleu \\S+\\Rgreedy_chrf \\S+\\Rbeam5_bleu \\S+\\Rbeam5_chrf \\S+\\R"
                + "report .*report.html\\R");
  }

  @Test
  void toyLanguageIsLearned() throws IOException {
    JsonObject metrics = report(run).getAsJsonObject("metrics");
    assertThat(metrics.get("greedy_bleu").getAsDouble()).isGreaterThan(60);
    assertThat(metrics.get("beam5_bleu").getAsDouble()).isGreaterThan(60);
  }

  private static JsonObject report(Path run) throws IOException {
    return JsonParser.parseString(Files.readString(run.resolve("report.json"))).getAsJsonObject();
  }

  @Test
  void runFolderHoldsTheTranslationsOfTheTestSet() throws IOException {
    List<String> outputs = TextFiles.lines(run.resolve("test.beam5.txt"));
    List<String> references = TextFiles.lines(run.resolve("test.reference.txt"));
    assertThat(Bleu.of(outputs, references).score())
        .isEqualTo(report(run).getAsJsonObject("metrics").get("beam5_bleu").getAsDouble());
    assertThat(run.resolve("test.greedy.txt")).isNotEmptyFile();
    assertThat(run.resolve("tokenizer.json")).isNotEmptyFile();
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("What was looked at", "Best and worst translations")
        .doesNotContain("<script");
  }

  @Test
  void evaluationFindsWhatTrainingFound() throws IOException {
    Path out = temp.resolve("evaluation");
    Result found = call("translate", "evaluate", "--run", run.toString(), "--out", out.toString());
    assertThat(found.err()).isEmpty();
    assertThat(result.out()).contains(found.out());
    assertThat(out.resolve("output.txt")).hasSameTextualContentAs(run.resolve("test.beam5.txt"));
  }

  @Test
  void textsAndLinesAreTranslatedAlike() throws IOException {
    List<String> sources = TextFiles.lines(run.resolve("test.source.txt")).subList(0, 3);
    List<String> outputs = TextFiles.lines(run.resolve("test.beam5.txt")).subList(0, 3);
    List<String> words = new ArrayList<>(List.of("translate", "run", "--run", run.toString()));
    words.addAll(sources);
    Result texts = call(words.toArray(String[]::new));
    assertThat(texts.out().lines()).isEqualTo(outputs);
    InputStream before = System.in;
    try {
      String lines = String.join("\n", sources) + "\n\n";
      System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
      Result read = call("translate", "run", "--run", run.toString());
      assertThat(read.out())
          .isEqualTo(texts.out() + System.lineSeparator()); // a blank one stays so
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void textThatIsTooLongIsCutAndTold() {
    Result found =
        call("translate", "run", "--run", run.toString(), "--beam", "1", "the dog ".repeat(60));
    assertThat(found.code()).isZero();
    assertThat(found.err()).contains("1 of 1 texts have more than").contains("they are cut");
  }

  @Test
  void sameSeedGivesTheSameTextAndAFinishedRunIsResumedToItsEnd() throws IOException {
    String[] few = SMALL.clone();
    few[3] = "2";
    Path once = temp.resolve("once");
    Path again = temp.resolve("again");
    train(once, few);
    train(again, few);
    assertThat(again.resolve("test.beam5.txt"))
        .hasSameTextualContentAs(once.resolve("test.beam5.txt"));
    Result more = call("translate", "train", "--out", again.toString(), "--resume", "--quiet");
    assertThat(more.code()).as(more.err()).isZero();
    assertThat(again.resolve("test.beam5.txt"))
        .hasSameTextualContentAs(once.resolve("test.beam5.txt"));
  }

  @Test
  void gruWithAttentionTranslatesToo() throws IOException {
    Path gru = temp.resolve("gru");
    String[] few = SMALL.clone();
    few[3] = "3";
    List<String> words = new ArrayList<>(Arrays.asList(few));
    words.addAll(List.of("--model", "gru_attention"));
    assertThat(train(gru, words.toArray(String[]::new)).code()).isZero();
    assertThat(report(gru).getAsJsonObject("metrics").get("greedy_bleu").getAsDouble())
        .isGreaterThan(30);
  }

  @Test
  void whatIsNoRunIsNamed() {
    Result found = call("translate", "run", "--run", temp.resolve("none").toString(), "a");
    assertThat(found.code()).isEqualTo(2);
    assertThat(found.err()).contains("'weights.safetensors' is missing");
  }
}
