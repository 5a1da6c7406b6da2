package org.vivarium.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** The name that somebody may have meant. */
public final class Suggest {
  private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance();

  private Suggest() {}

  /**
   * The first name that begins with what was typed, or else the one with the fewest letters to add,
   * drop, change or swap: at most a third of them.
   */
  public static Optional<String> nearest(String typed, Collection<String> names) {
    String lower = typed.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> lower.length() > 1 && name.toLowerCase(Locale.ROOT).startsWith(lower))
        .findFirst()
        .or(
            () ->
                names.stream()
                    .filter(name -> distance(lower, name) <= (longer(lower, name) + 1) / 3)
                    .min(Comparator.comparingInt(name -> distance(lower, name))));
  }

  /**
   * {@code unknown model 'lent'; did you mean 'lenet'?}, or what there is when nothing is near.
   *
   * @param kind what is named, such as {@code model}
   */
  public static String unknown(String kind, String typed, Collection<String> names) {
    return "unknown "
        + kind
        + " '"
        + typed
        + "'; "
        + nearest(typed, names)
            .map(name -> "did you mean '" + name + "'?")
            .orElse("there are " + String.join(", ", names));
  }

  private static int distance(String lower, String name) {
    return DISTANCE.apply(lower, name.toLowerCase(Locale.ROOT));
  }

  private static int longer(String a, String b) {
    return Math.max(a.length(), b.length());
  }
}
