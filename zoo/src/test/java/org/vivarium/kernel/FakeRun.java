package org.vivarium.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A run without training: each epoch sets the weight {@code w} to its number and is told. */
final class FakeRun implements Run, AutoCloseable {
  private final Program program = new Program(1);
  private final List<Epoch> history;
  private String reason = "";

  FakeRun(List<Epoch> before) {
    program.training().weight("w", Init.zeros(), 1);
    history = new ArrayList<>(before);
  }

  FakeRun() {
    this(List.of());
  }

  /** Tells a listener of the start, of an epoch for each loss until it stops, and of the end. */
  FakeRun tell(Listener listener, double... losses) {
    listener.started(this);
    for (double loss : losses) {
      if (!reason.isEmpty()) {
        break;
      }
      int number = history.size() + 1;
      program.load(weights(number));
      history.add(epoch(number, loss));
      listener.epoch(this, history.get(number - 1));
    }
    listener.ended(this);
    return this;
  }

  static Epoch epoch(int number, double loss) {
    return new Epoch(number, Map.of("loss", -1.0), Map.of("loss", loss, "score", loss), .1, 1);
  }

  static Weights weights(float w) {
    return new Weights(Map.of("w", new Weights.Array(new long[] {1}, new float[] {w})));
  }

  /** The number of the epoch that the weights are of. */
  float weight() {
    return program.weights().arrays().get("w").data()[0];
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public int epochs() {
    return 100;
  }

  @Override
  public int stepsPerEpoch() {
    return 1;
  }

  @Override
  public int rowsPerEpoch() {
    return 1;
  }

  @Override
  public List<Epoch> history() {
    return Collections.unmodifiableList(history);
  }

  @Override
  public void stop(String why) {
    reason = why;
  }

  @Override
  public String stopped() {
    return reason;
  }

  @Override
  public void close() {
    program.close();
  }
}
