package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.kernel.Same.same;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.dropout;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;

/** Parts of a network that stay as they are while the rest is trained. */
class FreezingTest {
  private static final Optimizer ADAM = Optimizer.adam(Rates.constant(.01f));
  private static final Layer BODY =
      chain(dense("fc", 8), batchNorm("bn"), relu(), dropout(.5f)).at("body");
  private static final Layer NETWORK = chain(BODY, batchNorm("norm"), dense("head", 2));

  @Test
  void frozenWeightsAndStatisticsStayBitForBitAndTheRestMoves() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value loss = loss(program, input(program), "body");
      Step train = program.minimize("train", loss, ADAM, Paths.ALL.but(List.of("body")));
      Weights before = program.weights();
      for (int i = 0; i < 5; i++) {
        program.run(train, batch);
      }
      Weights after = program.weights();
      assertThat(same(before, after, "body")).isTrue();
      assertThat(same(before, after, "head")).isFalse();
      assertThat(same(before, after, "norm.running_mean")).isFalse();
    }
  }

  @Test
  void aFrozenPassGivesWhatServingGives() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value x = input(program);
      Value frozen = BODY.build(program.training("body"), x);
      Value served = BODY.build(program.serving(), x);
      Value trained = BODY.build(program.training(), x);
      float[] expected = program.compute(served, batch).data();
      assertThat(program.compute(frozen, batch).data()).isEqualTo(expected);
      assertThat(program.compute(trained, batch).data()).isNotEqualTo(expected);
    }
  }

  @Test
  void aStepMovesSeveralRootsAndSparesWhatLiesBetween() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value loss = loss(program, input(program), "norm");
      Step train = program.minimize("train", loss, ADAM, Paths.under("body.fc", "head"));
      Weights before = program.weights();
      program.run(train, batch);
      Weights after = program.weights();
      assertThat(same(before, after, "body.fc.weight")).isFalse();
      assertThat(same(before, after, "head.weight")).isFalse();
      assertThat(same(before, after, "body.bn")).isTrue();
      assertThat(same(before, after, "norm")).isTrue();
    }
  }

  @Test
  void aStepThatTakesOverBeginsAnewInTheMemoryOfTheFormer() {
    try (Program one = new Program(1);
        Program other = new Program(1);
        Batch batch = batch()) {
      Value x = input(one);
      Step head = one.minimize("train", loss(one, x, "body"), ADAM, Paths.under("head"));
      Step all = one.minimize(head, loss(one, x), ADAM, Paths.ALL);
      one.run(head, batch);
      one.run(head, batch);
      Weights warm = one.weights();
      one.restart(all);
      assertThat(one.state().metadata()).containsEntry("steps.train", "0");
      one.run(all, batch);

      Value y = input(other);
      loss(other, y); // passes draw their noise by number
      Step fresh = other.minimize("train", loss(other, y), ADAM, Paths.ALL);
      other.load(warm);
      Weights state = other.state();
      other.restore(state.with(Map.of("steps", "2", "steps.train", "0")));
      other.run(fresh, batch);
      assertThat(same(one.state(), other.state(), "")).isTrue();
    }
  }

  @Test
  void unknownPathsAreToldWithThoseThereAre() {
    try (Program program = new Program(1)) {
      Value loss = loss(program, input(program));
      Paths spared = Paths.ALL.but(List.of("bodi"));
      assertThatThrownBy(() -> program.minimize("a", loss, ADAM, spared))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("step 'a' is told of [bodi], but nothing lies there")
          .hasMessageContaining("body.bn.running_mean");
      assertThatThrownBy(() -> program.minimize("b", loss, ADAM.at("haed", 10), ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("step 'b' is told of [haed]");
      assertThatThrownBy(
              () -> program.minimize("c", loss, ADAM, Paths.under("head").but(List.of("head"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("nothing to train under 'head' but 'head'");
    }
  }

  @Test
  void theLongestPathGivesTheRate() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Optimizer sgd = Optimizer.sgd(Rates.constant(.1f)).at("", 0).at("head", 1);
      Step train = program.minimize("train", loss(program, input(program)), sgd, "");
      Weights before = program.weights();
      program.run(train, batch);
      assertThat(same(before, program.weights(), "body.fc")).isTrue();
      assertThat(same(before, program.weights(), "head")).isFalse();
    }
  }

  private static Value input(Program program) {
    return program.floats("x", -1, 4);
  }

  private static Value loss(Program program, Value x, String... frozen) {
    return NETWORK.build(program.training(frozen), x).square().mean();
  }

  private static Batch batch() {
    return Goldens.batch(Map.of("x", Formula.array("x", 1, 16, 4)));
  }
}
