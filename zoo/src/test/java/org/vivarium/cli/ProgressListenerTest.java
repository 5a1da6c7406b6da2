package org.vivarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Run;

class ProgressListenerTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void withoutATerminalThereIsOneLinePerEpoch() {
    train(false, OptionalInt.empty());
    assertThat(err.toString(StandardCharsets.UTF_8))
        .doesNotContain("\r")
        .matches(
            "epoch 1/2  loss 0.5000  validation loss 0.2500, accuracy 0.9876  \\d+ images/s  3.1 s\\R"
                + "epoch 2/2  loss 5.00e-05  \\d+ images/s  3.1 s\\R"
                + "stopped: no better for 3 epochs\\R");
  }

  @Test
  void onATerminalABarComesAndGoesWithinTheWidth() {
    train(false, OptionalInt.of(72));
    String text = err.toString(StandardCharsets.UTF_8);
    assertThat(text).containsPattern("epoch 1/2 [█=]+ 100 %.* images/s  loss 0.5000  0 s left");
    for (String piece : text.split("[\r\n]+", -1)) {
      if (!piece.contains("validation")) {
        assertThat(piece.length()).isLessThanOrEqualTo(71);
      }
    }
    // the line is blank again before the summary stands on it
    assertThat(text).contains("\r" + " ".repeat(71) + "\repoch 1/2  loss");
  }

  @Test
  void quietIsQuiet() {
    train(true, OptionalInt.of(80));
    assertThat(err.size()).isZero();
  }

  @Test
  void noThreadButTheLibrarysIdleDaemonStays() {
    train(false, OptionalInt.of(80));
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("ProgressBar"))
        .allMatch(Thread::isDaemon);
  }

  @ParameterizedTest
  @CsvSource({"0.2, 0 s", "59.4, 59 s", "59.9, 1:00", "725, 12:05", "10807, 3:00:07"})
  void timeIsAsShortAsItCanBe(double seconds, String text) {
    assertThat(Bar.time(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"'24 132\n', 132", "0 0, 80", "'', ", "stty: error, "})
  void theTerminalsWidthIsRead(String size, Integer columns) {
    assertThat(Terminal.columns(size))
        .isEqualTo(columns == null ? OptionalInt.empty() : OptionalInt.of(columns));
  }

  private void train(boolean quiet, OptionalInt columns) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    ProgressListener listener = new ProgressListener("images", quiet, stream, columns);
    Run run = new TestRun();
    listener.started(run);
    for (int step = 1; step <= 10; step++) {
      listener.batch(run, 1, step, 0.5f);
    }
    listener.epoch(run, new Epoch(1, Map.of("loss", 0.5), validation(), 0.001, 3.14));
    listener.batch(run, 2, 1, 5e-5f);
    listener.epoch(run, new Epoch(2, Map.of("loss", 5e-5), Map.of(), 0.001, 3.14));
    listener.ended(run);
  }

  private static Map<String, Double> validation() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", 0.25);
    values.put("accuracy", 0.9876);
    return values;
  }

  private record TestRun() implements Run {
    @Override
    public Program program() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int epochs() {
      return 2;
    }

    @Override
    public int stepsPerEpoch() {
      return 10;
    }

    @Override
    public int rowsPerEpoch() {
      return 1000;
    }

    @Override
    public List<Epoch> history() {
      return List.of();
    }

    @Override
    public void stop(String reason) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String stopped() {
      return "no better for 3 epochs";
    }
  }
}
