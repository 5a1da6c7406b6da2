package org.vivarium.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.vivarium.golden.Formula;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Losses;
import org.vivarium.metrics.ForecastScore;

/** Networks for series against their formulas, in plain Java. */
class ForecastersTest {
  private static final int TIME = 30;
  private static final int HORIZON = 4;
  private static final int COLUMNS = 2;

  private static float[] series(double level) {
    float[] series = Formula.array("series", 1, 1, TIME, COLUMNS).data();
    for (int i = 0; i < series.length; i++) {
      series[i] += (float) level;
    }
    return series;
  }

  /** What a network tells of one window, and its weights. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Told(float[] numbers, Map<String, Weights.Array> weights) {}

  private static Told tell(Layer network, float[] series) {
    try (Program program = new Program(3)) {
      Value x = program.floats("series", -1, TIME, COLUMNS);
      Value y = network.build(program.serving(), x);
      try (Batch batch =
          new Batch(
              Map.of(
                  "series",
                  TFloat32.tensorOf(Shape.of(1, TIME, COLUMNS), DataBuffers.of(series))))) {
        return new Told(program.compute(y, batch).data(), program.weights().arrays());
      }
    }
  }

  @Test
  void nLinearAddsUpDifferencesToTheLastValue() {
    float[] x = series(5);
    Told told = tell(new NLinear(HORIZON, 1), x);
    float[] w = told.weights().get("Linear.weight").data(); // [horizon, time], as PyTorch has it
    for (int h = 0; h < HORIZON; h++) {
      for (int c = 0; c < COLUMNS; c++) {
        double last = x[(TIME - 1) * COLUMNS + c];
        double sum = last;
        for (int t = 0; t < TIME; t++) {
          sum += w[h * TIME + t] * (x[t * COLUMNS + c] - last);
        }
        assertThat((double) told.numbers()[h * COLUMNS + c]).isCloseTo(sum, within(1e-5));
      }
    }
  }

  @Test
  void dLinearTellsTrendAndSeasonApart() {
    float[] x = series(5);
    int kernel = 5;
    Told told = tell(new DLinear(HORIZON, 1, kernel), x);
    float[] season = told.weights().get("Linear_Seasonal.weight").data();
    float[] trend = told.weights().get("Linear_Trend.weight").data();
    for (int h = 0; h < HORIZON; h++) {
      for (int c = 0; c < COLUMNS; c++) {
        double sum = 0;
        for (int t = 0; t < TIME; t++) {
          double mean = 0;
          for (int k = t - kernel / 2; k <= t + kernel / 2; k++) {
            mean += x[Math.max(0, Math.min(TIME - 1, k)) * COLUMNS + c] / kernel;
          }
          double rest = x[t * COLUMNS + c] - mean;
          sum += trend[h * TIME + t] * mean + season[h * TIME + t] * rest;
        }
        assertThat((double) told.numbers()[h * COLUMNS + c]).isCloseTo(sum, within(1e-4));
      }
    }
    assertThatThrownBy(() -> new DLinear(1, 1, 4)).hasMessageContaining("must be odd");
  }

  /** RevIN and the last value make them indifferent to the level; DLinear is not. */
  @ParameterizedTest
  @ValueSource(strings = {"nlinear", "patchtst", "rnn", "lstm", "gru", "tcn", "transformer"})
  void aHigherLevelIsForecastAsMuchHigher(String name) {
    Layer network =
        switch (name) {
          case "nlinear" -> new NLinear(HORIZON, 3);
          case "patchtst" -> new PatchTst(HORIZON, 3, 8, 4, 8, 2, 16, 1, .1f);
          default ->
              new SeriesForecaster(SeriesForecaster.reader(name, 8, 1, .1f), HORIZON, COLUMNS, 3);
        };
    float[] low = tell(network, series(0)).numbers();
    float[] high = tell(network, series(7)).numbers();
    assertThat(low).hasSize(HORIZON * COLUMNS * 3);
    for (int i = 0; i < low.length; i++) {
      assertThat(high[i] - low[i]).isCloseTo(7, within(1e-3f));
    }
  }

  @Test
  void whatTheCalendarSaysIsSeenButNotTold() {
    Layer network = new SeriesForecaster(SeriesForecaster.reader("gru", 8, 1, 0), HORIZON, 1, 1);
    assertThat(tell(network, series(0)).numbers()).hasSize(HORIZON); // the second column is seen
  }

  @Test
  void saysWhatReadersThereAreAndWhatIsTooShort() {
    assertThatThrownBy(() -> SeriesForecaster.reader("grv", 8, 1, 0))
        .hasMessageContainingAll("'grv'", "gru");
    Layer network = new PatchTst(1, 1, 64, 8, 8, 2, 16, 1, 0);
    assertThatThrownBy(() -> tell(network, series(0))).hasMessageContaining("at least 56, not 30");
  }

  @Test
  void thePinballLossIsTheMetric() {
    float[] levels = {.1f, .5f, .9f};
    try (Program program = new Program(1)) {
      Value told = program.floats("told", -1, 3);
      Value came = program.floats("came", -1);
      Value loss = Losses.pinball(told, came, levels);
      try (Batch batch =
          new Batch(
              Map.of(
                  "told",
                  TFloat32.tensorOf(Shape.of(2, 3), DataBuffers.of(0f, 2f, 3f, 1f, 1f, 4f)),
                  "came",
                  TFloat32.tensorOf(Shape.of(2), DataBuffers.of(1f, 5f))))) {
        double wanted = 0;
        double[] all = {0, 2, 3, 1, 1, 4};
        for (int i = 0; i < all.length; i++) {
          wanted += ForecastScore.pinball(levels[i % 3], all[i], i < 3 ? 1 : 5) / all.length;
        }
        assertThat((double) program.compute(loss, batch).data()[0]).isCloseTo(wanted, within(1e-6));
      }
    }
    assertThat(Arrays.asList(.1, .5, .9)).isSorted();
  }
}
