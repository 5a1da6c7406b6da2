package org.vivarium.apps.generative.vae;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.data.ImageSets;
import org.vivarium.kernel.Precision;

/**
 * What a training run is asked to do. All that has a part in its numbers stands in {@link #options}
 * and so in the report and the checkpoint.
 *
 * @param latent numbers that an image is put into
 * @param likelihood what a pixel is taken for: see {@link Network}
 * @param beta weight of the divergence in what training lowers (Higgins et al. 2017); 1 for the
 *     bound itself
 * @param freeBits nats that each number of the code may cost for nothing (Kingma et al. 2016)
 * @param warmUp epochs in which the weight of the divergence rises from 0 (Bowman et al. 2016)
 * @param draws of the code for each test image, for the importance-weighted bound
 */
record Config(
    String model,
    String data,
    int imageSize,
    int limit,
    int latent,
    String likelihood,
    int epochs,
    int batchSize,
    double lr,
    double beta,
    double freeBits,
    int warmUp,
    int draws,
    int seed,
    Precision precision) {
  static final List<String> LIKELIHOODS = List.of("binary", "gaussian");

  private static final List<String> BINARY = List.of("digits", "mnist", "fashion-mnist");
  private static final int MOST_DRAWS = 5000;
  private static final int MOST_LATENT = 4096;
  private static final int MOST_EPOCHS = 100_000;
  private static final int MOST_BATCH = 65_536;

  /** The options that a config is read from. */
  static final List<Option> OPTIONS =
      List.of(
          Flags.model("vae", Network.MODELS),
          Flags.data("digits", String.join(", ", ImageSets.names())),
          Flags.option("image-size", "PIXELS", "side that pictures of a folder are resized to", 32),
          Flags.limit(),
          Flags.option("latent", "N", "numbers that an image is put into", 20),
          Flags.option(
              "likelihood",
              "KIND",
              "binary (pixels are black or white) or gaussian (shades and colours)",
              "binary for digits, mnist and fashion-mnist"),
          Flags.epochs(10),
          Flags.batchSize(128),
          Flags.lr(.001),
          Flags.option("beta", "X", "weight of the divergence in the loss", 1),
          Flags.option("free-bits", "X", "nats that each number may cost for nothing", 0),
          Flags.option("warm-up", "N", "epochs in which beta rises from 0", 0),
          Flags.option(
              "importance-samples", "N", "draws for each test image, for the tighter bound", 100),
          Flags.seed(1),
          Flags.precision("float32"));

  Config {
    atLeastOne("limit", limit);
    atLeastOne("latent", latent);
    atLeastOne("epochs", epochs);
    atLeastOne("batch-size", batchSize);
    if (warmUp > 0 && warmUp >= epochs) {
      throw new IllegalArgumentException(
          "--warm-up is %d of %d epochs: none is left at the full beta".formatted(warmUp, epochs));
    }
    if (!(lr > 0) || !(beta >= 0)) {
      throw new IllegalArgumentException(
          "--lr is %s and --beta is %s; the first must be above 0, the second not below"
              .formatted(lr, beta));
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("--" + name + " is " + value + "; it must be at least 1");
    }
  }

  static Config parse(Arguments a) {
    String data = a.text("data").orElse("digits");
    String usual = BINARY.contains(data) ? "binary" : "gaussian";
    return new Config(
        a.choice("model", "vae", Network.MODELS),
        data,
        a.integer("image-size", 32, 8, 512),
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        a.integer("latent", 20, 1, MOST_LATENT),
        a.choice("likelihood", usual, LIKELIHOODS),
        a.integer("epochs", 10, 1, MOST_EPOCHS),
        a.integer("batch-size", 128, 1, MOST_BATCH),
        a.number("lr", .001, 1e-9, 100),
        a.number("beta", 1, 0, 1e6),
        a.number("free-bits", 0, 0, 1000),
        a.integer("warm-up", 0, 0, MOST_EPOCHS),
        a.integer("importance-samples", 100, 1, MOST_DRAWS),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        Precision.of(a.text("precision").orElse("float32")));
  }

  /** How the images are loaded. */
  ImageSets.Options loading(boolean quiet) {
    return new ImageSets.Options(imageSize, seed, quiet);
  }

  /** Every option by name, as it could be typed; a limit that is off is left out. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("data", data);
    map.put("image-size", Integer.toString(imageSize));
    if (limit < Integer.MAX_VALUE) {
      map.put("limit", Integer.toString(limit));
    }
    map.put("latent", Integer.toString(latent));
    map.put("likelihood", likelihood);
    map.put("epochs", Integer.toString(epochs));
    map.put("batch-size", Integer.toString(batchSize));
    map.put("lr", Double.toString(lr));
    map.put("beta", Double.toString(beta));
    map.put("free-bits", Double.toString(freeBits));
    map.put("warm-up", Integer.toString(warmUp));
    map.put("importance-samples", Integer.toString(draws));
    map.put("seed", Integer.toString(seed));
    map.put("precision", precision.toString());
    return map;
  }
}
