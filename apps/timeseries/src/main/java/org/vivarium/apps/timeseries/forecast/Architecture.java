package org.vivarium.apps.timeseries.forecast;

import java.util.List;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.zoo.DLinear;
import org.vivarium.zoo.NLinear;
import org.vivarium.zoo.PatchTst;
import org.vivarium.zoo.SeriesForecaster;

/**
 * A network for series, as a run folder remembers it.
 *
 * @param columns that are told
 * @param features that are seen besides
 * @param levels of the quantiles; empty for one that tells points
 * @param patch steps of a patch, and from one to the next; 0 for the usual ones
 */
record Architecture(
    String model,
    int lookBack,
    int horizon,
    int columns,
    int features,
    List<Double> levels,
    int units,
    int layers,
    double dropout,
    int patch,
    int patchStride) {
  static final String INPUT = "series";
  static final String OUTPUT = "forecast";
  static final List<String> MODELS =
      List.of("nlinear", "dlinear", "rnn", "lstm", "gru", "tcn", "transformer", "patchtst");

  private static final int PATCH = 16;
  private static final int HEADS = 4;
  private static final int WIDER = 4; // of the layers between attentions

  Architecture {
    levels = List.copyOf(levels);
    if (features > 0 && !SeriesForecaster.READERS.contains(model)) {
      throw new IllegalArgumentException(
          "'%s' looks at each column alone and has no place for a calendar: leave --calendar out, or take %s"
              .formatted(model, String.join(", ", SeriesForecaster.READERS)));
    }
    if (units % HEADS != 0) {
      throw new IllegalArgumentException(
          "--units is %d; it must be a multiple of %d, the heads of attention"
              .formatted(units, HEADS));
    }
  }

  static int usualLayers(String model) {
    return switch (model) {
      case "tcn" -> 5;
      case "transformer" -> 2;
      case "patchtst" -> 3;
      default -> 1;
    };
  }

  /** Numbers that are told for each step and column. */
  int told() {
    return Math.max(1, levels.size());
  }

  boolean drops() {
    return dropout > 0 && !model.endsWith("linear");
  }

  Layer network() {
    float drop = (float) dropout;
    return switch (model) {
      case "nlinear" -> new NLinear(horizon, told());
      case "dlinear" -> new DLinear(horizon, told());
      case "patchtst" -> {
        int steps = patch > 0 ? patch : Math.max(2, Math.min(PATCH, lookBack / 4));
        int next = patchStride > 0 ? patchStride : Math.max(1, steps / 2);
        yield new PatchTst(horizon, told(), steps, next, units, HEADS, WIDER * units, layers, drop);
      }
      default ->
          new SeriesForecaster(
              SeriesForecaster.reader(model, units, layers, drop), horizon, columns, told());
    };
  }

  /**
   * {@code [batch, look-back, columns and features]} to {@code [batch, horizon, columns, told]}.
   */
  Model served() {
    return Model.of(Model.Input.floats(INPUT, lookBack, columns + features), OUTPUT, network());
  }
}
