package org.vivarium.layers;

import org.vivarium.kernel.Value;

/**
 * What probabilistic models say of each example: sums over all axes but the first, {@code [batch]},
 * in nats. A lower bound of the evidence (Kingma and Welling 2013) is a log-likelihood less a
 * divergence.
 */
public final class Likelihood {
  private static final float LOG_TWO_PI = (float) Math.log(2 * Math.PI);

  private Likelihood() {}

  /**
   * The log-probability of targets from independent coins.
   *
   * @param logits of the same shape as the targets
   * @param targets 0 to 1
   */
  public static Value bernoulli(Value logits, Value targets) {
    return perExample(Losses.binaryCrossEntropies(logits, targets)).negative();
  }

  /** The log-density of targets under normal distributions of this mean and log-variance. */
  public static Value gaussian(Value mean, Value logVariance, Value targets) {
    Value distance = targets.minus(mean).square().times(logVariance.negative().exp());
    return perExample(distance.plus(logVariance).plus(LOG_TWO_PI).times(-.5f));
  }

  /** The Kullback-Leibler divergence of normal distributions from the standard one. */
  public static Value divergence(Value mean, Value logVariance) {
    return perExample(divergences(mean, logVariance));
  }

  /** What each number has in that divergence, in the shape of the mean. */
  public static Value divergences(Value mean, Value logVariance) {
    Value excess = mean.square().plus(logVariance.exp()).minus(1).minus(logVariance);
    return excess.times(.5f);
  }

  /** The Kullback-Leibler divergence of normal distributions from others. */
  public static Value divergence(
      Value mean, Value logVariance, Value otherMean, Value otherLogVariance) {
    Value shrink = otherLogVariance.negative().exp();
    Value distance = mean.minus(otherMean).square().times(shrink);
    Value ratio = logVariance.minus(otherLogVariance);
    return perExample(distance.plus(ratio.exp()).minus(1).minus(ratio).times(.5f));
  }

  private static Value perExample(Value x) {
    int[] axes = new int[x.rank() - 1];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i + 1;
    }
    return x.sum(axes);
  }
}
