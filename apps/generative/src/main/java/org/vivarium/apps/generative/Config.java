package org.vivarium.apps.generative;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.kernel.Precision;

/**
 * What a training run is asked to do. All that has a part in its numbers stands in {@link #options}
 * and so in the report and the checkpoint.
 *
 * @param latent numbers that an image is put into
 * @param beta weight of the divergence in what training lowers (Higgins et al. 2017); 1 for the
 *     bound itself
 */
record Config(
    String model,
    String data,
    int limit,
    int latent,
    int epochs,
    int batchSize,
    double lr,
    double beta,
    int seed,
    Precision precision) {
  static final List<String> DATA = List.of("digits", "mnist", "fashion-mnist");

  private static final int MOST_LATENT = 4096;
  private static final int MOST_EPOCHS = 100_000;
  private static final int MOST_BATCH = 65_536;

  /** The options that a config is read from. */
  static final List<Option> OPTIONS =
      List.of(
          Flags.model("vae", Network.MODELS),
          Flags.data("digits", String.join(", ", DATA)),
          Flags.limit(),
          Flags.option("latent", "N", "numbers that an image is put into", 20),
          Flags.epochs(10),
          Flags.batchSize(128),
          Flags.lr(.001),
          Flags.option("beta", "X", "weight of the divergence in the loss", 1),
          Flags.seed(1),
          Flags.precision("float32"));

  Config {
    atLeastOne("limit", limit);
    atLeastOne("latent", latent);
    atLeastOne("epochs", epochs);
    atLeastOne("batch-size", batchSize);
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
    return new Config(
        a.choice("model", "vae", Network.MODELS),
        a.choice("data", "digits", DATA),
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        a.integer("latent", 20, 1, MOST_LATENT),
        a.integer("epochs", 10, 1, MOST_EPOCHS),
        a.integer("batch-size", 128, 1, MOST_BATCH),
        a.number("lr", .001, 1e-9, 100),
        a.number("beta", 1, 0, 1e6),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        Precision.of(a.text("precision").orElse("float32")));
  }

  /** Every option by name, as it could be typed; a limit that is off is left out. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("data", data);
    if (limit < Integer.MAX_VALUE) {
      map.put("limit", Integer.toString(limit));
    }
    map.put("latent", Integer.toString(latent));
    map.put("epochs", Integer.toString(epochs));
    map.put("batch-size", Integer.toString(batchSize));
    map.put("lr", Double.toString(lr));
    map.put("beta", Double.toString(beta));
    map.put("seed", Integer.toString(seed));
    map.put("precision", precision.toString());
    return map;
  }
}
