package org.vivarium.apps.timeseries.denoise;

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
 * @param testSpeaker whom of {@code fsdd} it is tested on
 * @param rate samples per second
 * @param units of each layer of the recurrent network
 * @param layers recurrent ones
 * @param width filters of the U-Net's first level
 * @param depth how many times it halves the spectrogram
 * @param seconds of a mixture
 * @param mixtures in an epoch
 */
record DenoiseConfig(
    String data,
    String testSpeaker,
    int rate,
    int limit,
    String model,
    int units,
    int layers,
    int width,
    int depth,
    double seconds,
    String loss,
    int mixtures,
    int epochs,
    int batchSize,
    double lr,
    int seed,
    Precision precision) {
  static final String GRU = "gru";
  static final String UNET = "unet";
  static final String BOTH = "both";
  static final String SPECTRUM = "spectrum";
  static final String SI_SDR = "si-sdr";
  static final List<String> MODELS = List.of(GRU, UNET);

  private static final List<String> LOSSES = List.of(BOTH, SPECTRUM, SI_SDR);
  private static final String VOICES = "voices";
  private static final String FSDD = "fsdd";
  private static final String FOLDER = "folder:";
  private static final int MOST_EPOCHS = 100_000;

  /** The options that a config is read from. */
  static final List<Option> OPTIONS =
      List.of(
          Flags.data(
              VOICES,
              "voices (computed, no download), fsdd (spoken digits, with noise-esc10 and"
                  + " noise-speech-commands) or folder:PATH with speech/SPEAKER/*.wav and noise/*.wav"),
          Flags.option("test-speaker", "NAME", "of fsdd: whom to test on", "yweweler"),
          Flags.option("rate", "HZ", "samples a second; fsdd has 8000", Defaults.RATE),
          Flags.limit(),
          Flags.model(GRU, MODELS),
          Flags.option("units", "N", "of each layer of the GRU network", Defaults.UNITS),
          Flags.option("layers", "N", "recurrent layers of it", Defaults.LAYERS),
          Flags.option("width", "N", "filters of the U-Net's first level", Defaults.WIDTH),
          Flags.option("depth", "N", "how many times it halves the spectrogram", Defaults.DEPTH),
          Flags.option("seconds", "S", "length of a mixture", Defaults.SECONDS),
          Flags.option("loss", "OF", "spectrum, si-sdr or both", BOTH),
          Flags.option("mixtures", "N", "made for each epoch", Defaults.MIXTURES),
          Flags.epochs(Defaults.EPOCHS),
          Flags.batchSize(Defaults.BATCH),
          Flags.lr(Defaults.LR),
          Flags.seed(1),
          Flags.precision("float32"));

  /** What is not asked for. */
  private static final class Defaults {
    static final int RATE = 8000;
    static final int UNITS = 128;
    static final int LAYERS = 2;
    static final int WIDTH = 8;
    static final int DEPTH = 4;
    static final double SECONDS = 2;
    static final int MIXTURES = 480;
    static final int EPOCHS = 6;
    static final int BATCH = 16;
    static final double LR = .002;
  }

  DenoiseConfig {
    if (!data.equals(VOICES) && !data.equals(FSDD) && !data.startsWith(FOLDER)) {
      throw new IllegalArgumentException(
          "there is no data set '%s' to denoise: it is voices, fsdd or folder:PATH"
              .formatted(data));
    }
    if (data.equals(FSDD) && rate != Defaults.RATE) {
      throw new IllegalArgumentException(
          "--rate is %d; fsdd has 8000 samples a second".formatted(rate));
    }
  }

  static DenoiseConfig parse(Arguments a) {
    return new DenoiseConfig(
        a.text("data").orElse(VOICES),
        a.text("test-speaker").orElse("yweweler"),
        a.integer("rate", Defaults.RATE, 8000, 48_000),
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        a.choice("model", GRU, MODELS),
        a.integer("units", Defaults.UNITS, 1, 4096),
        a.integer("layers", Defaults.LAYERS, 1, 8),
        a.integer("width", Defaults.WIDTH, 1, 512),
        a.integer("depth", Defaults.DEPTH, 1, 6),
        a.number("seconds", Defaults.SECONDS, .5, 30),
        a.choice("loss", BOTH, LOSSES),
        a.integer("mixtures", Defaults.MIXTURES, 1, 10_000_000),
        a.integer("epochs", Defaults.EPOCHS, 1, MOST_EPOCHS),
        a.integer("batch-size", Defaults.BATCH, 1, 4096),
        a.number("lr", Defaults.LR, 1e-9, 10),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        Precision.of(a.text("precision").orElse("float32")));
  }

  /** Every option by name, as it could be typed; a limit that is off is left out. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("data", data);
    map.put("test-speaker", testSpeaker);
    map.put("rate", Integer.toString(rate));
    if (limit < Integer.MAX_VALUE) {
      map.put("limit", Integer.toString(limit));
    }
    map.put("model", model);
    map.put("units", Integer.toString(units));
    map.put("layers", Integer.toString(layers));
    map.put("width", Integer.toString(width));
    map.put("depth", Integer.toString(depth));
    map.put("seconds", Double.toString(seconds));
    map.put("loss", loss);
    map.put("mixtures", Integer.toString(mixtures));
    map.put("epochs", Integer.toString(epochs));
    map.put("batch-size", Integer.toString(batchSize));
    map.put("lr", Double.toString(lr));
    map.put("seed", Integer.toString(seed));
    map.put("precision", precision.toString());
    return map;
  }
}
