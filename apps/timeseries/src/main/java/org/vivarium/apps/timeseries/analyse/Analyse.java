package org.vivarium.apps.timeseries.analyse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vivarium.apps.timeseries.Source;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.report.RunFolder;
import org.vivarium.series.SeriesSets.Loaded;

/** {@code analyse}: trend, season, autocorrelation and unit-root tests of each column. */
public final class Analyse {
  private static final String DEFAULT_OUT = "runs/analysis";
  private static final long ROOM = 20L << 20;
  private static final int MOST = 1_000_000;

  public static final Command COMMAND =
      new Command(
          "analyse",
          "Takes each column of a series apart: trend and season, autocorrelation, and tests for unit roots.",
          "--data waves --season 24 --out " + DEFAULT_OUT,
          Source.with(
              List.of(
                  Flags.option(
                      "season",
                      "N",
                      "steps after which it comes again; 1 for none",
                      "as the set is commonly seen"),
                  Flags.option("lags", "N", "of the autocorrelations", "two seasons, 24 at least"),
                  Flags.flag("robust", "outliers have no part in trend and season"),
                  Flags.seed(1),
                  Flags.dataDir(),
                  Flags.out(DEFAULT_OUT),
                  Flags.quiet())),
          Analyse::run);

  private Analyse() {}

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    Source source = Source.parse(a);
    int asked = a.integer("season", 0, 1, MOST);
    int lags = a.integer("lags", 0, 1, MOST);
    int seed = a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    Loaded loaded = source.load(a.path("data-dir").orElse(null), seed, quiet);
    List<Findings> columns = new ArrayList<>();
    for (String column : loaded.series().columns()) {
      double[] values = loaded.series().column(loaded.series().find(column));
      int season = asked > 0 ? asked : Findings.season(values, loaded.season());
      columns.add(Findings.of(column, values, season, lags, a.flag("robust")));
    }
    RunFolder folder = RunFolder.create(out, ROOM);
    new AnalysisReport(loaded, source, columns).write(folder);
    columns.forEach(Analyse::print);
    columns.stream()
        .flatMap(c -> c.notes().stream().map(n -> c.column() + ": " + n))
        .forEach(note -> Note.of(quiet, "%s", note));
    System.out.println("report " + folder.file("report.html"));
  }

  private static void print(Findings found) {
    StringBuilder line = new StringBuilder(found.column());
    found
        .parts()
        .ifPresent(
            p ->
                line.append(
                    " trend %.4f season %.4f".formatted(p.trendStrength(), p.seasonStrength())));
    found
        .tests()
        .forEach(
            t ->
                line.append(
                    " %s_%s %.4f p %.4f"
                        .formatted(
                            t.result().name().toLowerCase(Locale.ROOT).replace('–', '_'),
                            t.about().name().toLowerCase(Locale.ROOT),
                            t.result().statistic(),
                            t.result().p())));
    System.out.println(line);
  }
}
