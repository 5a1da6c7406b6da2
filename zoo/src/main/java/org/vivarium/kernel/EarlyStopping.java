package org.vivarium.kernel;

import java.util.function.Supplier;

/**
 * Remembers the weights of the best epoch and gives them back when the run is over; ends the run
 * when the monitored number has not improved for some epochs.
 */
public final class EarlyStopping implements Listener {
  /** For a run that keeps its best weights but is never ended early. */
  public static final int NEVER = Integer.MAX_VALUE;

  private final String monitored;
  private final boolean higherIsBetter;
  private final int patience;
  private final double minDelta;
  private final int startFromEpoch;
  private final Supplier<Weights> kept;

  private double best;
  private int bestEpoch;
  private Weights weights;

  /**
   * @param monitored a report of the validation step (of the training step where there is no
   *     validation), such as {@code loss}
   * @param patience epochs without improvement before the run ends
   * @param minDelta how much better counts as better
   * @param startFromEpoch epochs before this one neither count nor end the run
   * @param kept reads the best weights of the epochs before a resume
   */
  public EarlyStopping(
      String monitored,
      boolean higherIsBetter,
      int patience,
      double minDelta,
      int startFromEpoch,
      Supplier<Weights> kept) {
    if (patience < 1 || minDelta < 0 || startFromEpoch < 1) {
      throw new IllegalArgumentException(
          "patience "
              + patience
              + " and the first epoch "
              + startFromEpoch
              + " must be at least 1, and the least improvement "
              + minDelta
              + " not negative");
    }
    this.monitored = monitored;
    this.higherIsBetter = higherIsBetter;
    this.patience = patience;
    this.minDelta = minDelta;
    this.startFromEpoch = startFromEpoch;
    this.kept = kept;
  }

  /** The number of the best epoch so far; 0 before there is one. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /** The weights of the best epoch so far; null before there is one. */
  public Weights weights() {
    return weights;
  }

  @Override
  public void started(Run run) {
    best = higherIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    bestEpoch = 0;
    weights = null;
    for (Epoch epoch : run.history()) {
      see(epoch);
    }
    if (bestEpoch > 0) {
      weights = kept.get();
      endIfOver(run, run.history().size());
    }
  }

  @Override
  public void epoch(Run run, Epoch epoch) {
    if (see(epoch)) {
      weights = run.program().weights();
    }
    endIfOver(run, epoch.number());
  }

  @Override
  public void ended(Run run) {
    if (weights != null && bestEpoch < run.history().size()) {
      run.program().load(weights);
    }
  }

  private boolean see(Epoch epoch) {
    double value = epoch.monitored(monitored);
    boolean better = higherIsBetter ? value > best + minDelta : value < best - minDelta;
    if (better && epoch.number() >= startFromEpoch) {
      best = value;
      bestEpoch = epoch.number();
    }
    return bestEpoch == epoch.number();
  }

  private void endIfOver(Run run, int epoch) {
    int waited = epoch - Math.max(bestEpoch, startFromEpoch - 1);
    if (waited >= patience) {
      run.stop(
          "'"
              + monitored
              + "' has not improved for "
              + waited
              + " epochs, since epoch "
              + bestEpoch);
    }
  }
}
