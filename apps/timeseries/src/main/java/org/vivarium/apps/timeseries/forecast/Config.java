package org.vivarium.apps.timeseries.forecast;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.vivarium.apps.timeseries.Source;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.kernel.Precision;

/**
 * What a training run is asked to do. All that has a part in its numbers stands in {@link #options}
 * and so in the report and the checkpoint.
 *
 * @param lookBack steps that are seen; 0 for what the series is commonly looked at with
 * @param horizon steps that are told; likewise
 * @param season likewise
 * @param stride steps from one window to the next, in what is learned from
 * @param validation share of the rows that settings are chosen by; below 0 likewise
 * @param test share of the rows that are tested on; below 0 likewise
 * @param loss what training lowers: quantile, mse or mae
 * @param levels of the quantiles
 * @param passes of Monte-Carlo dropout; 0 for none
 * @param patch steps of a patch, of patchtst; 0 for 16, or a quarter of a short look-back
 * @param patchStride from one patch to the next; 0 for half a patch
 * @param limit windows that are learned from, the first ones
 * @param decay what the learning rate is multiplied by after each epoch
 * @param weightDecay decoupled, as AdamW has it
 */
record Config(
    Source source,
    String model,
    int lookBack,
    int horizon,
    int season,
    int stride,
    double validation,
    double test,
    boolean calendar,
    String loss,
    List<Double> levels,
    int passes,
    int units,
    int layers,
    double dropout,
    int patch,
    int patchStride,
    int limit,
    int epochs,
    int patience,
    int batchSize,
    double lr,
    double decay,
    double weightDecay,
    int seed,
    Precision precision) {
  static final String DEFAULT_MODEL = "gru";
  static final List<String> LOSSES = List.of("quantile", "mse", "mae");

  private static final String USUAL = "as the set is commonly seen";
  private static final String USUAL_LEVELS = "0.05,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,0.95";
  private static final double MIDDLE = .5;
  private static final int MOST = 1_000_000;
  private static final int MOST_STEPS = 10_000;

  /** The options that a config is read from. */
  static final List<Option> OPTIONS =
      Source.with(
          List.of(
              Flags.model(DEFAULT_MODEL, Architecture.MODELS),
              Flags.option("look-back", "N", "steps that are seen", USUAL),
              Flags.option("horizon", "N", "steps that are told", USUAL),
              Flags.option("season", "N", "steps after which it comes again; 1 for none", USUAL),
              Flags.option("stride", "N", "steps from one training window to the next", 1),
              Flags.option("validation", "SHARE", "of the rows, to choose by", USUAL),
              Flags.option("test", "SHARE", "of the rows, to test on", USUAL),
              Flags.flag("calendar", "hours, week days and days of the year are seen as well"),
              Flags.option("loss", "KIND", "quantile, mse or mae", "quantile"),
              Flags.option("levels", "LIST", "of the quantiles", USUAL_LEVELS),
              Flags.option("mc-passes", "N", "passes of Monte-Carlo dropout; 0 for none", 20),
              Flags.option("units", "N", "width of the network", 32),
              Flags.option(
                  "layers", "N", "of the network", "1; 5 of tcn, 2 of transformer, 3 of patchtst"),
              Flags.option("dropout", "X", "share that is dropped in training", .1),
              Flags.option("patch", "N", "steps of a patch, of patchtst", "16"),
              Flags.option("patch-stride", "N", "steps from patch to patch", "half a patch"),
              Flags.limit(),
              Flags.epochs(20),
              Flags.option("patience", "N", "epochs without improvement before the end", 4),
              Flags.batchSize(64),
              Flags.lr(.005),
              Flags.option("lr-decay", "X", "what --lr is multiplied by after each epoch", .9),
              Flags.option("weight-decay", "X", "what weights shrink by, as AdamW has it", 0),
              Flags.seed(1),
              Flags.precision("float32")));

  Config {
    levels = List.copyOf(levels);
    if (!levels.contains(MIDDLE)) {
      throw new IllegalArgumentException(
          "--levels are %s; 0.5 must be one of them, the median that stands for the forecast"
              .formatted(levels));
    }
    for (int q = 0; q < levels.size(); q++) {
      double level = levels.get(q);
      if (!(level > 0 && level < 1) || (q > 0 && level <= levels.get(q - 1))) {
        throw new IllegalArgumentException(
            "--levels are %s; they must rise and lie between 0 and 1".formatted(levels));
      }
    }
    if (validation + test >= 1) {
      throw new IllegalArgumentException(
          "--validation %s and --test %s leave nothing to learn from".formatted(validation, test));
    }
  }

  static Config parse(Arguments a) {
    String model = a.choice("model", DEFAULT_MODEL, Architecture.MODELS);
    return new Config(
        Source.parse(a),
        model,
        a.integer("look-back", 0, 1, MOST_STEPS),
        a.integer("horizon", 0, 1, MOST_STEPS),
        a.integer("season", 0, 1, MOST),
        a.integer("stride", 1, 1, MOST),
        a.number("validation", -1, .01, .9),
        a.number("test", -1, .01, .9),
        a.flag("calendar") || a.text("with-calendar").isPresent(),
        a.choice("loss", LOSSES.get(0), LOSSES),
        levels(a.text("levels").orElse(USUAL_LEVELS)),
        a.integer("mc-passes", 20, 0, 1000),
        a.integer("units", 32, 4, 4096),
        a.integer("layers", Architecture.usualLayers(model), 1, 100),
        a.number("dropout", .1, 0, .95),
        a.integer("patch", 0, 1, MOST_STEPS),
        a.integer("patch-stride", 0, 1, MOST_STEPS),
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        a.integer("epochs", 20, 1, MOST),
        a.integer("patience", 4, 1, MOST),
        a.integer("batch-size", 64, 1, 65_536),
        a.number("lr", .005, 1e-9, 100),
        a.number("lr-decay", .9, .01, 1),
        a.number("weight-decay", 0, 0, 10),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        Precision.of(a.text("precision").orElse("float32")));
  }

  private static List<Double> levels(String text) {
    try {
      return Arrays.stream(text.split(",", -1)).map(t -> Double.valueOf(t.strip())).toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--levels is '%s'; it must be numbers between commas, such as 0.1,0.5,0.9"
              .formatted(text),
          e);
    }
  }

  boolean quantiles() {
    return loss.equals(LOSSES.get(0));
  }

  /** Every option by name, as it could be typed; what is left to the data is left out. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>(source.options());
    map.put("model", model);
    putIf(lookBack > 0, map, "look-back", lookBack);
    putIf(horizon > 0, map, "horizon", horizon);
    putIf(season > 0, map, "season", season);
    map.put("stride", "" + stride);
    putIf(validation > 0, map, "validation", validation);
    putIf(test > 0, map, "test", test);
    putIf(calendar, map, "with-calendar", "yes"); // a flag cannot be told again as an option
    map.put("loss", loss);
    map.put("levels", String.join(",", levels.stream().map(String::valueOf).toList()));
    map.put("mc-passes", "" + passes);
    map.put("units", "" + units);
    map.put("layers", "" + layers);
    map.put("dropout", "" + dropout);
    putIf(patch > 0, map, "patch", patch);
    putIf(patchStride > 0, map, "patch-stride", patchStride);
    putIf(limit < Integer.MAX_VALUE, map, "limit", limit);
    map.put("epochs", "" + epochs);
    map.put("patience", "" + patience);
    map.put("batch-size", "" + batchSize);
    map.put("lr", "" + lr);
    map.put("lr-decay", "" + decay);
    map.put("weight-decay", "" + weightDecay);
    map.put("seed", "" + seed);
    map.put("precision", precision.toString());
    return map;
  }

  private static void putIf(boolean there, Map<String, String> map, String name, Object value) {
    if (there) {
      map.put(name, value.toString());
    }
  }
}
