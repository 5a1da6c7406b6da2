package org.vivarium.apps.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.vivarium.cli.Suggest;
import org.vivarium.kernel.Param;
import org.vivarium.kernel.Paths;
import org.vivarium.kernel.Program;

/**
 * What a network is made of, in the order in which images pass through it.
 *
 * @param sizes how many numbers each trained parameter holds, by its path
 * @param body layers or blocks before the head, each with the norm behind it, as paths
 * @param head paths of the layers that the number of classes shapes
 */
record Parts(Map<String, Long> sizes, List<List<String>> body, List<String> head) {
  private static final int FEW = 3;

  static Parts of(Classifier classifier) {
    try (Program program = new Program(0)) {
      classifier.network().build(program.serving(), classifier.image(program));
      List<Param> params = program.params("").stream().filter(Param::trained).toList();
      Map<String, Long> sizes = new LinkedHashMap<>();
      params.forEach(p -> sizes.put(p.path(), p.shape().size()));
      List<String> head = classifier.head();
      Paths below = Paths.ALL.but(head);
      List<Param> body = params.stream().filter(p -> below.hold(p.path())).toList();
      // where all lies under 'features', the layers there are the parts
      List<List<String>> units = units(body, 1);
      return new Parts(sizes, units.size() < FEW ? units(body, 2) : units, head);
    }
  }

  private static List<List<String>> units(List<Param> params, int depth) {
    List<List<String>> units = new ArrayList<>();
    TreeSet<String> seen = new TreeSet<>();
    for (Param p : params) {
      String[] names = p.path().split("\\.");
      int length = Math.min(depth, names.length - 1); // the last is the parameter's own
      String path = String.join(".", Arrays.asList(names).subList(0, length));
      if (seen.add(path)) {
        if (units.isEmpty() || p.decays()) {
          units.add(new ArrayList<>());
        } // else a norm: it belongs to the layer before it
        units.get(units.size() - 1).add(path);
      }
    }
    return units;
  }

  /** How many numbers are trained while these paths are frozen. */
  long trained(List<String> frozen) {
    Paths free = Paths.ALL.but(frozen);
    return sizes.entrySet().stream()
        .filter(e -> free.hold(e.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Fails unless each of these paths leads to something below the head. */
  void check(List<String> paths) {
    List<String> known = body.stream().flatMap(List::stream).toList();
    for (String path : paths) {
      Paths under = Paths.under(path);
      if (head.stream().anyMatch(h -> under.hold(h) || Paths.under(h).hold(path))) {
        throw new IllegalArgumentException(
            "--freeze names '%s', which is the new head %s and must learn".formatted(path, head));
      }
      if (sizes.keySet().stream().noneMatch(under::hold)) {
        String hint =
            Suggest.nearest(path, known).map(n -> " Did you mean '" + n + "'?").orElse("");
        throw new IllegalArgumentException(
            "--freeze names '%s', and nothing lies there.%s There are %s, and paths below them"
                .formatted(path, hint, String.join(", ", known)));
      }
    }
  }
}
