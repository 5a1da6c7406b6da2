package org.vivarium.apps.generative.vae;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.vivarium.apps.generative.Pictures;
import org.vivarium.cli.Version;
import org.vivarium.data.Images;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Program;
import org.vivarium.report.ContactSheet;
import org.vivarium.report.Format;
import org.vivarium.report.History;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** What a training run tells: {@code report.json} and {@code report.html}. */
record TrainReport(
    Job job, Network network, Program program, List<Epoch> history, int bestEpoch, Score test) {
  private static final int SAMPLES = 64;

  void write(RunFolder folder, Drawing drawing) throws IOException {
    folder.json("report.json", json());
    html(folder, drawing).write(folder.file("report.html"));
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "generative");
    json.put("metrics", test.toMap());
    json.put("parameters", program.size());
    json.put("seed", job.config().seed());
    json.put("precision", program.precision().toString());
    json.put("model", network.model());
    json.put("image", network.image());
    json.put("latent", network.latent());
    json.put("data", job.data().toMap(job.config().data()));
    json.put("best_epoch", bestEpoch);
    json.put("history", History.json(history));
    json.put("config", job.config().options());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }

  private HtmlReport html(RunFolder folder, Drawing drawing) {
    Images images = job.data().set().test();
    float[][] codes = drawing.encode(images);
    HtmlReport page =
        new HtmlReport(network.model() + " on " + job.config().data())
            .subtitle(job.data().set().source());
    tiles(page, codes);
    curves(page);
    Gallery gallery = new Gallery(drawing, images, codes);
    page.section(
            "Pictures that nobody drew",
            "Codes drawn from the prior, independent normal numbers, and decoded. "
                + (network.binary()
                    ? "Grey is doubt: the brightness of a pixel is how likely it is white."
                    : "Each pixel is the mean of what it could be: what is in doubt looks blurred."))
        .lookFor(
            "Pictures that could pass for test images, of every kind. Blots between two kinds are codes"
                + " that no image lies at: a larger beta moves the images' codes closer to the prior.")
        .image(
            Pictures.enlarged(gallery.samples(SAMPLES, job.config().seed())).png(),
            "a grid of pictures decoded from random codes",
            "Seed %d.".formatted(job.config().seed()))
        .section(
            "Originals and reconstructions",
            "Test images as the network sees them, and below each what is decoded from the mean of its"
                + " code: %d numbers for %s of the image."
                    .formatted(network.latent(), Format.count(images.pixels()[0].length)))
        .lookFor(
            "What is lost: a gap that closed, a thin stroke, a kind that comes back as another. It does"
                + " not fit into the code, or was too rare to be worth it.")
        .image(
            new ContactSheet(gallery.reconstructions()).png(),
            "test images, a column for each class, with their reconstructions below",
            "A column for each class: original, reconstruction, and once more.")
        .section(
            "From one image to another",
            "Codes on the straight line between those of two test images, decoded.")
        .lookFor(
            "Shapes that bend into each other: the codes in between mean something. Two shapes that"
                + " fade into each other mean that the network stored images rather than learned them.")
        .image(
            Pictures.enlarged(gallery.interpolations()).png(),
            "rows of pictures, each going over from one test image to another",
            "");
    LatentSections.write(page, gallery);
    use(page, folder);
    return page;
  }

  private void tiles(HtmlReport page, float[][] codes) {
    double seconds = history.stream().mapToDouble(Epoch::seconds).sum();
    page.tile("test ELBO", nats(test.elbo()), "nats per image, with one draw")
        .tile(
            "importance-weighted bound",
            nats(test.weighted()),
            "with " + test.draws() + " draws per image")
        .tile("reconstruction", nats(test.reconstruction()), "nats for the pixels")
        .tile("KL divergence", nats(test.kl()), "nats for the code")
        .tile(
            "code in use",
            Codes.active(codes) + " of " + network.latent(),
            "numbers that tell test images apart")
        .tile("parameters", Format.count(program.size()))
        .tile("training", Format.seconds(seconds), history.size() + " epochs");
  }

  private void curves(HtmlReport page) {
    page.section(
            "The two terms",
            "To tell an image, tell its code first and then, given the code, its pixels. The divergence"
                + " (KL) is what the code costs beyond what the prior says already, the reconstruction is"
                + " what the pixels cost then; a nat is 1.44 bits. Their sum is the negative of the"
                + " evidence lower bound (ELBO): the network gives an image a log-probability of that or more."
                + " Training lowers the reconstruction + %s × the divergence."
                    .formatted(Format.number(job.config().beta())))
        .lookFor(
            "The reconstruction falls while the divergence rises: the code begins to say something. A"
                + " divergence near 0 says that the code is ignored (collapse): try a smaller beta. A"
                + " validation curve that turns up while training goes on falling: over-fitting.")
        .finding(
            ("A test image costs %s nats: %s for its code and %s for its pixels. The weights of epoch %d"
                    + " were kept, those of the lowest validation loss.")
                .formatted(
                    nats(-test.elbo()), nats(test.kl()), nats(test.reconstruction()), bestEpoch));
    page.finding(
        ("Weighing %d draws of each code by how well they explain the image gives a tighter bound (Burda et"
                + " al. 2015): %s nats per image. The truth is that or less; the encoder's guess is off"
                + " by at least the difference of the two bounds, %s nats.")
            .formatted(test.draws(), nats(-test.weighted()), nats(test.weighted() - test.elbo())));
    if (!network.binary()) {
      page.text(
          "Shades are taken for continuous numbers from 0 to 1, normally distributed about what is"
              + " decoded, so these are densities: a cost can be negative, and is not comparable with"
              + " that of black and white pixels.");
    }
    chart(page, "Sum of the terms, as weighed in training", "loss");
    chart(page, "Reconstruction", "reconstruction");
    chart(page, "KL divergence", "kl");
  }

  private void chart(HtmlReport page, String title, String report) {
    LineChart chart =
        LineChart.of(title, "epoch", "nats per image")
            .series("training", values(e -> e.train().get(report)))
            .series("validation", values(e -> e.validation().get(report)));
    page.figure(history.size() > 1 ? chart.mark(bestEpoch, "best: epoch " + bestEpoch) : chart, "");
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
            ./vivarium generative vae sample --run %1$s --count 64 --out samples.png

            // Java, ai.djl: image [n, height, width, channels] in 0..1 to logits of the pixels,
            // latent.mean and latent.log_variance
            Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optModelPath(Path.of("%1$s/savedmodel"))
                .build();"""
                .formatted(folder.dir()));
  }

  private static String nats(double x) {
    return "%.2f".formatted(x);
  }
}
