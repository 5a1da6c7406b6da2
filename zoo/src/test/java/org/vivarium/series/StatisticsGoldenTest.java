package org.vivarium.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.golden.Goldens;
import org.vivarium.series.UnitRoot.About;
import org.vivarium.series.UnitRoot.Result;

/**
 * Against statsmodels and arch, as {@code src/test/python/series_golden.py} asked them: statistics
 * to 1e-6 and p to 1e-3.
 */
class StatisticsGoldenTest {
  private static JsonObject goldens;

  @BeforeAll
  static void read() {
    goldens = Goldens.json("/series/goldens.json", JsonObject.class);
  }

  /** The series that the script makes up, number by number. */
  static double[] madeUp() {
    long state = 12_345;
    double noise = 0;
    double walk = 0;
    double[] x = new double[240];
    for (int t = 0; t < x.length; t++) {
      state = (1_103_515_245L * state + 12_345) % (1L << 31);
      double shock = state / (double) (1L << 31) - .5;
      noise = .6 * noise + shock;
      walk += .2 * shock;
      double month = 2 * Math.PI * t / 12;
      x[t] = 10 + .02 * t + 2 * Math.sin(month) + Math.cos(2 * month) + noise + walk;
    }
    return x;
  }

  @Test
  void testsOfAMadeUpSeries() {
    equal("made-up", madeUp());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "airline-passengers",
        "daily-min-temperatures",
        "monthly-sunspots",
        "shampoo",
        "global-temp",
        "ett"
      })
  @EnabledIfEnvironmentVariable(named = "VIVARIUM_DATA", matches = ".+")
  void testsOfRealSeries(String name) throws IOException {
    String folder = name.equals("global-temp") || name.equals("ett") ? name : "brownlee";
    Path data = Path.of(System.getenv("VIVARIUM_DATA")).resolve(folder);
    Assumptions.assumeTrue(Files.isDirectory(data), "no " + data);
    Series series = SeriesSets.load(name, SeriesFile.plain(), null, 1, true).series();
    equal(name, series.column(series.columns().size() - 1));
  }

  private static void equal(String name, double[] x) {
    for (About about : About.values()) {
      equal(name, "adf", about, UnitRoot::adf, x);
      equal(name, "kpss", about, UnitRoot::kpss, x);
      equal(name, "pp", about, UnitRoot::phillipsPerron, x);
    }
  }

  private static void equal(
      String name, String test, About about, BiFunction<double[], About, Result> ours, double[] x) {
    String key = test + (about == About.LEVEL ? "_level" : "_trend");
    double[] wanted = array(goldens.getAsJsonObject(name).getAsJsonArray(key));
    Result found = ours.apply(x, about);
    assertThat(found.statistic()).as(name + " " + key).isCloseTo(wanted[0], within(1e-6));
    assertThat(found.p()).as(name + " p of " + key).isCloseTo(wanted[1], within(1e-3));
    assertThat(found.lags()).as(name + " lags of " + key).isEqualTo((int) wanted[2]);
    assertThat(found.rows()).as(name + " rows of " + key).isEqualTo((int) wanted[3]);
    assertThat(found.critical().get("5 %")).as(name + " " + key).isCloseTo(wanted[4], within(1e-6));
  }

  @Test
  void autocorrelations() {
    double[] x = madeUp();
    assertThat(Autocorrelation.acf(x, 20))
        .containsExactly(array(goldens.getAsJsonArray("acf")), within(1e-10));
    assertThat(Autocorrelation.pacf(x, 20))
        .containsExactly(array(goldens.getAsJsonArray("pacf")), within(1e-10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stl", "stl_robust"})
  void decompositions(String name) {
    double[] x = madeUp();
    x[100] += 20; // an outlier, which a robust decomposition leaves in the remainder
    Decomposition parts = Decomposition.stl(x, 12, name.endsWith("robust"));
    JsonObject wanted = goldens.getAsJsonObject(name);
    assertThat(seventh(parts.trend()))
        .containsExactly(array(wanted.getAsJsonArray("trend")), within(1e-8));
    assertThat(seventh(parts.season()))
        .containsExactly(array(wanted.getAsJsonArray("season")), within(1e-8));
    assertThat(parts.trend()[50] + parts.season()[50] + parts.remainder()[50])
        .isCloseTo(x[50], within(1e-12));
  }

  private static double[] seventh(double[] x) {
    double[] some = new double[(x.length + 6) / 7];
    Arrays.setAll(some, i -> x[7 * i]);
    return some;
  }

  private static double[] array(JsonArray json) {
    double[] array = new double[json.size()];
    Arrays.setAll(array, i -> json.get(i).getAsDouble());
    return array;
  }

  @ParameterizedTest
  @EnumSource(About.class)
  void constantSeriesHaveNothingToTest(About about) {
    double[] flat = new double[50];
    Arrays.fill(flat, 3);
    assertThatThrownBy(() -> UnitRoot.adf(flat, about))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("constant (3.0 all along)");
    assertThatThrownBy(() -> UnitRoot.kpss(flat, about)).hasMessageContaining("constant");
    assertThatThrownBy(() -> UnitRoot.phillipsPerron(flat, about)).hasMessageContaining("constant");
    assertThatThrownBy(() -> Autocorrelation.acf(flat, 5)).hasMessageContaining("constant");
  }

  @Test
  void shortSeriesAndSeasonsThatDoNotComeAgain() {
    assertThatThrownBy(() -> UnitRoot.adf(new double[] {1, 2, 4}, About.LEVEL))
        .hasMessageContaining("3 rows are too few");
    assertThatThrownBy(() -> Decomposition.stl(new double[20], 12, false))
        .hasMessageContaining("a season of 12 steps cannot be told from 20 rows");
    assertThatThrownBy(() -> Autocorrelation.acf(new double[5], 9)).hasMessageContaining("9 lags");
  }
}
