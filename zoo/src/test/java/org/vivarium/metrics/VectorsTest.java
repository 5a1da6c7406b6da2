package org.vivarium.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.golden.Goldens;

/** Neighbours and components, held to scikit-learn's of src/test/python/vectors_golden.py. */
class VectorsTest {
  private static final Gson GSON = new Gson();
  private static JsonObject golden;
  private static float[][] known;
  private static float[][] asked;
  private static int[] labels;

  @BeforeAll
  static void read() {
    golden = Goldens.json("/metrics/vectors.json", JsonObject.class);
    known = GSON.fromJson(golden.get("known"), float[][].class);
    asked = GSON.fromJson(golden.get("asked"), float[][].class);
    labels = GSON.fromJson(golden.get("labels"), int[].class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 15})
  void neighboursVoteAsInScikitLearn(int k) {
    float[][] votes = Neighbours.votes(known, labels, 3, asked, k);
    float[][] theirs = GSON.fromJson(golden.getAsJsonObject("votes").get("" + k), float[][].class);
    for (int i = 0; i < votes.length; i++) {
      assertThat(votes[i]).containsExactly(theirs[i], within(1e-6f));
    }
  }

  @Test
  void componentsAreScikitLearns() {
    JsonObject theirs = golden.getAsJsonObject("pca");
    double[][] axes = GSON.fromJson(theirs.get("axes"), double[][].class);
    double[][] projected = GSON.fromJson(theirs.get("projected"), double[][].class);
    Pca pca = Pca.of(known, 3);
    assertThat(pca.shares())
        .containsExactly(GSON.fromJson(theirs.get("shares"), double[].class), within(1e-6));
    for (int c = 0; c < 3; c++) {
      assertThat(pca.axes()[c]).containsExactly(axes[c], within(1e-4));
    }
    for (int i = 0; i < asked.length; i++) {
      assertThat(pca.project(asked[i])).containsExactly(projected[i], within(1e-3));
    }
  }

  @Test
  void vectorsThatDoNotVaryHaveNoShares() {
    Pca pca = Pca.of(new float[][] {{1, 2}, {1, 2}}, 2);
    assertThat(pca.shares()).containsExactly(0, 0);
    assertThat(pca.project(new float[] {1, 2})).containsExactly(0, 0);
  }

  @Test
  void moreNeighboursThanVectorsAreRefused() {
    assertThatThrownBy(() -> Neighbours.votes(known, labels, 3, asked, 61))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("k is 61; it must be from 1 to the number of known vectors, 60");
  }
}
