package org.vivarium.apps.vision;

import ai.djl.training.tracker.Tracker;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.data.Augmentation;
import org.vivarium.data.ImageSets;
import org.vivarium.data.Resampling;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Precision;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.ReduceOnPlateau;
import org.vivarium.zoo.Zoo;

/**
 * What a training run is asked to do. All that has a part in its numbers stands in {@link #options}
 * and so in the report and the checkpoint.
 *
 * @param data a name of {@link ImageSets}
 * @param imageSize side that images of a folder are resized to
 * @param validation share of the training images that is held out after each epoch
 * @param patience epochs without improvement before the run ends; 0 for never
 */
record Config(
    String model,
    String data,
    int imageSize,
    int limit,
    double validation,
    int epochs,
    int batchSize,
    String optimizer,
    double lr,
    String schedule,
    double l1,
    double l2,
    double weightDecay,
    double clipNorm,
    double labelSmoothing,
    boolean balanced,
    Resampling resample,
    Augmentation augment,
    int patience,
    double minDelta,
    int startFromEpoch,
    int seed,
    Precision precision) {
  static final List<String> OPTIMIZERS =
      List.of("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw");
  static final List<String> SCHEDULES =
      List.of("constant", "step", "cosine", "warm-up", "one-cycle", "reduce-on-plateau");

  private static final float MOMENTUM = .9f;
  private static final int MOST_EPOCHS = 100_000;

  /** The options that a config is read from. */
  static final List<Option> OPTIONS =
      List.of(
          Flags.model("lenet", Zoo.imageClassifiers()),
          Flags.data("digits", String.join(", ", ImageSets.names())),
          Flags.option("image-size", "PIXELS", "side that pictures of a folder are resized to", 64),
          Flags.limit(),
          Flags.option("validation", "SHARE", "share of the training images to validate on", .1),
          Flags.epochs(8),
          Flags.batchSize(64),
          Flags.option("optimizer", "NAME", String.join(", ", OPTIMIZERS), "adam"),
          Flags.lr(.003),
          Flags.option(
              "schedule",
              "NAME",
              "of the learning rate: " + String.join(", ", SCHEDULES),
              "one-cycle"),
          Flags.option("l1", "X", "L1 penalty on matrices and kernels", 0),
          Flags.option("l2", "X", "L2 penalty on matrices and kernels", 0),
          Flags.option("weight-decay", "X", "decoupled weight decay", "0, 0.01 with adamw"),
          Flags.option("clip-norm", "X", "clip gradients at this global norm", "off"),
          Flags.option("label-smoothing", "X", "share of a label spread over all classes", 0),
          Flags.option("class-weights", "HOW", "none or balanced", "none"),
          Flags.option("resample", "HOW", "classes of unequal size: none, over or under", "none"),
          Flags.option(
              "augment", "LIST", "such as crop:4,flip,rotate:10,erase:8,mixup:0.2", "none"),
          Flags.option("patience", "N", "epochs without improvement before the end", "never"),
          Flags.option("min-delta", "X", "what counts as an improvement of the loss", 0),
          Flags.option("start-from-epoch", "N", "the first epoch that patience counts", 1),
          Flags.seed(1),
          Flags.precision("float32"));

  Config {
    Zoo.imageClassifier(model);
    if (resample != Resampling.NONE && balanced) {
      throw new IllegalArgumentException(
          "--class-weights and --resample both mend unequal classes: choose one");
    }
    if (augment.mixup() > 0 && balanced) {
      throw new IllegalArgumentException(
          "--class-weights has no meaning for mixed images: leave mixup out of --augment");
    }
  }

  /** Reads the options. */
  static Config parse(Arguments a) {
    return new Config(
        a.choice("model", "lenet", Zoo.imageClassifiers()),
        a.text("data").orElse("digits"),
        a.integer("image-size", 64, 8, 1024),
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        a.number("validation", .1, .001, .9),
        a.integer("epochs", 8, 1, MOST_EPOCHS),
        a.integer("batch-size", 64, 1, 65_536),
        a.choice("optimizer", "adam", OPTIMIZERS),
        a.number("lr", .003, 1e-9, 100),
        a.choice("schedule", "one-cycle", SCHEDULES),
        a.number("l1", 0, 0, 100),
        a.number("l2", 0, 0, 100),
        a.number("weight-decay", adamW(a) ? .01 : 0, 0, 100),
        a.number("clip-norm", 0, 0, 1e6),
        a.number("label-smoothing", 0, 0, .99),
        a.choice("class-weights", "none", List.of("none", "balanced")).equals("balanced"),
        Resampling.valueOf(
            a.choice("resample", "none", List.of("none", "over", "under"))
                .toUpperCase(Locale.ROOT)),
        Augmentation.parse(a.text("augment").orElse("none")),
        a.integer("patience", 0, 0, MOST_EPOCHS),
        a.number("min-delta", 0, 0, 1e6),
        a.integer("start-from-epoch", 1, 1, MOST_EPOCHS),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        Precision.of(a.text("precision").orElse("float32")));
  }

  private static boolean adamW(Arguments a) {
    return a.text("optimizer").orElse("").equals("adamw");
  }

  /** Every option by name, as it could be typed; limits that are off are left out. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("data", data);
    map.put("image-size", Integer.toString(imageSize));
    if (limit < Integer.MAX_VALUE) {
      map.put("limit", Integer.toString(limit));
    }
    map.put("validation", Double.toString(validation));
    map.put("epochs", Integer.toString(epochs));
    map.put("batch-size", Integer.toString(batchSize));
    map.put("optimizer", optimizer);
    map.put("lr", Double.toString(lr));
    map.put("schedule", schedule);
    map.put("l1", Double.toString(l1));
    map.put("l2", Double.toString(l2));
    map.put("weight-decay", Double.toString(weightDecay));
    map.put("clip-norm", Double.toString(clipNorm));
    map.put("label-smoothing", Double.toString(labelSmoothing));
    map.put("class-weights", balanced ? "balanced" : "none");
    map.put("resample", resample.name().toLowerCase(Locale.ROOT));
    map.put("augment", augment.toString());
    map.put("patience", Integer.toString(patience));
    map.put("min-delta", Double.toString(minDelta));
    map.put("start-from-epoch", Integer.toString(startFromEpoch));
    map.put("seed", Integer.toString(seed));
    map.put("precision", precision.toString());
    return map;
  }

  /** The learning rate over so many steps. */
  Tracker rates(int steps) {
    float rate = (float) lr;
    return switch (schedule) {
      case "constant" -> Rates.constant(rate);
      case "step" -> Rates.step(rate, Math.max(1, steps / 3), .1f);
      case "cosine" -> Rates.cosine(rate, steps);
      case "warm-up" -> {
        int warm = Math.max(1, steps / 20);
        yield Rates.warmUp(warm, Rates.cosine(rate, Math.max(1, steps - warm)));
      }
      case "one-cycle" -> Rates.oneCycle(rate, steps);
      case "reduce-on-plateau" -> new ReduceOnPlateau(rate, .1f, 3);
      default -> throw new IllegalArgumentException("there is no schedule '" + schedule + "'");
    };
  }

  /** The optimizer with its penalties. */
  Optimizer optimizer(Tracker rates) {
    Optimizer plain =
        switch (optimizer) {
          case "sgd" -> Optimizer.sgd(rates);
          case "momentum" -> Optimizer.momentum(rates, MOMENTUM);
          case "nesterov" -> Optimizer.nesterov(rates, MOMENTUM);
          case "adagrad" -> Optimizer.adaGrad(rates);
          case "rmsprop" -> Optimizer.rmsProp(rates);
          case "adam", "adamw" -> Optimizer.adam(rates);
          default -> throw new IllegalArgumentException("no optimizer '" + optimizer + "'");
        };
    return plain
        .l1((float) l1)
        .l2((float) l2)
        .decay((float) weightDecay)
        .clipNorm((float) clipNorm);
  }

  /**
   * The same run without what keeps a network from learning by heart, at a constant learning rate.
   */
  Config withoutRegularisation() {
    return new Config(
        model,
        data,
        imageSize,
        limit,
        validation,
        epochs,
        batchSize,
        optimizer,
        lr,
        "constant",
        0,
        0,
        0,
        clipNorm,
        0,
        false,
        Resampling.NONE,
        Augmentation.NONE,
        patience,
        minDelta,
        startFromEpoch,
        seed,
        precision);
  }

  /** How the images are loaded. */
  ImageSets.Options loading(boolean quiet) {
    return new ImageSets.Options(imageSize, seed, quiet);
  }

  static Optional<Path> dataDir(Arguments a) {
    return a.path("data-dir");
  }
}
