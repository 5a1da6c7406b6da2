package org.vivarium.apps.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vivarium.Console;
import org.vivarium.Console.Result;

/** Small runs on drawn digits and on a table, and what can be done with them. */
class AnomalyTest {
  @TempDir static Path temp;
  static Path table;
  static Path run;

  @BeforeAll
  static void fitATable() throws IOException {
    table = temp.resolve("table.csv");
    Random random = new Random(1);
    StringBuilder lines = new StringBuilder("height,weight,kind\n");
    for (int i = 0; i < 400; i++) {
      double height = 170 + 10 * random.nextGaussian();
      double weight = height - 100 + 3 * random.nextGaussian();
      boolean odd = i % 20 == 0; // each number alone is usual
      lines.append(height).append(',').append(odd ? 240 - height : weight);
      lines.append(odd ? ",odd\n" : ",plain\n");
    }
    Files.writeString(table, lines);
    run = temp.resolve("run");
    assertDone(
        call(
            "train",
            "--data",
            "csv:" + table,
            "--label",
            "kind",
            "--anomaly",
            "odd",
            "--out",
            run.toString(),
            "--quiet"));
  }

  @Test
  void aTableIsLearnedAndReported() throws IOException {
    JsonObject report =
        JsonParser.parseString(Files.readString(run.resolve("report.json"))).getAsJsonObject();
    JsonObject detector = report.getAsJsonArray("detectors").get(0).getAsJsonObject();
    assertThat(detector.get("auroc").getAsDouble()).isGreaterThan(.75);
    assertThat(report.getAsJsonObject("data").get("test_anomalies").getAsInt()).isEqualTo(20);
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("ROC", "Mistakes of mahalanobis", "weight =")
        .doesNotContain("<script")
        .doesNotContainPattern("(src|href)=\"https?:");
  }

  @Test
  void whatWasKeptIsMeasuredTheSame() {
    Result result =
        call(
            "evaluate",
            "--run",
            run.toString(),
            "--data",
            "csv:" + table,
            "--label",
            "kind",
            "--anomaly",
            "odd",
            "--quiet");
    assertDone(result);
    assertThat(result.out()).matches("mahalanobis auroc 0\\.\\d{4} average_precision .*\\R");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyDetectorIsKeptAndScoresTheSame(Kind kind) throws IOException {
    Path out = temp.resolve(kind.toString());
    Result trained =
        call(
            "train",
            "--detector",
            kind.toString(),
            "--limit",
            "400",
            "--epochs",
            "1",
            "--components",
            "20",
            "--out",
            out.toString(),
            "--quiet");
    assertDone(trained);
    Result again = call("evaluate", "--run", out.toString(), "--quiet");
    assertDone(again);
    assertThat(auroc(again)).isCloseTo(auroc(trained), within(1e-3));
  }

  private static double auroc(Result result) {
    String[] words = result.out().split("\\s+", 4);
    assertThat(words[1]).isEqualTo("auroc");
    return Double.parseDouble(words[2]);
  }

  @Test
  void sameSeedGivesTheSameNumbers() {
    String[] args = {
      "compare",
      "--detectors",
      "vae-error,vae-probability,isolation-forest",
      "--normal",
      "3",
      "--limit",
      "300",
      "--epochs",
      "1",
      "--contaminate",
      "0.1",
      "--quiet",
      "--out",
      temp.resolve("compared").toString()
    };
    Result one = call(args);
    assertDone(one);
    assertThat(one.out()).hasLineCount(4).contains("vae-probability auroc");
    assertThat(call(args).out()).isEqualTo(one.out());
  }

  @Test
  void eachClassAgainstTheRest() throws IOException {
    Path out = temp.resolve("each");
    Result result =
        call(
            "compare",
            "--each-class",
            "--detectors",
            "mahalanobis,isolation-forest",
            "--components",
            "20",
            "--limit",
            "200",
            "--quiet",
            "--out",
            out.toString());
    assertDone(result);
    assertThat(result.out())
        .containsPattern("mahalanobis mean_auroc 0\\.9\\d+ of( \\d\\.\\d{4}){10}");
    assertThat(Files.readString(out.resolve("report.html"))).contains("AUROC by class");
  }

  @Test
  void aBrokenLineIsToldAndTheStreamGoesOn() throws IOException {
    String lines =
        "height,weight\n170,70\n\n170,x\n1\n{\"height\":170,\"weight\":20}\n{\"height\":1}\n[170,71]\n{\nNaN,1\n171,71";
    var told = new ByteArrayOutputStream();
    var out = new ByteArrayOutputStream();
    try (Store.Opened opened = Store.open(run);
        PrintStream scores = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(told, true, StandardCharsets.UTF_8)) {
      Watch.Counts counts =
          Watch.watch(
              opened, new BufferedReader(new StringReader(lines)), scores, errors, true, false);
      assertThat(counts).isEqualTo(new Watch.Counts(11, 4, 1, 5));
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(4)
        .anySatisfy(l -> assertThat(l).startsWith("{\"line\":6,").endsWith("\"anomaly\":true}"));
    assertThat(told.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "line 4, column 'weight' is 'x' instead of a number",
            "line 5 has 1 cells instead of 2",
            "line 7 has no 'weight'",
            "line 9 is no JSON",
            "line 10, column 'height' is NaN: leave the row out or put a finite number there");
  }

  @Test
  void aLongStreamNeedsNoMoreMemory() throws IOException {
    try (Store.Opened opened = Store.open(run);
        PrintStream nowhere =
            new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      BufferedReader endless = new BufferedReader(new Repeated("170,70\n", 20_000));
      assertThat(Watch.watch(opened, endless, nowhere, null, false, false).scored())
          .isEqualTo(20_000);
      long before = used();
      BufferedReader longer = new BufferedReader(new Repeated("170,70\n", 300_000));
      assertThat(Watch.watch(opened, longer, nowhere, null, false, false).scored())
          .isEqualTo(300_000);
      assertThat(used() - before).isLessThan(8 << 20);
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** A text again and again. */
  private static final class Repeated extends Reader {
    private final String text;
    private long left;

    Repeated(String text, long times) {
      this.text = text;
      this.left = times * text.length();
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int count = (int) Math.min(Math.min(left, length), text.length());
      int at = (int) ((text.length() - left % text.length()) % text.length());
      count = Math.min(count, text.length() - at);
      text.getChars(at, at + count, buffer, offset);
      left -= count;
      return count;
    }

    @Override
    public void close() {}
  }

  @Test
  void aSeriesIsWatchedThroughItsLatestValues() throws IOException {
    StringBuilder lines = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 600; i++) {
      lines.append(i).append(',').append(Math.sin(i / 5.0) + .01 * (i % 7)).append('\n');
    }
    Path series = Files.writeString(temp.resolve("series.csv"), lines);
    Path out = temp.resolve("series");
    assertDone(
        call(
            "train",
            "--data",
            "series:" + series,
            "--window",
            "10",
            "--out",
            out.toString(),
            "--quiet"));
    var scores = new ByteArrayOutputStream();
    try (Store.Opened opened = Store.open(out);
        PrintStream to = new PrintStream(scores, true, StandardCharsets.UTF_8)) {
      String stream = lines + "600,5\n";
      Watch.Counts counts =
          Watch.watch(opened, new BufferedReader(new StringReader(stream)), to, null, false, true);
      assertThat(counts.scored()).isEqualTo(601 - 9);
    }
    assertThat(scores.toString(StandardCharsets.UTF_8).lines())
        .last()
        .asString()
        .startsWith("602,")
        .endsWith(",true");
  }

  @Test
  void nabIsScored() throws IOException {
    Path data = temp.resolve("data");
    Files.createDirectories(data.resolve("nab/labels"));
    Files.createDirectories(data.resolve("nab/data/made"));
    StringBuilder lines = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 800; i++) {
      double value = Math.sin(i / 4.0) + .1 * Math.sin(i * i) + (i >= 500 && i < 520 ? 6 : 0);
      lines.append("2020-01-01 00:").append(i).append(',').append(value).append('\n');
    }
    Files.writeString(data.resolve("nab/data/made/a.csv"), lines);
    Files.writeString(
        data.resolve("nab/labels/combined_windows.json"),
        "{\"made/a.csv\": [[\"2020-01-01 00:490.000000\", \"2020-01-01 00:530.000000\"]]}");
    Result result =
        call(
            "nab",
            "--detectors",
            "mahalanobis,knn",
            "--window",
            "8",
            "--data-dir",
            data.toString(),
            "--out",
            temp.resolve("nab").toString(),
            "--quiet");
    assertDone(result);
    assertThat(result.out()).containsPattern("knn nab_standard [6-9]\\d\\.\\d\\d found 1 of 1");
    assertThat(Files.readString(temp.resolve("nab/report.html"))).contains("Numenta HTM");
  }

  @Test
  void whatCannotBeIsASentence() throws IOException {
    Path broken = Files.writeString(temp.resolve("broken.csv"), "a,b\n1,2\n3,inf\n");
    Path point = Files.writeString(temp.resolve("point.csv"), "a,b\n" + "1,2\n".repeat(50));
    assertWrong(
        "--contamination is 0.6; it must be at most 0.5", "train", "--contamination", "0.6");
    assertWrong("'knm'", "compare", "--detectors", "knm");
    assertWrong("line 3, column 'b' is 'inf'", "train", "--data", "csv:" + broken);
    assertWrong(
        "same point", "train", "--data", "csv:" + point, "--out", temp.resolve("no").toString());
    assertWrong("give both or neither", "train", "--data", "csv:" + table, "--label", "kind");
    assertWrong("no row", "train", "--data", "csv:" + table, "--label", "kind", "--anomaly", "x");
    assertWrong("has only one", "train", "--detector", "features", "--normal", "1");
    assertWrong("no class '11'", "train", "--normal", "11");
    assertWrong("--shrinkage is 'some'", "train", "--shrinkage", "some");
    assertWrong("is not a run of 'vivarium anomaly train'", "watch", "--run", temp.toString());
    assertWrong(
        "holds a run already",
        "train",
        "--data",
        "csv:" + table,
        "--label",
        "kind",
        "--anomaly",
        "odd",
        "--out",
        run.toString());
    assertWrong("clone https://github.com/numenta/NAB", "nab", "--data-dir", temp.toString());
    assertWrong("for rows of [1, 2, 1]", "evaluate", "--run", run.toString());
    assertThat(temp.resolve("no")).doesNotExist();
  }

  private static void assertWrong(String part, String... args) {
    Result told = call(Stream.concat(Stream.of(args), Stream.of("--quiet")).toArray(String[]::new));
    assertThat(told.err()).contains(part).hasLineCount(1);
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.out()).isEmpty();
  }

  private static void assertDone(Result result) {
    assertThat(result.code()).as(result.err()).isZero();
  }

  private static Result call(String... args) {
    return Console.run(Main.APP, args);
  }
}
