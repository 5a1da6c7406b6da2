package org.vivarium.apps.nlp.classify;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.types.TInt32;
import org.vivarium.cli.Arguments;
import org.vivarium.kernel.Precision;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Weights;
import org.vivarium.text.Buckets;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** A finished run in use: its network, its weights and its tokenizer. */
final class Finished implements AutoCloseable {
  private static final String NETWORK = "network";
  private static final Gson GSON = new Gson();

  private final Config config;
  private final Network network;
  private final Vocabulary vocabulary;
  private final Weights weights;
  private final Program program;
  private final Serving serving;

  private Finished(
      Config config, Network network, Vocabulary vocabulary, Weights weights, Precision precision) {
    this.config = config;
    this.network = network;
    this.vocabulary = vocabulary;
    this.weights = weights;
    this.program = new Program(0, precision);
    try {
      this.serving =
          Serving.of(
              program,
              network,
              buckets(network.longest()),
              program.input("tokens", TInt32.class, -1, -1),
              program.input("mask", TInt32.class, -1, -1));
      program.load(weights);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** A few lengths up to the longest. */
  private static Buckets buckets(int longest) {
    return new Buckets(
        List.of(longest / 4, longest / 2, longest).stream().filter(n -> n > 0).distinct().toList());
  }

  /** Opens a run folder of {@code train}. */
  static Finished open(Path run, Precision precision) throws IOException {
    Path file = run.resolve("report.json");
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "there is no finished run in '%s': '%s' is missing; make one with 'vivarium nlp train --out %s'"
              .formatted(run, file.getFileName(), run));
    }
    Config config;
    Network network;
    try {
      JsonObject report = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      Map<String, String> options = new HashMap<>();
      report
          .getAsJsonObject("config")
          .asMap()
          .forEach((name, value) -> options.put(name, value.getAsString()));
      config = Config.parse(Arguments.none().or(options));
      network = GSON.fromJson(report.get(NETWORK), Network.class);
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      throw new IllegalArgumentException(
          "'" + file + "' is not the report of a text classifier", e);
    }
    Weights weights = Safetensors.read(Checkpoint.best(run));
    Vocabulary vocabulary = Vocabulary.open(run.resolve("tokenizer.json"), network.longest());
    try {
      if (vocabulary.encoder().size() > network.vocabulary()) {
        throw new IllegalArgumentException(
            "the tokenizer of '%s' has %d tokens and the network's table %d rows: they do not belong together"
                .formatted(run, vocabulary.encoder().size(), network.vocabulary()));
      }
      return new Finished(config, network, vocabulary, weights, precision);
    } catch (RuntimeException e) {
      vocabulary.close();
      throw e;
    }
  }

  /** What {@link #open} reads. */
  static void put(Map<String, Object> json, Network network) {
    json.put(NETWORK, GSON.fromJson(GSON.toJson(network), Map.class));
  }

  Config config() {
    return config;
  }

  Network network() {
    return network;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  Serving serving() {
    return serving;
  }

  /** Says why; who asks closes it. */
  Explain explain() {
    return new Explain(network, vocabulary, serving, weights);
  }

  @Override
  public void close() {
    program.close();
    vocabulary.close();
  }
}
