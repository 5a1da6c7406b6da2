package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How the learning rate follows the validation loss. */
class ReduceOnPlateauTest {
  @Test
  void theRateFallsWhenTheLossHasNotFallenForSomeEpochs() {
    assertThat(rateAfter(5, 4, 4)).isEqualTo(1);
    assertThat(rateAfter(5, 4, 4, 4)).isEqualTo(.5f);
    assertThat(rateAfter(5, 4, 4, 3, 3)).isEqualTo(1);
    assertThat(rateAfter(5, 4, 4, 4, 4, 4)).isEqualTo(.25f);
  }

  @Test
  void aResumedRunComesToTheRateItHad() {
    ReduceOnPlateau first = new ReduceOnPlateau(1, .5f, 2);
    try (FakeRun run = new FakeRun().tell(first, 5, 5, 5, 5)) {
      ReduceOnPlateau second = new ReduceOnPlateau(1, .5f, 2);
      second.started(run);
      assertThat(second.getNewValue(0)).isEqualTo(first.getNewValue(0)).isEqualTo(.5f);
      Epoch next = FakeRun.epoch(5, 6);
      second.epoch(run, next);
      assertThat(second.getNewValue(0)).isEqualTo(.25f);
    }
  }

  @Test
  void itIsTheRateOfTheStepsThatFollow() {
    ReduceOnPlateau plateau = new ReduceOnPlateau(.5f, .1f, 1);
    try (Toy toy = new Toy(1, Optimizer.sgd(plateau));
        FakeRun run = new FakeRun()) {
      toy.losses(1, 2);
      assertThat(toy.program.rate(toy.train)).isEqualTo(.5f);
      run.tell(plateau, 1, 2);
      toy.losses(3, 1);
      assertThat(toy.program.rate(toy.train)).isCloseTo(.05f, within(1e-7f));
    }
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new ReduceOnPlateau(1, 1.5f, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> new ReduceOnPlateau(1, .5f, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("patience 0");
  }

  private static float rateAfter(double... losses) {
    ReduceOnPlateau plateau = new ReduceOnPlateau(1, .5f, 2);
    try (FakeRun run = new FakeRun().tell(plateau, losses)) {
      assertThat(run.history()).hasSize(losses.length);
      return plateau.getNewValue(0);
    }
  }
}
