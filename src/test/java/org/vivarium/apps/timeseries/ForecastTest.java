package org.vivarium.apps.timeseries;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.Console;
import org.vivarium.Console.Result;
import org.vivarium.weights.Safetensors;

/** One small run on the embedded series, and what can be done with it. */
class ForecastTest {
  private static final String[] SMALL = {
    "--look-back",
    "24",
    "--horizon",
    "6",
    "--units",
    "8",
    "--epochs",
    "3",
    "--limit",
    "600",
    "--mc-passes",
    "4"
  };

  @TempDir static Path temp;
  static Path run;
  static Result result;
  static JsonObject report;

  @BeforeAll
  static void train() throws IOException {
    run = temp.resolve("run");
    result = train(run, SMALL);
    assertThat(result.code()).as(result.err()).isZero();
    report = JsonParser.parseString(Files.readString(run.resolve("report.json"))).getAsJsonObject();
  }

  private static Result train(Path out, String... more) {
    List<String> words = new ArrayList<>(List.of("forecast", "train", "--quiet"));
    words.addAll(List.of("--out", out.toString()));
    words.addAll(List.of(more));
    return Console.run(Main.APP, words.toArray(String[]::new));
  }

  private static Result call(String... words) {
    return Console.run(Main.APP, words);
  }

  private static double score(JsonObject report, String forecaster, String name) {
    return report
        .getAsJsonObject("forecasters")
        .getAsJsonObject(forecaster)
        .get(name)
        .getAsDouble();
  }

  @Test
  void printsTheFloorsBesideTheNetworkAndNothingElse() {
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .hasSize(6)
        .anyMatch(line -> line.startsWith("seasonal naive mse "))
        .anyMatch(line -> line.startsWith("linear floor (ridge) mse "))
        .anyMatch(line -> line.startsWith("gru mse "))
        .anyMatch(line -> line.startsWith("gru with dropout mse "));
  }

  @Test
  void runFolderHoldsWhatIsPromised() throws IOException {
    for (String file :
        List.of(
            "report.html",
            "report.json",
            "weights.safetensors",
            "checkpoint.safetensors",
            "history.csv",
            "savedmodel/saved_model.pb")) {
      assertThat(run.resolve(file)).isNotEmptyFile();
    }
    assertThat(Safetensors.read(run.resolve("weights.safetensors")).metadata())
        .containsKeys("network", "units");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("class=\"band c1\"")
        .doesNotContain("<script", "NaN")
        .doesNotContainPattern("(src|href)=\"https?:");
  }

  @Test
  void theLinearFloorIsBelowTheNaiveOnesAndBandsHoldAboutWhatTheySay() {
    assertThat(score(report, "linear floor (ridge)", "mase"))
        .isLessThan(score(report, "seasonal naive", "mase"))
        .isLessThan(1);
    for (String name : List.of("naive (last value)", "seasonal naive", "linear floor (ridge)")) {
      assertThat(score(report, name, "coverage_90")).as(name).isBetween(.75, .99);
    }
  }

  @Test
  void sameSeedGivesTheSameNumbers() throws IOException {
    Path again = temp.resolve("again");
    Result second = train(again, SMALL);
    assertThat(withoutPlace(second)).isEqualTo(withoutPlace(result));
    assertThat(Files.readAllBytes(again.resolve("weights.safetensors")))
        .isEqualTo(Files.readAllBytes(run.resolve("weights.safetensors")));
  }

  private static List<String> withoutPlace(Result result) {
    return result.out().lines().filter(line -> !line.startsWith("report")).toList();
  }

  @Test
  void aRunGoesOnAsOneThatWasNeverStopped() throws IOException {
    Path part = temp.resolve("stopped");
    String[] fewer = SMALL.clone();
    fewer[Arrays.asList(SMALL).indexOf("--epochs") + 1] = "2";
    assertThat(train(part, fewer).code()).isZero();
    Result resumed = train(part, "--resume", "--epochs", "3");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(withoutPlace(resumed)).isEqualTo(withoutPlace(result));
    Result other = train(part, "--resume", "--horizon", "7");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("made with --horizon 6 and cannot go on with 7");
  }

  @Test
  void evaluatesToTheSameFiguresAndFoldByFold() throws IOException {
    Result again = call("forecast", "evaluate", "--run", run.toString(), "--quiet");
    assertThat(again.code()).as(again.err()).isZero();
    List<String> first = withoutPlace(result);
    assertThat(withoutPlace(again).subList(0, 4)).isEqualTo(first.subList(0, 4));
    assertThat(run.resolve("evaluation.html")).isNotEmptyFile();
    Path page = temp.resolve("folds.html");
    Result folds =
        call(
            "forecast",
            "evaluate",
            "--run",
            run.toString(),
            "--folds",
            "2",
            "--quiet",
            "--out",
            page.toString());
    assertThat(folds.code()).as(folds.err()).isZero();
    assertThat(folds.out()).containsPattern("gru mae \\d\\.\\d{4} mase \\d\\.\\d{4} folds 2");
    assertThat(page).content().contains("Trained anew as the origin moves");
  }

  @Test
  void predictsWhatComesAfterTheLastRow() throws IOException {
    Path out = temp.resolve("next.csv");
    Result told = call("forecast", "predict", "--run", run.toString(), "--out", out.toString());
    assertThat(told.code()).as(told.err()).isZero();
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(7);
    assertThat(lines.get(0)).startsWith("time,column,forecast,q0.05,");
    assertThat(lines.get(1)).startsWith("2024-05-05T00:00,value,");
    double last = 0;
    for (String cell : cells(lines.get(3))) {
      assertThat(Double.parseDouble(cell)).isGreaterThanOrEqualTo(last);
      last = Double.parseDouble(cell);
    }
    assertThat(temp.resolve("next.html")).content().contains("What comes after 2024-05-04T23:00");
    Result drawn =
        call(
            "forecast",
            "predict",
            "--run",
            run.toString(),
            "--out",
            out.toString(),
            "--mc-passes",
            "5",
            "--quiet");
    assertThat(drawn.code()).as(drawn.err()).isZero();
  }

  /** The quantiles of a line. */
  private static String[] cells(String line) {
    String[] all = line.split(",", -1);
    return Arrays.copyOfRange(all, 3, all.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nlinear", "dlinear", "rnn", "lstm", "tcn", "transformer", "patchtst"})
  void everyModelLearnsPointsOfSeveralColumns(String model) throws IOException {
    Path file = temp.resolve(model + ".csv");
    StringBuilder csv = new StringBuilder("day,a,b");
    for (int t = 0; t < 200; t++) {
      csv.append(
          "\n%s,%.4f,%.4f"
              .formatted(LocalDate.of(2020, 1, 1).plusDays(t), Math.sin(t / 3.0), 5 + .01 * t));
    }
    Files.writeString(file, csv);
    Path out = temp.resolve("run-" + model);
    Result trained =
        train(
            out,
            "--data",
            file.toString(),
            "--model",
            model,
            "--loss",
            "mse",
            "--look-back",
            "16",
            "--horizon",
            "4",
            "--units",
            "8",
            "--layers",
            "1",
            "--epochs",
            "1",
            "--mc-passes",
            "0");
    assertThat(trained.code()).as(trained.err()).isZero();
    Path next = temp.resolve(model + "-next.csv");
    Result told =
        call("forecast", "predict", "--run", out.toString(), "--out", next.toString(), "--quiet");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(Files.readAllLines(next)).hasSize(9);
  }

  @Test
  void saysWhatIsNoRunAndWhatDoesNotFit() throws IOException {
    Result none = call("forecast", "predict", "--run", temp.toString());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("is not a run of 'vivarium timeseries forecast train'");
    Path file = temp.resolve("other.csv");
    Files.writeString(file, "t,x\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n");
    Result other = call("forecast", "predict", "--run", run.toString(), "--data", file.toString());
    assertThat(other.err()).contains("lacks [value], which the network was trained on; it has x");
    Files.writeString(file, "t,value\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n");
    Result little = call("forecast", "predict", "--run", run.toString(), "--data", file.toString());
    assertThat(little.err()).contains("has 3 rows; the network looks back on 24");
  }

  @Test
  void seesWhatTheCalendarSays() {
    Path out = temp.resolve("calendar");
    Result seen =
        train(
            out,
            "--calendar",
            "--look-back",
            "12",
            "--horizon",
            "3",
            "--units",
            "8",
            "--epochs",
            "1",
            "--limit",
            "200",
            "--mc-passes",
            "0");
    assertThat(seen.code()).as(seen.err()).isZero();
    Result told =
        call(
            "forecast",
            "predict",
            "--run",
            out.toString(),
            "--out",
            temp.resolve("calendar.csv").toString(),
            "--quiet");
    assertThat(told.code()).as(told.err()).isZero();
  }
}
