package org.vivarium.apps.generative.gan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.vivarium.apps.generative.Grid;
import org.vivarium.apps.generative.Judge;
import org.vivarium.apps.generative.Pictures;
import org.vivarium.apps.generative.Quality;
import org.vivarium.cli.Version;
import org.vivarium.data.Images;
import org.vivarium.kernel.Epoch;
import org.vivarium.report.BarChart;
import org.vivarium.report.ContactSheet;
import org.vivarium.report.Format;
import org.vivarium.report.History;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.Picture;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** What a training run tells: {@code report.json}, {@code report.html} and {@code growth.gif}. */
record GanReport(GanJob job, GanFitting fitting, List<Epoch> history, Quality quality) {
  private static final int SHOWN = 100;
  private static final int COMPARED = 10;
  private static final int SHOTS = 6;

  void write(RunFolder folder, Images drawn, Growth growth, Judge judge) throws IOException {
    List<Picture> sheets = growth.sheets(history.size());
    byte[] gif = Growth.animation(sheets).bytes();
    folder.bytes("growth.gif", gif);
    folder.bytes("samples.png", Pictures.enlarged(grid(drawn)).png());
    folder.json("report.json", json());
    html(folder, drawn, sheets, gif, judge).write(folder.file("report.html"));
  }

  private Map<String, Object> json() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", job.config().data());
    data.put("source", job.set().source());
    data.put("sha256", job.sha256());
    data.put("training_images", job.set().train().size());
    data.put("test_images", job.set().test().size());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "generative");
    json.put("metrics", quality.toMap());
    json.put("parameters", fitting.size());
    json.put("seed", job.config().seed());
    json.put("precision", fitting.program().precision().toString());
    json.put("model", job.config().model());
    json.put("data", data);
    json.put("history", History.json(history));
    json.put("config", job.config().options());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }

  private HtmlReport html(
      RunFolder folder, Images drawn, List<Picture> sheets, byte[] gif, Judge judge) {
    GanConfig config = job.config();
    HtmlReport page =
        new HtmlReport("%s on %s, %s".formatted(config.model(), config.data(), config.loss()))
            .subtitle(job.set().source());
    tiles(page);
    page.section(
            "Pictures that nobody drew",
            "Noise, %d independent normal numbers for each picture, that the generator made images of. It has never"
                    .formatted(config.latent())
                + " seen a real one: all it knows is what the discriminator, which tells real images"
                + " from drawn ones, thought of its attempts.")
        .lookFor(
            "Pictures that could pass for real ones, of every kind. The same picture again and again is"
                + " collapse: the generator found one that passes, and stopped looking.")
        .image(
            Pictures.enlarged(grid(drawn)).png(),
            "a grid of generated pictures",
            config.conditional() ? "Classes in turn, column by column." : "");
    growth(page, sheets, gif);
    judged(page);
    curves(page);
    remembered(page, drawn, judge);
    use(page, folder);
    return page;
  }

  private void tiles(HtmlReport page) {
    double seconds = history.stream().mapToDouble(Epoch::seconds).sum();
    page.tile(
            "Fréchet distance",
            Format.number(quality.frechet()),
            "training images: " + Format.number(quality.floor()))
        .tile("precision", Format.percent(quality.cover().precision()), "like real images")
        .tile("recall", Format.percent(quality.cover().recall()), "of what real images are like")
        .tile("mean confidence", Format.percent(quality.confidence()), "of the judge")
        .tile("rarest class", Format.percent(quality.leastShare()), "of the samples")
        .tile(
            "parameters",
            Format.count(fitting.size(GanFitting.GENERATOR)),
            "against " + Format.count(fitting.size(GanFitting.DISCRIMINATOR)))
        .tile("training", Format.seconds(seconds), history.size() + " epochs");
  }

  private Picture grid(Images drawn) {
    int side = (int) Math.sqrt(Math.min(SHOWN, drawn.size()));
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < side * side; i++) {
      pictures.add(Pictures.of(drawn, i));
    }
    return new Grid(pictures, side).picture();
  }

  private void growth(HtmlReport page, List<Picture> sheets, byte[] gif) {
    page.section(
            "How they grew",
            "The same noise after each epoch, drawn by the moving average of the generator, which lies"
                + " still where the generator itself goes round in circles.")
        .lookFor(
            "Places that settle on a shape and sharpen it. Pictures that change their kind from epoch"
                + " to epoch mean that the two still chase each other.")
        .animation(gif, "an animation of generated pictures from epoch to epoch", "");
    List<HtmlReport.Shot> shots = new ArrayList<>();
    int count = Math.min(SHOTS, sheets.size());
    for (int i = 0; i < count; i++) {
      int epoch = count == 1 ? 0 : i * (sheets.size() - 1) / (count - 1);
      shots.add(new HtmlReport.Shot(sheets.get(epoch), "epoch " + epoch, ""));
    }
    page.gallery(shots);
  }

  private void judged(HtmlReport page) {
    page.section(
            "What a classifier says of them",
            "A classifier of the same data (%s, right about %s of the test images) looks at %s pictures. Its features place each"
                    .formatted(
                        quality.judge(),
                        Format.percent(quality.accuracy()),
                        Format.count(quality.samples()))
                + " picture in a space where what looks alike lies together. The Fréchet distance compares"
                + " where drawn and real images lie there on average and how they spread; precision is the"
                + " share of drawn pictures among the real ones, recall the share of real ones among the"
                + " drawn.")
        .lookFor(
            "A distance that comes near to that of training images; high precision with low recall is a"
                + " generator that draws few things well. These numbers compare runs on the same data. They"
                + " are not those of papers, which use the features of Inception.")
        .figure(
            BarChart.of(
                    "Share of each class",
                    job.set().train().classes(),
                    quality.shares().stream().mapToDouble(x -> x).toArray())
                .shares(),
            "By what the classifier takes them for.");
    page.finding(
        "The distance is %s; as many training images have %s. The classifier is %s sure on average, and takes %s of the pictures for the rarest class."
            .formatted(
                Format.number(quality.frechet()),
                Format.number(quality.floor()),
                Format.percent(quality.confidence()),
                Format.percent(quality.leastShare())));
    if (!Double.isNaN(quality.right())) {
      page.finding(
          "%s of the pictures are taken for the class they were asked to be."
              .formatted(Format.percent(quality.right())));
    }
  }

  private void curves(HtmlReport page) {
    page.section(
            "The game",
            "Each player's loss depends on how good the other one is, so neither says how good the"
                + " pictures are. What they tell is whether the game goes on.")
        .lookFor(
            "Two scores that stay near each other, and losses that move little. A discriminator whose loss goes to"
                + " nothing has won: lower its rate, smooth its labels or penalise its slope.");
    page.figure(
        LineChart.of("Losses", "epoch", "loss")
            .series("discriminator", values(e -> e.train().getOrDefault("loss", Double.NaN)))
            .series("generator", values(e -> e.train().getOrDefault("generator_loss", Double.NaN))),
        "");
    page.figure(
        LineChart.of("What the discriminator thinks", "epoch", "mean score")
            .series("real", values(e -> e.train().getOrDefault("real_score", Double.NaN)))
            .series("drawn", values(e -> e.train().getOrDefault("made_score", Double.NaN))),
        "High for what it takes for real.");
  }

  /** Drawn pictures above the training images that the judge finds most like them. */
  private void remembered(HtmlReport page, Images drawn, Judge judge) {
    Images some = drawn.first(COMPARED);
    Images train = job.set().train();
    int[] nearest = Nearest.of(judge.of(some).features(), judge.of(train).features());
    List<ContactSheet.Column> columns = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      columns.add(
          new ContactSheet.Column(
              "", List.of(Pictures.of(some, i), Pictures.of(train, nearest[i]))));
    }
    page.section(
            "Drawn or remembered?",
            "Above, drawn pictures; below each the training image whose features are nearest.")
        .lookFor(
            "Pairs that resemble each other but are not the same: the generator learned what the images"
                + " have in common. Copies would mean that it learned them by heart.")
        .image(
            new ContactSheet(columns).png(),
            "drawn pictures, and below each the nearest training image",
            "");
  }

  private double[] values(ToDoubleFunction<Epoch> value) {
    return history.stream().mapToDouble(value).toArray();
  }

  private void use(HtmlReport page, RunFolder folder) {
    page.section("How it was made", "The same command and seed give the same numbers.")
        .facts(job.config().options())
        .section("How to use it", "To draw more, and in DJL with no code of ours:")
        .code(
            """
            ./vivarium generative gan sample --run %1$s --count 64 --out samples.png

            // Java, ai.djl: noise [n, %2$d] (and label [n], int32, where it is told) to image, -1..1
            Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optModelPath(Path.of("%1$s/savedmodel"))
                .build();"""
                .formatted(folder.dir(), job.config().latent()));
  }
}
