package org.vivarium.apps.nlp.translate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.vivarium.data.DataDir;
import org.vivarium.text.Grammar;
import org.vivarium.text.TextFiles;

/**
 * Translations to learn from and to be measured by.
 *
 * @param dropped pairs that were left out because one side is blank
 * @param origin where they are from, in words
 */
record Corpus(Pairs train, Pairs validation, Pairs test, int dropped, String origin) {
  static final String SETS = "toy, multi30k, deu-eng, file:PAIRS.tsv or file:SOURCE,TARGET";

  private static final int TOY = 6000;
  private static final int MOST_HELD_OUT = 1000;
  private static final int SHARE_HELD_OUT = 20; // one of so many sources, and as many for the test
  private static final List<String> LANGUAGES = List.of("de", "en");

  Corpus {
    Map<String, Pairs> parts = new LinkedHashMap<>();
    parts.put("train on", train);
    parts.put("validate on", validation);
    parts.put("test on", test);
    parts.forEach(
        (purpose, pairs) -> {
          if (pairs.size() == 0) {
            throw new IllegalArgumentException(
                "there are no pairs of sentences to " + purpose + ": give more text");
          }
        });
  }

  /**
   * Reads or makes a corpus.
   *
   * @param from language to translate from; with {@code file:} only a name
   */
  static Corpus load(String name, String from, String to, Path dataDir, int seed)
      throws IOException {
    if (name.startsWith("file:")) {
      String files = name.substring("file:".length());
      return split(ofFiles(files), seed, "'" + files + "'");
    }
    return switch (name) {
      case "toy" -> split(toy(seed), seed, "English and an invented language, made by a grammar");
      case "multi30k" -> multi30k(from, to, dataDir);
      case "deu-eng" -> tatoeba(from, to, dataDir, seed);
      default ->
          throw new IllegalArgumentException(
              "there is no data set '%s' to translate; there are %s".formatted(name, SETS));
    };
  }

  private static Pairs toy(int seed) {
    List<Grammar.Pair> pairs = Grammar.pairs(TOY, seed);
    return new Pairs(
        pairs.stream().map(Grammar.Pair::source).toList(),
        pairs.stream().map(Grammar.Pair::target).toList());
  }

  private static Corpus multi30k(String from, String to, Path dataDir) throws IOException {
    languages("multi30k", from, to);
    Path folder = DataDir.resolve(dataDir).resolve("multi30k/task1/raw");
    Map<String, Pairs> parts = new LinkedHashMap<>();
    for (String part : List.of("train", "val", "test_2016_flickr")) {
      parts.put(
          part,
          aligned(
              there(folder.resolve(part + "." + from + ".gz")),
              there(folder.resolve(part + "." + to + ".gz"))));
    }
    int all = parts.values().stream().mapToInt(Pairs::size).sum();
    parts.replaceAll((part, pairs) -> pairs.whole());
    return new Corpus(
        parts.get("train"),
        parts.get("val"),
        parts.get("test_2016_flickr"),
        all - parts.values().stream().mapToInt(Pairs::size).sum(),
        "Multi30k, captions of photographs (Elliott et al. 2016), test2016");
  }

  private static Corpus tatoeba(String from, String to, Path dataDir, int seed) throws IOException {
    languages("deu-eng", from, to);
    Pairs pairs = tabbed(there(DataDir.resolve(dataDir).resolve("deu-eng/deu.txt")));
    return split(
        from.equals("en") ? pairs : pairs.turned(),
        seed,
        "Tatoeba, short sentences (manythings.org)");
  }

  private static void languages(String name, String from, String to) {
    if (!LANGUAGES.contains(from) || !LANGUAGES.contains(to) || from.equals(to)) {
      throw new IllegalArgumentException(
          "'%s' has no translations from '%s' to '%s'; its languages are %s"
              .formatted(name, from, to, LANGUAGES));
    }
  }

  private static Path there(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not there: name the folder of the data sets with --data-dir or $VIVARIUM_DATA"
              .formatted(file));
    }
    return file;
  }

  private static Pairs ofFiles(String files) throws IOException {
    int comma = files.indexOf(',');
    return comma < 0
        ? tabbed(there(Path.of(files)))
        : aligned(
            there(Path.of(files.substring(0, comma))), there(Path.of(files.substring(comma + 1))));
  }

  /** One file for each language. */
  static Pairs aligned(Path sources, Path targets) throws IOException {
    List<String> some = TextFiles.lines(sources);
    List<String> others = TextFiles.lines(targets);
    if (some.size() != others.size()) {
      throw new IllegalArgumentException(
          "'%s' has %d lines and '%s' has %d; line by line they must be translations of each other"
              .formatted(sources, some.size(), targets, others.size()));
    }
    return new Pairs(some, others);
  }

  /** A file of lines with both languages, a tab between; what follows a second tab is left out. */
  static Pairs tabbed(Path file) throws IOException {
    List<String> sources = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    int number = 0;
    for (String line : TextFiles.lines(file)) {
      number++;
      String[] columns = line.split("\t", -1);
      if (columns.length < 2 && !line.isBlank()) {
        throw new IllegalArgumentException(
            "'%s' has no tab in line %d; a line must be SOURCE<TAB>TARGET".formatted(file, number));
      }
      sources.add(columns[0]);
      targets.add(columns.length < 2 ? "" : columns[1]);
    }
    return new Pairs(sources, targets);
  }

  /** Holds out whole groups of one source, so that no source is in two parts. */
  static Corpus split(Pairs pairs, int seed, String origin) {
    Pairs whole = pairs.whole();
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < whole.size(); i++) {
      groups.computeIfAbsent(whole.sources().get(i), s -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> order = new ArrayList<>(groups.values());
    Collections.shuffle(order, new Random(seed));
    int held = Math.min(MOST_HELD_OUT, (order.size() + SHARE_HELD_OUT - 1) / SHARE_HELD_OUT);
    List<List<Integer>> test = order.subList(0, Math.min(order.size(), held));
    int from = Math.min(order.size(), 2 * held);
    return new Corpus(
        whole.at(places(order.subList(from, order.size()))),
        whole.at(firsts(order.subList(test.size(), from))),
        whole.at(firsts(test)),
        pairs.size() - whole.size(),
        origin);
  }

  private static List<Integer> places(List<List<Integer>> groups) {
    return groups.stream().flatMap(List::stream).sorted().toList();
  }

  /** Of a source with several translations one is enough to be measured by. */
  private static List<Integer> firsts(List<List<Integer>> groups) {
    return groups.stream().map(group -> group.get(0)).toList();
  }

  Corpus limit(int pairs) {
    return new Corpus(train.first(pairs), validation, test, dropped, origin);
  }

  /** Of all parts. */
  String sha256() {
    return train.sha256() + validation.sha256() + test.sha256();
  }

  Map<String, Object> toMap(String name) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("source", origin);
    map.put("sha256", train.sha256());
    map.put("training_pairs", train.size());
    map.put("validation_pairs", validation.size());
    map.put("test_pairs", test.size());
    map.put("dropped_pairs", dropped);
    return map;
  }
}
