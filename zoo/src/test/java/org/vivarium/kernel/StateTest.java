package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Training goes on from a state as if it had never stopped. */
class StateTest {
  private static final Optimizer ADAM = Optimizer.adam(Rates.cosine(.05f, 10));

  @Test
  void aRestoredProgramGoesOnBitForBit() {
    try (Toy straight = new Toy(1, ADAM);
        Toy resumed = new Toy(1, ADAM)) {
      straight.losses(1, 5);
      Weights half = straight.program.state();
      resumed.program.restore(half);
      Same.assertSame(resumed.program.state(), half);
      assertThat(resumed.program.rate(resumed.train)).isEqualTo(ADAM.rate().getNewValue(4));
      assertThat(resumed.losses(6, 5)).isEqualTo(straight.losses(6, 5));
      Same.assertSame(resumed.program.state(), straight.program.state());
      assertThat(resumed.program.state().metadata())
          .isEqualTo(straight.program.state().metadata())
          .containsEntry("steps", "10")
          .containsEntry("steps.train", "10");
    }
  }

  @Test
  void aProgramGoesBackToItsOwnState() {
    try (Toy toy = new Toy(1, ADAM)) {
      toy.losses(1, 3);
      Weights state = toy.program.state();
      var losses = toy.losses(4, 4);
      toy.program.restore(state);
      assertThat(toy.losses(4, 4)).isEqualTo(losses);
    }
  }

  @Test
  void theStateOfAnotherOptimizerIsRefusedAndChangesNothing() {
    try (Toy adam = new Toy(1, ADAM);
        Toy momentum = new Toy(1, Optimizer.momentum(Rates.constant(.1f), .9f))) {
      adam.losses(1, 2);
      Weights before = momentum.program.state();
      assertThatThrownBy(() -> momentum.program.restore(adam.program.state()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("missing [optimizer.train.momentum_buffer.")
          .hasMessageContaining("unused [optimizer.train.exp_avg.");
      Same.assertSame(momentum.program.state(), before);
    }
  }

  @Test
  void aStateWithoutItsCountsIsRefusedAndChangesNothing() {
    try (Toy toy = new Toy(1, ADAM)) {
      Weights before = toy.program.state();
      toy.losses(1, 2);
      Weights later = toy.program.state();
      Map<String, String> metadata = new LinkedHashMap<>(before.metadata());
      metadata.put("steps.train", "ten");
      assertThatThrownBy(() -> toy.program.restore(before.with(metadata)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the checkpoint has 'ten' where the number 'steps.train' should stand");
      Same.assertSame(toy.program.state(), later);
      assertThat(toy.program.state().metadata()).isEqualTo(later.metadata());
    }
  }
}
