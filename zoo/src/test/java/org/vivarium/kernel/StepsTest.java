package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.vivarium.kernel.Same.same;
import static org.vivarium.layers.Layers.dense;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;
import org.vivarium.layers.Activations;

/** What the steps of a program move, and what they leave alone. */
class StepsTest {
  private static final Optimizer SGD = Optimizer.sgd(Rates.constant(.1f));

  @Test
  void criticStepLeavesGeneratorAlone() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value noise = program.floats("x", -1, 3);
      Value made = dense("layer", 2).at("generator").build(program.training(), noise);
      Value score = dense("layer", 1).at("critic").build(program.training(), made).square().mean();
      Step critic = program.minimize("critic", score, SGD, "critic");
      Step generator = program.minimize("generator", score.negative(), SGD, "generator");

      Weights first = program.weights();
      program.run(critic, batch);
      Weights second = program.weights();
      program.run(generator, batch);
      Weights third = program.weights();

      assertThat(same(first, second, "generator")).isTrue();
      assertThat(same(first, second, "critic")).isFalse();
      assertThat(same(second, third, "critic")).isTrue();
      assertThat(same(second, third, "generator")).isFalse();
    }
  }

  @Test
  void playersTakeTurns() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value noise = program.floats("x", -1, 3);
      Value made = dense("layer", 2).at("generator").build(program.training(), noise);
      Value score = dense("layer", 1).at("critic").build(program.training(), made).square().mean();
      Step generator = program.minimize("generator", score.negative(), SGD, "generator");
      Step critic = program.minimize("critic", score, SGD, "critic").then(generator, 2);

      Weights first = program.weights();
      assertThat(program.run(critic, batch)).containsOnlyKeys("loss");
      assertThat(same(first, program.weights(), "generator")).isTrue();
      assertThat(program.run(critic, batch)).containsOnlyKeys("loss", "generator_loss");
      assertThat(same(first, program.weights(), "generator")).isFalse();
      assertThatThrownBy(() -> critic.then(generator, 0)).hasMessageContaining("1 or more");
    }
  }

  @Test
  void anAverageFollowsWhatItIsAnAverageOf() {
    try (Program program = new Program(1)) {
      Value x = program.floats("x", -1, 3);
      dense("layer", 2).at("now").build(program.training(), x);
      dense("layer", 2).at("average").build(program.training(), x);
      Step follow = program.average("now", "average", .75f);
      Weights before = program.weights();
      program.run(follow, Batch.EMPTY);
      Weights after = program.weights();
      float now = before.arrays().get("now.layer.weight").data()[3];
      float old = before.arrays().get("average.layer.weight").data()[3];
      assertThat(after.arrays().get("average.layer.weight").data()[3])
          .isCloseTo(.75f * old + .25f * now, within(1e-6f));
      assertThat(same(before, after, "now")).isTrue();
      assertThatThrownBy(() -> program.average("now", "average", 1)).hasMessageContaining("keeps");
    }
  }

  @Test
  void aGradientHasAGradient() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value x = program.floats("x", -1, 3);
      Value slope = x.times(x).times(x).gradient(x); // 3 x^2
      float[] at = program.compute(x.times(1), batch).data();
      float[] first = program.compute(slope, batch).data();
      for (int i = 0; i < at.length; i++) {
        assertThat(first[i]).isCloseTo(3 * at[i] * at[i], within(1e-5f));
      }
    }
  }

  @Test
  void aPenaltyOnTheSlopeOfACriticMovesItAsFiniteDifferencesSay() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value x = program.floats("x", -1, 3);
      Net net = program.training();
      Value hidden = Activations.leakyRelu(.2f).build(net, dense("fc1", 4).build(net, x));
      Value slope = dense("fc2", 1).build(net, hidden).gradient(x);
      Value penalty = slope.square().sum(1).sqrt().minus(1).square().mean();
      Step step = program.minimize("critic", penalty, SGD, Paths.under("fc1.weight"));

      Weights before = program.weights();
      program.run(step, batch);
      float[] moved = program.weights().arrays().get("fc1.weight").data();
      float[] first = before.arrays().get("fc1.weight").data();
      for (int i = 0; i < first.length; i++) {
        float kept = first[i];
        float[] sides = new float[2];
        for (int side = 0; side < 2; side++) {
          first[i] = kept + (side == 0 ? -1e-2f : 1e-2f);
          program.load(before);
          sides[side] = program.compute(penalty, batch).data()[0];
        }
        first[i] = kept;
        assertThat((kept - moved[i]) / .1f).isCloseTo((sides[1] - sides[0]) / 2e-2f, within(1e-2f));
      }
    }
  }

  @Test
  void rootIsAPathAndNotTheBeginningOfAName() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value x = program.floats("x", -1, 3);
      Net net = program.training();
      Value loss = dense("fc1", 2).build(net, x).plus(dense("fc10", 2).build(net, x)).mean();
      Step train = program.minimize("train", loss, SGD, "fc1");
      Weights before = program.weights();
      program.run(train, batch);
      assertThat(same(before, program.weights(), "fc1")).isFalse();
      assertThat(same(before, program.weights(), "fc10")).isTrue();
    }
  }

  @Test
  void noGradientFlowsThroughWhatIsFrozen() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value x = program.floats("x", -1, 3);
      Net net = program.training();
      Value scores = dense("frozen", 2).build(net, x).frozen();
      Value loss = scores.plus(dense("free", 2).build(net, x)).square().mean();
      Step train = program.minimize("train", loss, SGD, "free");
      Weights before = program.weights();
      program.run(train, batch);
      assertThat(same(before, program.weights(), "frozen")).isTrue();
      assertThat(same(before, program.weights(), "free")).isFalse();
    }
  }

  @Test
  void copyMakesTheTargetEqualAndTrainingLeavesItBehind() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value x = program.floats("x", -1, 3);
      Value loss = dense("fc", 2).at("online").build(program.training(), x).square().mean();
      Value target = dense("fc", 2).at("target").build(program.serving(), x).square().mean();
      Step train = program.minimize("train", loss, SGD, "online");
      Step copy = program.copy("online", "target");
      Step look = Step.look(Map.of("online", loss, "target", target));

      program.run(train, batch);
      Weights online = program.weights();
      assertThat(program.run(copy, Batch.EMPTY)).isEmpty();
      Map<String, Float> equal = program.run(look, batch);
      assertThat(equal.get("target")).isEqualTo(equal.get("online"));
      assertThat(same(online, program.weights(), "online")).isTrue();

      program.run(train, batch);
      Map<String, Float> apart = program.run(look, batch);
      assertThat(apart.get("target")).isEqualTo(equal.get("target"));
      assertThat(apart.get("online")).isLessThan(equal.get("online"));
    }
  }

  @Test
  void copyNamesWhatHasNoCounterpart() {
    try (Program program = new Program(1)) {
      Value x = program.floats("x", -1, 3);
      dense("fc", 2).at("target").build(program.serving(), x);
      assertThatThrownBy(() -> program.copy("onlin", "target"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("nothing under 'onlin' answers to 'target.fc.weight'");
      assertThatThrownBy(() -> program.copy("target", "nowhere"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'nowhere'");
    }
  }

  @Test
  void whatTheLossDoesNotReachIsNamed() {
    try (Program program = new Program(1)) {
      Value x = program.floats("x", -1, 3);
      Net net = program.training();
      Value loss = dense("used", 2).build(net, x).mean();
      dense("idle", 2).build(net, x);
      assertThatThrownBy(() -> program.minimize("train", loss, SGD, ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'train' does not depend on [idle.weight, idle.bias]");
    }
  }

  @Test
  void anUnknownRootIsToldWithThePathsThatThereAre() {
    try (Program program = new Program(1)) {
      Value loss = dense("fc", 2).build(program.training(), program.floats("x", -1, 3)).mean();
      assertThatThrownBy(() -> program.minimize("train", loss, SGD, "encoder"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("nothing to train under 'encoder'")
          .hasMessageContaining("[fc.bias, fc.weight]");
    }
  }

  @Test
  void oneNameIsForOneStep() {
    try (Program program = new Program(1)) {
      Value loss = dense("fc", 2).build(program.training(), program.floats("x", -1, 3)).mean();
      program.minimize("train", loss, SGD, "");
      assertThatThrownBy(() -> program.minimize("train", loss, SGD, ""))
          .hasMessage("step 'train' is made twice");
    }
  }

  @Test
  void stepsReportWhatTheyAreAskedTo() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value y = dense("fc", 2).build(program.training(), program.floats("x", -1, 3));
      Step train = program.minimize("train", y.square().mean(), SGD, "");
      Step both = train.reporting("sum", y.sum());
      assertThat(program.run(both, batch)).containsOnlyKeys("loss", "sum");
      assertThat(program.run(train, batch)).containsOnlyKeys("loss");
    }
  }

  @Test
  void onlyScalarsAreReported() {
    try (Program program = new Program(1)) {
      Value y = dense("fc", 2).build(program.training(), program.floats("x", -1, 3));
      assertThatThrownBy(() -> Step.look(Map.of("score", y)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("report 'score' is [-1, 2], not a scalar: take its mean or sum");
    }
  }

  @Test
  void theRateIsAskedWithTheNumberOfRunsOfTheStep() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value y = dense("fc", 2).build(program.training(), program.floats("x", -1, 3));
      Step two = program.minimize("two", y.square().mean(), Optimizer.sgd(n -> n * .1f), "");
      Step one = program.minimize("one", y.square().mean(), Optimizer.sgd(n -> n * .01f), "");
      assertThat(program.rate(two)).isZero();
      for (int i = 0; i < 3; i++) {
        program.run(two, batch);
      }
      program.run(one, batch);
      program.run(one, batch);
      assertThat(program.rate(two)).isEqualTo(.2f);
      assertThat(program.rate(one)).isEqualTo(.01f);
    }
  }

  private static Batch batch() {
    return Goldens.batch(Map.of("x", Formula.array("x", 1, 8, 3)));
  }
}
