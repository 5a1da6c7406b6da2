package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TokenCountsTest {
  private static int[] alternating(int length) {
    int[] text = new int[length];
    Arrays.setAll(text, i -> 1 + i % 2);
    return text;
  }

  @Test
  void sharesOfTokensAreWhatOneTokenCosts() {
    TokenCounts counts = new TokenCounts(alternating(100_000), 3);
    assertThat(counts.unigram(alternating(50))).isEqualTo(Math.log(2), within(1e-4));
    assertThat(counts.bigram(alternating(50))).isEqualTo(0, within(1e-3));
  }

  @Test
  void whatWasNeverSeenCostsMuchAndNotWithoutEnd() {
    TokenCounts counts = new TokenCounts(alternating(1000), 3);
    assertThat(counts.unigram(new int[] {0})).isBetween(5.0, 20.0);
    assertThat(counts.bigram(new int[] {1, 0})).isBetween(5.0, 30.0);
  }

  @Test
  void allThatMayFollowHasProbabilityOneTogether() {
    TokenCounts counts = new TokenCounts(new int[] {0, 1, 1, 2, 0, 1, 3}, 5);
    for (int before = 0; before < 5; before++) {
      double sum = 0;
      for (int after = 0; after < 5; after++) {
        sum += Math.exp(-counts.bigram(new int[] {before, after}));
      }
      assertThat(sum).isEqualTo(1, within(1e-9));
    }
  }

  @Test
  void tokensComeByFrequency() {
    TokenCounts counts = new TokenCounts(new int[] {3, 1, 1, 0, 3, 3}, 5);
    assertThat(counts.byFrequency()).containsExactly(3, 1, 0);
    assertThat(counts.count(3)).isEqualTo(3);
  }
}
