package org.vivarium.apps.vision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.cli.Version;
import org.vivarium.data.ImageSet;
import org.vivarium.data.ImageSets;
import org.vivarium.data.Images;
import org.vivarium.report.Format;
import org.vivarium.report.Histogram;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** {@code explore}: looks at a data set before anything is trained on it. */
final class Explore {
  static final String DEFAULT_OUT = "runs/explore";
  static final Command COMMAND =
      new Command(
          "explore",
          "Looks at a data set: counts, class balance, pixel statistics, a contact sheet.",
          "--data digits --out " + DEFAULT_OUT,
          List.of(
              Flags.data("digits", String.join(", ", ImageSets.names())),
              Flags.option(
                  "image-size", "PIXELS", "side that pictures of a folder are resized to", 64),
              Flags.dataDir(),
              Flags.seed(1),
              Flags.out(DEFAULT_OUT),
              Flags.quiet()),
          Explore::run);

  private static final long ROOM = 20L << 20;
  private static final List<String> COLOURS = List.of("red", "green", "blue");
  private static final double UNBALANCED = 1.5;

  private Explore() {}

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    String data = a.text("data").orElse("digits");
    ImageSets.Options loading =
        new ImageSets.Options(
            a.integer("image-size", 64, 8, 1024),
            a.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
            a.flag("quiet"));
    ImageSet set = ImageSets.load(data, Config.dataDir(a).orElse(null), loading);
    set.warnings().forEach(warning -> Note.of(a.flag("quiet"), "%s", warning));
    RunFolder folder = RunFolder.create(out, ROOM);
    byte[] sheet = Sections.sheet(set.train()).png();
    folder.bytes("contact-sheet.png", sheet);
    folder.json("report.json", json(data, set));
    html(data, set, sheet).write(folder.file("report.html"));
    print(set, out);
  }

  private static void print(ImageSet set, Path out) {
    Images train = set.train();
    System.out.printf(
        "training images %d, test images %d, %dx%dx%d, %d classes%n",
        train.size(),
        set.test().size(),
        train.height(),
        train.width(),
        train.channels(),
        train.classes().size());
    int[] counts = train.counts();
    int[] tests = set.test().counts();
    for (int c = 0; c < counts.length; c++) {
      System.out.printf("%-20s %7d %7d%n", train.classes().get(c), counts[c], tests[c]);
    }
    float[] mean = train.mean();
    float[] std = train.std();
    for (int c = 0; c < train.channels(); c++) {
      System.out.printf("%-20s mean %.4f  std %.4f%n", channel(train, c), mean[c], std[c]);
    }
    System.out.printf("%s%nreport %s%n", balance(train), out.resolve("report.html"));
  }

  private static String balance(Images images) {
    int most = IntStream.of(images.counts()).max().orElse(0);
    int least = IntStream.of(images.counts()).min().orElse(0);
    if (most <= UNBALANCED * least) {
      return "The classes are balanced: %d to %d images each.".formatted(least, most);
    }
    return ("The classes are not balanced: %d to %d images. Accuracy flatters the large ones: read the"
            + " macro scores, and try --class-weights balanced or --resample over.")
        .formatted(least, most);
  }

  private static Map<String, Object> json(String data, ImageSet set) {
    Images train = set.train();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "vision");
    json.put("data", data);
    json.put("source", set.source());
    json.put("sha256", train.contentHash());
    json.put("image", List.of(train.height(), train.width(), train.channels()));
    json.put("classes", train.classes());
    json.put("training_counts", train.counts());
    json.put("test_counts", set.test().counts());
    Map<String, Object> normalisation = new LinkedHashMap<>();
    normalisation.put("mean", train.mean());
    normalisation.put("std", train.std());
    json.put("normalisation", normalisation);
    json.put("warnings", set.warnings());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }

  private static HtmlReport html(String data, ImageSet set, byte[] sheet) {
    Images train = set.train();
    HtmlReport page =
        new HtmlReport("A look at " + data)
            .subtitle(set.source())
            .tile("training images", Format.count(train.size()))
            .tile("test images", Format.count(set.test().size()))
            .tile("classes", Format.count(train.classes().size()))
            .tile("size", train.height() + " x " + train.width(), channels(train));
    page.section("Images", "A column for each class.")
        .lookFor(
            "Images that are hard even for you, labels that are wrong, duplicates, and anything that"
                + " tells the class without showing the thing itself: a frame, a colour cast.")
        .image(sheet, "a contact sheet, a column for each class", "contact-sheet.png");
    page.section("Class balance", balance(train))
        .figure(Sections.balance("Training images per class", train), "")
        .figure(Sections.balance("Test images per class", set.test()), "");
    page.section(
            "Pixels",
            "How often each brightness occurs, over all training images, 0 (black) to 255. The network"
                + " sees each channel less its mean and divided by its standard deviation.")
        .lookFor("Spikes at both ends: clipped exposure. A narrow hill: little contrast.");
    float[] mean = train.mean();
    float[] std = train.std();
    List<List<Object>> rows = new ArrayList<>();
    for (int c = 0; c < train.channels(); c++) {
      rows.add(List.of(channel(train, c), (double) mean[c], (double) std[c]));
    }
    page.table(List.of("channel", "mean (0..1)", "standard deviation"), rows);
    long[][] histograms = train.histograms();
    for (int c = 0; c < histograms.length; c++) {
      page.figure(
          new Histogram(channel(train, c), "brightness", 0, 256, binned(histograms[c])), "");
    }
    return page;
  }

  /** Eight brightnesses in one bar. */
  private static List<Long> binned(long[] counts) {
    return IntStream.range(0, 32)
        .mapToObj(b -> IntStream.range(8 * b, 8 * b + 8).mapToLong(i -> counts[i]).sum())
        .toList();
  }

  private static String channel(Images images, int c) {
    return images.channels() == 1 ? "grey" : COLOURS.get(c);
  }

  private static String channels(Images images) {
    return images.channels() == 1 ? "grey" : "colour";
  }
}
