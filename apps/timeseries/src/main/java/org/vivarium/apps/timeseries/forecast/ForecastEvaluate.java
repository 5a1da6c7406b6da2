package org.vivarium.apps.timeseries.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.cli.Option;
import org.vivarium.apps.timeseries.Source;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.metrics.ForecastScore;
import org.vivarium.report.HtmlReport;
import org.vivarium.series.SeriesSets.Loaded;

/** {@code forecast evaluate}: a trained network on the test part of its own or another series. */
public final class ForecastEvaluate {
  public static final Command COMMAND =
      new Command(
          "forecast evaluate",
          "Measures a trained network beside the floors, or backtests it, trained anew fold by fold.",
          "--run " + ForecastTrain.DEFAULT_OUT + " --folds 3",
          options(),
          ForecastEvaluate::run);

  private static final int MOST_FOLDS = 100;

  private ForecastEvaluate() {}

  static Option runOption() {
    return Flags.option(
        "run", "FOLDER", "a run folder of 'forecast train'", ForecastTrain.DEFAULT_OUT);
  }

  private static List<Option> options() {
    List<Option> options = new ArrayList<>(List.of(runOption()));
    options.addAll(Source.OPTIONS);
    options.add(
        Flags.option(
            "folds",
            "N",
            "stretches of the test part, for each of which a network is trained anew; 0 for the run's own",
            0));
    options.add(
        Flags.option("mc-passes", "N", "passes of Monte-Carlo dropout", "those of the run"));
    options.add(
        Flags.option("out", "FILE", "a page about it", "evaluation.html in the run folder"));
    options.add(Flags.dataDir());
    options.add(Flags.quiet());
    return options;
  }

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(ForecastTrain.DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    int folds = a.integer("folds", 0, 0, MOST_FOLDS);
    Store store = Store.open(run);
    Config config = Config.parse(a.or(store.fixed()));
    Loaded loaded =
        store.columnsOf(
            config.source().load(a.path("data-dir").orElse(null), config.seed(), quiet));
    Path out = a.path("out").orElse(run.resolve("evaluation.html"));
    HtmlReport page =
        new HtmlReport(config.model() + " on " + loaded.series().name()).subtitle(loaded.source());
    if (folds > 0) {
      backtest(page, new Backtest(config, Cut.of(config, loaded), folds, quiet));
    } else {
      measure(page, config, Cut.of(config, loaded, store), store);
    }
    page.write(out);
    System.out.println("report " + out);
  }

  private static void measure(HtmlReport page, Config config, Cut cut, Store store) {
    try (Fitting fitting = store.fitting(config)) {
      List<Forecaster> forecasters = Floors.of(cut, config.levels(), config.limit());
      forecasters.addAll(Job.networks(config, cut, fitting));
      List<Outcome> outcomes = new ArrayList<>();
      for (Forecaster forecaster : forecasters) {
        outcomes.add(Outcome.of(forecaster, cut, cut.testing(), config.levels()));
        ForecastTrain.print(outcomes.get(outcomes.size() - 1));
      }
      Sections sections = new Sections(cut, config.levels(), outcomes);
      sections.table(page);
      sections.forecasts(page, outcomes.get(outcomes.size() - 1));
      sections.steps(page);
      sections.origins(page);
      sections.honesty(page);
    }
  }

  private static void backtest(HtmlReport page, Backtest backtest) {
    List<List<Outcome>> folds = backtest.run();
    List<List<Object>> rows = new ArrayList<>();
    List<String> names = folds.get(0).stream().map(Outcome::name).toList();
    for (int f = 0; f < folds.size(); f++) {
      for (Outcome o : folds.get(f)) {
        ForecastScore s = o.score();
        rows.add(List.of(f + 1, o.origins()[0], o.name(), s.mse(), s.mae(), s.mase(), s.crps()));
      }
    }
    page.section(
            "Trained anew as the origin moves",
            "A rolling-origin backtest: the test part is cut into %d stretches, and each is told by floors and a network that learned from all that lies before it, and by nothing else."
                .formatted(folds.size()))
        .lookFor(
            "One forecaster that is ahead in every fold: then the difference is no accident of one stretch.")
        .table(List.of("fold", "from row", "forecaster", "MSE", "MAE", "MASE", "CRPS"), rows);
    for (int i = 0; i < names.size(); i++) {
      int at = i;
      double mae = mean(folds, at, false);
      double mase = mean(folds, at, true);
      System.out.printf("%s mae %.4f mase %.4f folds %d%n", names.get(i), mae, mase, folds.size());
      page.finding("%s: mean MAE %.4f, mean MASE %.4f.".formatted(names.get(i), mae, mase));
    }
  }

  private static double mean(List<List<Outcome>> folds, int at, boolean scaled) {
    return IntStream.range(0, folds.size())
        .mapToObj(f -> folds.get(f).get(at).score())
        .mapToDouble(s -> scaled ? s.mase() : s.mae())
        .average()
        .orElse(0);
  }
}
