package org.vivarium.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vivarium.kernel.Param;
import org.vivarium.kernel.Weights;

/**
 * Finds a network's parameters for the layers of a Keras file whose names are others: the first
 * convolution of one is that of the other, and so on for each kind of layer.
 */
final class KerasOrder {
  private static final Pattern RECURRENT =
      Pattern.compile("(?:(.*)\\.)?((?:weight|bias)_[ih]h)_l(\\d+)(_reverse)?");

  private KerasOrder() {}

  /** A layer: the names and shapes of its parameters by their role, such as {@code weight}. */
  private record Unit(String path, Map<String, String> names, Map<String, long[]> shapes) {
    /** Roles and ranks, which tell a convolution from a dense layer; depthwise ones stand apart. */
    String kind() {
      List<String> parts = new ArrayList<>();
      shapes.forEach(
          (role, shape) -> {
            boolean depthwise = shape.length == 4 && shape[1] == 1;
            parts.add(role + " of " + shape.length + (depthwise ? " axes, depthwise" : " axes"));
          });
      return String.join(", ", parts);
    }

    boolean isLike(Unit other) {
      return shapes.entrySet().stream()
          .allMatch(e -> Arrays.equals(e.getValue(), other.shapes.get(e.getKey())));
    }

    String text() {
      List<String> parts = new ArrayList<>();
      shapes.forEach((role, shape) -> parts.add(role + " " + Stored.text(shape)));
      return "'" + path + "' (" + String.join(", ", parts) + ")";
    }
  }

  /** The network's names by the file's. */
  static Map<String, String> fit(Weights given, List<Param> params) {
    Map<String, long[]> theirs = new LinkedHashMap<>();
    given.arrays().forEach((name, array) -> theirs.put(name, array.shape()));
    Map<String, long[]> ours = new LinkedHashMap<>();
    params.forEach(p -> ours.put(p.path(), p.torchShape().asArray()));
    Map<String, List<Unit>> files = byKind(theirs);
    Map<String, List<Unit>> networks = byKind(ours);
    Set<String> kinds = new HashSet<>(files.keySet());
    kinds.addAll(networks.keySet());
    Map<String, String> names = new LinkedHashMap<>();
    for (String kind : kinds.stream().sorted().toList()) {
      List<Unit> file = files.getOrDefault(kind, List.of());
      List<Unit> network = networks.getOrDefault(kind, List.of());
      if (file.size() != network.size()) {
        throw new IllegalArgumentException(
            "the file has %d layers with %s, %s, and the network %d, %s: they cannot be paired"
                .formatted(file.size(), kind, paths(file), network.size(), paths(network)));
      }
      pairs(file, network)
          .forEach(
              (a, b) -> a.names().forEach((role, name) -> names.put(name, b.names().get(role))));
    }
    return names;
  }

  private static Map<String, List<Unit>> byKind(Map<String, long[]> shapes) {
    Map<String, Unit> units = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          Matcher recurrent = RECURRENT.matcher(name);
          int cut = name.lastIndexOf('.');
          String path = name.substring(0, Math.max(0, cut));
          String role = name.substring(cut + 1);
          if (recurrent.matches()) { // each level and direction of a stack is a layer of its own
            String back = recurrent.group(4) == null ? "" : recurrent.group(4);
            path = recurrent.group(1) + "_l" + recurrent.group(3) + back;
            role = recurrent.group(2) + back;
          }
          Unit unit =
              units.computeIfAbsent(path, p -> new Unit(p, new TreeMap<>(), new TreeMap<>()));
          unit.names().put(role, name);
          unit.shapes().put(role, shape);
        });
    Map<String, List<Unit>> byKind = new LinkedHashMap<>();
    units.values().forEach(u -> byKind.computeIfAbsent(u.kind(), k -> new ArrayList<>()).add(u));
    return byKind;
  }

  /** In their order where all shapes agree, else by shapes where each is there once. */
  private static Map<Unit, Unit> pairs(List<Unit> file, List<Unit> network) {
    Map<Unit, Unit> ordered = new LinkedHashMap<>();
    Map<Unit, Unit> byShape = new LinkedHashMap<>();
    Unit odd = null;
    for (int i = 0; i < file.size(); i++) {
      Unit unit = file.get(i);
      ordered.put(unit, network.get(i));
      odd = odd == null && !unit.isLike(network.get(i)) ? unit : odd;
      List<Unit> like = network.stream().filter(unit::isLike).toList();
      if (like.size() == 1) {
        byShape.put(unit, like.get(0));
      }
    }
    if (odd == null) {
      return ordered;
    }
    if (new HashSet<>(byShape.values()).size() == network.size()) {
      return byShape;
    }
    throw new IllegalArgumentException(
        "the file's layer %s stands where the network has %s, and shapes alone do not tell which"
                .formatted(odd.text(), ordered.get(odd).text())
            + " layer is which: name the layers alike");
  }

  private static List<String> paths(List<Unit> units) {
    return units.stream().map(Unit::path).toList();
  }
}
