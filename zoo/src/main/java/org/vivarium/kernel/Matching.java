package org.vivarium.kernel;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;

/** Pairs parameters with the weights of their names. */
final class Matching {
  private static final String COUNTER = ".num_batches_tracked"; // PyTorch's, used by nobody

  private Matching() {}

  /**
   * The weights of each parameter, in our axis order.
   *
   * @throws IllegalArgumentException when any are missing, unused or of another shape: all are told
   */
  static Map<Param, Weights.Array> of(Collection<Param> params, Weights weights) {
    Map<String, Weights.Array> given = weights.arrays();
    Set<String> missing =
        params.stream().map(Param::path).collect(Collectors.toCollection(TreeSet::new));
    Set<String> unused = new TreeSet<>(given.keySet());
    unused.removeAll(missing);
    unused.removeIf(name -> name.endsWith(COUNTER));
    missing.removeAll(given.keySet());
    Set<String> misshaped = new TreeSet<>();
    Map<Param, Weights.Array> matched = new LinkedHashMap<>();
    for (Param p : params) {
      Weights.Array array = given.get(p.path());
      if (array != null) {
        Weights.Array ours = p.layout().fromTorch(array);
        matched.put(p, ours);
        if (!Shape.of(ours.shape()).equals(p.shape())) {
          misshaped.add(p.path() + " " + Shape.of(array.shape()) + " instead of " + p.torchShape());
        }
      }
    }
    if (!missing.isEmpty() || !unused.isEmpty() || !misshaped.isEmpty()) {
      throw new IllegalArgumentException(
          "the weights do not fit the network: missing %s, unused %s, of another shape %s"
              .formatted(missing, unused, misshaped));
    }
    return matched;
  }
}
