package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final String EVIL = "<script>alert('x')</script> \"&\"";

  @TempDir Path folder;

  @Test
  void everyTextIsEscaped() {
    Picture picture = new Picture(1, 1, 1, new byte[1]);
    String html =
        new HtmlReport(EVIL)
            .subtitle(EVIL)
            .tile(EVIL, EVIL, EVIL)
            .section(EVIL, EVIL)
            .lookFor(EVIL)
            .finding(EVIL)
            .figure(LineChart.of(EVIL, EVIL, EVIL).series(EVIL, 1, 2).mark(1, EVIL), EVIL)
            .figure(BarChart.of(EVIL, List.of(EVIL), 1), EVIL)
            .figure(new ConfusionMatrix(EVIL, new int[][] {{1}}, List.of(EVIL)), EVIL)
            .image(picture.png(), EVIL, EVIL)
            .table(List.of(EVIL), List.of(List.of(EVIL)))
            .facts(Map.of(EVIL, Map.of(EVIL, EVIL)))
            .gallery(List.of(new HtmlReport.Shot(picture, EVIL, EVIL)))
            .html();
    assertThat(html).doesNotContain("<script", "'x'", "\"&\"").contains("&lt;script&gt;");
  }

  @Test
  void thePageLoadsNothing() {
    String html = new HtmlReport("LeNet on MNIST").section("Curves").text("None.").html();
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .contains("prefers-color-scheme: dark", "name=\"viewport\"")
        .doesNotContain("http", "url(", "@import", "<link");
  }

  @Test
  void figuresInARowShareTheirLine() {
    LineChart chart = LineChart.of("Loss", "epoch", "loss").series("training", 2, 1);
    String html =
        new HtmlReport("x")
            .section("a")
            .figure(chart, "one")
            .figure(chart, "two")
            .section("b")
            .figure(chart, "")
            .html();
    assertThat(html.split("class=\"figures\"", -1)).hasSize(3);
    for (String tag : List.of("section", "figure", "div", "svg", "main", "p")) {
      assertThat(html.split("<" + tag + "[ >]", -1))
          .as(tag)
          .hasSameSizeAs(html.split("</" + tag + ">", -1));
    }
  }

  @Test
  void numbersStandRight() {
    String html =
        new HtmlReport("x")
            .table(List.of("class", "F1"), List.of(List.of("cat", 0.98765), List.of("dog", 1)))
            .html();
    assertThat(html)
        .contains("<th scope=\"col\">class</th>", "<th scope=\"col\" class=\"n\">F1</th>")
        .contains("<td>cat</td><td class=\"n\">0.9877</td>", "<td class=\"n\">1</td>");
  }

  @Test
  void writesTheWholePage() throws IOException {
    Path file = folder.resolve("report.html");
    HtmlReport report = new HtmlReport("x").tile("test accuracy", "99.10 %");
    report.write(file);
    assertThat(Files.readString(file)).isEqualTo(report.html()).contains("99.10 %");
  }
}
