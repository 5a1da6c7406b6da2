package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.kernel.Epoch;

class HistoryTest {

  private static List<Epoch> run(int epochs, IntToDoubleFunction train, IntToDoubleFunction valid) {
    return IntStream.rangeClosed(1, epochs)
        .mapToObj(
            n ->
                new Epoch(
                    n,
                    Map.of("loss", train.applyAsDouble(n)),
                    Map.of("loss", valid.applyAsDouble(n)),
                    0.001,
                    1))
        .toList();
  }

  @Test
  void jsonHasTheFieldsOfTheContractFirst() {
    Map<String, Object> row = History.json(List.of(FakeRun.epoch(2))).get(0);
    assertThat(row.keySet())
        .containsExactly(
            "epoch",
            "train_loss",
            "validation_loss",
            "validation_accuracy",
            "seconds",
            "learning_rate",
            "train_accuracy");
    assertThat(row)
        .containsEntry("epoch", 2)
        .containsEntry("train_loss", 0.5)
        .containsEntry("validation_loss", 0.625)
        .containsEntry("validation_accuracy", 0.625)
        .containsEntry("learning_rate", 0.0625);
    Epoch alone = new Epoch(1, Map.of("loss", 2.0), Map.of(), 0.1, 1);
    assertThat(History.json(List.of(alone)).get(0)).containsEntry("validation_loss", null);
  }

  @Test
  void bestIsTheLowestValidationLoss() {
    List<Epoch> history = run(10, n -> 1.0 / n, n -> 1 + Math.abs(n - 4));
    assertThat(History.best(history)).get().extracting(Epoch::number).isEqualTo(4);
    assertThat(History.best(List.of())).isEmpty();
    List<Epoch> broken = run(3, n -> 1, n -> n == 3 ? Double.NaN : 1.0 / n);
    assertThat(History.best(broken)).get().extracting(Epoch::number).isEqualTo(2);
  }

  @Test
  void chartsShowLossFirstAndTheRateOnlyIfItMoves() {
    List<Epoch> history = List.of(FakeRun.epoch(1), FakeRun.epoch(2), FakeRun.epoch(3));
    assertThat(History.charts(history))
        .extracting(LineChart::title)
        .containsExactly("Loss", "Accuracy", "Learning rate");
    assertThat(History.charts(run(3, n -> 1, n -> 1)))
        .extracting(LineChart::title)
        .containsExactly("Loss");
    assertThat(History.charts(history).get(0).marks())
        .containsExactly(new LineChart.Mark(3, "best: epoch 3"));
  }

  static Stream<Arguments> fits() {
    return Stream.of(
        Arguments.of("Over-fitting", run(12, n -> 1.0 / n, n -> 0.5 + 0.02 * Math.abs(n - 4))),
        Arguments.of("Still improving", run(6, n -> 2.0 / n, n -> 2.2 / n)),
        Arguments.of("Under-fitting", run(10, n -> 2 + 0.1 / n, n -> 2.05 + 0.1 / n)),
        Arguments.of(
            "The curves have settled",
            run(20, n -> 0.1 + 1.0 / (n * n), n -> 0.12 + 1.0 / (n * n))),
        Arguments.of(
            "The validation loss goes up and down",
            run(10, n -> 0.1 + 2.0 / (n * n), n -> n % 2 == 0 ? 0.4 : 0.3)),
        Arguments.of("Too few epochs", run(2, n -> 1, n -> 1)),
        Arguments.of("The loss is no longer a number", run(5, n -> n > 3 ? Double.NaN : 1, n -> 1)),
        Arguments.of("The training loss fell", List.of(alone(1), alone(2), alone(3))));
  }

  private static Epoch alone(int n) {
    return new Epoch(n, Map.of("loss", 1.0 / n), Map.of(), 0.1, 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fits")
  void readsTheCurves(String words, List<Epoch> history) {
    assertThat(History.diagnosis(history)).startsWith(words).endsWith(".");
  }
}
