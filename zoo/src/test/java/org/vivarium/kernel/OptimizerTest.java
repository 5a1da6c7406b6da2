package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Penalties and decay; the rules themselves are held to PyTorch elsewhere. */
class OptimizerTest {
  private static final float RATE = .5f;
  private static final Optimizer SGD = Optimizer.sgd(Rates.constant(RATE));
  private static final float[] MATRIX = {2, -4};
  private static final float[] BIAS = {8};

  @Test
  void l2PullsMatricesByTheirWeightAndLeavesBiasesAlone() {
    assertMoved(SGD.l2(.1f), 2 - RATE * .1f * 2, -4 - RATE * .1f * -4);
  }

  @Test
  void l1PullsMatricesByTheirSignAndLeavesBiasesAlone() {
    assertMoved(SGD.l1(.1f), 2 - RATE * .1f, -4 + RATE * .1f);
  }

  @Test
  void decayShrinksMatricesWithTheRateAndLeavesBiasesAlone() {
    assertMoved(SGD.decay(.1f), 2 * (1 - RATE * .1f), -4 * (1 - RATE * .1f));
  }

  @Test
  void penaltiesAreOfTheWeightsBeforeTheirDecay() {
    Optimizer both = SGD.l2(.2f).decay(.1f);
    assertMoved(both, 2 * (.95f - .1f), -4 * (.95f - .1f));
    try (Program program = new Program(1)) { // often enough that one would overtake the other
      Value loss = program.training().weight("weight", Init.ones(), 1, 1).mean().times(0);
      Step train = program.minimize("train", loss, both, "");
      for (int i = 0; i < 100; i++) {
        program.run(train, Batch.EMPTY);
      }
      double expected = Math.pow(.95 - .1, 100);
      assertThat((double) value(program, "weight")[0]).isCloseTo(expected, withinPercentage(.1));
    }
  }

  @Test
  void clippingLeavesSmallGradientsAndPenaltiesAlone() {
    assertMoved(SGD.l2(.1f).clipNorm(1e-3f), 2 - RATE * .1f * 2, -4 - RATE * .1f * -4);
  }

  @Test
  void clippingBringsTheNormOfAllGradientsToItsLimit() {
    try (Program program = new Program(1)) {
      Net net = program.training();
      Value three = net.weight("three", Init.zeros(), 1);
      Value four = net.weight("four", Init.zeros(), 1, 1);
      Value loss = three.times(3).sum().plus(four.times(4).sum());
      Optimizer clipped = Optimizer.sgd(Rates.constant(1)).clipNorm(1);
      program.run(program.minimize("train", loss, clipped, ""), Batch.EMPTY);
      assertThat(value(program, "three")[0]).isCloseTo(-.6f, within(1e-5f));
      assertThat(value(program, "four")[0]).isCloseTo(-.8f, within(1e-5f));
    }
  }

  @Test
  void negativePenaltiesAreRefused() {
    assertThatThrownBy(() -> SGD.decay(-.1f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weight decay -0.1");
  }

  @ParameterizedTest
  @ValueSource(floats = {-.1f, 1, Float.NaN})
  void momentumIsFromZeroToBelowOne(float momentum) {
    assertThatThrownBy(() -> Optimizer.momentum(Rates.constant(1), momentum))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("momentum is " + momentum);
  }

  /** One step of a loss without a gradient moves the matrix to these numbers, the bias not. */
  private static void assertMoved(Optimizer optimizer, float... expected) {
    try (Program program = new Program(1)) {
      Net net = program.training();
      Value matrix = net.weight("weight", Init.zeros(), 1, 2);
      Value bias = net.weight("bias", Init.zeros(), 1);
      Value loss = matrix.sum().plus(bias.sum()).times(0);
      Step train = program.minimize("train", loss, optimizer, "");
      program.load(
          new Weights(
              Map.of(
                  "weight", new Weights.Array(new long[] {1, 2}, MATRIX),
                  "bias", new Weights.Array(new long[] {1}, BIAS))));
      program.run(train, Batch.EMPTY);
      assertThat(value(program, "weight")).containsExactly(expected, within(1e-6f));
      assertThat(value(program, "bias")).containsExactly(BIAS);
    }
  }

  private static float[] value(Program program, String path) {
    return program.weights().arrays().get(path).data();
  }
}
