package org.vivarium.apps.generative.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.apps.generative.Grid;
import org.vivarium.cli.Version;
import org.vivarium.data.MaskedImage;
import org.vivarium.data.MaskedSet;
import org.vivarium.kernel.Epoch;
import org.vivarium.metrics.Overlap;
import org.vivarium.report.Format;
import org.vivarium.report.History;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.Picture;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** What a training run tells: {@code report.json}, {@code report.html} and overlays. */
record SegReport(
    SegConfig config,
    MaskedSet set,
    String sha256,
    List<Epoch> history,
    int bestEpoch,
    Overlap test) {
  private static final int SHOWN = 3;
  private static final int SIDE = 256;

  void write(RunFolder folder, SegFitting fitting) throws IOException {
    folder.json("report.json", json(fitting));
    html(folder, fitting).write(folder.file("report.html"));
  }

  private Map<String, Object> json(SegFitting fitting) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("test_pixel_accuracy", test.accuracy());
    metrics.put("test_pixel_accuracy_of_the_commonest_class", floor());
    List<Map<String, Object>> classes = new ArrayList<>();
    for (int c = 0; c < set.classes().size(); c++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", set.classes().get(c));
      one.put("dice", test.dice(c));
      one.put("iou", test.iou(c));
      classes.add(one);
    }
    metrics.put("test_classes", classes);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", config.data());
    data.put("source", set.source());
    data.put("sha256", sha256);
    data.put("training_images", set.train().size());
    data.put("validation_images", set.validation().stream().map(MaskedImage::name).toList());
    data.put("test_images", set.test().stream().map(MaskedImage::name).toList());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "generative");
    json.put("metrics", metrics);
    json.put("parameters", fitting.program().size());
    json.put("seed", config.seed());
    json.put("precision", fitting.program().precision().toString());
    json.put("model", "unet");
    json.put("data", data);
    json.put("best_epoch", bestEpoch);
    json.put("history", History.json(history));
    json.put("config", config.options());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }

  /** What calling every pixel the commonest class is right about. */
  private double floor() {
    long most = 0;
    long all = 0;
    for (int c = 0; c < set.classes().size(); c++) {
      most = Math.max(most, test.truth(c));
      all += test.truth(c);
    }
    return (double) most / all;
  }

  /** The commonest class: what is left unpainted. */
  private int background() {
    int background = 0;
    for (int c = 1; c < set.classes().size(); c++) {
      background = test.truth(c) > test.truth(background) ? c : background;
    }
    return background;
  }

  private HtmlReport html(RunFolder folder, SegFitting fitting) {
    HtmlReport page =
        new HtmlReport("U-Net on " + config.data())
            .subtitle(
                "%s: %d to train on, %d to validate, %d to test"
                    .formatted(
                        set.source(),
                        set.train().size(),
                        set.validation().size(),
                        set.test().size()));
    double seconds = history.stream().mapToDouble(Epoch::seconds).sum();
    page.tile(
            "pixel accuracy",
            Format.percent(test.accuracy()),
            "one class for all: " + Format.percent(floor()))
        .tile("mean Dice", Format.number(mean(true)), "over the classes")
        .tile("mean IoU", Format.number(mean(false)), "over the classes")
        .tile("parameters", Format.count(fitting.program().size()))
        .tile("training", Format.seconds(seconds), history.size() + " epochs");
    overlays(page, fitting);
    classes(page);
    page.section(
            "Learning curves",
            "The loss is the mean cross-entropy of the pixels%s, on squares cut at random."
                .formatted(config.dice() > 0 ? ", and the Dice loss" : ""))
        .lookFor(
            "Both curves fall: go on. Training falls and validation rises: over-fitting, which a"
                + " handful of images invites; more crops, flips and fewer filters help.")
        .finding(History.diagnosis(history))
        .text("The weights of epoch " + bestEpoch + " were kept.");
    for (LineChart chart : History.charts(history)) {
      page.figure(chart, "");
    }
    page.section("How it was made", "The same command and seed give the same numbers.")
        .facts(config.options())
        .section("How to use it", "On other images, of any size:")
        .code(
            """
            ./vivarium generative segment predict --run %1$s --out masks IMAGE.png

            // Java, ai.djl: image [n, height, width, %2$d] in 0..1, sides a multiple of %3$d,
            // to probabilities [n, height, width, %4$d]
            Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optModelPath(Path.of("%1$s/savedmodel"))
                .build();"""
                .formatted(
                    folder.dir(), set.channels(), 1 << config.depth(), set.classes().size()));
    return page;
  }

  private void overlays(HtmlReport page, SegFitting fitting) {
    page.section(
            "What it sees",
            "Held-out images, from left to right: the image, the mask, what the network says, and where the"
                + " two differ."
                + " Orange was missed, blue was taken for what it is not.")
        .lookFor(
            "Mistakes that lie along edges, a pixel wide, are often the mask's own doubt. Mistakes that"
                + " are whole regions are the network's.");
    int bare = background();
    for (MaskedImage image : set.test().stream().limit(SHOWN).toList()) {
      int h = image.height();
      int w = image.width();
      int n = image.channels();
      int[] said = fitting.segment(image.pixels(), h, w);
      byte[] p = image.pixels();
      List<Picture> row =
          List.of(
              Overlay.plain(p, n, h, w),
              Overlay.classes(p, n, image.mask(), h, w, bare),
              Overlay.classes(p, n, said, h, w, bare),
              Overlay.mistakes(p, n, image.mask(), said, h, w, bare));
      page.image(
          new Grid(row.stream().map(picture -> picture.fit(SIDE)).toList(), row.size())
              .picture()
              .png(),
          "an image, its mask, the answer and what differs, side by side",
          image.name());
    }
  }

  private void classes(HtmlReport page) {
    List<List<Object>> rows = new ArrayList<>();
    for (int c = 0; c < set.classes().size(); c++) {
      rows.add(
          List.of(
              set.classes().get(c),
              test.dice(c),
              test.iou(c),
              Format.count(test.truth(c)),
              Format.count(test.said(c))));
    }
    page.section(
            "Class by class",
            "Dice is twice what the region and the answer have in common, over the sum of their sizes;"
                + " IoU is what they have in common over what either covers. Both are 1 for a perfect"
                + " answer, and neither is impressed by a large background.")
        .lookFor(
            "A rare class with a low Dice behind a high pixel accuracy: the network may live well by"
                + " never naming it.")
        .table(List.of("class", "Dice", "IoU", "pixels", "said"), rows);
  }

  private double mean(boolean dice) {
    double sum = 0;
    for (int c = 0; c < set.classes().size(); c++) {
      sum += dice ? test.dice(c) : test.iou(c);
    }
    return sum / set.classes().size();
  }
}
