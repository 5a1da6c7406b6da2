package org.vivarium.apps.nlp.translate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.vivarium.apps.nlp.Tokenization;
import org.vivarium.cli.Note;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** A trained translator from text to text. */
final class Interpreter implements AutoCloseable {
  private final Network network;
  private final Weights weights;
  private final Pieces pieces;

  Interpreter(Network network, Weights weights, Pieces pieces) {
    if (pieces.size() > network.vocabulary()) {
      throw new IllegalArgumentException(
          "the tokenizer has %d tokens, the network's embedding holds %d: they do not belong together"
              .formatted(pieces.size(), network.vocabulary()));
    }
    this.network = network;
    this.weights = weights;
    this.pieces = pieces;
  }

  /** The best weights of a run. */
  static Interpreter ofRun(Path run) throws IOException {
    Path file = Checkpoint.best(run);
    Path tokenizer = run.resolve(Tokenization.FILE);
    for (Path needed : List.of(file, tokenizer)) {
      if (!Files.isRegularFile(needed)) {
        throw new IllegalArgumentException(
            "'%s' is not a run of 'vivarium nlp translate train': '%s' is missing"
                .formatted(run, needed.getFileName()));
      }
    }
    Weights weights = Safetensors.read(file);
    Network network;
    try {
      network = Network.ofWeights(weights);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + file + "': " + e.getMessage(), e);
    }
    Pieces pieces = Pieces.open(tokenizer);
    try {
      return new Interpreter(network, weights, pieces);
    } catch (IllegalArgumentException e) {
      pieces.close();
      throw e;
    }
  }

  Network network() {
    return network;
  }

  Pieces pieces() {
    return pieces;
  }

  /** A search of so many texts beside each other; who asks closes it. */
  Search search(int beam, double penalty) {
    return new Search(network, weights, pieces, beam, penalty);
  }

  /** Translates lines; those that are blank stay so, those that are too long are cut and told. */
  List<String> translate(Search search, List<String> lines, boolean quiet) {
    int[][] sources = sources(lines, quiet);
    List<Search.Found> found = search.translate(sources);
    String[] outputs = new String[sources.length];
    Arrays.setAll(outputs, i -> lines.get(i).isBlank() ? "" : pieces.text(found.get(i).tokens()));
    return Arrays.asList(outputs);
  }

  /** What is read of lines: no more tokens than the network was trained on. */
  int[][] sources(List<String> lines, boolean quiet) {
    int[][] sources = pieces.read(lines);
    int longest = network.longest();
    int cut = 0;
    for (int i = 0; i < sources.length; i++) {
      if (sources[i].length > longest) {
        sources[i] = Arrays.copyOf(sources[i], longest);
        sources[i][longest - 1] = pieces.end();
        cut++;
      }
    }
    if (cut > 0) {
      Note.of(
          quiet,
          "%d of %d texts have more than %d tokens, the longest that the network knows: they are cut",
          cut,
          sources.length,
          longest);
    }
    return sources;
  }

  /** Translates a test set and compares it to what people wrote. */
  Scores measure(Pairs test, int beam, double penalty, boolean quiet) {
    try (Search search = search(beam, penalty)) {
      long start = System.nanoTime();
      List<String> outputs = translate(search, test.sources(), quiet);
      double seconds = (System.nanoTime() - start) / 1e9;
      return Scores.of(beam, outputs, test.targets(), seconds);
    }
  }

  @Override
  public void close() {
    pieces.close();
  }
}
