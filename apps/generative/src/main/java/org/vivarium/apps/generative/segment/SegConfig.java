package org.vivarium.apps.generative.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.data.MaskFolder;
import org.vivarium.data.MaskedSet;
import org.vivarium.kernel.Precision;

/**
 * What a training run is asked to do. All that has a part in its numbers stands in {@link #options}
 * and so in the report and the checkpoint.
 *
 * @param width filters of U-Net's first level
 * @param depth how many times it halves the image
 * @param crop side of the squares that it is trained on
 * @param crops of each image in an epoch
 * @param dice weight of the soft Dice loss beside the cross-entropy
 */
record SegConfig(
    String data,
    int limit,
    int width,
    int depth,
    int crop,
    int crops,
    boolean flip,
    double dice,
    int epochs,
    int batchSize,
    double lr,
    int seed,
    Precision precision) {
  private static final String FOLDER = "folder:";
  private static final int DRAWN = 120;
  private static final int MOST_EPOCHS = 100_000;

  /** The options that a config is read from. */
  static final List<Option> OPTIONS =
      List.of(
          Flags.data("digits", "digits (drawn, no download) or folder:PATH with image and label"),
          Flags.limit(),
          Flags.option("width", "N", "filters of the first level; deeper ones have more", 16),
          Flags.option("depth", "N", "how many times the image is halved", 3),
          Flags.option("crop", "PIXELS", "side of the squares to train on", 64),
          Flags.option("crops", "N", "squares of each image in an epoch", 2),
          Flags.option("flip", "HOW", "mirror the squares at random: yes or no", "yes"),
          Flags.option("dice", "X", "weight of the Dice loss beside the cross-entropy", 0),
          Flags.epochs(8),
          Flags.batchSize(8),
          Flags.lr(.002),
          Flags.seed(1),
          Flags.precision("float32"));

  SegConfig {
    if (crop % (1 << depth) > 0) {
      throw new IllegalArgumentException(
          "--crop is %d; for --depth %d it must be a multiple of %d"
              .formatted(crop, depth, 1 << depth));
    }
    if (!data.equals("digits") && !data.startsWith(FOLDER)) {
      throw new IllegalArgumentException(
          "there is no data set '%s' with masks: it is digits, or folder:PATH".formatted(data));
    }
  }

  static SegConfig parse(Arguments a) {
    return new SegConfig(
        a.text("data").orElse("digits"),
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        a.integer("width", 16, 1, 1024),
        a.integer("depth", 3, 1, 7),
        a.integer("crop", 64, 8, 2048),
        a.integer("crops", 2, 1, 10_000),
        a.choice("flip", "yes", List.of("yes", "no")).equals("yes"),
        a.number("dice", 0, 0, 1000),
        a.integer("epochs", 8, 1, MOST_EPOCHS),
        a.integer("batch-size", 8, 1, 4096),
        a.number("lr", .002, 1e-9, 10),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        Precision.of(a.text("precision").orElse("float32")));
  }

  MaskedSet load() throws IOException {
    MaskedSet set =
        data.startsWith(FOLDER)
            ? MaskFolder.read(Path.of(data.substring(FOLDER.length())), seed)
            : MaskedSet.digits(DRAWN, seed);
    return set.first(limit);
  }

  /** Every option by name, as it could be typed; a limit that is off is left out. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("data", data);
    if (limit < Integer.MAX_VALUE) {
      map.put("limit", Integer.toString(limit));
    }
    map.put("width", Integer.toString(width));
    map.put("depth", Integer.toString(depth));
    map.put("crop", Integer.toString(crop));
    map.put("crops", Integer.toString(crops));
    map.put("flip", flip ? "yes" : "no");
    map.put("dice", Double.toString(dice));
    map.put("epochs", Integer.toString(epochs));
    map.put("batch-size", Integer.toString(batchSize));
    map.put("lr", Double.toString(lr));
    map.put("seed", Integer.toString(seed));
    map.put("precision", precision.toString());
    return map;
  }
}
