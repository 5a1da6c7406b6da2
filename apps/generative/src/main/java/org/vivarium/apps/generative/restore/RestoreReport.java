package org.vivarium.apps.generative.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.apps.generative.Pictures;
import org.vivarium.cli.Version;
import org.vivarium.data.HeldOut;
import org.vivarium.data.Images;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Program;
import org.vivarium.report.ContactSheet;
import org.vivarium.report.Format;
import org.vivarium.report.History;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.Picture;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** What a training run tells: {@code report.json} and {@code report.html}. */
record RestoreReport(
    RestoreConfig config, HeldOut data, List<Epoch> history, int bestEpoch, Likeness test) {
  private static final int SHOWN = 10;

  void write(
      RunFolder folder, Program program, Images images, float[][] floor, Restoring.Shown shown)
      throws IOException {
    folder.json("report.json", json(program));
    html(folder, program, sheet(images, floor, shown)).write(folder.file("report.html"));
  }

  private Map<String, Object> json(Program program) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "generative");
    json.put("task", config.task().verb());
    json.put("metrics", test.toMap());
    json.put("parameters", program.size());
    json.put("seed", config.seed());
    json.put("precision", program.precision().toString());
    json.put("data", data.toMap(config.data()));
    json.put("best_epoch", bestEpoch);
    json.put("history", History.json(history));
    json.put("config", config.options());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }

  /** A column for each image: what was shown, what was given back, and how it should be. */
  private byte[] sheet(Images images, float[][] floor, Restoring.Shown shown) {
    List<ContactSheet.Column> columns = new ArrayList<>();
    int size = images.pixels()[0].length;
    for (int i = 0; i < Math.min(SHOWN, images.size()); i++) {
      List<Picture> pictures = new ArrayList<>();
      if (config.task() != Task.AUTOENCODER) {
        pictures.addAll(pictures(images, Likeness.wide(floor[i], size)));
      }
      pictures.addAll(pictures(images, shown.restored()[i]));
      pictures.add(Pictures.of(images, i));
      columns.add(new ContactSheet.Column(images.classes().get(images.labels()[i]), pictures));
    }
    return new ContactSheet(columns).png();
  }

  private static List<Picture> pictures(Images images, float[] pixels) {
    return Pictures.of(pixels, images.height(), images.width(), images.channels());
  }

  private HtmlReport html(RunFolder folder, Program program, byte[] sheet) {
    Task task = config.task();
    HtmlReport page =
        new HtmlReport(title(task) + " on " + config.data()).subtitle(data.set().source());
    double seconds = history.stream().mapToDouble(Epoch::seconds).sum();
    page.tile("PSNR", decibels(test.psnr()), task.floor() + ": " + decibels(test.floorPsnr()))
        .tile(
            "SSIM",
            Format.number(test.ssim()),
            task.floor() + ": " + Format.number(test.floorSsim()))
        .tile("parameters", Format.count(program.size()))
        .tile("training", Format.seconds(seconds), history.size() + " epochs");
    page.section("Before and after", what(task))
        .lookFor(look(task))
        .image(
            sheet,
            "test images, a column for each",
            task == Task.AUTOENCODER
                ? "Above what came back, below the original."
                : "Above what the network was shown, then what it gave back, below the original.")
        .finding(
            "A test image comes to %s of the original and an SSIM of %s; %s to %s and %s."
                .formatted(
                    decibels(test.psnr()),
                    Format.number(test.ssim()),
                    task.floor(),
                    decibels(test.floorPsnr()),
                    Format.number(test.floorSsim())))
        .text(
            "PSNR is the mean squared error on a logarithmic scale: 6 decibels more are half the"
                + " error of a pixel. SSIM (Wang et al. 2004) compares means, contrasts and shapes under"
                + " a small window, and is 1 for an equal image. Both are means over %s test images."
                    .formatted(Format.count(Math.min(1000, data.set().test().size()))));
    page.section("Learning curves", "The loss is the mean squared error of a pixel in 0..1.")
        .lookFor("Both curves fall: go on. Training falls and validation rises: over-fitting.")
        .finding(History.diagnosis(history))
        .text("The weights of epoch " + bestEpoch + " were kept.");
    for (LineChart chart : History.charts(history)) {
      page.figure(chart, "");
    }
    page.section("How it was made", "The same command and seed give the same numbers.")
        .facts(config.options())
        .section("How to use it", "On picture files:")
        .code(
            """
            ./vivarium generative %1$s run --run %2$s --out restored IMAGE.png

            // Java, ai.djl: image [n, height, width, channels] in 0..1 to restored
            Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optModelPath(Path.of("%2$s/savedmodel"))
                .build();"""
                .formatted(task.verb(), folder.dir()));
    return page;
  }

  private static String title(Task task) {
    return switch (task) {
      case AUTOENCODER -> "Autoencoder";
      case DENOISE -> "Denoising";
      case SUPERRESOLVE -> "Enlargement";
      case COLORIZE -> "Colours";
    };
  }

  private String what(Task task) {
    return switch (task) {
      case AUTOENCODER ->
          "Each image goes through a code of %d numbers and comes back from it."
              .formatted(config.code());
      case DENOISE ->
          "Normal noise of deviation %s, where white is 1, was added to clean images."
              .formatted(Format.number(config.noise()));
      case SUPERRESOLVE ->
          "Images were shrunk to a %s of their pixels, and enlarged again."
              .formatted(config.factor() == 2 ? "quarter" : "sixteenth");
      case COLORIZE -> "The network sees how bright each pixel is, and says its colour.";
    };
  }

  private static String look(Task task) {
    return switch (task) {
      case AUTOENCODER ->
          "What is lost does not fit into the code: thin strokes, gaps, rare shapes.";
      case DENOISE ->
          "Edges that are sharp again, with nothing invented. Where noise hides all, the best answer in"
              + " squared error is the mean of what could be, which looks blurred.";
      case SUPERRESOLVE ->
          "Edges without steps or fringes. A squared error never pays for detail that is only likely:"
              + " textures stay soft.";
      case COLORIZE ->
          "Where the shape tells the colour, it should be right. Where it does not, the best answer in"
              + " squared error is the mean of what could be: grey or brown.";
    };
  }

  private static String decibels(double x) {
    return "%.2f dB".formatted(x);
  }
}
