package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.TrainingDivergedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vivarium.golden.Goldens;

/** The loop: what it counts, whom it tells and how it ends. */
class TrainerTest {
  private static final float RATE = .25f;

  /** The loss is the mean of the batch plus a weight, so that one can follow it by hand. */
  private static final class Sum implements AutoCloseable {
    final Program program = new Program(1);
    final Step train;
    final Step validate;

    Sum() {
      Value x = program.floats("x", -1);
      Value w = program.training().weight("w", Init.zeros(), 1);
      Value loss = x.plus(w).mean();
      train = program.minimize("train", loss, Optimizer.sgd(Rates.constant(RATE)), "");
      validate = Step.look(Map.of("loss", loss.times(10), "accuracy", loss.times(0).plus(.5f)));
    }

    Trainer trainer(int epochs, Listener... listeners) {
      return new Trainer(program, train, validate, epochs, List.of(listeners));
    }

    @Override
    public void close() {
      program.close();
    }
  }

  /** Batches that are written down; it knows whether its passes were closed. */
  private static final class Written implements Batches {
    final List<Integer> epochs = new ArrayList<>();
    final List<Batch> handed = new ArrayList<>();
    private final float[][] batches;
    int open;

    Written(float[]... batches) {
      this.batches = batches;
    }

    @Override
    public int rows() {
      int rows = 0;
      for (float[] batch : batches) {
        rows += batch.length;
      }
      return rows;
    }

    @Override
    public int count() {
      return batches.length;
    }

    @Override
    public Pass epoch(int number) {
      epochs.add(number);
      open++;
      Iterator<float[]> left = List.of(batches).iterator();
      return new Pass() {
        @Override
        public boolean hasNext() {
          return left.hasNext();
        }

        @Override
        public Batch next() {
          float[] x = left.next();
          handed.add(Goldens.batch(Map.of("x", new Weights.Array(new long[] {x.length}, x))));
          return handed.get(handed.size() - 1);
        }

        @Override
        public void close() {
          open--;
        }
      };
    }
  }

  /** Writes down what it is told. */
  private record Diary(String name, List<String> lines) implements Listener {
    @Override
    public void started(Run run) {
      lines.add(name + " started after " + run.history().size());
    }

    @Override
    public void batch(Run run, int epoch, int step, float loss) {
      lines.add(name + " epoch " + epoch + " step " + step + " loss " + loss);
    }

    @Override
    public void epoch(Run run, Epoch epoch) {
      assertThat(run.history()).endsWith(epoch);
      lines.add(name + " epoch " + epoch.number());
    }

    @Override
    public void ended(Run run) {
      lines.add(name + " ended " + run.stopped());
    }
  }

  @Test
  void eachBatchGoesToTheStepOfItsLengthAndCountsByItsWeight() {
    try (Program program = new Program(1)) {
      Value x = program.floats("x", -1, -1);
      Value w = program.training().weight("w", Init.zeros(), 1);
      Optimizer sgd = Optimizer.sgd(n -> 0f);
      Step two = program.minimize("train", x.mean().plus(w).mean(), sgd, "");
      Step three = program.minimize(two, x.mean().times(10).plus(w).mean(), sgd, Paths.ALL);
      Steps steps = Steps.byLength("x", Map.of(2, two, 3, three));
      Batch longer =
          Goldens.batch(Map.of("x", new Weights.Array(new long[] {1, 3}, new float[] {1, 1, 1})));
      Batch shorter =
          Goldens.batch(Map.of("x", new Weights.Array(new long[] {1, 2}, new float[] {1, 1})));
      Batches data = new Handed(List.of(new Batch(shorter.tensors(), 2), longer));
      List<Epoch> history =
          new Trainer(program, steps, null, 1, List.of()).fit(data, null, List.of());
      assertThat(history.get(0).train().get("loss")).isEqualTo((2 * 1 + 10) / 3.);
      Batch other =
          Goldens.batch(Map.of("x", new Weights.Array(new long[] {1, 1}, new float[] {1})));
      assertThatThrownBy(() -> steps.of(other)).hasMessageContaining("[2, 3]");
    }
  }

  /** One epoch of these batches. */
  private record Handed(List<Batch> batches) implements Batches {
    @Override
    public int rows() {
      return batches.size();
    }

    @Override
    public int count() {
      return batches.size();
    }

    @Override
    public Pass epoch(int number) {
      Iterator<Batch> left = batches.iterator();
      return new Pass() {
        @Override
        public boolean hasNext() {
          return left.hasNext();
        }

        @Override
        public Batch next() {
          return left.next();
        }

        @Override
        public void close() {}
      };
    }
  }

  @Test
  void anEpochWithAnotherStepLetsItBeginAnewAlsoAfterAResume() {
    try (Program program = new Program(1)) {
      Value loss =
          program.floats("x", -1).plus(program.training().weight("w", Init.zeros(), 1)).mean();
      Step first = program.minimize("train", loss, Optimizer.sgd(n -> .1f * n), "");
      Step then = program.minimize(first, loss, Optimizer.sgd(n -> 1 + n), Paths.ALL);
      Trainer trainer = new Trainer(program, e -> e < 3 ? first : then, null, 4, List.of());
      Batches two = new Written(new float[] {1}, new float[] {1});
      List<Epoch> history = trainer.fit(two, null, List.of());
      assertThat(history).extracting(e -> (float) e.rate()).containsExactly(.1f, .3f, 2f, 4f);
      trainer.fit(two, null, history.subList(0, 2));
      assertThat(program.state().metadata()).containsEntry("steps.train", "4");
    }
  }

  @Test
  void historyHoldsMeansOverExamplesAndNotOverBatches() {
    Written training = new Written(new float[] {1, 1, 1}, new float[] {5});
    Written validation = new Written(new float[] {2, 2}, new float[] {8});
    try (Sum sum = new Sum()) {
      List<Epoch> history = sum.trainer(2).fit(training, validation, List.of());
      assertThat(history.stream().map(Epoch::number)).containsExactly(1, 2);
      // w is 0, -1/4 in the first epoch and -1/2, -3/4 in the second
      assertThat(history.get(0).train().get("loss"))
          .isCloseTo((3 * 1 + 1 * 4.75) / 4, within(1e-6));
      assertThat(history.get(1).train().get("loss"))
          .isCloseTo((3 * .5 + 1 * 4.25) / 4, within(1e-6));
      assertThat(history.get(0).validation().get("loss")).isCloseTo(10 * (4 - .5), within(1e-4));
      assertThat(history.get(1).validation().get("loss")).isCloseTo(10 * (4 - 1), within(1e-4));
      assertThat(history.get(1).validation().get("accuracy")).isCloseTo(.5, within(1e-6));
      assertThat(history.get(1).monitored("loss")).isCloseTo(30, within(1e-4));
      assertThat(history).allSatisfy(epoch -> assertThat(epoch.rate()).isEqualTo(RATE));
      assertThat(history).allSatisfy(epoch -> assertThat(epoch.seconds()).isPositive());
    }
    assertThat(training.epochs).containsExactly(1, 2);
    assertThat(validation.epochs).as("validation sees the same data").containsExactly(1, 1);
  }

  @Test
  void withoutValidationTheTrainingReportsAreMonitored() {
    try (Sum sum = new Sum()) {
      Written training = new Written(new float[] {3});
      Trainer trainer = new Trainer(sum.program, sum.train, null, 1, List.of());
      Epoch epoch = trainer.fit(training, null, List.of()).get(0);
      assertThat(epoch.validation()).isEmpty();
      assertThat(epoch.monitored("loss")).isEqualTo(3);
      assertThatThrownBy(() -> epoch.monitored("accuracy"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("epoch 1 reports [loss], not 'accuracy'");
    }
  }

  @Test
  void listenersAreToldInTheirOrder() {
    List<String> lines = new ArrayList<>();
    try (Sum sum = new Sum()) {
      sum.trainer(1, new Diary("one", lines), new Diary("two", lines))
          .fit(new Written(new float[] {1}, new float[] {2}), null, List.of());
    }
    assertThat(lines)
        .containsExactly(
            "one started after 0",
            "two started after 0",
            "one epoch 1 step 1 loss 1.0",
            "two epoch 1 step 1 loss 1.0",
            "one epoch 1 step 2 loss 1.75",
            "two epoch 1 step 2 loss 1.75",
            "one epoch 1",
            "two epoch 1",
            "one ended ",
            "two ended ");
  }

  @Test
  void aResumedRunCountsOnFromItsHistory() {
    List<String> lines = new ArrayList<>();
    Written training = new Written(new float[] {1});
    try (Sum sum = new Sum()) {
      List<Epoch> before = sum.trainer(2).fit(training, null, List.of());
      List<Epoch> all = sum.trainer(3, new Diary("d", lines)).fit(training, null, before);
      assertThat(all).startsWith(before.toArray(Epoch[]::new)).hasSize(3);
      assertThat(before).hasSize(2);
    }
    assertThat(training.epochs).containsExactly(1, 2, 3);
    assertThat(lines)
        .containsExactly("d started after 2", "d epoch 3 step 1 loss 0.5", "d epoch 3", "d ended ");
  }

  @Test
  void aListenerEndsTheRunAfterItsEpoch() {
    List<String> lines = new ArrayList<>();
    Listener impatient =
        new Listener() {
          @Override
          public void batch(Run run, int epoch, int step, float loss) {
            assertThat(run.stepsPerEpoch()).isEqualTo(2);
            assertThat(run.rowsPerEpoch()).isEqualTo(3);
            assertThat(run.epochs()).isEqualTo(9);
            run.stop("enough");
          }
        };
    try (Sum sum = new Sum()) {
      Written training = new Written(new float[] {1, 1}, new float[] {1});
      List<Epoch> history =
          sum.trainer(9, impatient, new Diary("d", lines)).fit(training, null, List.of());
      assertThat(history).hasSize(1);
    }
    assertThat(lines).endsWith("d epoch 1", "d ended enough");
  }

  @Test
  void aLossThatIsNoNumberEndsTheRunAndSaysWhatToTry() {
    List<String> lines = new ArrayList<>();
    Written training = new Written(new float[] {1}, new float[] {2, Float.NaN}, new float[] {3});
    try (Sum sum = new Sum()) {
      Trainer trainer = sum.trainer(4, new Diary("d", lines));
      assertThatThrownBy(() -> trainer.fit(training, null, List.of()))
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessageStartingWith(
              "the loss became NaN at step 2 of epoch 1 (mean before: 1.0), at learning rate 0.25.")
          .hasMessageContaining("a rate ten times smaller");
    }
    assertThat(lines).endsWith("d epoch 1 step 1 loss 1.0", "d ended ");
    assertThat(training.open).as("passes left open").isZero();
    assertThat(training.handed).allMatch(TrainerTest::closed);
  }

  @Test
  void passesAndBatchesAreClosed() {
    Written training = new Written(new float[] {1}, new float[] {2});
    Written validation = new Written(new float[] {1});
    try (Sum sum = new Sum()) {
      sum.trainer(2).fit(training, validation, List.of());
    }
    assertThat(training.open + validation.open).isZero();
    assertThat(training.handed).hasSize(4).allMatch(TrainerTest::closed);
    assertThat(validation.handed).hasSize(2).allMatch(TrainerTest::closed);
  }

  @Test
  void thereIsAtLeastOneEpoch() {
    try (Sum sum = new Sum()) {
      assertThatThrownBy(() -> sum.trainer(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("epochs are 0; there must be at least 1");
    }
  }

  private static boolean closed(Batch batch) {
    try {
      batch.tensors().get("x").asRawTensor().data();
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
