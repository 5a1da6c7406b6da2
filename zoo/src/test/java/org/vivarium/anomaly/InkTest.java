package org.vivarium.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class InkTest {
  @Test
  void onlySharesCount() {
    double[][] rows = Ink.shares(new double[][] {{1, 3, 0, 0}, {.5, 1.5, 0, 0}});
    for (double[] row : rows) {
      assertThat(row).containsExactly(new double[] {.5, Math.sqrt(.75), 0, 0}, within(1e-3));
    }
  }

  @Test
  void anEmptyPictureIsNothing() {
    assertThat(Ink.shares(new double[][] {{0, 0}})[0]).containsExactly(0, 0);
  }
}
