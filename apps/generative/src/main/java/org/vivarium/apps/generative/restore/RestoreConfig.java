package org.vivarium.apps.generative.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.data.ImageSet;
import org.vivarium.data.ImageSets;
import org.vivarium.kernel.Precision;

/**
 * What a training run is asked to do. All that has a part in its numbers stands in {@link #options}
 * and so in the report and the checkpoint.
 *
 * @param width filters of U-Net's first level
 * @param depth how many times it halves the image
 * @param noise its standard deviation, of pixels in 0..1
 * @param factor of enlargement
 * @param code numbers in the middle of the autoencoder
 */
record RestoreConfig(
    Task task,
    String data,
    int imageSize,
    int limit,
    int width,
    int depth,
    double noise,
    int factor,
    int code,
    int epochs,
    int batchSize,
    double lr,
    int seed,
    Precision precision) {
  private static final int MOST_EPOCHS = 100_000;
  private static final String TINTED = "coloured-digits";

  RestoreConfig {
    if (task == Task.COLORIZE && List.of("digits", "mnist", "fashion-mnist").contains(data)) {
      throw new IllegalArgumentException(
          "'%s' has no colours to learn: take %s, cifar10 or a folder of pictures"
              .formatted(data, TINTED));
    }
  }

  /** The options that a config is read from. */
  static List<Option> options(Task task) {
    List<Option> options = new ArrayList<>();
    options.add(Flags.data(fallback(task), TINTED + ", " + String.join(", ", ImageSets.names())));
    options.add(
        Flags.option("image-size", "PIXELS", "side that pictures of a folder are resized to", 64));
    options.add(Flags.limit());
    if (task == Task.AUTOENCODER) {
      options.add(Flags.option("code", "N", "numbers that an image is put into", 30));
    } else {
      options.add(Flags.option("width", "N", "filters of the first level; deeper have more", 16));
      options.add(Flags.option("depth", "N", "how many times the image is halved", 2));
    }
    if (task == Task.DENOISE) {
      options.add(Flags.option("noise", "X", "its deviation, of pixels in 0..1", .25));
    }
    if (task == Task.SUPERRESOLVE) {
      options.add(Flags.option("factor", "N", "of enlargement: 2 or 4", 2));
    }
    options.add(Flags.epochs(6));
    options.add(Flags.batchSize(64));
    options.add(Flags.lr(.002));
    options.add(Flags.seed(1));
    options.add(Flags.precision("float32"));
    return options;
  }

  private static String fallback(Task task) {
    return task == Task.COLORIZE ? TINTED : "digits";
  }

  static RestoreConfig parse(Task task, Arguments a) {
    return new RestoreConfig(
        task,
        a.text("data").orElse(fallback(task)),
        a.integer("image-size", 64, 8, 1024),
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        a.integer("width", 16, 1, 1024),
        a.integer("depth", 2, 1, 7),
        a.number("noise", .25, 1e-6, 10),
        Integer.parseInt(a.choice("factor", "2", List.of("2", "4"))),
        a.integer("code", 30, 1, 4096),
        a.integer("epochs", 6, 1, MOST_EPOCHS),
        a.integer("batch-size", 64, 1, 65_536),
        a.number("lr", .002, 1e-9, 10),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        Precision.of(a.text("precision").orElse("float32")));
  }

  ImageSet load(Path dataDir, boolean quiet) throws IOException {
    ImageSets.Options loading = new ImageSets.Options(imageSize, seed, quiet);
    ImageSet set =
        data.equals(TINTED)
            ? Tints.of(ImageSets.load("digits", dataDir, loading))
            : ImageSets.load(data, dataDir, loading);
    if (task == Task.COLORIZE && set.train().channels() == 1) {
      throw new IllegalArgumentException(
          "the pictures of '%s' are all grey: there are no colours to learn".formatted(data));
    }
    return set.first(limit);
  }

  /** Every option by name, as it could be typed; those of other tasks are left out. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("data", data);
    map.put("image-size", Integer.toString(imageSize));
    if (limit < Integer.MAX_VALUE) {
      map.put("limit", Integer.toString(limit));
    }
    if (task == Task.AUTOENCODER) {
      map.put("code", Integer.toString(code));
    } else {
      map.put("width", Integer.toString(width));
      map.put("depth", Integer.toString(depth));
    }
    if (task == Task.DENOISE) {
      map.put("noise", Double.toString(noise));
    }
    if (task == Task.SUPERRESOLVE) {
      map.put("factor", Integer.toString(factor));
    }
    map.put("epochs", Integer.toString(epochs));
    map.put("batch-size", Integer.toString(batchSize));
    map.put("lr", Double.toString(lr));
    map.put("seed", Integer.toString(seed));
    map.put("precision", precision.toString());
    return map;
  }
}
