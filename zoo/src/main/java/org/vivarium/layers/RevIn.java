package org.vivarium.layers;

import org.vivarium.kernel.Value;

/**
 * Reversible instance normalisation (Kim et al. 2022), without its trained scale and shift: each
 * column of a window is brought to mean 0 and deviation 1, and what is forecast is brought back, so
 * that a network sees shapes and no levels.
 *
 * @param mean of each window's columns, {@code [batch, 1, columns]}
 * @param std likewise
 */
public record RevIn(Value mean, Value std) {
  private static final float EPSILON = 1e-5f;

  /** Of windows {@code [batch, time, columns]}. */
  public static RevIn of(Value series) {
    Value mean = series.meanKeep(1);
    Value std = series.minus(mean).square().meanKeep(1).plus(EPSILON).sqrt();
    return new RevIn(mean.frozen(), std.frozen());
  }

  public Value apply(Value series) {
    return series.minus(mean).over(std);
  }

  /** Of forecasts {@code [batch, horizon, columns, quantiles]}. */
  public Value back(Value forecast) {
    long columns = forecast.dim(2);
    return forecast.times(std.reshape(-1, 1, columns, 1)).plus(mean.reshape(-1, 1, columns, 1));
  }
}
