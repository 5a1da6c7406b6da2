package org.vivarium.kernel;

/** Somebody who is told how a training run goes, and may end it. */
public interface Listener {
  /** Before the first step of this run (of what is left of it, when it is resumed). */
  default void started(Run run) {}

  /** After each training step: {@code step} counts from 1 within the epoch. */
  default void batch(Run run, int epoch, int step, float loss) {}

  /** After each epoch and its validation; {@link Run#history()} ends with {@code epoch}. */
  default void epoch(Run run, Epoch epoch) {}

  /** When the run is over, by itself, by {@link Run#stop} or by an exception. */
  default void ended(Run run) {}
}
