package org.vivarium.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.dense;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/** When running statistics move; what they move to is held to PyTorch elsewhere. */
class BatchNormTest {
  private static final Optimizer SGD = Optimizer.sgd(Rates.constant(.1f));
  private static final Layer NETWORK = Layer.chain(batchNorm("bn").momentum(.5f), dense("fc", 1));

  @Test
  void twoPassesMoveTheStatisticsOneAfterTheOther() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value real = NETWORK.build(program.training(), program.floats("real", -1, 1));
      Value fake = NETWORK.build(program.training(), program.floats("fake", -1, 1));
      Step train = program.minimize("train", real.mean().minus(fake.mean()), SGD, "");
      program.run(train, batch);
      // means are 3 and 10: (0 + 3) / 2 = 1.5, then (1.5 + 10) / 2
      assertThat(mean(program)).isCloseTo(5.75f, within(1e-5f));
    }
  }

  @Test
  void aPassThatTheLossDoesNotSeeLeavesThemAlone() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value real = NETWORK.build(program.training(), program.floats("real", -1, 1));
      NETWORK.build(program.training(), program.floats("fake", -1, 1));
      program.run(program.minimize("train", real.mean(), SGD, ""), batch);
      assertThat(mean(program)).isCloseTo(1.5f, within(1e-5f));
    }
  }

  @Test
  void aStepUnderAnotherRootLeavesThemAlone() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value real = NETWORK.build(program.training(), program.floats("real", -1, 1));
      program.run(program.minimize("train", real.mean(), SGD, "fc"), batch);
      assertThat(mean(program)).isZero();
    }
  }

  @Test
  void lookingLeavesThemAlone() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value real = NETWORK.build(program.training(), program.floats("real", -1, 1));
      program.run(Step.look(Map.of("mean", real.mean())), batch);
      program.compute(real, batch);
      assertThat(mean(program)).isZero();
    }
  }

  @Test
  void withoutWeightAndBiasItOnlyNormalises() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value x = program.floats("real", -1, 1);
      Value plain = batchNorm("plain").noAffine().build(program.training(), x);
      Value with = batchNorm("with").build(program.training(), x); // its weight is 1 and bias 0
      assertThat(program.compute(plain, batch).data())
          .containsExactly(program.compute(with, batch).data());
      assertThat(program.weights().arrays().keySet())
          .containsExactlyInAnyOrder(
              "plain.running_mean",
              "plain.running_var",
              "with.weight",
              "with.bias",
              "with.running_mean",
              "with.running_var");
    }
  }

  private static float mean(Program program) {
    return program.weights().arrays().get("bn.running_mean").data()[0];
  }

  private static Batch batch() {
    return Goldens.batch(Map.of("real", around(3), "fake", around(10)));
  }

  /** Four numbers with this mean. */
  private static Weights.Array around(float mean) {
    Weights.Array a = Formula.array("a", 0, 4, 1);
    float[] apart = {-1, 1, -2, 2};
    for (int i = 0; i < apart.length; i++) {
      a.data()[i] = mean + apart[i];
    }
    return a;
  }
}
