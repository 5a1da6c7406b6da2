package org.vivarium.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {
  @Test
  void windowsLookBackIntoThePartBeforeAndTellOnlyTheirOwn() {
    Windows windows = new Windows(3, 2, 1);
    assertThat(windows.origins(0, 8)).containsExactly(3, 4, 5, 6);
    assertThat(windows.origins(8, 11)).containsExactly(8, 9);
    assertThat(windows.stride(2).origins(0, 8)).containsExactly(3, 5);
    assertThat(windows.origins(8, 9)).isEmpty();
    // as many as the papers on long horizons test ETTh1 with
    assertThat(new Windows(336, 96, 1).origins(11_520, 14_400)).hasSize(2785);
    assertThatThrownBy(() -> new Windows(3, 0, 1)).hasMessageContaining("a horizon of 0");
  }

  @Test
  void lastSeasonComesAgain() {
    double[][] values = {{1, 10}, {2, 20}, {3, 30}, {4, 40}, {5, 50}};
    double[][] told = new SeasonalNaive(2).forecast(values, 2, 4, 3);
    assertThat(told[0]).containsExactly(3, 30);
    assertThat(told[1]).containsExactly(4, 40);
    assertThat(told[2]).containsExactly(3, 30);
    assertThat(new SeasonalNaive(2).scale(new double[] {1, 5, 2, 7})).isEqualTo(1.5);
    assertThatThrownBy(() -> new SeasonalNaive(4).scale(new double[] {1, 5, 2, 7}))
        .hasMessageContaining("not more than a season of 4");
  }

  /** A sine is a sum of its last two values, whatever its phase: nothing is left to err about. */
  @Test
  void theLinearFloorIsExactWhereTheSeriesIsLinear() {
    double[][] values = new double[200][2];
    for (int t = 0; t < values.length; t++) {
      values[t][0] = 3 * Math.sin(.3 * t);
      values[t][1] = 100 + Math.sin(.3 * t + 1);
    }
    Windows windows = new Windows(8, 4, 1);
    LinearFloor floor = LinearFloor.fit(values, 2, windows, windows.origins(0, 150), 1e-9)[0];
    double[][] told = floor.forecast(values, 2, 190);
    for (int h = 0; h < 4; h++) {
      assertThat(told[h]).containsExactly(values[190 + h], within(1e-3));
    }
  }

  @Test
  void aCalendarTellsWhatComesAgainWithinTheSteps() {
    LocalDateTime monday = LocalDateTime.of(2024, 1, 1, 0, 0);
    List<LocalDateTime> hours = List.of(monday, monday.plusHours(6), monday.plusHours(12));
    double[][] features = Calendar.features(hours, Spacing.of(hours.subList(0, 2)));
    assertThat(features[1]).hasSize(6);
    assertThat(features[1][0]).isCloseTo(1, within(1e-12));
    assertThat(features[2][1]).isCloseTo(-1, within(1e-12));
    assertThat(Calendar.names(new Spacing(1, 0)))
        .containsExactly("sine of the year", "cosine of the year");
    assertThat(Calendar.names(new Spacing(12, 0))).isEmpty();
  }

  @Test
  void theMadeUpSeriesIsAFunctionOfItsSeed() {
    double[] one = SeriesSets.waves(100, 1).column(0);
    assertThat(SeriesSets.waves(100, 1).column(0)).isEqualTo(one);
    assertThat(SeriesSets.waves(100, 2).column(0)).isNotEqualTo(one);
  }

  @Test
  void theNormalDistribution() {
    assertThat(Normal.cdf(-1.96)).isCloseTo(.024997895148220435, within(1e-14));
    assertThat(Normal.quantile(.975)).isCloseTo(1.959963984540054, within(1e-9));
    assertThat(Normal.cdf(-40)).isZero();
  }

  @Test
  void seasonsOfSteps() {
    assertThat(new Spacing(1, 0).season()).isEqualTo(12);
    assertThat(new Spacing(3, 0).season()).isEqualTo(4);
    assertThat(new Spacing(12, 0).season()).isEqualTo(1);
    assertThat(new Spacing(0, 3600).season()).isEqualTo(24);
    assertThat(new Spacing(0, 86_400).season()).isEqualTo(7);
    assertThat(Arrays.stream(Repair.Gaps.values()).map(Enum::name)).contains("IGNORE");
  }
}
