package org.vivarium.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ForecastScoreTest {
  private static final Offset<Double> CLOSE = within(1e-6);

  /** Two columns, the second in units of 10 about 100; two steps. */
  private static ForecastScore scored() {
    ForecastScore score =
        new ForecastScore(
            2,
            List.of(.1, .5, .9),
            new double[] {1, 10},
            new double[] {0, 100},
            new double[] {2, 40});
    float[] came = {1, 2, 3, -1};
    float[] point = {2, 2, 1, 1};
    float[] quantiles = {
      0, 2, 3, // 1 lies in it
      1, 2, 2, // 2 lies at its upper edge
      0, 1, 2, // 3 lies above
      0, 1, 2 // -1 lies below
    };
    assertThat(score.add(came, point, quantiles)).isCloseTo(5 / 4.0, CLOSE);
    return score;
  }

  @Test
  void errorsOfPoints() {
    ForecastScore score = scored();
    assertThat(score.mae()).isCloseTo((1 + 0 + 2 + 2) / 4.0, CLOSE);
    assertThat(score.mse()).isCloseTo((1 + 0 + 4 + 4) / 4.0, CLOSE);
    assertThat(score.mae(1)).isCloseTo((0 + 20) / 2.0, CLOSE);
    assertThat(score.mase()).isCloseTo((1.5 / 2 + 10.0 / 40) / 2, CLOSE);
    assertThat(score.maeByStep()).containsExactly(new double[] {.5, 2}, CLOSE);
    // 2 |1 - 2| / (1 + 2), nothing, 2 |3 - 1| / (3 + 1), 2 |90 - 110| / (90 + 110)
    assertThat(score.smape()).isCloseTo((2 / 3.0 + 0 + 1 + .2) / 4, CLOSE);
  }

  @Test
  void errorsOfDistributions() {
    ForecastScore score = scored();
    assertThat(score.coverage(0, 2)).isCloseTo(.5, CLOSE);
    assertThat(score.below(2)).isCloseTo(.75, CLOSE);
    assertThat(ForecastScore.pinball(.9, 2, 5)).isCloseTo(2.7, CLOSE);
    assertThat(ForecastScore.pinball(.9, 5, 2)).isCloseTo(.3, CLOSE);
    double last = .9 * 1 + .5 * 2 + .1 * 3; // the last number, by level
    assertThat(score.pinball())
        .isCloseTo(
            ((.1 * 1 + .5 * 1 + .1 * 2) + .1 * 1 + (.1 * 3 + .5 * 2 + .9 * 1) + last) / 12, CLOSE);
  }

  /**
   * Of a standard normal distribution where 0.5 came, in closed form (Gneiting and Raftery 2007).
   */
  @Test
  void rankedProbabilityOfManyQuantilesIsThatOfTheDistribution() {
    double y = .5;
    double density = Math.exp(-y * y / 2) / Math.sqrt(2 * Math.PI);
    double wanted = y * (2 * .6914624612740131 - 1) + 2 * density - 1 / Math.sqrt(Math.PI);
    int n = 2000;
    List<Double> levels = IntStream.range(0, n).mapToObj(i -> (i + .5) / n).toList();
    double[] sample = levels.stream().mapToDouble(ForecastScoreTest::normal).toArray();
    assertThat(ForecastScore.crps(levels, sample, y)).isCloseTo(wanted, within(1e-3));
    assertThat(ForecastScore.crps(sample, y)).isCloseTo(wanted, within(1e-3));
    assertThat(ForecastScore.crps(new double[] {3}, 5)).isCloseTo(2, CLOSE);
  }

  private static double normal(double level) {
    double low = -9;
    double high = 9;
    for (int i = 0; i < 60; i++) {
      double x = (low + high) / 2;
      // the logistic approximation would not do: Abramowitz and Stegun 7.1.26 to 1e-7
      double t = 1 / (1 + .3275911 * Math.abs(x) / Math.sqrt(2));
      double erf =
          1
              - t
                  * (.254829592
                      + t
                          * (-.284496736
                              + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
                  * Math.exp(-x * x / 2);
      double cdf = .5 * (1 + Math.signum(x) * erf);
      if (cdf < level) {
        low = x;
      } else {
        high = x;
      }
    }
    return low;
  }

  @Test
  void quantilesAreNumPys() {
    double[] sorted = {1, 2, 4, 8};
    assertThat(Quantiles.of(sorted, .5)).isCloseTo(3, CLOSE);
    assertThat(Quantiles.of(sorted, .1)).isCloseTo(1.3, CLOSE);
    assertThat(Quantiles.of(sorted, 1)).isEqualTo(8);
  }
}
