package org.vivarium.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The spellings that published checkpoints have for the same parameter. */
final class Names {
  /** What wrappers put before all names: DataParallel, compile, Lightning, a task's model. */
  private static final List<String> WRAPPERS =
      List.of(
          "module.",
          "_orig_mod.",
          "model.",
          "net.",
          "network.",
          "backbone.",
          "encoder.",
          "bert.",
          "roberta.",
          "distilbert.",
          "transformer.",
          "base_model.");

  /** What a state dict carries that is no weight: PyTorch's counters, Hugging Face's positions. */
  private static final List<String> COMPANIONS = List.of("num_batches_tracked", "position_ids");

  private Names() {}

  /**
   * The network's names for a file's: those wanted where a spelling of them is given, the same name
   * otherwise. What is no weight is left out.
   */
  static Map<String, String> fit(Collection<String> given, Set<String> wanted) {
    Map<String, String> best = Map.of();
    long most = -1;
    for (Change change : changes(given, wanted)) {
      Map<String, String> names = renamed(given, wanted, change);
      long hits = names.values().stream().filter(wanted::contains).count();
      if (hits > most) {
        most = hits;
        best = names;
      }
    }
    return best;
  }

  /** A prefix that all names lose, and one that they get. */
  private record Change(String less, String more) {
    String apply(String name) {
      return name.startsWith(less) ? more + name.substring(less.length()) : name;
    }
  }

  /** None first, so that a name that fits as it is stays; then what is shorter. */
  private static List<Change> changes(Collection<String> given, Set<String> wanted) {
    List<Change> changes = new ArrayList<>();
    for (String less : prefixes(given)) {
      for (String more : prefixes(wanted)) {
        changes.add(new Change(less, more));
      }
    }
    return changes;
  }

  private static Set<String> prefixes(Collection<String> names) {
    Set<String> prefixes = new LinkedHashSet<>();
    prefixes.add("");
    for (String name : names) {
      String prefix = "";
      for (String next = wrapper(name, prefix);
          next != null && prefix.length() < name.length();
          next = wrapper(name, prefix)) {
        prefix += next;
        prefixes.add(prefix);
      }
    }
    return prefixes;
  }

  private static String wrapper(String name, String prefix) {
    return WRAPPERS.stream()
        .filter(w -> name.startsWith(w, prefix.length()))
        .findFirst()
        .orElse(null);
  }

  private static Map<String, String> renamed(
      Collection<String> given, Set<String> wanted, Change change) {
    Map<String, String> names = new LinkedHashMap<>();
    Set<String> taken = new LinkedHashSet<>(given);
    taken.retainAll(wanted);
    for (String name : given) {
      String last = name.substring(name.lastIndexOf('.') + 1);
      if (wanted.contains(name)) {
        names.put(name, name);
      } else if (!COMPANIONS.contains(last)) {
        String to = spelled(change.apply(name), wanted);
        names.put(name, wanted.contains(to) && taken.add(to) ? to : name);
      }
    }
    return names;
  }

  private static String spelled(String name, Set<String> wanted) {
    int cut = name.lastIndexOf('.') + 1;
    String other =
        switch (name.substring(cut)) {
          case "gamma" -> "weight";
          case "beta" -> "bias";
          default -> null;
        };
    return wanted.contains(name) || other == null ? name : name.substring(0, cut) + other;
  }
}
