package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.flatten;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Conv2d;
import org.vivarium.layers.Padding;

/**
 * The first layers of networks that act: what they make of an observation. Names are positions, as
 * in CleanRL's networks.
 */
final class Observations {
  private static final int SMALLEST = 36; // one pixel is left of it

  private Observations() {}

  /**
   * Layers for vectors: none; for images {@code [batch, height, width, channels]}, the three
   * convolutions of Mnih et al. 2015.
   */
  static List<Layer> first(Value observation) {
    if (observation.rank() == 2) {
      return new ArrayList<>();
    }
    if (observation.dim(1) < SMALLEST || observation.dim(2) < SMALLEST) {
      throw new IllegalArgumentException(
          "networks that act on images need at least %dx%d pixels, not %dx%d: enlarge them"
              .formatted(SMALLEST, SMALLEST, observation.dim(1), observation.dim(2)));
    }
    return new ArrayList<>(
        List.of(
            filters("0", 32, 8, 4),
            relu(),
            filters("2", 64, 4, 2),
            relu(),
            filters("4", 64, 3, 1),
            relu(),
            flatten()));
  }

  /** The same, and dense layers that are each followed by an activation. */
  static Layer of(Value observation, List<Integer> hidden, Layer activation) {
    List<Layer> body = first(observation);
    for (int units : hidden) {
      body.add(dense(Integer.toString(body.size()), units));
      body.add(activation);
    }
    return chain(body.toArray(Layer[]::new));
  }

  /** The position behind them. */
  static int size(Value observation, List<Integer> hidden) {
    return first(observation).size() + 2 * hidden.size();
  }

  private static Conv2d filters(String name, int filters, int kernel, int stride) {
    return conv(name, filters, kernel).stride(stride).padding(Padding.VALID);
  }
}
