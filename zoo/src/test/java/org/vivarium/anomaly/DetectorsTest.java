package org.vivarium.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.data.Draws;
import org.vivarium.data.Table;
import org.vivarium.golden.Goldens;
import org.vivarium.metrics.Auroc;

class DetectorsTest {
  private static final Gson GSON = new Gson();

  /** scikit-learn's numbers, made by src/test/python/goldens_anomaly.py. */
  static JsonObject golden() {
    return Goldens.json("/anomaly/golden.json", JsonObject.class);
  }

  static Stream<Arguments> detectors() {
    return golden().getAsJsonArray("detectors").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(g -> Arguments.of(g.get("name").getAsString(), g));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("detectors")
  void agreesWithScikitLearn(String name, JsonObject golden) {
    double[][] fit = GSON.fromJson(golden.get("fit"), double[][].class);
    double[][] asked = GSON.fromJson(golden.get("asked"), double[][].class);
    same(new Mahalanobis(Shrinkage.none(), 0).fit(fit).score(asked), golden.get("empirical"));
    same(new Mahalanobis().fit(fit).score(asked), golden.get("ledoit_wolf"));
    double share = golden.get("shrinkage").getAsDouble();
    same(
        new Mahalanobis(Shrinkage.fixed(share), 0).fit(fit).score(asked),
        golden.get("ledoit_wolf"));
    same(new Mahalanobis(Shrinkage.none(), 2).fit(fit).score(asked), golden.get("pca"));
    same(new NearestNeighbours(3).fit(fit).score(asked), golden.get("third_neighbour"));
  }

  private static void same(double[] scores, JsonElement golden) {
    double[] expected = GSON.fromJson(golden, double[].class);
    assertThat(scores).hasSameSizeAs(expected);
    for (int i = 0; i < scores.length; i++) {
      assertThat(scores[i]).isCloseTo(expected[i], within(1e-6 * Math.max(1, expected[i])));
    }
  }

  @Test
  void nearestOfSeveralMeansCounts() {
    double[][] rows = {{0, 0}, {1, 0}, {0, 1}, {1, 1}, {10, 0}, {11, 0}, {10, 1}, {11, 1}};
    int[] labels = {0, 0, 0, 0, 1, 1, 1, 1};
    Scorer byClass = new Mahalanobis(Shrinkage.none(), 0).fit(rows, labels);
    // within the classes each column has a variance of 1/4
    assertThat(byClass.score(new double[][] {{.5, .5}, {10.5, .5}, {5.5, .5}, {.5, 2.5}}))
        .containsExactly(new double[] {0, 0, 100, 16}, within(1e-9));
  }

  @Test
  void aForestFindsWhatLiesFarAway() {
    double[][] rows = normal(500, 3, 1);
    rows[0] = new double[] {9, -9, 9};
    double[] scores = new IsolationForest(1).fit(rows).score(rows);
    double most = Arrays.stream(scores).max().orElseThrow();
    assertThat(scores[0]).isEqualTo(most).isBetween(.6, 1.0);
    assertThat(Arrays.stream(scores).average().orElseThrow()).isBetween(.35, .55);
  }

  @Test
  void aForestIsAFunctionOfItsSeed() {
    double[][] rows = normal(300, 4, 2);
    double[] scores = new IsolationForest(7).fit(rows).score(rows);
    assertThat(new IsolationForest(7).fit(rows).score(rows)).isEqualTo(scores);
    assertThat(new IsolationForest(8).fit(rows).score(rows)).isNotEqualTo(scores);
  }

  @Test
  void aRowsScoreDoesNotDependOnTheOthers() {
    double[][] rows = normal(203, 4, 3);
    for (Detector detector :
        List.of(new Mahalanobis(), new IsolationForest(1), new NearestNeighbours(5))) {
      Scorer scorer = detector.fit(rows);
      double[] together = scorer.score(rows);
      double[] alone =
          Stream.of(rows).mapToDouble(row -> scorer.score(new double[][] {row})[0]).toArray();
      assertThat(alone).isEqualTo(together);
    }
  }

  @Test
  void whatIsKeptScoresTheSame() {
    double[][] rows = normal(150, 3, 4);
    var forest = new IsolationForest(5).fit(rows);
    assertThat(IsolationForest.Fitted.of(forest.arrays()).score(rows))
        .isEqualTo(forest.score(rows));
    var distance = new Mahalanobis().fit(rows);
    assertThat(Mahalanobis.Fitted.of(distance.arrays()).score(rows))
        .isEqualTo(distance.score(rows));
    var neighbours = new NearestNeighbours(2).fit(rows);
    assertThat(NearestNeighbours.Fitted.of(neighbours.arrays()).score(rows))
        .isEqualTo(neighbours.score(rows));
    var projected = new Projected(2, new IsolationForest(5)).fit(rows);
    assertThat(
            Projected.Fitted.of(
                    projected.arrays(), IsolationForest.Fitted.of(forestOf(projected).arrays()))
                .score(rows))
        .isEqualTo(projected.score(rows));
  }

  private static IsolationForest.Fitted forestOf(Projected.Fitted projected) {
    return (IsolationForest.Fitted) projected.inner();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "VIVARIUM_DATA", matches = ".+")
  void forestIsAsGoodAsScikitLearnsOnMammography() throws IOException {
    Path file = Path.of(System.getenv("VIVARIUM_DATA"), "brownlee", "mammography.csv");
    Table table = Table.read(file, Optional.of("last"));
    boolean[] cancer = new boolean[table.rows().length];
    IntStream.range(0, cancer.length).forEach(i -> cancer[i] = table.labels().get(i).equals("1"));
    double theirs =
        Arrays.stream(GSON.fromJson(golden().get("mammography"), double[].class))
            .average()
            .orElseThrow();
    double ours =
        IntStream.range(0, 10) // one differs from the next by more than 0.01
            .mapToDouble(
                s -> Auroc.of(cancer, new IsolationForest(s).fit(table.rows()).score(table.rows())))
            .average()
            .orElseThrow();
    assertThat(ours).isCloseTo(theirs, within(.01));
  }

  @Test
  void eigenvectorsTurnTheMatrixToItsDiagonal() {
    int n = 30;
    double[][] a = new double[n][n];
    Draws draws = new Draws(1, "matrix");
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] = a[j][i] = draws.normal();
      }
    }
    Eigen eigen = Eigen.of(a);
    for (int v = 0; v < n; v++) {
      double[] x = eigen.vectors()[v];
      assertThat(v == 0 || eigen.values()[v] <= eigen.values()[v - 1]).isTrue();
      for (int i = 0; i < n; i++) {
        double product = 0;
        for (int j = 0; j < n; j++) {
          product += a[i][j] * x[j];
        }
        assertThat(product).isCloseTo(eigen.values()[v] * x[i], within(1e-10));
      }
    }
  }

  @Test
  void eigenvaluesOfManyDeadColumnsConverge() {
    double[][] rows = normal(60, 8, 9);
    double[][] wide = new double[60][200];
    for (int i = 0; i < 60; i++) {
      for (int c = 0; c < 200; c++) {
        wide[i][c] = c % 3 == 0 ? rows[i][c % 8] * Math.pow(10, -c / 12.0) : 0;
      }
    }
    Scorer scorer = new Mahalanobis(Shrinkage.none(), 0).fit(wide);
    for (double score : scorer.score(wide)) {
      assertThat(score).isBetween(0.0, 60.0);
    }
  }

  @Test
  void softmaxDoubtDoesNotDrown() {
    double[] doubt =
        new SoftmaxConfidence().score(new double[][] {{0, 0, -99}, {50, 0, 0}, {60, 0, 0}});
    assertThat(doubt[0]).isCloseTo(.5, within(1e-12));
    assertThat(doubt[1]).isGreaterThan(doubt[2]).isCloseTo(2 * Math.exp(-50), within(1e-30));
  }

  @Test
  void thresholdIsAQuantile() {
    double[] scores = {4, 1, 3, 2, 5};
    assertThat(Threshold.of(scores, 0)).isEqualTo(5);
    assertThat(Threshold.of(scores, .25)).isEqualTo(4);
    assertThat(Threshold.of(scores, .4)).isCloseTo(3.4, within(1e-12));
    for (double wrong : new double[] {-.1, .51, Double.NaN}) {
      assertThatThrownBy(() -> Threshold.of(scores, wrong))
          .hasMessageContaining("from 0 to 0.5")
          .hasMessageContaining("" + wrong);
    }
  }

  @Test
  void singularCovarianceIsSaid() {
    double[][] rows = {{1, 5, 2}, {2, 5, 4}, {3, 5, 6}, {5, 5, 10}};
    assertThat(new Mahalanobis(Shrinkage.none(), 0).fit(rows).notes())
        .hasSize(2)
        .anySatisfy(n -> assertThat(n).contains("1 of 3 columns", "(2)"))
        .anySatisfy(n -> assertThat(n).contains("rank 1 of 3", "pseudo-inverse"));
    Scorer shrunk = new Mahalanobis().fit(rows);
    assertThat(shrunk.score(new double[][] {{3, 5, 6}, {3, 6, 6}}))
        .satisfies(s -> assertThat(s[1]).isGreaterThan(s[0] + .1));
  }

  @Test
  void whatCannotBeIsASentence() {
    for (Detector detector :
        List.of(new Mahalanobis(), new IsolationForest(1), new NearestNeighbours(1))) {
      assertThatThrownBy(() -> detector.fit(new double[0][])).hasMessageContaining("no rows");
      assertThatThrownBy(() -> detector.fit(new double[][] {{1, 2}, {1, Double.NaN}}))
          .hasMessageContaining("row 2, column 2 is NaN");
      assertThatThrownBy(() -> detector.fit(new double[][] {{1, 2}, {1}}))
          .hasMessageContaining("row 2 has 1 numbers instead of 2");
      Scorer scorer = detector.fit(new double[][] {{1, 2}, {2, 1}, {0, 5}});
      assertThatThrownBy(() -> scorer.score(new double[][] {{1}}))
          .hasMessageContaining("instead of 2");
      assertThatThrownBy(() -> scorer.score(new double[][] {{1, 2}, {Double.NEGATIVE_INFINITY, 0}}))
          .hasMessageContaining("row 2, column 1 is -Infinity");
    }
    double[][] point = {{1, 2}, {1, 2}, {1, 2}};
    assertThatThrownBy(() -> new Mahalanobis().fit(point)).hasMessageContaining("same point");
    assertThatThrownBy(() -> new IsolationForest(1).fit(point)).hasMessageContaining("same point");
    assertThatThrownBy(() -> Shrinkage.fixed(1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> new NearestNeighbours(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new IsolationForest(0, 256, 1)).hasMessageContaining("at least 1");
  }

  private static double[][] normal(int rows, int columns, int seed) {
    Draws draws = new Draws(seed, "rows");
    double[][] drawn = new double[rows][columns];
    for (double[] row : drawn) {
      Arrays.setAll(row, c -> draws.normal());
    }
    return drawn;
  }
}
