package org.vivarium.zoo;

import static org.vivarium.layers.Layers.dense;

import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * NLinear (Zeng et al., "Are Transformers effective for time series forecasting?", 2023): the last
 * value is taken off, one linear layer over time tells all steps of the future, and the value is
 * put back. All columns share the layer, which has 32,352 parameters for 96 steps told from 336.
 *
 * @param quantiles numbers told for each step; 1 for a point
 */
public record NLinear(int horizon, int quantiles) implements Layer {
  /**
   * {@code [batch, horizon, columns, quantiles]}.
   *
   * @param series {@code [batch, time, columns]}
   */
  @Override
  public Value build(Net net, Value series) {
    long columns = series.dim(2);
    Value last = last(series); // [batch, 1, columns]
    Init init = Init.uniform((float) (1 / Math.sqrt((double) series.dim(1)))); // PyTorch's
    Value told = linear("Linear", horizon, quantiles, init).build(net, series.minus(last));
    return told.plus(last.reshape(-1, 1, columns, 1));
  }

  private static Value last(Value series) {
    var tf = series.tf();
    int[] begin = {0, Math.toIntExact(series.dim(1)) - 1, 0};
    return series.of(tf.slice(series, tf.constant(begin), tf.constant(new int[] {-1, 1, -1})));
  }

  /**
   * A linear layer over the time of each column: {@code [batch, time, columns]} to {@code [batch,
   * horizon, columns, quantiles]}.
   */
  static Layer linear(String name, int horizon, int quantiles, Init init) {
    return (net, series) -> {
      long time = series.dim(1);
      long columns = series.dim(2);
      Value rows = series.transpose(0, 2, 1).reshape(-1, time); // [batch columns, time]
      return spread(dense(name, horizon * quantiles).init(init).build(net, rows), columns, horizon);
    };
  }

  /**
   * What was told of each column alone, {@code [batch columns, horizon quantiles]}, as {@code
   * [batch, horizon, columns, quantiles]}.
   */
  static Value spread(Value told, long columns, int horizon) {
    return told.reshape(-1, columns, horizon, told.dim(1) / horizon).transpose(0, 2, 1, 3);
  }
}
