package org.vivarium.kernel;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A choice of parameters by their paths: those under any of the roots and under none of the
 * exceptions.
 *
 * @param roots paths; "" is the root of all
 */
public record Paths(List<String> roots, List<String> exceptions) {
  /** Every parameter. */
  public static final Paths ALL = under("");

  public Paths {
    roots = List.copyOf(roots);
    exceptions = List.copyOf(exceptions);
  }

  public static Paths under(String... roots) {
    return new Paths(Arrays.asList(roots), List.of());
  }

  /** The same choice without what lies under these paths. */
  public Paths but(Collection<String> exceptions) {
    return new Paths(roots, List.copyOf(exceptions));
  }

  /** Whether the parameter of this path is chosen. */
  public boolean hold(String path) {
    return under(roots, path) && !under(exceptions, path);
  }

  private static boolean under(Collection<String> roots, String path) {
    return roots.stream().anyMatch(root -> Param.under(root, path));
  }

  /** As error messages name it: {@code 'encoder', 'decoder' but 'encoder.layer1'}. */
  @Override
  public String toString() {
    return quoted(roots) + (exceptions.isEmpty() ? "" : " but " + quoted(exceptions));
  }

  private static String quoted(List<String> paths) {
    return paths.stream().collect(Collectors.joining("', '", "'", "'"));
  }
}
