package org.vivarium.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Run;

/** A run without a program, for listeners to listen to. */
record FakeRun(int stepsPerEpoch, List<Epoch> history) implements Run {
  FakeRun(int stepsPerEpoch, Epoch... before) {
    this(stepsPerEpoch, new ArrayList<>(List.of(before)));
  }

  /** An epoch whose numbers can be told apart. */
  static Epoch epoch(int number) {
    return new Epoch(
        number,
        Map.of("loss", 1.0 / number, "accuracy", 1 - 0.5 / number),
        Map.of("loss", 1.25 / number, "accuracy", 1 - 0.75 / number),
        0.125 / number,
        2.5);
  }

  /** Tells the listener of one epoch, step by step. */
  void pass(Listener listener, int number) {
    for (int step = 1; step <= stepsPerEpoch; step++) {
      listener.batch(this, number, step, 1f / ((number - 1) * stepsPerEpoch + step));
    }
    Epoch epoch = epoch(number);
    history.add(epoch);
    listener.epoch(this, epoch);
  }

  @Override
  public Program program() {
    throw new UnsupportedOperationException("a report looks at no program");
  }

  @Override
  public int epochs() {
    return 10;
  }

  @Override
  public int rowsPerEpoch() {
    return 32 * stepsPerEpoch;
  }

  @Override
  public void stop(String reason) {
    throw new UnsupportedOperationException("a report ends no run");
  }

  @Override
  public String stopped() {
    return "";
  }
}
