package org.vivarium.series;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vivarium.data.DataDir;
import org.vivarium.data.Download;
import org.vivarium.data.Draws;

/** The series that are known by name, and files by their own. */
public final class SeriesSets {
  /** The name of the series that is made up by {@link #waves}. */
  public static final String WAVES = "waves";

  /**
   * A series and how it is commonly looked at.
   *
   * @param season steps after which it repeats itself; 1 for none
   * @param lookBack steps that are enough to tell the next ones from
   * @param horizon steps that are commonly told
   * @param train rows that are learned from
   * @param validation rows after these that settings are chosen by; what follows is for the test
   * @param notes what had to be done to it
   * @param source where it is from
   */
  public record Loaded(
      Series series,
      int season,
      int lookBack,
      int horizon,
      int train,
      int validation,
      List<String> notes,
      String source) {
    public Loaded {
      notes = List.copyOf(notes);
    }

    /** The same with other columns of the same rows. */
    public Loaded with(Series other) {
      return new Loaded(other, season, lookBack, horizon, train, validation, notes, source);
    }
  }

  private record Published(
      String name,
      String folder,
      String address,
      String sha256,
      SeriesFile reading,
      int season,
      int lookBack,
      int horizon,
      int train,
      int validation,
      int rows,
      String source) {}

  private static final String BROWNLEE =
      "https://raw.githubusercontent.com/jbrownlee/Datasets/master/";

  private static final List<Published> PUBLISHED =
      List.of(
          new Published(
              "ett",
              "ett/ETT-small",
              "https://raw.githubusercontent.com/zhouhaoyi/ETDataset/main/ETT-small/ETTh1.csv",
              "f18de3ad269cef59bb07b5438d79bb3042d3be49bdeecf01c1cd6d29695ee066",
              SeriesFile.plain(),
              24,
              336,
              96,
              8640,
              2880,
              14_400, // the papers leave out the rows behind 20 months of 30 days
              "ETTh1: load and oil temperature of a transformer, hourly (Zhou et al. 2021)"),
          brownlee(
              "airline-passengers",
              "8cb51be753a718d9be5d76d7e238cc224792754676adc21faa59e954b0201621",
              12,
              24,
              12,
              "passengers of international airlines, monthly, in thousands (Box and Jenkins 1976)"),
          brownlee(
              "daily-min-temperatures",
              "8b9de63ed6789492bf497625e7f9beb96a63d367b4b0a21754006f749fa5e5da",
              365,
              28,
              7,
              "lowest temperatures of Melbourne, daily, in degrees Celsius; no 29th of February"),
          brownlee(
              "monthly-sunspots",
              "c4ec8cc57d9f6fb6ecdb3e1f37f25b6f4badd5124c55931052b0cd2fc3bc71f3",
              132,
              132,
              12,
              "sunspots of a month, from 1749 (Zurich); their cycle of about 11 years is not even"),
          brownlee(
              "shampoo",
              "f709eaa344b2d07039a49e2193cbff5e56206354f3a8203c0e02471beb39a451",
              1,
              6,
              3,
              "sales of a shampoo over three years, monthly (Makridakis et al. 1998)"),
          new Published(
              "global-temp",
              "global-temp",
              "https://raw.githubusercontent.com/datasets/global-temp/main/data/monthly.csv",
              "b21c8bfd6a775b04f1c42cc70c91e95246b06570391a8f5dec0b9f31888658f1",
              new SeriesFile(
                  Optional.of("Year"),
                  List.of("Mean"),
                  Optional.empty(),
                  Map.of("Source", "gcag"),
                  Repair.NONE),
              12,
              60,
              12,
              0,
              0,
              0,
              "global temperature less that of the twentieth century, monthly (NOAA GCAG)"));

  private SeriesSets() {}

  private static Published brownlee(
      String name, String sha256, int season, int lookBack, int horizon, String source) {
    // rows follow each other: the leap days that are left out make every year as long
    SeriesFile reading =
        new SeriesFile(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Repair.NONE.gaps(Repair.Gaps.IGNORE));
    String address = BROWNLEE + name + ".csv";
    return new Published(
        name, "brownlee", address, sha256, reading, season, lookBack, horizon, 0, 0, 0, source);
  }

  /** The names there are. */
  public static List<String> names() {
    return Stream.concat(Stream.of(WAVES), PUBLISHED.stream().map(Published::name)).toList();
  }

  /**
   * A series by its name, or a CSV file.
   *
   * @param reading how a file is read; one with a name has its own way
   * @param dataDir null for the usual place
   */
  public static Loaded load(String name, SeriesFile reading, Path dataDir, long seed, boolean quiet)
      throws IOException {
    if (name.equals(WAVES)) {
      Series waves = waves(3000, seed);
      return loaded(
          waves, 24, 96, 24, 0, 0, List.of(), "made up: a trend, a day, a week and noise");
    }
    for (Published set : PUBLISHED) {
      if (set.name.equals(name)) {
        Path folder = DataDir.resolve(dataDir).resolve(set.folder);
        Path file = Download.fetch(new Download.Remote(set.address, set.sha256), folder, quiet);
        SeriesFile.Read read = set.reading.read(file);
        Series all = read.series();
        Series series = set.rows > 0 ? all.part(0, Math.min(set.rows, all.length())) : all;
        return loaded(
            series,
            set.season,
            set.lookBack,
            set.horizon,
            set.train,
            set.validation,
            read.notes(),
            set.source);
      }
    }
    if (!name.contains(".") && !name.contains("/")) {
      throw new IllegalArgumentException(
          "unknown data set '%s'; there are %s and files whose names end in .csv"
              .formatted(name, String.join(", ", names())));
    }
    SeriesFile.Read read = reading.read(Path.of(name));
    int season = read.series().spacing().season();
    return loaded(
        read.series(),
        season,
        Math.max(2 * season, 12),
        Math.max(season, 6),
        0,
        0,
        read.notes(),
        name);
  }

  /** With seven tenths to learn from and one to choose by, where nothing else is said. */
  private static Loaded loaded(
      Series series,
      int season,
      int lookBack,
      int horizon,
      int train,
      int validation,
      List<String> notes,
      String source) {
    int rows = series.length();
    int first = train > 0 ? train : (int) (.7 * rows);
    int second = validation > 0 ? validation : (int) (.15 * rows);
    return new Loaded(series, season, lookBack, horizon, first, second, notes, source);
  }

  /**
   * An hourly series that is made up: a trend, a season of a day whose height changes with the
   * week's days, one of a week, and noise that lasts a few hours.
   */
  public static Series waves(int rows, long seed) {
    Draws draws = new Draws(seed, "waves");
    LocalDateTime start = LocalDateTime.of(2024, 1, 1, 0, 0);
    List<LocalDateTime> times = new ArrayList<>();
    double[][] values = new double[rows][1];
    double noise = 0;
    for (int t = 0; t < rows; t++) {
      times.add(start.plusHours(t));
      noise = .7 * noise + draws.normal();
      double day = 2 * Math.PI * t / 24;
      double week = 2 * Math.PI * t / 168;
      double height = 6 + 2 * Math.cos(week);
      values[t][0] =
          50
              + .004 * t
              + height * Math.sin(day)
              + 2 * Math.cos(2 * day)
              + 4 * Math.sin(week)
              + noise;
    }
    return new Series(WAVES, List.of("value"), times, values);
  }
}
