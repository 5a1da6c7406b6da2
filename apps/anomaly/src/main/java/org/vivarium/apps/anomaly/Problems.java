package org.vivarium.apps.anomaly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vivarium.data.ImageSet;
import org.vivarium.data.ImageSets;
import org.vivarium.data.Images;
import org.vivarium.data.Strangers;
import org.vivarium.data.Table;

/** The problems that a command line can name. */
final class Problems {
  static final String CSV = "csv:";
  static final String SERIES = "series:";
  static final List<String> DRAWN = List.of("letters", "astray");

  private static final int DRAWN_COUNT = 2000;
  private static final double TABLE_TRAINING = .6; // of what is usual in a table

  private Problems() {}

  static Problem load(Config config, Path dataDir, boolean quiet) throws IOException {
    if (config.data().startsWith(CSV)) {
      return table(config, Path.of(config.data().substring(CSV.length())));
    }
    if (config.data().startsWith(SERIES)) {
      return series(config, Path.of(config.data().substring(SERIES.length())));
    }
    ImageSet set = images(config.data(), dataDir, quiet);
    return config.normal().isPresent()
        ? oneClass(config, set, config.normal().get())
        : unknown(config, set, images(config.against(), dataDir, quiet));
  }

  /** Image sets by their name; those that are drawn have as many to learn from as to test. */
  static ImageSet images(String name, Path dataDir, boolean quiet) throws IOException {
    return switch (name) {
      case "letters" ->
          new ImageSet(
              Strangers.letters(DRAWN_COUNT, 3),
              Strangers.letters(DRAWN_COUNT, 4),
              "letters drawn by Vivarium's generator");
      case "astray" ->
          new ImageSet(
              Strangers.astray(DRAWN_COUNT, 3),
              Strangers.astray(DRAWN_COUNT, 4),
              "digits with strokes astray, drawn by Vivarium's generator");
      default -> ImageSets.load(name, dataDir, ImageSets.Options.DEFAULT.quiet(quiet));
    };
  }

  /** One class is usual, all others are anomalies. */
  static Problem oneClass(Config config, ImageSet set, String name) {
    int normal = set.train().classes().indexOf(name);
    if (normal < 0) {
      throw new IllegalArgumentException(
          "'%s' has no class '%s'; there are %s"
              .formatted(config.data(), name, String.join(", ", set.train().classes())));
    }
    Images train = set.train();
    int[] others =
        IntStream.range(0, train.size()).filter(i -> train.labels()[i] != normal).toArray();
    boolean[] anomalous = new boolean[set.test().size()];
    for (int i = 0; i < anomalous.length; i++) {
      anomalous[i] = set.test().labels()[i] != normal;
    }
    return Problem.of(
        "%s, class %s against the rest".formatted(config.data(), name),
        set.source(),
        shape(train),
        List.of(),
        1,
        unclassed(Samples.of(train.select(train.ofClass(normal)), false).first(config.limit())),
        config.contaminate() > 0
            ? unclassed(Samples.of(train.select(others), true))
            : Samples.of(new double[0][], new boolean[0]),
        Samples.of(set.test(), anomalous),
        config);
  }

  private static Samples unclassed(Samples samples) {
    return new Samples(
        samples.rows(), samples.anomalous(), new int[samples.size()], samples.images());
  }

  /** One set is usual, another one unknown. */
  private static Problem unknown(Config config, ImageSet known, ImageSet other) {
    if (!shape(known.train()).equals(shape(other.train()))) {
      throw new IllegalArgumentException(
          "'%s' has images of %s, '%s' of %s: they must have one size"
              .formatted(
                  config.data(), shape(known.train()), config.against(), shape(other.train())));
    }
    return Problem.of(
        "%s against %s".formatted(config.data(), config.against()),
        known.source() + "; " + other.source(),
        shape(known.train()),
        List.of(),
        known.train().classes().size(),
        Samples.of(known.train().first(Math.min(config.limit(), known.train().size())), false),
        config.contaminate() > 0
            ? Samples.of(other.train(), true)
            : Samples.of(new double[0][], new boolean[0]),
        Samples.of(known.test(), false).and(Samples.of(other.test(), true)),
        config);
  }

  private static List<Integer> shape(Images images) {
    return List.of(images.height(), images.width(), images.channels());
  }

  /** Rows of a table; a label tells which are anomalies, or nothing does. */
  private static Problem table(Config config, Path file) throws IOException {
    Optional<String> label = config.label();
    if (label.isPresent() != config.anomaly().isPresent()) {
      throw new IllegalArgumentException(
          "--label names the column that tells the anomalies and --anomaly the word that stands"
              + " there: give both or neither");
    }
    Table table = Table.read(file, label);
    boolean[] anomalous = new boolean[table.rows().length];
    for (int i = 0; i < anomalous.length && label.isPresent(); i++) {
      anomalous[i] = table.labels().get(i).equals(config.anomaly().get());
    }
    Samples all = Samples.of(table.rows(), anomalous);
    int[] usual = IntStream.range(0, all.size()).filter(i -> !anomalous[i]).toArray();
    int[] strange = IntStream.range(0, all.size()).filter(i -> anomalous[i]).toArray();
    if (label.isPresent() && strange.length == 0) {
      throw new IllegalArgumentException(
          "no row of '%s' has '%s' in the column '%s'"
              .formatted(file, config.anomaly().get(), label.get()));
    }
    Samples mixed = all.select(usual);
    mixed = mixed.select(Problem.shuffled(mixed.size(), config.seed(), "table", mixed.size()));
    Samples strays = all.select(strange);
    strays = strays.select(Problem.shuffled(strays.size(), config.seed(), "table", strays.size()));
    int learned = (int) Math.round(TABLE_TRAINING * mixed.size());
    int crept = // those that creep into what is learned from are not tested
        (int) Math.round(learned * config.contaminate() / (1 - config.contaminate()));
    Samples tested =
        strays.select(IntStream.range(Math.min(crept, strays.size()), strays.size()).toArray());
    return Problem.of(
        table.name(),
        "%s: %,d rows of %d columns".formatted(file, all.size(), table.columns().size()),
        List.of(1, table.columns().size(), 1),
        table.columns(),
        1,
        mixed.first(learned).first(config.limit()),
        strays.first(crept),
        mixed.select(IntStream.range(learned, mixed.size()).toArray()).and(tested),
        config);
  }

  /** Windows over a series, which is the last column of a file; nothing says what is unusual. */
  private static Problem series(Config config, Path file) throws IOException {
    double[] values = Table.column(file, "last");
    double[][] windows = Windows.of(values, config.window());
    int learned = (int) Math.round(TABLE_TRAINING * windows.length);
    boolean[] none = new boolean[windows.length];
    Samples all = Samples.of(windows, none);
    return Problem.of(
        file.getFileName().toString(),
        "%s: %,d values in windows of %d".formatted(file, values.length, config.window()),
        List.of(1, config.window(), 1),
        IntStream.range(0, config.window())
            .mapToObj(i -> i + 1 == config.window() ? "now" : i + 1 - config.window() + "")
            .toList(),
        1,
        all.first(learned).first(config.limit()),
        Samples.of(new double[0][], new boolean[0]),
        all.select(IntStream.range(learned, windows.length).toArray()),
        config);
  }
}
