package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.training.tracker.Tracker;
import org.junit.jupiter.api.Test;

/** The schedules at the points where they turn; ten steps of each are held to PyTorch elsewhere. */
class RatesTest {
  private static final float NEAR = 1e-7f;

  @Test
  void aConstantRateStaysAsItIs() {
    assertThat(Rates.constant(.3f).getNewValue(0)).isEqualTo(.3f);
    assertThat(Rates.constant(.3f).getNewValue(1_000_000)).isEqualTo(.3f);
  }

  @Test
  void stepsDropTheRateAfterEveryFewSteps() {
    Tracker rate = Rates.step(1, 3, .1f);
    assertRates(rate, new int[] {0, 2, 3, 5, 6}, 1, 1, .1f, .1f, .01f);
  }

  @Test
  void halfACosineEndsAtZeroAndStaysThere() {
    Tracker rate = Rates.cosine(1, 100);
    assertRates(rate, new int[] {0, 50, 100, 200}, 1, .5f, 0, 0);
  }

  @Test
  void warmUpRisesInAStraightLineToTheStartOfTheMainSchedule() {
    Tracker rate = Rates.warmUp(4, Rates.step(1, 2, .5f));
    int[] steps = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    assertRates(rate, steps, .25f, .5f, .75f, 1, 1, 1, .5f, .5f, .25f);
  }

  @Test
  void oneCycleStartsLowPeaksAtThreeTenthsAndEndsAtNextToNothing() {
    Tracker rate = Rates.oneCycle(1, 100);
    assertRates(rate, new int[] {0, 29, 99, 500}, .04f, 1, 4e-6f, 4e-6f);
    assertThat(rate.getNewValue(28)).isLessThan(1);
    assertThat(rate.getNewValue(30)).isLessThan(1);
  }

  @Test
  void oneCycleIsANumberForRunsOfAFewSteps() {
    for (int steps = 1; steps < 12; steps++) {
      for (int done = 0; done <= steps; done++) {
        assertThat(Rates.oneCycle(1, steps).getNewValue(done)).isBetween(0f, 1f);
      }
    }
  }

  private static void assertRates(Tracker rate, int[] steps, float... expected) {
    for (int i = 0; i < steps.length; i++) {
      assertThat(rate.getNewValue(steps[i]))
          .as("rate %d", steps[i])
          .isEqualTo(expected[i], within(NEAR));
    }
  }
}
