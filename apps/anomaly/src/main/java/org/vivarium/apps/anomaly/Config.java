package org.vivarium.apps.anomaly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.vivarium.anomaly.Shrinkage;
import org.vivarium.anomaly.Threshold;
import org.vivarium.apps.anomaly.Architecture.Family;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;

/**
 * What a run is asked to do. All that has a part in its numbers stands in {@link #options}.
 *
 * @param data an image set, {@code csv:FILE} or {@code series:FILE}
 * @param against the image set that is unknown
 * @param normal the one class of images that is usual
 * @param contaminate share of anomalies among what is learned from
 * @param contamination share of what is held out that lies above the threshold
 * @param shrinkage a number, {@code none} or {@code ledoit-wolf}
 * @param components principal components that a forest or a distance sees; 0 for the columns
 */
record Config(
    List<String> detectors,
    String data,
    String against,
    Optional<String> normal,
    Optional<String> label,
    Optional<String> anomaly,
    int window,
    int limit,
    double contaminate,
    double contamination,
    String shrinkage,
    int components,
    int trees,
    int sample,
    int k,
    int latent,
    int epochs,
    int batchSize,
    double lr,
    int seed) {
  private static final int MOST = 1_000_000;
  private static final String LEDOIT_WOLF = "ledoit-wolf";

  /** What every verb that learns takes. */
  static final List<Option> OPTIONS =
      List.of(
          Flags.data(
              "digits", "digits, mnist, fashion-mnist and other image sets; csv:FILE, series:FILE"),
          Flags.option(
              "against", "NAME", "the unknown image set: letters, astray or another", "letters"),
          Flags.option(
              "normal", "CLASS", "the one class of images that is usual; all others are not"),
          Flags.option(
              "label",
              "COLUMN",
              "the column of a table that tells the anomalies: name, number or 'last'"),
          Flags.option("anomaly", "WORD", "what stands there in an anomaly"),
          Flags.option("window", "N", "values of a series that are seen at once", 32),
          Flags.limit(),
          Flags.option("contaminate", "SHARE", "anomalies put among what is learned from", 0),
          Flags.option("contamination", "SHARE", "of what is held out, above the threshold", .05),
          Flags.option(
              "shrinkage",
              "HOW",
              "of covariances: none, ledoit-wolf or a number",
              "0.5 for images, else ledoit-wolf"),
          Flags.option(
              "components",
              "N",
              "principal components that a forest sees; 0: the columns",
              "120 for images, else 0"),
          Flags.option("trees", "N", "of a forest", 100),
          Flags.option("sample", "N", "rows of a tree", 256),
          Flags.option("k", "N", "which neighbour", 5),
          Flags.option(
              "latent",
              "N",
              "numbers that a network puts a row into",
              "for images 10, of svdd 32; else 4"),
          Flags.epochs(20),
          Flags.batchSize(128),
          Flags.lr(.002),
          Flags.seed(1),
          Flags.dataDir(),
          Flags.quiet());

  Config {
    detectors = List.copyOf(detectors);
    Threshold.checkContamination(contamination);
    Threshold.checkContamination(contaminate);
  }

  /** Reads the options but those of the detectors, which each verb names in its way. */
  static Config parse(Arguments a, List<String> detectors) {
    return new Config(
        detectors,
        a.text("data").orElse("digits"),
        a.text("against").orElse("letters"),
        a.text("normal"),
        a.text("label"),
        a.text("anomaly"),
        a.integer("window", 32, 1, 100_000),
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        a.number("contaminate", 0, 0, .5),
        a.number("contamination", .05, 0, .5),
        shrinkage(a.text("shrinkage").orElse("")),
        a.integer("components", -1, 0, MOST),
        a.integer("trees", 100, 1, MOST),
        a.integer("sample", 256, 2, MOST),
        a.integer("k", 5, 1, MOST),
        a.integer("latent", -1, 1, 4096),
        a.integer("epochs", 20, 1, MOST),
        a.integer("batch-size", 128, 1, 65_536),
        a.number("lr", .002, 1e-9, 100),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  private static String shrinkage(String text) {
    if (!text.isEmpty() && !text.equals("none") && !text.equals(LEDOIT_WOLF)) {
      try {
        Shrinkage.fixed(Double.parseDouble(text));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "--shrinkage is '" + text + "'; it must be none, ledoit-wolf or a number from 0 to 1",
            e);
      }
    }
    return text;
  }

  Shrinkage shrinkage(boolean pictures) {
    return switch (shrinkage) {
      case "" -> pictures ? Shrinkage.fixed(.5) : Shrinkage.ledoitWolf();
      case "none" -> Shrinkage.none();
      case LEDOIT_WOLF -> Shrinkage.ledoitWolf();
      default -> Shrinkage.fixed(Double.parseDouble(shrinkage));
    };
  }

  int components(boolean pictures) {
    return components >= 0 ? components : pictures ? 120 : 0;
  }

  int latent(boolean pictures, Family family) {
    int usual = !pictures ? 4 : family == Family.SVDD ? 32 : 10;
    return latent > 0 ? latent : usual;
  }

  /** Every option by name, as it could be typed; what is left to the data is left out. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("detector", String.join(",", detectors));
    map.put("data", data);
    if (normal.isEmpty() && !data.startsWith(Problems.CSV) && !data.startsWith(Problems.SERIES)) {
      map.put("against", against);
    }
    normal.ifPresent(n -> map.put("normal", n));
    label.ifPresent(n -> map.put("label", n));
    anomaly.ifPresent(n -> map.put("anomaly", n));
    if (data.startsWith(Problems.SERIES)) {
      map.put("window", "" + window);
    }
    if (limit < Integer.MAX_VALUE) {
      map.put("limit", "" + limit);
    }
    map.put("contaminate", "" + contaminate);
    map.put("contamination", "" + contamination);
    if (!shrinkage.isEmpty()) {
      map.put("shrinkage", shrinkage);
    }
    if (components >= 0) {
      map.put("components", "" + components);
    }
    map.put("trees", "" + trees);
    map.put("sample", "" + sample);
    map.put("k", "" + k);
    if (latent > 0) {
      map.put("latent", "" + latent);
    }
    map.put("epochs", "" + epochs);
    map.put("batch-size", "" + batchSize);
    map.put("lr", "" + lr);
    map.put("seed", "" + seed);
    return map;
  }

  /** These options and others. */
  static List<Option> with(Option... more) {
    List<Option> options = new ArrayList<>(List.of(more));
    options.addAll(OPTIONS);
    return options;
  }
}
