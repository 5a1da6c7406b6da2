package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.golden.Goldens;

/** Against the numbers of scikit-learn; see vectorizers_golden.py. */
@SuppressWarnings("ArrayRecordComponent") // as the file has them
class VectorizersTest {
  /** What the golden file holds. */
  record Golden(
      List<String> texts,
      int[] labels,
      List<String> news,
      Map<String, Case> cases,
      double[][] probabilities,
      double[][] weighted) {}

  record Case(List<String> columns, double[][] counts, double[][] tfidf, double[][] sublinear) {}

  private static Golden golden;

  @BeforeAll
  static void read() {
    golden = Goldens.json("/text/vectorizers.json", Golden.class);
  }

  private static BagOfWords fit(String name) {
    List<String> texts = golden.texts();
    return switch (name) {
      case "words" -> BagOfWords.fit(Grams.words(1, 1), texts);
      case "bigrams" -> BagOfWords.fit(Grams.words(1, 2), texts, 2, Integer.MAX_VALUE);
      case "most" -> BagOfWords.fit(Grams.words(1, 1), texts, 1, 4);
      case "characters" -> BagOfWords.fit(Grams.characters(2, 3), texts, 2, Integer.MAX_VALUE);
      default -> BagOfWords.fit(Grams.words(1, 1), texts).asOneHot();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"words", "bigrams", "most", "characters", "one hot"})
  void countsAndTheirWeightsAreThoseOfScikitLearn(String name) {
    Case wanted = golden.cases().get(name);
    BagOfWords bag = fit(name);
    assertThat(bag.runs()).isEqualTo(wanted.columns());
    TfIdf plain = TfIdf.fit(bag, golden.texts(), false);
    TfIdf sublinear = TfIdf.fit(bag, golden.texts(), true);
    for (int i = 0; i < golden.news().size(); i++) {
      String text = golden.news().get(i);
      assertThat(dense(bag.of(text), bag.width())).isEqualTo(wanted.counts()[i]);
      assertThat(dense(plain.of(text), bag.width()))
          .containsExactly(wanted.tfidf()[i], within(1e-12));
      assertThat(dense(sublinear.of(text), bag.width()))
          .containsExactly(wanted.sublinear()[i], within(1e-12));
    }
  }

  private static double[] dense(SparseRow row, int width) {
    double[] dense = new double[width];
    for (int i = 0; i < row.columns().length; i++) {
      dense[row.columns()[i]] = row.values()[i];
    }
    return dense;
  }

  @Test
  void logisticRegressionFindsScikitLearnsMinimum() {
    assertProbabilities(new float[] {1, 1, 1}, golden.probabilities());
    assertProbabilities(new float[] {1, 3, .5f}, golden.weighted());
  }

  private static void assertProbabilities(float[] classWeights, double[][] wanted) {
    BagOfWords bag = fit("words");
    TfIdf vectors = TfIdf.fit(bag, golden.texts(), false);
    LogisticRegression found =
        LogisticRegression.fit(
            vectors.of(golden.texts()), golden.labels(), 3, bag.width(), 2, classWeights);
    float[][] p = found.probabilities(vectors.of(golden.news()));
    for (int i = 0; i < wanted.length; i++) {
      for (int c = 0; c < 3; c++) {
        assertThat((double) p[i][c]).isCloseTo(wanted[i][c], within(1e-4));
      }
    }
    int brot = bag.columns().get("brot");
    assertThat(found.says(brot, 1)).isPositive().isGreaterThan(found.says(brot, 2));
  }

  @Test
  void textsWithoutWordsAreRefused() {
    assertThatThrownBy(() -> BagOfWords.fit(Grams.words(1, 1), List.of("!", "?")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 texts hold no run of words");
  }
}
