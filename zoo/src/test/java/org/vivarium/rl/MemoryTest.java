package org.vivarium.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.vivarium.data.Draws;

/** What is kept of transitions, and what is drawn of them. */
class MemoryTest {
  private static final Offset<Float> NEAR = within(1e-6f);

  private static void add(ReplayBuffer memory, int number) {
    float[] row = {number};
    memory.add(row, new float[] {number + 1}, 0, number, number, .9f);
  }

  @Test
  void aFullMemoryForgetsTheOldest() {
    ReplayBuffer memory = ReplayBuffer.uniform(4, 1);
    for (int i = 0; i < 6; i++) {
      add(memory, i);
    }
    Minibatch batch = Minibatch.of(200, 1);
    memory.draw(new Draws(1, "x"), 1, batch);
    assertThat(memory.count()).isEqualTo(4);
    assertThat(batch.actions()).containsOnly(2, 3, 4, 5);
    assertThat(batch.weights()).containsOnly(1);
    for (int i = 0; i < 200; i++) {
      assertThat(batch.observations()[i]).isEqualTo(batch.actions()[i]);
      assertThat(batch.successors()[i]).isEqualTo(batch.actions()[i] + 1);
    }
  }

  @Test
  void largeErrorsAreDrawnInProportionAndWeighLess() {
    ReplayBuffer memory = ReplayBuffer.prioritised(5, 1, 1);
    for (int i = 0; i < 5; i++) {
      add(memory, i);
    }
    Minibatch all =
        new Minibatch(
            new float[5],
            new float[5],
            new int[5],
            new float[5],
            new float[5],
            new float[5],
            new int[] {0, 1, 2, 3, 4});
    memory.errors(all, new float[] {1, -2, 3, 0, 4});
    Minibatch batch = Minibatch.of(1000, 1);
    memory.draw(new Draws(1, "x"), 1, batch);
    int[] counts = new int[5];
    for (int row : batch.rows()) {
      counts[row]++;
    }
    // draws are stratified: a thousandth of the sum each
    assertThat(counts[0]).isBetween(98, 102);
    assertThat(counts[1]).isBetween(198, 202);
    assertThat(counts[2]).isBetween(298, 302);
    assertThat(counts[3]).isLessThanOrEqualTo(1);
    assertThat(counts[4]).isBetween(398, 402);
    for (int i = 0; i < 1000; i++) {
      if (batch.rows()[i] == 1) {
        assertThat(batch.weights()[i] / batch.weights()[999]).isCloseTo(2, within(1e-3f));
      }
    }
  }

  @Test
  void stepsBecomeOneTransitionOfTheirDiscountedRewards() {
    ReplayBuffer memory = ReplayBuffer.uniform(10, 1);
    Returns returns = new Returns(3, .5, memory);
    for (int step = 0; step < 4; step++) {
      boolean last = step == 3;
      returns.add(new float[] {step}, step, step + 1, new float[] {step + 1}, last, last);
    }
    assertThat(memory.count()).isEqualTo(4);
    Minibatch batch = Minibatch.of(100, 1);
    memory.draw(new Draws(1, "x"), 1, batch);
    float[] rewards = {1 + 1 + .75f, 2 + 1.5f + 1, 3 + 2, 4};
    float[] discounts = {.125f, 0, 0, 0};
    float[] successors = {3, 4, 4, 4};
    for (int i = 0; i < 100; i++) {
      int first = batch.actions()[i];
      assertThat(batch.rewards()[i]).isCloseTo(rewards[first], NEAR);
      assertThat(batch.discounts()[i]).isEqualTo(discounts[first]);
      assertThat(batch.successors()[i]).isEqualTo(successors[first]);
    }
  }

  @Test
  void timeThatRanOutLeavesTheSuccessorItsWorth() {
    ReplayBuffer memory = ReplayBuffer.uniform(10, 1);
    Returns returns = new Returns(2, .5, memory);
    returns.add(new float[] {0}, 0, 1, new float[] {1}, false, true);
    Minibatch batch = Minibatch.of(1, 1);
    memory.draw(new Draws(1, "x"), 1, batch);
    assertThat(batch.discounts()).containsExactly(.5f);
  }

  @Test
  void aMemoryThatNoArrayHoldsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayBuffer.uniform(10_000_000, 1296))
        .withMessageContaining("too large");
  }

  @Test
  void aTableLearnsTowardsItsTarget() {
    QTable table = new QTable(2, 3);
    assertThat(table.learn(1, 2, 10, .1)).isEqualTo(10);
    assertThat(table.value(1, 2)).isCloseTo(1, within(1e-12));
    assertThat(table.best(1)).isEqualTo(2);
    assertThat(QTable.of(2, 3, table.floats()).best(1)).isEqualTo(2);
    Draws draws = new Draws(1, "x");
    assertThat(IntStream.range(0, 99).map(i -> table.best(0, draws)).boxed()).contains(0, 1, 2);
  }

  @Test
  void aChanceFallsOnAStraightLine() {
    Decay decay = new Decay(1, .1, 90);
    assertThat(decay.at(0)).isEqualTo(1);
    assertThat(decay.at(45)).isCloseTo(.55, within(1e-12));
    assertThat(decay.at(1000)).isEqualTo(.1);
  }
}
