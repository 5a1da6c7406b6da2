package org.vivarium.kernel;

import java.util.List;

/** A training run while it goes on, as its listeners see it. */
public interface Run {
  Program program();

  /** Epochs asked for. */
  int epochs();

  /** Steps in one epoch. */
  int stepsPerEpoch();

  /** Examples in one epoch. */
  int rowsPerEpoch();

  /** The epochs so far, those before a resume included. */
  List<Epoch> history();

  /** Ends the run after the present epoch, for a reason that a person can read. */
  void stop(String reason);

  /** Why the run was ended early; empty when it was not. */
  String stopped();
}
