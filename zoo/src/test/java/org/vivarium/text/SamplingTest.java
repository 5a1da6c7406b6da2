package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vivarium.data.Draws;

class SamplingTest {
  // of probabilities 0.5, 0.25, 0.15 and 0.1
  private static final float[] LOGITS = {
    (float) Math.log(.1), (float) Math.log(.5), (float) Math.log(.15), (float) Math.log(.25)
  };

  @Test
  void plainProbabilitiesAreTheSoftmax() {
    assertThat(Sampling.PLAIN.probabilities(LOGITS))
        .containsExactly(new double[] {.1, .5, .15, .25}, within(1e-6));
  }

  @Test
  void temperatureIsAnExponent() {
    double all = .01 + .25 + .0225 + .0625; // squares, at half the temperature
    assertThat(Sampling.PLAIN.temperature(.5).probabilities(LOGITS))
        .containsExactly(
            new double[] {.01 / all, .25 / all, .0225 / all, .0625 / all}, within(1e-6));
  }

  @Test
  void topKLeavesTheLikeliest() {
    assertThat(Sampling.PLAIN.topK(2).probabilities(LOGITS))
        .containsExactly(new double[] {0, 2 / 3., 0, 1 / 3.}, within(1e-6));
    assertThat(Sampling.PLAIN.topK(100).probabilities(LOGITS))
        .containsExactly(new double[] {.1, .5, .15, .25}, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"0.01, 1", "0.49, 1", "0.51, 2", "0.74, 2", "0.76, 3", "0.95, 4", "1, 4"})
  void topPLeavesTheFewestThatReachIt(double topP, int left) {
    double[] p = Sampling.PLAIN.topP(topP).probabilities(LOGITS);
    assertThat(p).satisfies(q -> assertThat(Arrays.stream(q).sum()).isEqualTo(1, within(1e-9)));
    assertThat(Arrays.stream(p).filter(x -> x > 0).count()).isEqualTo(left);
  }

  @Test
  void ofEqualLogitsTheFirstIsLeft() {
    assertThat(Sampling.PLAIN.topK(1).probabilities(new float[] {1, 2, 2}))
        .containsExactly(0, 1, 0);
    assertThat(Sampling.PLAIN.temperature(0).draw(new float[] {1, 2, 2}, new Draws(1, "")))
        .isEqualTo(1);
  }

  @Test
  void drawsComeAsOftenAsTheyShould() {
    int[] counts = new int[4];
    Draws draws = new Draws(7, "test");
    for (int i = 0; i < 20_000; i++) {
      counts[Sampling.PLAIN.draw(LOGITS, draws)]++;
    }
    assertThat(counts[1] / 20_000.).isEqualTo(.5, within(.015));
    assertThat(counts[0] / 20_000.).isEqualTo(.1, within(.01));
  }

  @Test
  void aTokenThatIsMutedIsNeverDrawn() {
    float[] muted = {Float.NEGATIVE_INFINITY, 0, Float.NEGATIVE_INFINITY};
    Draws draws = new Draws(1, "test");
    for (int i = 0; i < 100; i++) {
      assertThat(Sampling.PLAIN.temperature(50).draw(muted, draws)).isEqualTo(1);
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Sampling(-1, 0, 1)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> new Sampling(Double.NaN, 0, 1)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> new Sampling(1, -1, 1)).hasMessageContaining("top-k");
    assertThatThrownBy(() -> new Sampling(1, 0, 0)).hasMessageContaining("top-p");
  }
}
