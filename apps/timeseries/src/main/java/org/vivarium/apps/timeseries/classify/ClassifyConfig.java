package org.vivarium.apps.timeseries.classify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.kernel.Precision;

/**
 * What a training run is asked to do. All that has a part in its numbers stands in {@link #options}
 * and so in the report and the checkpoint.
 *
 * @param testSpeaker whom of {@code fsdd} it is tested on; empty for recordings 0 to 4 of everybody
 * @param rate samples per second
 * @param features log-mel bands or cepstral coefficients
 * @param centred whether each feature's mean over a recording is taken off
 * @param units of the network
 * @param variants of each training recording, as others might have said it, beside itself
 * @param masked whether steps and features are hidden at random as augmentation
 */
record ClassifyConfig(
    String data,
    Optional<String> testSpeaker,
    int rate,
    int limit,
    String features,
    boolean centred,
    String model,
    int units,
    double dropout,
    int variants,
    boolean masked,
    int epochs,
    int batchSize,
    double lr,
    int seed,
    Precision precision) {
  static final String MFCC = "mfcc";
  static final String VOICES = "voices";
  static final String FSDD = "fsdd";
  static final String FOLDER = "folder:";

  private static final List<String> FEATURES = List.of("logmel", MFCC);
  private static final int RATE = 8000;
  private static final int MOST_EPOCHS = 100_000;

  /** The options that a config is read from. */
  static final List<Option> OPTIONS =
      List.of(
          Flags.data(
              VOICES,
              "voices (computed, no download), fsdd (spoken digits) or folder:PATH with CLASS/*.wav"),
          Flags.option(
              "test-speaker", "NAME", "of fsdd: whom to test on", "recordings 0 to 4 of everybody"),
          Flags.option("rate", "HZ", "samples a second", RATE),
          Flags.limit(),
          Flags.option("features", "NAME", "logmel (40 bands) or mfcc (13 coefficients)", "logmel"),
          Flags.option("centre", "HOW", "take each recording's mean off: yes or no", "no"),
          Flags.model("gru", SeriesNetwork.MODELS),
          Flags.option("units", "N", "width of the network", 64),
          Flags.option("dropout", "P", "of what the network sums up", .2),
          Flags.option(
              "variants", "N", "of each recording: faster or slower, brighter or duller", 2),
          Flags.option("mask", "HOW", "hide steps and bands at random: yes or no", "yes"),
          Flags.epochs(20),
          Flags.batchSize(32),
          Flags.lr(.003),
          Flags.seed(1),
          Flags.precision("float32"));

  ClassifyConfig {
    if (!data.equals(VOICES) && !data.equals(FSDD) && !data.startsWith(FOLDER)) {
      throw new IllegalArgumentException(
          "there is no data set '%s' of spoken words: it is voices, fsdd or folder:PATH"
              .formatted(data));
    }
  }

  static ClassifyConfig parse(Arguments a) {
    return new ClassifyConfig(
        a.text("data").orElse(VOICES),
        a.text("test-speaker"),
        a.integer("rate", RATE, 8000, 48_000),
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        a.choice("features", "logmel", FEATURES),
        a.choice("centre", "no", List.of("yes", "no")).equals("yes"),
        a.choice("model", "gru", SeriesNetwork.MODELS),
        a.integer("units", 64, 4, 4096),
        a.number("dropout", .2, 0, .95),
        a.integer("variants", 2, 0, 100),
        a.choice("mask", "yes", List.of("yes", "no")).equals("yes"),
        a.integer("epochs", 20, 1, MOST_EPOCHS),
        a.integer("batch-size", 32, 1, 4096),
        a.number("lr", .003, 1e-9, 10),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        Precision.of(a.text("precision").orElse("float32")));
  }

  /** Every option by name, as it could be typed; what is off is left out. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("data", data);
    testSpeaker.ifPresent(name -> map.put("test-speaker", name));
    map.put("rate", Integer.toString(rate));
    if (limit < Integer.MAX_VALUE) {
      map.put("limit", Integer.toString(limit));
    }
    map.put("features", features);
    map.put("centre", centred ? "yes" : "no");
    map.put("model", model);
    map.put("units", Integer.toString(units));
    map.put("dropout", Double.toString(dropout));
    map.put("variants", Integer.toString(variants));
    map.put("mask", masked ? "yes" : "no");
    map.put("epochs", Integer.toString(epochs));
    map.put("batch-size", Integer.toString(batchSize));
    map.put("lr", Double.toString(lr));
    map.put("seed", Integer.toString(seed));
    map.put("precision", precision.toString());
    return map;
  }
}
