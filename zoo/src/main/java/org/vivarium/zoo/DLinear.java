package org.vivarium.zoo;

import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * DLinear (Zeng et al., "Are Transformers effective for time series forecasting?", 2023): a moving
 * average is the trend and what is left the season; a linear layer over time for each tells the
 * future. All columns share them: 64,704 parameters for 96 steps told from 336.
 *
 * @param quantiles numbers told for each step; 1 for a point
 * @param kernel steps of the moving average, an odd number; 25 in the paper
 */
public record DLinear(int horizon, int quantiles, int kernel) implements Layer {
  public DLinear {
    if (kernel < 1 || kernel % 2 == 0) {
      throw new IllegalArgumentException(
          "a moving average of " + kernel + " steps has no middle: their number must be odd");
    }
  }

  /** With the paper's moving average. */
  public DLinear(int horizon, int quantiles) {
    this(horizon, quantiles, 25);
  }

  /**
   * {@code [batch, horizon, columns, quantiles]}.
   *
   * @param series {@code [batch, time, columns]}
   */
  @Override
  public Value build(Net net, Value series) {
    Value trend = average(series);
    Value season = series.minus(trend);
    // at first the mean of what was seen, as the paper's code offers: from random weights the
    // level of far steps is a matter of luck
    Init mean = Init.constant(1f / series.dim(1));
    return NLinear.linear("Linear_Seasonal", horizon, quantiles, mean)
        .build(net, season)
        .plus(NLinear.linear("Linear_Trend", horizon, quantiles, mean).build(net, trend));
  }

  /** The moving average, for which the first and the last value go on before and behind. */
  private Value average(Value series) {
    int time = Math.toIntExact(series.dim(1));
    float[][] weights = new float[time][time]; // as a matrix product: one op, and no padding
    for (int t = 0; t < time; t++) {
      for (int k = t - kernel / 2; k <= t + kernel / 2; k++) {
        weights[Math.max(0, Math.min(time - 1, k))][t] += 1f / kernel;
      }
    }
    Value rows = series.transpose(0, 2, 1).reshape(-1, time);
    Value smooth = rows.matmul(series.tf().constant(weights));
    return smooth.reshape(-1, series.dim(2), time).transpose(0, 2, 1);
  }
}
