package org.vivarium.apps.vision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.cli.ProgressListener;
import org.vivarium.cli.Version;
import org.vivarium.data.ImageSet;
import org.vivarium.data.Images;
import org.vivarium.data.Splits;
import org.vivarium.metrics.Classification;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** {@code crossvalidate}: trains on all but one fold, for each fold, and tells the spread. */
final class CrossValidate {
  static final String DEFAULT_OUT = "runs/crossvalidate";
  static final Command COMMAND =
      new Command(
          "crossvalidate",
          "Trains once for each fold that is held out, and tells how much the scores vary.",
          "--data digits --model mlp --limit 2000 --folds 5 --epochs 4 --out " + DEFAULT_OUT,
          options(),
          CrossValidate::run);

  private static final long ROOM = 20L << 20;

  /** What one fold came to. */
  record Fold(int number, int trained, Map<String, Double> scores) {}

  private CrossValidate() {}

  private static List<Option> options() {
    List<Option> options = new ArrayList<>(Config.OPTIONS);
    options.removeIf(o -> o.getLongOpt().equals("validation")); // the fold is what is held out
    options.add(Flags.option("folds", "K", "parts that are held out in turn", 5));
    options.add(Flags.dataDir());
    options.add(Flags.out(DEFAULT_OUT));
    options.add(Flags.quiet());
    return options;
  }

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    int k = a.integer("folds", 5, 2, 100);
    Config config = Config.parse(a);
    RunFolder folder = RunFolder.create(out, ROOM);
    ImageSet set = Data.load(config, Config.dataDir(a).orElse(null), a.flag("quiet"));
    List<Fold> folds = run(config, k, set.train(), a.flag("quiet"));
    write(folder, config, set, folds);
    for (Fold fold : folds) {
      System.out.printf("fold %d accuracy %.4f%n", fold.number(), fold.scores().get("accuracy"));
    }
    System.out.printf(
        "accuracy %.4f +- %.4f%nreport %s%n",
        mean(folds, "accuracy"), deviation(folds, "accuracy"), out.resolve("report.html"));
  }

  static List<Fold> run(Config config, int k, Images images, boolean quiet) {
    List<Splits.Split> splits =
        Splits.folds(images.labels(), images.classes().size(), k, config.seed());
    List<Fold> folds = new ArrayList<>();
    for (int f = 0; f < k; f++) {
      Note.of(quiet, "fold %d of %d", f + 1, k);
      Images training = images.select(splits.get(f).kept());
      Images held = images.select(splits.get(f).held());
      Classifier classifier = Classifier.of(config.model(), training);
      try (Fitting fitting = new Fitting(config, classifier, Plan.WHOLE, training, held)) {
        // no early stopping: choosing the epoch by the held fold would flatter the score
        fitting.fit(List.of(new ProgressListener("images", quiet)), List.of());
        Classification test =
            Classification.of(held.labels(), fitting.predict(held), classifier.classes());
        folds.add(new Fold(f + 1, training.size(), test.scores("")));
      }
    }
    return folds;
  }

  private static double mean(List<Fold> folds, String score) {
    return folds.stream().mapToDouble(f -> f.scores().get(score)).average().orElse(Double.NaN);
  }

  /** The standard deviation of the folds, with n - 1. */
  private static double deviation(List<Fold> folds, String score) {
    double mean = mean(folds, score);
    double squares =
        folds.stream().mapToDouble(f -> Math.pow(f.scores().get(score) - mean, 2)).sum();
    return Math.sqrt(squares / (folds.size() - 1));
  }

  private static void write(RunFolder folder, Config config, ImageSet set, List<Fold> folds)
      throws IOException {
    List<String> names = List.copyOf(folds.get(0).scores().keySet());
    Map<String, Object> metrics = new LinkedHashMap<>();
    names.forEach(
        name -> {
          metrics.put(name + "_mean", mean(folds, name));
          metrics.put(name + "_std", deviation(folds, name));
        });
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "vision");
    json.put("metrics", metrics);
    json.put("folds", folds.stream().map(Fold::scores).toList());
    json.put("seed", config.seed());
    json.put("config", config.options());
    json.put("versions", Versions.of(Version.text()));
    folder.json("report.json", json);

    List<String> headers = new ArrayList<>(List.of("fold", "trained on"));
    headers.addAll(names);
    List<List<Object>> rows = new ArrayList<>();
    for (Fold fold : folds) {
      List<Object> row = new ArrayList<>(List.of(fold.number(), fold.trained()));
      names.forEach(name -> row.add(fold.scores().get(name)));
      rows.add(row);
    }
    new HtmlReport("%d-fold cross-validation".formatted(folds.size()))
        .subtitle(config.model() + " on " + config.data() + ": " + set.source())
        .tile(
            "accuracy",
            Format.percent(mean(folds, "accuracy")),
            "± " + Format.percent(deviation(folds, "accuracy")))
        .tile("macro F1", Format.number(mean(folds, "macro_f1")))
        .section(
            "Folds",
            "Each fold was held out once and predicted by a network that was trained on all others."
                + " The spread between folds is what a difference between two models has to exceed"
                + " before it means anything.")
        .table(headers, rows)
        .section("How it was made", "The same command and seed give the same numbers.")
        .facts(config.options())
        .write(folder.file("report.html"));
  }
}
