package org.vivarium.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vivarium.data.DataDir;
import org.vivarium.data.Splits;

/** Sets of labelled texts by name. */
public final class TextSets {
  /** What the name of a file of one's own begins with. */
  public static final String FILE = "file:";

  private static final String REVIEWS = "reviews";
  private static final String RT = "rt-polarity";
  private static final String SST2 = "sst2";
  private static final String TREC = "trec";
  private static final String AG = "ag-news";
  private static final double TESTED = .1;
  private static final int REVIEW_COUNT = 4000;
  private static final int AG_TRAIN = 5000;

  /**
   * How a set is read.
   *
   * @param table how texts lie in a file of one's own; empty for what its name says, with the
   *     columns "text" and "label"
   * @param test a file of the same kind with texts to test on; without one, a tenth of each class
   *     is held out
   * @param seed of the texts that are held out, and of those that are made
   */
  public record Options(Optional<TextTable> table, Optional<Path> test, int seed) {
    /** All as it is found. */
    public static Options seeded(int seed) {
      return new Options(Optional.empty(), Optional.empty(), seed);
    }
  }

  private TextSets() {}

  /** The names there are, and the form of others. */
  public static List<String> names() {
    return List.of(REVIEWS, RT, SST2, TREC, AG, FILE + "PATH");
  }

  /**
   * Reads a set.
   *
   * @param dataDir see {@link DataDir#resolve}; may be null
   */
  public static TextSet load(String name, Path dataDir, Options options) throws IOException {
    if (options.test().isPresent() && !name.startsWith(FILE)) {
      throw new IllegalArgumentException("'" + name + "' has a part to test on already");
    }
    if (name.startsWith(FILE)) {
      return file(Path.of(name.substring(FILE.length())), options);
    }
    Path dir = DataDir.resolve(dataDir);
    return switch (name) {
      case REVIEWS -> reviews(options.seed());
      case RT -> polarity(dir.resolve(RT), options.seed());
      case SST2 -> sst2(dir.resolve(SST2));
      case TREC -> trec(dir.resolve(TREC));
      case AG -> news(dir.resolve(AG).resolve("ag_news_csv"));
      default ->
          throw new IllegalArgumentException(
              "there is no set of texts '%s'; there are %s".formatted(name, names()));
    };
  }

  private static TextSet reviews(int seed) {
    List<Labelled> all =
        Grammar.reviews(REVIEW_COUNT, seed).stream()
            .map(s -> new Labelled(s.text(), s.label()))
            .toList();
    return heldOut(
        LabelledTexts.of(all),
        seed,
        "Sentences on films, made by Vivarium's grammar, seed " + seed);
  }

  private static TextSet polarity(Path dir, int seed) throws IOException {
    List<Labelled> all = new ArrayList<>();
    all.addAll(lines(dir.resolve("rt-polarity.neg"), "negative"));
    all.addAll(lines(dir.resolve("rt-polarity.pos"), "positive"));
    return heldOut(
        LabelledTexts.of(all).inTurns(), seed, "Movie review sentences (Pang and Lee 2005)");
  }

  /** One text on each line, all of one class. */
  static List<Labelled> lines(Path file, String label) throws IOException {
    return TextFiles.lines(present(file)).stream()
        .filter(line -> !line.isBlank())
        .map(line -> new Labelled(line.strip(), label))
        .toList();
  }

  private static TextSet sst2(Path dir) throws IOException {
    List<String> classes = List.of("negative", "positive");
    TextTable columns = new TextTable(TextTable.Format.TSV, "1", "2");
    List<LabelledTexts> parts = new ArrayList<>();
    for (String part : List.of("train.tsv", "dev.tsv", "test.tsv")) {
      List<Labelled> texts =
          columns.read(present(dir, part)).stream()
              .map(t -> new Labelled(t.text(), classes.get(t.label().equals("1") ? 1 : 0)))
              .toList();
      parts.add(LabelledTexts.of(texts, classes, "texts"));
    }
    return new TextSet(
        parts.get(0),
        Optional.of(parts.get(1)),
        parts.get(2),
        "Stanford Sentiment Treebank, two classes (Socher et al. 2013)");
  }

  private static TextSet trec(Path dir) throws IOException {
    TextTable lines = new TextTable(TextTable.Format.LABEL, "", "");
    LabelledTexts train = LabelledTexts.of(lines.read(present(dir, "train_5500.label")));
    List<Labelled> test = lines.read(present(dir, "TREC_10.label"));
    return new TextSet(
        train,
        Optional.empty(),
        LabelledTexts.of(test, train.classes(), "test texts"),
        "Questions by what they ask for (Li and Roth 2002)");
  }

  private static TextSet news(Path dir) throws IOException {
    List<String> classes =
        TextFiles.lines(present(dir, "classes.txt")).stream().filter(c -> !c.isBlank()).toList();
    List<Labelled> all = new ArrayList<>();
    for (Csv.Row row : Csv.commas(present(dir, "test_rows_0001-6000.csv"))) {
      List<String> cells = row.cells();
      all.add(
          new Labelled(
              cells.get(1) + " " + cells.get(2), classes.get(Integer.parseInt(cells.get(0)) - 1)));
    }
    return new TextSet(
        LabelledTexts.of(all.subList(0, AG_TRAIN), classes, "texts"),
        Optional.empty(),
        LabelledTexts.of(all.subList(AG_TRAIN, all.size()), classes, "test texts"),
        "AG News, the first 6,000 rows of its test part (Zhang et al. 2015): 5,000 to train on");
  }

  private static TextSet file(Path file, Options options) throws IOException {
    LabelledTexts all = LabelledTexts.of(read(file, options));
    if (options.test().isEmpty()) {
      return heldOut(all, options.seed(), file.toString());
    }
    Path test = options.test().get();
    return new TextSet(
        all,
        Optional.empty(),
        LabelledTexts.of(read(test, options), all.classes(), "texts of '" + test + "'"),
        file + ", tested on " + test);
  }

  /** The labelled texts of a file of one's own. */
  public static List<Labelled> read(Path file, Options options) throws IOException {
    Path there = present(file);
    return options
        .table()
        .orElseGet(() -> new TextTable(TextTable.Format.ofFile(there), "text", "label"))
        .read(there);
  }

  private static TextSet heldOut(LabelledTexts all, int seed, String source) {
    Splits.Split split = Splits.stratified(all.labels(), all.classes().size(), TESTED, seed);
    if (split.held().length == 0) {
      throw new IllegalArgumentException(
          "%d texts of %d classes leave none to test on"
              .formatted(all.size(), all.classes().size()));
    }
    return new TextSet(
        all.select(split.kept()), Optional.empty(), all.select(split.held()), source);
  }

  private static Path present(Path dir, String name) {
    return present(dir.resolve(name));
  }

  private static Path present(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not there: put it into that folder, or choose the folder of data sets with --data-dir or $VIVARIUM_DATA"
              .formatted(file));
    }
    return file;
  }
}
