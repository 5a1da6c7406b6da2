package org.vivarium.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.ndarray.Shape;
import org.vivarium.kernel.Param;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Weights;

/**
 * What becomes of weights from elsewhere in a network: each tensor under the name that the network
 * has for it, and a report of what fits. {@code program.load(fit.weights())} then is as strict as
 * always.
 *
 * @param weights by the network's names where it has one, all others as they were
 * @param loaded the names in the file by the network's, of all that fit
 * @param missing parameters that no tensor is for
 * @param unused tensors that no parameter is for
 * @param misshaped parameters whose tensor has another shape, with both
 */
public record Fit(
    Weights weights,
    Map<String, String> loaded,
    Set<String> missing,
    Set<String> unused,
    Set<String> misshaped) {
  public Fit {
    loaded = Collections.unmodifiableMap(new LinkedHashMap<>(loaded));
    missing = Collections.unmodifiableSet(new TreeSet<>(missing));
    unused = Collections.unmodifiableSet(new TreeSet<>(unused));
    misshaped = Collections.unmodifiableSet(new TreeSet<>(misshaped));
  }

  /**
   * Fits weights to the parameters of a program. PyTorch's are matched by name, whatever wrapper
   * put a prefix before it; Keras's by name or else by the order of layers of a kind.
   *
   * @throws IllegalArgumentException where layers of a Keras file cannot be told apart
   */
  public static Fit of(Weights given, Program program) {
    List<Param> params = program.params("");
    Set<String> wanted = new TreeSet<>();
    params.forEach(p -> wanted.add(p.path()));
    Map<String, String> names = Names.fit(given.arrays().keySet(), wanted);
    String whose = given.metadata().getOrDefault(WeightFile.NAMES, "");
    boolean keras = whose.equals(WeightFile.KERAS);
    if (keras && !names.values().containsAll(wanted)) {
      names = KerasOrder.fit(given, params);
    }
    return of(given, params, names, keras ? program.flattened() : Map.of(), whose);
  }

  private static Fit of(
      Weights given,
      List<Param> params,
      Map<String, String> names,
      Map<String, Long> flattened,
      String whose) {
    Map<String, Param> byPath = new LinkedHashMap<>();
    params.forEach(p -> byPath.put(p.path(), p));
    Map<String, Weights.Array> fitted = new LinkedHashMap<>();
    Map<String, String> loaded = new LinkedHashMap<>();
    Set<String> unused = new TreeSet<>();
    Set<String> misshaped = new TreeSet<>();
    names.forEach(
        (from, to) -> {
          Weights.Array array = given.arrays().get(from);
          Param param = byPath.get(to);
          if (param == null) {
            unused.add(from);
          } else {
            if (whose.equals(WeightFile.TENSORFLOW)
                && Shape.of(array.shape()).equals(param.shape())) {
              array = param.layout().toTorch(array);
            }
            if (!Shape.of(array.shape()).equals(param.torchShape())) {
              misshaped.add(
                  to + " " + Shape.of(array.shape()) + " instead of " + param.torchShape());
            } else {
              array = flattened.containsKey(to) ? turned(array, flattened.get(to)) : array;
              loaded.put(to, from);
            }
          }
          fitted.put(to, array);
        });
    Set<String> missing = new TreeSet<>(byPath.keySet());
    missing.removeAll(fitted.keySet());
    return new Fit(new Weights(fitted, given.metadata()), loaded, missing, unused, misshaped);
  }

  /** Numbers for each (pixel, channel) in PyTorch's order, (channel, pixel): the last axis. */
  private static Weights.Array turned(Weights.Array array, long channels) {
    long[] shape = array.shape();
    long pixels = shape[shape.length - 1] / channels;
    Weights.Array images =
        new Weights.Array(
            new long[] {shape.length == 1 ? 1 : shape[0], pixels, channels}, array.data());
    return new Weights.Array(shape, images.transposed(0, 2, 1).data());
  }

  /** Whether every parameter has its tensor and none is left over. */
  public boolean isWhole() {
    return missing.isEmpty() && unused.isEmpty() && misshaped.isEmpty();
  }

  /** Without the tensors that no parameter is for, such as another task's head. */
  public Fit withoutUnused() {
    Map<String, Weights.Array> used = new LinkedHashMap<>(weights.arrays());
    used.keySet().removeAll(unused);
    return new Fit(new Weights(used, weights.metadata()), loaded, missing, Set.of(), misshaped);
  }

  /** The report in lines: what was renamed, and all that does not fit. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add("loaded " + loaded.size() + " tensors");
    loaded.forEach(
        (to, from) -> {
          if (!to.equals(from)) {
            lines.add("  " + to + " from " + from);
          }
        });
    add(lines, "missing", missing);
    add(lines, "unused", unused);
    add(lines, "of another shape", misshaped);
    return String.join(System.lineSeparator(), lines);
  }

  private static void add(List<String> lines, String what, Collection<String> names) {
    if (!names.isEmpty()) {
      lines.add(what + " " + names.size() + ": " + String.join(", ", names));
    }
  }
}
