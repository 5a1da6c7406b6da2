package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** When a run ends before its time, and with which weights. */
class EarlyStoppingTest {
  @Test
  void endsAfterItsPatienceAndGivesTheBestWeightsBack() {
    EarlyStopping stopping = new EarlyStopping("loss", false, 2, 0, 1, EarlyStoppingTest::none);
    try (FakeRun run = new FakeRun().tell(stopping, 5, 3, 4, 3, 1, 1)) {
      assertThat(run.history()).hasSize(4);
      assertThat(run.stopped()).isEqualTo("'loss' has not improved for 2 epochs, since epoch 2");
      assertThat(stopping.bestEpoch()).isEqualTo(2);
      assertThat(run.weight()).isEqualTo(2);
    }
  }

  @Test
  void everyImprovementIsWaitedForAnew() {
    EarlyStopping stopping = new EarlyStopping("loss", false, 2, 0, 1, EarlyStoppingTest::none);
    try (FakeRun run = new FakeRun().tell(stopping, 5, 6, 4, 6, 3, 6)) {
      assertThat(run.stopped()).isEmpty();
      assertThat(run.weight()).isEqualTo(5);
    }
  }

  @Test
  void aLittleBetterIsNotBetter() {
    EarlyStopping stopping = new EarlyStopping("loss", false, 2, .5, 1, EarlyStoppingTest::none);
    try (FakeRun run = new FakeRun().tell(stopping, 5, 4.75, 4.5, 1)) {
      assertThat(run.history()).hasSize(3);
      assertThat(stopping.bestEpoch()).isEqualTo(1);
      assertThat(run.weight()).isEqualTo(1);
    }
  }

  @Test
  void higherMayBeBetter() {
    EarlyStopping stopping = new EarlyStopping("score", true, 2, 0, 1, EarlyStoppingTest::none);
    try (FakeRun run = new FakeRun().tell(stopping, .5, .8, .7, .6, .9)) {
      assertThat(run.history()).hasSize(4);
      assertThat(run.weight()).isEqualTo(2);
    }
  }

  @Test
  void epochsBeforeTheFirstNeitherCountNorEndTheRun() {
    EarlyStopping stopping = new EarlyStopping("loss", false, 2, 0, 4, EarlyStoppingTest::none);
    try (FakeRun run = new FakeRun().tell(stopping, 1, 2, 3, 9, 8, 9, 9, 9)) {
      assertThat(run.history()).hasSize(7);
      assertThat(stopping.bestEpoch()).isEqualTo(5);
      assertThat(run.weight()).isEqualTo(5);
    }
  }

  @Test
  void aRunThatIsNeverEndedEarlyKeepsItsBestWeightsAllTheSame() {
    EarlyStopping stopping =
        new EarlyStopping("loss", false, EarlyStopping.NEVER, 0, 1, EarlyStoppingTest::none);
    try (FakeRun run = new FakeRun().tell(stopping, 1, 2, 3, 4, 5, 6)) {
      assertThat(run.stopped()).isEmpty();
      assertThat(run.weight()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNotANumberIsNoImprovement() {
    EarlyStopping stopping = new EarlyStopping("loss", false, 3, 0, 1, EarlyStoppingTest::none);
    try (FakeRun run = new FakeRun().tell(stopping, Double.NaN, 2, Double.NaN)) {
      assertThat(stopping.bestEpoch()).isEqualTo(2);
      assertThat(run.weight()).isEqualTo(2);
    }
  }

  @Test
  void aResumedRunWaitsOnFromWhereItWas() {
    EarlyStopping first = new EarlyStopping("loss", false, 3, 0, 1, EarlyStoppingTest::none);
    try (FakeRun run = new FakeRun().tell(first, 5, 3, 4)) {
      EarlyStopping second = new EarlyStopping("loss", false, 3, 0, 1, () -> FakeRun.weights(2));
      try (FakeRun resumed = new FakeRun(run.history()).tell(second, 4, 4, 4)) {
        assertThat(resumed.history()).hasSize(5);
        assertThat(second.bestEpoch()).isEqualTo(2);
        assertThat(resumed.weight()).as("the kept weights").isEqualTo(2);
      }
    }
  }

  @Test
  void aRunThatHadEndedIsEndedAtOnceWhenItIsResumed() {
    EarlyStopping first = new EarlyStopping("loss", false, 1, 0, 1, EarlyStoppingTest::none);
    try (FakeRun run = new FakeRun().tell(first, 3, 4)) {
      EarlyStopping second = new EarlyStopping("loss", false, 1, 0, 1, () -> FakeRun.weights(1));
      try (FakeRun resumed = new FakeRun(run.history()).tell(second, 1)) {
        assertThat(resumed.history()).hasSize(2);
        assertThat(resumed.stopped()).isEqualTo(run.stopped());
        assertThat(resumed.weight()).isEqualTo(1);
      }
    }
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new EarlyStopping("loss", false, 0, -1, 1, EarlyStoppingTest::none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("patience 0")
        .hasMessageContaining("-1.0");
  }

  private static Weights none() {
    throw new AssertionError("there is nothing kept from before");
  }
}
