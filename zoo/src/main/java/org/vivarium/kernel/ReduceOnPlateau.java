package org.vivarium.kernel;

import ai.djl.training.tracker.Tracker;

/**
 * Multiplies the learning rate by a factor when the validation loss has not fallen for some epochs.
 * Add it to the trainer as a listener and hand it to the optimizer as its rate.
 */
public final class ReduceOnPlateau implements Tracker, Listener {
  private final float first;
  private final float factor;
  private final int patience;
  private float rate;
  private double best = Double.POSITIVE_INFINITY;
  private int waited;

  public ReduceOnPlateau(float rate, float factor, int patience) {
    if (factor <= 0 || factor >= 1 || patience < 1) {
      throw new IllegalArgumentException(
          "factor "
              + factor
              + " must be between 0 and 1, and patience "
              + patience
              + " at least 1 epoch");
    }
    this.first = rate;
    this.rate = rate;
    this.factor = factor;
    this.patience = patience;
  }

  @Override
  public float getNewValue(int steps) {
    return rate;
  }

  /** Sees again the epochs before a resume, and so comes to the rate it had. */
  @Override
  public void started(Run run) {
    rate = first;
    best = Double.POSITIVE_INFINITY;
    waited = 0;
    run.history().forEach(this::see);
  }

  @Override
  public void epoch(Run run, Epoch epoch) {
    see(epoch);
  }

  private void see(Epoch epoch) {
    double loss = epoch.monitored("loss");
    if (loss < best) {
      best = loss;
      waited = 0;
    } else if (++waited >= patience) {
      rate *= factor;
      waited = 0;
    }
  }
}
