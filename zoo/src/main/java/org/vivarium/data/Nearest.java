package org.vivarium.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known name that a mistyped one most likely meant. */
final class Nearest {
  private Nearest() {}

  /** " Did you mean 'x'?" when a name is within a third of its length, else nothing. */
  static String hint(String typed, Collection<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String word = typed.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(Comparator.comparingInt(name -> distance.apply(word, name)))
        .filter(name -> distance.apply(word, name) <= Math.max(2, name.length() / 3))
        .map(name -> " Did you mean '" + name + "'?")
        .orElse("");
  }
}
