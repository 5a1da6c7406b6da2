package org.vivarium.apps.nlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
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

/** Small language models of the embedded stories, and what they write. */
class LmTest {
  private static final String SMALL =
      "--limit 20000 --width 32 --depth 1 --heads 2 --context 32 --batch-size 16 --epochs 2 --quiet";

  @TempDir static Path temp;
  static Path run;
  static Result result;

  @BeforeAll
  static void train() {
    run = temp.resolve("run");
    result = lm("train " + SMALL, "--out", run.toString());
  }

  private static Result lm(String words, String... more) {
    List<String> all = new ArrayList<>(List.of("lm"));
    all.addAll(List.of(words.split(" ", -1)));
    all.addAll(Arrays.asList(more));
    return Console.run(Main.APP, all.toArray(String[]::new));
  }

  private static JsonObject metrics(Path folder) throws IOException {
    String json = Files.readString(folder.resolve("report.json"));
    return JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("metrics");
  }

  private static String written(Path folder, String... more) {
    Result text = lm("generate --length 100 --quiet --run " + folder, more);
    assertThat(text.code()).as(text.err()).isZero();
    return text.out();
  }

  private static void refused(Result wrong, String... parts) {
    assertThat(wrong.code()).as(wrong.err()).isEqualTo(2);
    assertThat(wrong.err().lines()).hasSize(1);
    assertThat(wrong.err()).contains(parts);
  }

  @Test
  void trainingPrintsItsLossAndWritesARunFolder() throws IOException {
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .matches("validation_loss \\d\\.\\d{4}\\Rperplexity [\\d.]+\\Rreport .*report.html\\R");
    for (String file :
        List.of(
            "report.html",
            "report.json",
            "tokenizer.json",
            "weights.safetensors",
            "checkpoint.safetensors",
            "samples.json",
            "savedmodel/saved_model.pb",
            "history.csv")) {
      assertThat(run.resolve(file)).exists();
    }
    assertThat(metrics(run).get("validation_loss").getAsDouble())
        .isLessThan(metrics(run).get("unigram_loss").getAsDouble());
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("What surprises it", "temperature 0.5", "after epoch 2");
  }

  @Test
  void twoRunsWithOneSeedGiveTheSameText() throws IOException {
    Path again = temp.resolve("again");
    assertThat(lm("train " + SMALL, "--out", again.toString()).code()).isZero();
    assertThat(metrics(again)).isEqualTo(metrics(run));
    assertThat(written(again)).isEqualTo(written(run)).hasSizeGreaterThan(100);
    assertThat(written(run, "--seed", "2")).isNotEqualTo(written(run));
  }

  @Test
  void aTextGoesOnFromItsPrompt() {
    assertThat(written(run, "--prompt", "The ")).startsWith("The ");
    assertThat(written(run, "--prompt", "The ", "--temperature", "0"))
        .isEqualTo(written(run, "--prompt", "The ", "--top-k", "1", "--seed", "9"));
    assertThat(written(run, "--count", "3").split("\n----\n", -1)).hasSize(3);
  }

  @Test
  void aRunThatIsInterruptedGoesOnAsIfItHadNotBeen() throws IOException {
    Path whole = temp.resolve("whole");
    Path stopped = temp.resolve("stopped");
    String lstm = "train --model lstm --limit 10000 --width 16 --depth 1 --context 16 --epochs 3";
    assertThat(lm(lstm + " --quiet", "--out", whole.toString()).code()).isZero();
    interruptedAfter("epoch 1/3", (lstm + " --out " + stopped).split(" ", -1));
    assertThat(stopped.resolve("report.json")).doesNotExist();

    refused(lm("train --resume --width 8", "--out", stopped.toString()), "--width 16", "with 8");
    Result resumed = lm("train --resume", "--out", stopped.toString());
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("epoch 2/3").doesNotContain("epoch 1/3");
    assertThat(metrics(stopped)).isEqualTo(metrics(whole));
    assertThat(written(stopped)).isEqualTo(written(whole));
    assertThat(Files.readString(stopped.resolve("samples.json")))
        .isEqualTo(Files.readString(whole.resolve("samples.json")));
  }

  /** Interrupts the training thread when it says this. */
  private static void interruptedAfter(String said, String... words) {
    PrintStream err = System.err;
    PrintStream out = System.out;
    List<String> all = new ArrayList<>(List.of("lm"));
    all.addAll(Arrays.asList(words));
    PrintStream watching =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
          @Override
          public void println(Object line) {
            if (line.toString().startsWith(said)) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (watching) {
      System.setErr(watching);
      System.setOut(watching);
      assertThat(Main.APP.run(all.toArray(String[]::new))).isNotZero();
    } finally {
      System.setErr(err);
      System.setOut(out);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void piecesAreToldPerCharacterToo() throws IOException {
    Path pieces = temp.resolve("pieces");
    Result trained = lm("train --kind bpe --vocab-size 400 " + SMALL, "--out", pieces.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("nats_per_character");
    assertThat(metrics(pieces).get("validation_nats_per_character").getAsDouble())
        .isLessThan(metrics(pieces).get("validation_loss").getAsDouble());
    assertThat(written(pieces, "--prompt", "Ünseen 😀")).startsWith("Ünseen 😀"); // bytes know all
  }

  @Test
  void badInputIsOneSentence() throws IOException {
    refused(lm("generate --quiet --prompt Ünseen€ --run " + run), "'Ü', '€'");
    refused(lm("generate --run " + temp.resolve("nothing")), "no run of 'lm train'");
    refused(lm("train --data nothing"), "grammar", "tiny-shakespeare", "file:PATH");
    refused(lm("train --tokenizer nothing"), "no tokenizer 'nothing'");
    refused(lm("train --kind bqe"), "bpe");
    refused(lm("train --width 30 --heads 4"), "--width 30");
    refused(lm("train --limit 200 --quiet"), "window");
    Path empty = Files.createFile(temp.resolve("empty.txt"));
    refused(lm("train --data file:" + empty), "no text");
    Path latin = temp.resolve("latin.txt");
    Files.write(latin, "fine\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(lm("train --data file:" + latin), "UTF-8", "line 2");
    Path foreign = temp.resolve("foreign");
    Files.createDirectories(foreign);
    Files.copy(run.resolve("weights.safetensors"), foreign.resolve("weights.safetensors"));
    Files.writeString(
        foreign.resolve("tokenizer.json"),
        "{\"model\":{\"type\":\"WordLevel\",\"vocab\":{\"a\":0,\"b\":5000},\"unk_token\":\"a\"}}");
    refused(lm("generate --run " + foreign), "5001 tokens", "do not belong together");
  }
}
