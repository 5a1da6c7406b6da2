package org.vivarium.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Vectors of words from a text file: a word and its numbers on each line, between blanks, as GloVe
 * has them (Pennington et al. 2014). A first line of two numbers, as word2vec writes it, is passed
 * over.
 *
 * @param width numbers in a vector
 */
public record WordVectors(int width, Map<String, float[]> vectors) {
  public WordVectors {
    vectors = Map.copyOf(vectors);
  }

  /** Those of the wanted words that the file has. */
  public static WordVectors read(Path file, Set<String> wanted) throws IOException {
    List<String> lines = TextFiles.lines(file);
    Map<String, float[]> vectors = new HashMap<>();
    int width = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).stripTrailing();
      if (line.isEmpty() || (i == 0 && line.matches("\\d+ \\d+"))) {
        continue;
      }
      String[] parts = line.split(" ", -1);
      width = width == 0 ? parts.length - 1 : width;
      if (width < 1 || parts.length <= width) {
        throw new IllegalArgumentException(
            "'%s' line %d has %d numbers; the lines before have %d"
                .formatted(file, i + 1, parts.length - 1, width));
      }
      int first = parts.length - width; // some words of GloVe hold blanks
      String word = String.join(" ", List.of(parts).subList(0, first));
      if (wanted.contains(word)) {
        vectors.putIfAbsent(word, numbers(file, i + 1, parts, first));
      }
    }
    if (width == 0) {
      throw new IllegalArgumentException("'" + file + "' holds no vectors");
    }
    return new WordVectors(width, vectors);
  }

  private static float[] numbers(Path file, int line, String[] parts, int first) {
    float[] numbers = new float[parts.length - first];
    for (int j = 0; j < numbers.length; j++) {
      try {
        numbers[j] = Float.parseFloat(parts[first + j]);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "'%s' line %d has '%s' where a number should stand"
                .formatted(file, line, parts[first + j]),
            e);
      }
    }
    return numbers;
  }
}
