package org.vivarium.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.golden.Goldens;

class DetectionTest {
  private static final Offset<Double> CLOSE = within(1e-12);
  private static final Gson GSON = new Gson();

  /** scikit-learn's numbers, made by src/test/python/goldens_anomaly.py. */
  static Stream<Arguments> goldens() {
    return Goldens.json("/anomaly/golden.json", JsonObject.class)
        .getAsJsonArray("metrics")
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .map(g -> Arguments.of(g.get("name").getAsString(), g));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void agreesWithScikitLearn(String name, JsonObject golden) {
    boolean[] positive = GSON.fromJson(golden.get("positive"), boolean[].class);
    double[] scores = GSON.fromJson(golden.get("scores"), double[].class);
    Detection measured = Detection.of(positive, scores);
    assertThat(measured.auroc()).isCloseTo(golden.get("auroc").getAsDouble(), CLOSE);
    assertThat(Auroc.of(positive, scores)).isCloseTo(measured.auroc(), CLOSE);
    assertThat(measured.averagePrecision())
        .isCloseTo(golden.get("average_precision").getAsDouble(), CLOSE);
    assertThat(measured.alarmsAtRecall(.95))
        .isCloseTo(golden.get("fpr_at_95").getAsDouble(), CLOSE);
    Detection.At at = measured.above(golden.get("threshold").getAsDouble());
    assertThat(at.f1()).isCloseTo(golden.get("f1").getAsDouble(), CLOSE);
    assertThat(measured.bestF1()).isGreaterThanOrEqualTo(at.f1());
    same(measured.roc(), Detection.Point::x, golden.get("fpr"));
    same(measured.roc(), Detection.Point::y, golden.get("tpr"));
    int whole = measured.steps().size();
    List<Detection.Point> curve = measured.precisionRecall().subList(0, whole);
    same(curve, Detection.Point::x, golden.get("recall"));
    same(curve, Detection.Point::y, golden.get("precision"));
  }

  private static void same(
      List<Detection.Point> points, ToDoubleFunction<Detection.Point> part, JsonElement golden) {
    double[] expected = GSON.fromJson(golden, double[].class);
    assertThat(points.stream().mapToDouble(part).toArray()).containsExactly(expected, CLOSE);
  }

  @Test
  void aThresholdAboveAllCallsNone() {
    Detection measured = Detection.of(new boolean[] {true, false}, new double[] {2, 1});
    assertThat(measured.above(2)).isEqualTo(new Detection.At(2, 0, 0, 0, 0));
    assertThat(measured.above(1)).isEqualTo(new Detection.At(1, 1, 1, 1, 0));
  }

  @Test
  void thereMustBeSomeOfEitherKind() {
    assertThatThrownBy(() -> Detection.of(new boolean[] {true}, new double[] {1}))
        .hasMessageContaining("of 1 examples 1 are positive");
    assertThatThrownBy(
            () -> Detection.of(new boolean[] {true, false}, new double[] {Double.NaN, 1}))
        .hasMessageContaining("score 1 is no number");
    assertThatThrownBy(() -> Detection.of(new boolean[] {true}, new double[] {1, 2}))
        .hasMessageContaining("1 answers for 2 scores");
  }
}
