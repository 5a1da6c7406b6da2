package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.metrics.Classification;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
  private static final List<String> ODD_NAMES =
      List.of("T-shirt/top", "<b>&\"quoted\"", "a class name that goes on and on, and on", "猫");

  private static Classification measured(int classes) {
    Random random = new Random(classes);
    int[] labels = new int[20 * classes];
    float[][] probabilities = new float[labels.length][classes];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % classes;
      probabilities[i][random.nextInt(4) == 0 ? random.nextInt(classes) : labels[i]] += 0.75f;
      probabilities[i][random.nextInt(classes)] += 0.25f;
    }
    return Classification.of(labels, probabilities, names(classes));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> i < ODD_NAMES.size() ? ODD_NAMES.get(i) : "class " + i)
        .toList();
  }

  private static double[] wave(int length) {
    return IntStream.range(0, length).mapToDouble(i -> 2 + Math.sin(i / 9.0)).toArray();
  }

  static Stream<Chart> charts() {
    LineChart empty = LineChart.of("Loss", "epoch", "loss");
    return Stream.of(
        empty,
        empty.series("NaN", Double.NaN),
        empty.series("one", 0.5),
        empty.series("flat", 1, 1, 1).mark(1, "best: epoch 1").mark(3, "last: epoch 3"),
        empty.series("gap", 1, Double.NaN, 3, Double.POSITIVE_INFINITY, 2).logarithmic(),
        empty.series("huge", 1e-9, 1e30, -1e30),
        empty.series("tiny", 0, 1e-12).logarithmic(),
        empty.series("long", wave(20_000)).series("training with a long name", wave(300)),
        ScatterChart.of("Features", "first", "second"),
        ScatterChart.of("Features", "first", "second")
            .group(ODD_NAMES.get(1), List.of(new ScatterChart.Point(1, 1)))
            .group("none", List.of())
            .group(ODD_NAMES.get(3), List.of(new ScatterChart.Point(-3e9, 1e-9))),
        BarChart.of("Counts", names(4), 10, 2.5, 0, Double.NaN),
        BarChart.of("F1", names(100), wave(100)).shares(),
        BarChart.of("Nothing", List.of()),
        Histogram.of("Pixels", "value", 32, wave(5000)),
        Histogram.of("Constant", "value", 5, 3, 3, 3),
        Histogram.of("Nothing", "value", 5, Double.NaN),
        ConfusionMatrix.of(measured(2)),
        ConfusionMatrix.of(measured(20)),
        ConfusionMatrix.of(measured(100)),
        Reliability.of(measured(10).calibration()),
        Reliability.of(measured(10).calibration(10)),
        new AttentionMap("la bona kato .", names(4), names(20), attention(4, 20)),
        new AttentionMap("", List.of("a"), ODD_NAMES, attention(1, ODD_NAMES.size())),
        new AttentionMap("Nothing", List.of(), List.of(), new float[0][]));
  }

  private static float[][] attention(int written, int read) {
    float[][] weights = new float[written][read];
    for (int r = 0; r < written; r++) {
      weights[r][r % read] = 1;
    }
    return weights;
  }

  @ParameterizedTest
  @MethodSource("charts")
  void isSoundSvgWithAllTextInSight(Chart chart) throws Exception {
    String svg = chart.svg();
    assertThat(svg).doesNotContain("NaN\"", "Infinity\"", "NaN ", "http");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    Element root = document.getDocumentElement();
    assertThat(root.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(chart.title());
    assertThat(root.getElementsByTagName("desc").item(0).getTextContent()).endsWith(".");

    String[] box = root.getAttribute("viewBox").split(" ", -1);
    NodeList texts = root.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      if (!text.hasAttribute("transform")) {
        inside(text, Double.parseDouble(box[2]), Double.parseDouble(box[3]));
      }
    }
  }

  private static void inside(Element text, double width, double height) {
    String style = text.getAttribute("class");
    double size = style.contains("tiny") ? 8 : style.contains("small") ? 10 : 12;
    String shown = text.getFirstChild().getTextContent();
    double length = Svg.width(shown, size);
    double x = Double.parseDouble(text.getAttribute("x"));
    double y = Double.parseDouble(text.getAttribute("y"));
    double start =
        switch (text.getAttribute("text-anchor")) {
          case "end" -> x - length;
          case "middle" -> x - length / 2;
          default -> x;
        };
    assertThat(start).as(shown).isGreaterThan(-1);
    assertThat(start + length).as(shown).isLessThan(width + 4);
    assertThat(y).as(shown).isBetween(size, height);
  }

  @Test
  void thinningKeepsTheSpike() {
    double[] losses = wave(20_000);
    losses[12_345] = 50;
    LineChart chart = LineChart.of("Loss", "step", "loss").series("batch", losses);
    assertThat(chart.svg().length()).isLessThan(20_000);
    assertThat(chart.svg()).contains(">50<");
    assertThatCode(chart::svg).doesNotThrowAnyException();
  }

  @Test
  void histogramCountsEveryFiniteValue() {
    Histogram histogram = Histogram.of("x", "x", 4, 0, 1, 2, 3, 4, Double.NaN);
    assertThat(histogram.counts()).containsExactly(1L, 1L, 1L, 2L);
  }

  @Test
  void longTextIsCutToItsRoom() {
    assertThat(Svg.fit("short", 100, 12)).isEqualTo("short");
    String cut = Svg.fit("a class name that goes on and on", 80, 12);
    assertThat(cut).endsWith("…");
    assertThat(Svg.width(cut, 12)).isLessThanOrEqualTo(80);
    assertThat(Svg.fit("😀😀😀😀", 30, 12)).isEqualTo("😀…");
  }

  @Test
  void refusesPartsThatDoNotFit() {
    assertThatThrownBy(() -> BarChart.of("F1", List.of("a"), 1, 2))
        .hasMessage("'F1' has 1 names for 2 values");
    LineChart chart = LineChart.of("Loss", "epoch", "loss");
    assertThatThrownBy(() -> chart.series("train", new double[2], new double[3]))
        .hasMessage("'train' has 2 places for 3 values");
  }
}
