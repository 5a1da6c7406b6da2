package org.vivarium.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.golden.Goldens;

class ClassificationTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final Gson GSON = new Gson();

  /** scikit-learn's numbers, made by src/test/python/metrics_golden.py. */
  static Stream<Arguments> goldens() {
    return Goldens.json("/metrics/classification.json", JsonArray.class).asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(g -> Arguments.of(g.get("name").getAsString(), g));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void agreesWithScikitLearn(String name, JsonObject golden) {
    float[][] probabilities = GSON.fromJson(golden.get("probabilities"), float[][].class);
    int[] labels = GSON.fromJson(golden.get("labels"), int[].class);
    List<String> classes =
        IntStream.range(0, probabilities[0].length).mapToObj(c -> "class " + c).toList();
    Classification measured = Classification.of(labels, probabilities, classes);

    assertThat(measured.accuracy()).isCloseTo(golden.get("accuracy").getAsDouble(), CLOSE);
    assertThat(measured.macroPrecision())
        .isCloseTo(golden.get("macro_precision").getAsDouble(), CLOSE);
    assertThat(measured.macroRecall()).isCloseTo(golden.get("macro_recall").getAsDouble(), CLOSE);
    assertThat(measured.macroF1()).isCloseTo(golden.get("macro_f1").getAsDouble(), CLOSE);
    assertThat(measured.auroc()).isCloseTo(golden.get("macro_auroc").getAsDouble(), CLOSE);
    assertThat(measured.logLoss()).isCloseTo(golden.get("log_loss").getAsDouble(), within(1e-6));
    assertThat(measured.confusion())
        .isDeepEqualTo(GSON.fromJson(golden.get("confusion"), int[][].class));
    column(measured, ClassScore::precision, golden.get("precision"));
    column(measured, ClassScore::recall, golden.get("recall"));
    column(measured, ClassScore::f1, golden.get("f1"));
    column(measured, ClassScore::support, golden.get("support"));
    column(measured, ClassScore::auroc, golden.get("auroc"));

    double[] top = GSON.fromJson(golden.get("top"), double[].class);
    for (int k = 1; k <= top.length; k++) {
      assertThat(measured.topK(k)).as("top-" + k).isCloseTo(top[k - 1], CLOSE);
    }

    Calibration calibration = measured.calibration(10);
    assertThat(calibration.ece()).isCloseTo(golden.get("ece").getAsDouble(), CLOSE);
    assertThat(calibration.bins().stream().mapToInt(Calibration.Bin::count))
        .containsExactly(GSON.fromJson(golden.get("bin_count"), Integer[].class));
    List<Calibration.Bin> filled =
        calibration.bins().stream().filter(bin -> bin.count() > 0).toList();
    double[] accuracy = GSON.fromJson(golden.get("bin_accuracy"), double[].class);
    double[] confidence = GSON.fromJson(golden.get("bin_confidence"), double[].class);
    for (int b = 0; b < filled.size(); b++) {
      assertThat(filled.get(b).accuracy()).isCloseTo(accuracy[b], CLOSE);
      assertThat(filled.get(b).confidence()).isCloseTo(confidence[b], CLOSE);
    }
  }

  private static void column(
      Classification measured, ToDoubleFunction<ClassScore> score, JsonElement golden) {
    Double[] expected = GSON.fromJson(golden, Double[].class); // null where undefined
    for (int c = 0; c < expected.length; c++) {
      double actual = score.applyAsDouble(measured.perClass().get(c));
      if (expected[c] == null) {
        assertThat(actual).isNaN();
      } else {
        assertThat(actual).isCloseTo(expected[c], CLOSE);
      }
    }
  }

  private static Classification of(int[] labels, float[]... probabilities) {
    return Classification.of(labels, probabilities, List.of("a", "b", "c"));
  }

  @Test
  void equalProbabilitiesShareThePlacesThatAreLeft() {
    float third = 1 / 3f;
    Classification blind =
        of(new int[] {0, 2}, new float[][] {row(third, third, third), row(third, third, third)});
    assertThat(blind.topK(1)).isCloseTo(1 / 3.0, CLOSE);
    assertThat(blind.topK(2)).isCloseTo(2 / 3.0, CLOSE);
    Classification second = of(new int[] {1}, row(0.5f, 0.25f, 0.25f));
    assertThat(second.topK(1)).isZero();
    assertThat(second.topK(2)).isEqualTo(0.5);
    assertThat(second.topK(3)).isEqualTo(1);
    assertThat(second.topK(1000)).isEqualTo(1);
    assertThatThrownBy(() -> second.topK(0)).hasMessageContaining("top-0");
  }

  @Test
  void mistakesBeginWithTheSurest() {
    Classification measured =
        of(
            new int[] {0, 0, 1, 2, 2},
            row(0.9f, 0.1f, 0),
            row(0.4f, 0.6f, 0),
            row(1, 0, 0),
            row(0.6f, 0.2f, 0.2f),
            row(0, 0, 1));
    assertThat(measured.mistakes()).containsExactly(2, 1, 3);
    assertThat(measured.answer(1)).isEqualTo(1);
    assertThat(measured.label(1)).isZero();
    assertThat(measured.confidence(1)).isEqualTo(0.6f);
  }

  @Test
  void certainErrorsCostMuchButNotInfinitelyMuch() {
    assertThat(of(new int[] {1}, row(1, 0, 0)).logLoss()).isCloseTo(15.942385, within(1e-5));
  }

  @Test
  void scoresCarryTheNamesOfTheReport() {
    Classification measured = of(new int[] {0, 1}, row(0.9f, 0.1f, 0), row(0.4f, 0.6f, 0));
    assertThat(measured.scores("test_"))
        .containsEntry("test_accuracy", 1.0)
        .containsKeys("test_macro_f1", "test_auroc", "test_log_loss", "test_ece")
        .doesNotContainKey("test_top5_accuracy");
    assertThat(measured.toMap())
        .containsKeys("examples", "accuracy", "per_class", "confusion_matrix", "calibration");
  }

  @Test
  void saysWhatIsWrongWithItsInput() {
    assertThatThrownBy(() -> of(new int[0])).hasMessageContaining("no examples");
    assertThatThrownBy(() -> of(new int[] {0, 1}, row(1, 0, 0)))
        .hasMessage("there are 2 labels for 1 predictions");
    assertThatThrownBy(() -> of(new int[] {3}, row(1, 0, 0)))
        .hasMessage("label 0 is 3; it must be in 0..2");
    assertThatThrownBy(() -> of(new int[] {0}, new float[] {1, 0}))
        .hasMessage("prediction 0 has 2 probabilities for 3 classes");
    for (float[] bad : List.of(row(2.5f, -3, 1), row(0.1f, 0.1f, 0), row(Float.NaN, 0, 1))) {
      assertThatThrownBy(() -> of(new int[] {0}, bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not a distribution");
    }
  }

  @Test
  void calibrationBinsAreClosedAbove() {
    Classification measured = of(new int[] {0, 0}, row(0.5f, 0.25f, 0.25f), row(0.75f, 0.25f, 0));
    Calibration four = measured.calibration(4);
    assertThat(four.bins().stream().mapToInt(Calibration.Bin::count)).containsExactly(0, 1, 1, 0);
    assertThat(four.overconfidence()).isEqualTo(-0.375);
  }

  private static float[] row(float... p) {
    return p;
  }
}
