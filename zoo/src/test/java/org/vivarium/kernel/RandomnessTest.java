package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.dropout;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;
import org.vivarium.zoo.LeNet;

/** Randomness is a function of the seed, the path and the step, and of nothing else. */
class RandomnessTest {
  private static final Optimizer ADAM = Optimizer.adam(Rates.constant(.01f));
  private static final int MANY = 40_000;

  @Test
  void oneSeedGivesTheSameWeightsAndLosses() {
    try (Toy one = new Toy(7, ADAM);
        Toy other = new Toy(7, ADAM)) {
      Same.assertSame(one.program.weights(), other.program.weights());
      assertThat(one.losses(1, 20)).isEqualTo(other.losses(1, 20));
      Same.assertSame(one.program.state(), other.program.state());
    }
  }

  @Test
  void manyThreadsGiveTheSameWeightsAsBefore() {
    Same.assertSame(trainedLeNet(), trainedLeNet());
  }

  private static Weights trainedLeNet() {
    try (Program program = new Program(5);
        Batch batch = Goldens.batch(Map.of("x", Formula.array("x", 1, 64, 28, 28, 1)))) {
      Value x = program.floats("x", -1, 28, 28, 1);
      Value loss = new LeNet(10).build(program.training(), x).minus(1).square().mean();
      Step train = program.minimize("train", loss, ADAM.decay(.1f).clipNorm(1), "");
      for (int i = 0; i < 20; i++) {
        program.run(train, batch);
      }
      return program.weights();
    }
  }

  @Test
  void anotherSeedGivesOtherWeights() {
    try (Toy one = new Toy(7, ADAM);
        Toy other = new Toy(8, ADAM)) {
      assertThat(Same.same(one.program.weights(), other.program.weights(), "fc1.weight")).isFalse();
      assertThat(one.losses(1, 20)).isNotEqualTo(other.losses(1, 20));
    }
  }

  @Test
  void theOrderOfBuildingDoesNotMatter() {
    try (Program one = new Program(3);
        Program other = new Program(3);
        Batch batch = Goldens.batch(Map.of("x", Formula.array("x", 1, 8, 4)))) {
      Value x = one.floats("x", -1, 4);
      Net net = one.training();
      Value a = dense("fc", 5).at("a").build(net, dropout(.5f).at("a").build(net, x));
      Value b = dense("fc", 5).at("b").build(net, dropout(.5f).at("b").build(net, x));

      Value otherX = other.floats("x", -1, 4);
      Net otherNet = other.training();
      Value dropped = dropout(.5f).at("b").build(otherNet, otherX);
      Value otherB = dense("fc", 5).at("b").build(otherNet, dropped);
      dropped = dropout(.5f).at("a").build(otherNet, otherX);
      Value otherA = dense("fc", 5).at("a").build(otherNet, dropped);

      assertThat(one.compute(a, batch).data()).isEqualTo(other.compute(otherA, batch).data());
      assertThat(one.compute(b, batch).data()).isEqualTo(other.compute(otherB, batch).data());
      assertThat(one.weights().arrays().get("a.fc.weight").data())
          .isNotEqualTo(one.weights().arrays().get("b.fc.weight").data());
    }
  }

  @Test
  void dropoutIsOffWhileServing() {
    try (Program program = new Program(1);
        Batch batch = ones()) {
      Value x = program.floats("x", -1, MANY);
      Value y = dropout(.25f).build(program.serving(), x.times(3));
      assertThat(program.compute(y, batch).data()).containsOnly(3);
    }
  }

  @Test
  void dropoutDropsItsShareAndKeepsTheMean() {
    try (Program program = new Program(1);
        Batch batch = ones()) {
      Value x = program.floats("x", -1, MANY);
      float[] y = program.compute(dropout(.25f).build(program.training(), x), batch).data();
      int dropped = 0;
      double sum = 0;
      for (float v : y) {
        dropped += v == 0 ? 1 : 0;
        sum += v;
      }
      assertThat(y).containsOnly(0, 1 / .75f);
      assertThat((double) dropped / MANY).isCloseTo(.25, within(.01));
      assertThat(sum / MANY).isCloseTo(1, within(.02));
    }
  }

  @Test
  void dropoutChangesWithTheStepAndWithThePlace() {
    try (Program program = new Program(1);
        Batch batch = ones()) {
      Value x = program.floats("x", -1, MANY);
      Net net = program.training();
      Value first = dropout(.5f).build(net, x);
      Value second = dropout(.5f).build(net, x);
      Value deeper = dropout(.5f).at("deeper").build(net, x);
      Value slope = net.weight("slope", Init.ones(), 1);
      Step train =
          program.minimize("train", x.times(slope).mean(), Optimizer.sgd(Rates.constant(.1f)), "");

      float[] before = program.compute(first, batch).data();
      assertThat(program.compute(first, batch).data()).isEqualTo(before);
      assertThat(program.compute(second, batch).data()).isNotEqualTo(before);
      assertThat(program.compute(deeper, batch).data()).isNotEqualTo(before);
      program.run(train, batch);
      assertThat(program.compute(first, batch).data()).isNotEqualTo(before);
    }
  }

  @Test
  void noiseHasTheMomentsThatItsNameSays() {
    try (Program program = new Program(1);
        Batch batch = ones()) {
      Value x = program.floats("x", -1, MANY);
      Net net = program.training();
      assertMoments(program.compute(net.normalLike(x), batch), 0, 1);
      assertMoments(program.compute(net.normal(200, 200), Batch.EMPTY), 0, 1);
      assertMoments(program.compute(net.uniformLike(x), batch), .5, Math.sqrt(1 / 12.0));
    }
  }

  private static void assertMoments(Weights.Array a, double mean, double deviation) {
    double sum = 0;
    double squares = 0;
    for (float v : a.data()) {
      sum += v;
      squares += v * v;
    }
    double found = sum / a.data().length;
    assertThat(a.data()).hasSize(MANY);
    assertThat(found).isCloseTo(mean, within(.03));
    assertThat(Math.sqrt(squares / MANY - found * found)).isCloseTo(deviation, within(.02));
  }

  private static Batch ones() {
    float[] ones = new float[MANY];
    Arrays.fill(ones, 1);
    return Goldens.batch(Map.of("x", new Weights.Array(new long[] {1, MANY}, ones)));
  }
}
