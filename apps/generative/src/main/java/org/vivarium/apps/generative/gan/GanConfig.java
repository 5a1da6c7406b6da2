package org.vivarium.apps.generative.gan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.data.ImageSets;
import org.vivarium.kernel.Precision;
import org.vivarium.zoo.DcganDiscriminator.Norm;

/**
 * What a training run is asked to do. All that has a part in its numbers stands in {@link #options}
 * and so in the report and the checkpoint.
 *
 * @param latent numbers that an image is made of
 * @param width filters next to the image
 * @param norm of the discriminator
 * @param penalty weight of the penalty on the critic's slope; 0 for none
 * @param smoothing what is taken off the 1 that real images are worth
 * @param criticSteps of the discriminator for each of the generator
 * @param keep of the generator's moving average, with each of its steps
 * @param samples that are drawn and judged at the end
 */
record GanConfig(
    String model,
    String data,
    int imageSize,
    int limit,
    int latent,
    int width,
    Game loss,
    Norm norm,
    double penalty,
    double smoothing,
    int criticSteps,
    double generatorRate,
    double discriminatorRate,
    double keep,
    int samples,
    int epochs,
    int batchSize,
    int seed,
    Precision precision) {
  static final String CONDITIONAL = "cdcgan";
  private static final List<String> MODELS = List.of("dcgan", CONDITIONAL);
  private static final List<String> NORMS = List.of("batch", "spectral", "none");
  private static final int MOST_EPOCHS = 100_000;

  /** The options that a config is read from. */
  static final List<Option> OPTIONS =
      List.of(
          Flags.model("dcgan", MODELS),
          Flags.data("digits", String.join(", ", ImageSets.names())),
          Flags.option("image-size", "PIXELS", "side that pictures of a folder are resized to", 32),
          Flags.limit(),
          Flags.option("latent", "N", "numbers that an image is made of", 64),
          Flags.option("width", "N", "filters next to the image; deeper layers have more", 32),
          Flags.option("loss", "NAME", String.join(", ", Game.NAMES), Game.NON_SATURATING),
          Flags.option(
              "norm",
              "NAME",
              "of the discriminator: " + String.join(", ", NORMS),
              "spectral; none with wgan-gp"),
          Flags.option(
              "penalty", "X", "weight of the penalty on the critic's slope", "10 with wgan-gp"),
          Flags.option("smoothing", "X", "taken off the 1 that real images are worth", 0),
          Flags.option(
              "critic-steps",
              "N",
              "steps of the discriminator for each of the generator",
              "1; 3 with wgan-gp"),
          Flags.option("lr-generator", "RATE", "learning rate of the generator", "0.0004"),
          Flags.option("lr-discriminator", "RATE", "learning rate of the discriminator", "0.001"),
          Flags.option("average", "X", "share that the average generator keeps in a step", .99),
          Flags.option("samples", "N", "images to draw and judge at the end", 1000),
          Flags.epochs(8),
          Flags.batchSize(64),
          Flags.seed(1),
          Flags.precision("float32"));

  GanConfig {
    if (penalty > 0 && norm == Norm.BATCH) {
      throw new IllegalArgumentException(
          "--penalty is for a critic without batch norm: add --norm none or --norm spectral");
    }
    if (loss == Game.WGAN_GP && penalty == 0) {
      throw new IllegalArgumentException("--loss wgan-gp needs a --penalty above 0");
    }
    if (loss == Game.WGAN_GP && smoothing > 0) {
      throw new IllegalArgumentException("--smoothing has no meaning for --loss wgan-gp");
    }
  }

  static GanConfig parse(Arguments a) {
    Game loss = Game.of(a.choice("loss", Game.NON_SATURATING.toString(), Game.NAMES));
    boolean wasserstein = loss == Game.WGAN_GP;
    // what all of a batch have in common, such as a grey ground, batch norm would hide
    String norm = wasserstein ? "none" : "spectral";
    return new GanConfig(
        a.choice("model", "dcgan", MODELS),
        a.text("data").orElse("digits"),
        a.integer("image-size", 32, 8, 256),
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        a.integer("latent", 64, 1, 4096),
        a.integer("width", 32, 1, 1024),
        loss,
        Norm.valueOf(a.choice("norm", norm, NORMS).toUpperCase(Locale.ROOT)),
        a.number("penalty", wasserstein ? 10 : 0, 0, 1e6),
        a.number("smoothing", 0, 0, .5),
        a.integer("critic-steps", wasserstein ? 3 : 1, 1, 100),
        a.number("lr-generator", 4e-4, 1e-9, 10),
        a.number("lr-discriminator", 1e-3, 1e-9, 10),
        a.number("average", .99, 0, .999999),
        a.integer("samples", 1000, 10, 100_000),
        a.integer("epochs", 8, 1, MOST_EPOCHS),
        a.integer("batch-size", 64, 2, 65_536),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        Precision.of(a.text("precision").orElse("float32")));
  }

  boolean conditional() {
    return model.equals(CONDITIONAL);
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
    map.put("width", Integer.toString(width));
    map.put("loss", loss.toString());
    map.put("norm", norm.name().toLowerCase(Locale.ROOT));
    map.put("penalty", Double.toString(penalty));
    map.put("smoothing", Double.toString(smoothing));
    map.put("critic-steps", Integer.toString(criticSteps));
    map.put("lr-generator", Double.toString(generatorRate));
    map.put("lr-discriminator", Double.toString(discriminatorRate));
    map.put("average", Double.toString(keep));
    map.put("samples", Integer.toString(samples));
    map.put("epochs", Integer.toString(epochs));
    map.put("batch-size", Integer.toString(batchSize));
    map.put("seed", Integer.toString(seed));
    map.put("precision", precision.toString());
    return map;
  }
}
