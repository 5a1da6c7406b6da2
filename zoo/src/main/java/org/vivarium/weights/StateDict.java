package org.vivarium.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors of what a pickle held, by the names of a state dict. */
final class StateDict {
  /** Under which training scripts keep the state dict beside an optimizer's, most usual first. */
  private static final List<String> KEYS =
      List.of("state_dict", "model_state_dict", "model", "module", "network", "net", "weights");

  private static final int MAX_DEPTH = 32;
  private static final int MAX_TENSORS = 1_000_000;
  private static final int MAX_NAME = 1000;

  private final Map<String, Stored> tensors = new LinkedHashMap<>();
  private int visited;

  private StateDict() {}

  /**
   * The tensors of a dict, or of the state dict that it holds; names of inner dicts join by dots.
   */
  static Map<String, Stored> of(Object read) {
    for (int depth = 0; depth < MAX_DEPTH && read instanceof Map<?, ?> dict; depth++) {
      if (dict.values().stream().anyMatch(Stored.class::isInstance)) {
        return collected(dict);
      }
      Object inner =
          KEYS.stream().map(dict::get).filter(Map.class::isInstance).findFirst().orElse(null);
      if (inner == null) {
        Map<String, Stored> all = collected(dict);
        if (!all.isEmpty() || dict.isEmpty()) {
          return all;
        }
        throw new IllegalArgumentException(
            "holds no tensors under " + names(dict) + "; a state dict is looked for under " + KEYS);
      }
      read = inner;
    }
    throw new IllegalArgumentException(
        "holds no dict of tensors: save it with torch.save(model.state_dict(), file)");
  }

  private static List<String> names(Map<?, ?> dict) {
    return dict.keySet().stream().limit(20).map(Object::toString).toList();
  }

  private static Map<String, Stored> collected(Map<?, ?> dict) {
    StateDict found = new StateDict();
    found.collect("", dict, 0);
    return found.tensors;
  }

  /** A dict may hold itself or the same dict a thousand times, so all that is visited counts. */
  private void collect(String prefix, Map<?, ?> dict, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "holds dicts in dicts more than " + MAX_DEPTH + " deep, or a dict that holds itself");
    }
    for (var entry : dict.entrySet()) {
      if (++visited > MAX_TENSORS) {
        throw new IllegalArgumentException("holds more than " + MAX_TENSORS + " entries");
      }
      String key = entry.getKey().toString();
      if (key.length() > MAX_NAME) {
        throw new IllegalArgumentException("has a name of " + key.length() + " characters");
      }
      String name = prefix + key;
      if (entry.getValue() instanceof Stored tensor) {
        if (tensors.put(name, tensor) != null) {
          throw new IllegalArgumentException("holds '" + name + "' twice");
        }
      } else if (entry.getValue() instanceof Map<?, ?> inner) {
        collect(name + ".", inner, depth + 1);
      }
    }
  }
}
