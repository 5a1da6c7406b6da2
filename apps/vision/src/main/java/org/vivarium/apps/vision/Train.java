package org.vivarium.apps.vision;

import ai.djl.TrainingDivergedException;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.ProgressListener;
import org.vivarium.data.ImageSet;
import org.vivarium.data.ImageSets;
import org.vivarium.data.Images;
import org.vivarium.data.Splits;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Weights;
import org.vivarium.metrics.Classification;
import org.vivarium.metrics.Diagnosis;
import org.vivarium.report.CsvLog;
import org.vivarium.report.Format;
import org.vivarium.report.RunFolder;
import org.vivarium.report.TensorBoard;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Fit;
import org.vivarium.weights.Safetensors;
import org.vivarium.weights.WeightFiles;

/** {@code train}: from images to a run folder with a report, weights and a model to serve. */
final class Train {
  static final String DEFAULT_OUT = "runs/vision";
  static final Command COMMAND =
      new Command(
          "train",
          "Trains a classifier, measures it on test images and writes a run folder.",
          "--data digits --model lenet --epochs 8 --seed 1 --out " + DEFAULT_OUT,
          options(),
          Train::run);

  private static final int OVERFIT_STEPS = 300;
  private static final int TENSORBOARD_EVERY = 20;
  private static final int COPIES = 5; // of the weights: a checkpoint with two slots, best, model
  private static final long ROOM = 50L << 20; // for the report and what lies beside it

  private Train() {}

  private static List<Option> options() {
    List<Option> options = new ArrayList<>(Config.OPTIONS);
    options.add(Flags.dataDir());
    options.add(
        Flags.option("weights", "FILE", "safetensors to begin from, as PyTorch names them"));
    options.add(Flags.out(DEFAULT_OUT));
    options.add(Flags.resume());
    options.add(
        Flags.flag("overfit-one-batch", "only learn one batch by heart, as a check, and say how"));
    options.add(Flags.quiet());
    return options;
  }

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    Path dataDir = Config.dataDir(a).orElse(null);
    Optional<Path> weights = a.path("weights");
    boolean quiet = a.flag("quiet");
    if (a.flag("overfit-one-batch")) {
      if (a.flag("resume")) {
        throw new IllegalArgumentException("--overfit-one-batch has nothing to --resume");
      }
      System.out.println(overfit(Config.parse(a, Map.of()), dataDir, weights, quiet));
      return;
    }
    Optional<Checkpoint.Saved> saved =
        a.flag("resume") ? Optional.of(Checkpoint.read(out)) : Optional.empty();
    if (saved.isPresent() && weights.isPresent()) {
      throw new IllegalArgumentException("--resume has weights of its own: leave out --weights");
    }
    Map<String, String> stored = saved.map(s -> stored(out, s)).orElse(Map.of());
    Config config = Config.parse(a, stored);
    stored.forEach((name, was) -> sayDifference(name, was, config.options().get(name), quiet));
    Classification test = run(config, dataDir, weights, out, saved, quiet);
    System.out.printf(
        "test_accuracy %.4f%nreport %s%n", test.accuracy(), out.resolve("report.html"));
  }

  private static void sayDifference(String name, String was, String now, boolean quiet) {
    if (was.equals(now)) {
      return;
    }
    if (name.equals("model") || name.equals("data")) {
      throw new IllegalArgumentException(
          "the checkpoint was made with --%s %s and cannot go on with %s: choose another --out"
              .formatted(name, was, now));
    }
    Note.of(quiet, "resuming with --%s %s; the run began with %s", name, now, was);
  }

  /**
   * Trains and writes the run folder.
   *
   * @param dataDir may be null
   * @param saved the checkpoint to go on from
   * @return how the test images were classified
   */
  static Classification run(
      Config config,
      Path dataDir,
      Optional<Path> weights,
      Path out,
      Optional<Checkpoint.Saved> saved,
      boolean quiet)
      throws IOException {
    Weights given = weights.isPresent() ? WeightFiles.read(weights.get()) : null;
    ImageSet set = load(config, dataDir, quiet);
    Splits.Split split = split(config, set.train());
    Images training = set.train().select(split.kept());
    Images validation = set.train().select(split.held());
    Classifier classifier = Classifier.of(config.model(), training);
    Map<String, String> about = about(config, classifier, set);
    saved.ifPresent(s -> check(about, s.about()));
    try (Fitting fitting = new Fitting(config, classifier, training, validation)) {
      if (given != null) {
        fitting.program().load(Fit.of(given, fitting.program()).weights());
      }
      saved.ifPresent(s -> fitting.program().restore(s.state()));
      RunFolder folder = folder(out, fitting.program().size(), saved.isPresent(), quiet);
      EarlyStopping best = earlyStopping(config, out);
      List<Epoch> history =
          fitting.fit(
              listeners(folder, best, about, quiet),
              saved.map(Checkpoint.Saved::history).orElse(List.of()));
      Classification test =
          Classification.of(set.test().labels(), fitting.predict(set.test()), classifier.classes());
      SavedModel.writeImageClassifier(
          folder.file("savedmodel"),
          classifier.network(),
          fitting.program().weights(),
          classifier.height(),
          classifier.width(),
          classifier.channels(),
          classifier.classes());
      new TrainReport(config, classifier, set, training, validation, history, best, test)
          .write(folder, fitting.program());
      return test;
    }
  }

  /** The training images after the limit, and the test images. */
  static ImageSet load(Config config, Path dataDir, boolean quiet) throws IOException {
    ImageSet set = ImageSets.load(config.data(), dataDir, config.loading(quiet));
    set.warnings().forEach(warning -> Note.of(quiet, "%s", warning));
    Images train = set.train();
    if (config.data().startsWith(ImageSets.FOLDER)) {
      train = train.inTurns(); // a folder is read class by class
    }
    Images first = config.limit() < train.size() ? train.first(config.limit()) : train;
    return new ImageSet(first, set.test(), set.source(), set.warnings());
  }

  private static Splits.Split split(Config config, Images images) {
    Splits.Split split =
        Splits.stratified(
            images.labels(), images.classes().size(), config.validation(), config.seed());
    if (split.held().length == 0) {
      throw new IllegalArgumentException(
          "%d training images leave none to validate on: raise --limit".formatted(images.size()));
    }
    return split;
  }

  /** What a checkpoint must agree in, and the options, which it may differ in. */
  private static Map<String, String> about(Config config, Classifier classifier, ImageSet set) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("options", new Gson().toJson(config.options()));
    about.put("classifier", new Gson().toJson(classifier.toMap()));
    about.put("data", set.train().contentHash());
    return about;
  }

  private static Map<String, String> stored(Path out, Checkpoint.Saved saved) {
    String options = saved.about().get("options");
    if (options == null) {
      throw new IllegalArgumentException(
          "the checkpoint in '" + out + "' was not made by 'vivarium vision train'");
    }
    Map<String, String> map = new LinkedHashMap<>();
    new Gson()
        .fromJson(options, JsonObject.class)
        .asMap()
        .forEach((name, value) -> map.put(name, value.getAsString()));
    return map;
  }

  private static void check(Map<String, String> now, Map<String, String> then) {
    if (!now.get("data").equals(then.get("data"))) {
      throw new IllegalArgumentException(
          "the checkpoint was made with other images: the data set, --limit or its files changed"
              + " (sha256 %.12s… then, %.12s… now)".formatted(then.get("data"), now.get("data")));
    }
    if (!now.get("classifier").equals(then.get("classifier"))) {
      throw new IllegalArgumentException(
          "the checkpoint was made for another network: %s then, %s now"
              .formatted(then.get("classifier"), now.get("classifier")));
    }
  }

  /** Makes the folder; what an earlier run left in it is moved aside, not overwritten. */
  private static RunFolder folder(Path out, long parameters, boolean resumed, boolean quiet)
      throws IOException {
    if (!resumed && Files.isDirectory(out) && isRun(out)) {
      Path aside = out;
      for (int i = 1; Files.exists(aside); i++) {
        aside = out.resolveSibling(out.getFileName() + "." + i);
      }
      Files.move(out, aside);
      Note.of(quiet, "'%s' held an earlier run; it is now '%s'", out, aside);
    }
    return RunFolder.create(out, COPIES * Float.BYTES * parameters + ROOM);
  }

  private static boolean isRun(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.anyMatch(f -> f.getFileName().toString().equals("checkpoint.safetensors"));
    }
  }

  private static EarlyStopping earlyStopping(Config config, Path out) {
    int patience = config.patience() == 0 ? EarlyStopping.NEVER : config.patience();
    return new EarlyStopping(
        "loss",
        false,
        patience,
        config.minDelta(),
        config.startFromEpoch(),
        () -> {
          try {
            return Safetensors.read(Checkpoint.best(out));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static List<Listener> listeners(
      RunFolder folder, EarlyStopping best, Map<String, String> about, boolean quiet) {
    return List.of(
        best,
        new Checkpoint(folder.dir(), best, about),
        new CsvLog(folder.file("history.csv")),
        new TensorBoard(folder.file("tensorboard"), TENSORBOARD_EVERY),
        new ProgressListener("images", quiet));
  }

  /** The sanity check of the course books: a network that works learns one batch by heart. */
  static String overfit(Config config, Path dataDir, Optional<Path> weights, boolean quiet)
      throws IOException {
    ImageSet set = load(config, dataDir, quiet);
    Config plain = config.withoutRegularisation();
    Images images = set.train();
    Classifier classifier = Classifier.of(config.model(), images);
    try (Fitting fitting = new Fitting(plain, classifier, images, set.test())) {
      if (weights.isPresent()) {
        Weights given = WeightFiles.read(weights.get());
        fitting.program().load(Fit.of(given, fitting.program()).weights());
      }
      double[] losses = fitting.overfit(OVERFIT_STEPS);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < losses.length; i += Math.max(1, losses.length / 10)) {
        text.append("step %4d  loss %s%n".formatted(i + 1, Format.number(losses[i])));
      }
      text.append(
          "step %4d  loss %s%n".formatted(losses.length, Format.number(losses[losses.length - 1])));
      Diagnosis diagnosis = Diagnosis.of(losses, classifier.classes().size());
      text.append(diagnosis.sentence()).append(System.lineSeparator()).append(diagnosis.advice());
      if (diagnosis.kind() == Diagnosis.Kind.EXPLODING) {
        throw new TrainingDivergedException(text.toString());
      }
      return text.toString();
    }
  }
}
