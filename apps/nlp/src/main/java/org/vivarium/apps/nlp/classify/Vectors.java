package org.vivarium.apps.nlp.classify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.vivarium.kernel.Weights;
import org.vivarium.report.Format;
import org.vivarium.text.Sequences;
import org.vivarium.text.WordVectors;

/**
 * Vectors of a file for the tokens of a vocabulary.
 *
 * @param tokens by id, as the vocabulary has them
 */
record Vectors(WordVectors words, List<String> tokens) {
  static Vectors read(Path file, Vocabulary vocabulary) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there are no vectors '" + file + "'");
    }
    List<String> tokens = vocabulary.encoder().vocabulary();
    Vectors vectors = new Vectors(WordVectors.read(file, new HashSet<>(tokens)), tokens);
    if (vectors.words.vectors().isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' has a vector for none of the %d tokens: are they whole words, and of one case?"
              .formatted(file, tokens.size()));
    }
    return vectors;
  }

  /** Weights with these rows in the table of a path. */
  Weights into(Weights weights, String path) {
    Weights.Array table = weights.arrays().get(path);
    float[] data = table.data().clone();
    for (int id = 0; id < tokens.size(); id++) {
      float[] vector = words.vectors().get(tokens.get(id));
      if (vector != null) {
        System.arraycopy(vector, 0, data, id * words.width(), words.width());
      }
    }
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(weights.arrays());
    arrays.put(path, new Weights.Array(table.shape(), data));
    return new Weights(arrays, weights.metadata());
  }

  /** What part of a vocabulary, and of running text, has a vector, in words. */
  String coverage(Sequences texts) {
    long known = tokens.stream().filter(token -> words.vectors().containsKey(token)).count();
    int[][] all = texts.columns().get("tokens");
    long running = Stream.of(all).mapToLong(text -> text.length).sum();
    long met =
        Stream.of(all)
            .flatMapToInt(Arrays::stream)
            .filter(id -> words.vectors().containsKey(tokens.get(id)))
            .count();
    return "%d of %d tokens have a vector, which is %s of the training texts"
        .formatted(known, tokens.size(), Format.percent((double) met / running));
  }
}
