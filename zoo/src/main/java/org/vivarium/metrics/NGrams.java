package org.vivarium.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of words or characters and how often each is there, for scores of translations. */
final class NGrams {
  private NGrams() {}

  /** Every run of {@code order} parts, and its count. */
  static Map<List<String>, Integer> counts(List<String> parts, int order) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int i = 0; i + order <= parts.size(); i++) {
      counts.merge(parts.subList(i, i + order), 1, Integer::sum);
    }
    return counts;
  }

  static long total(Map<List<String>, Integer> counts) {
    return counts.values().stream().mapToLong(n -> n).sum();
  }

  /** How many of {@code some} are also in {@code others}, each as often as it is there. */
  static long common(Map<List<String>, Integer> some, Map<List<String>, Integer> others) {
    return some.entrySet().stream()
        .mapToLong(e -> Math.min(e.getValue(), others.getOrDefault(e.getKey(), 0)))
        .sum();
  }

  /** The words between white space, which is what Python takes for it. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (!isSpace(c)) {
                word.appendCodePoint(c);
              } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
              }
            });
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  /** The characters that are not white space. */
  static List<String> characters(String text) {
    return text.codePoints().filter(c -> !isSpace(c)).mapToObj(Character::toString).toList();
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || c == 0xa0 || c == 0x85 || c == 0x2007 || c == 0x202f;
  }

  static void check(List<String> outputs, List<String> references) {
    if (outputs.size() != references.size()) {
      throw new IllegalArgumentException(
          "%d translations cannot be compared to %d references"
              .formatted(outputs.size(), references.size()));
    }
  }
}
