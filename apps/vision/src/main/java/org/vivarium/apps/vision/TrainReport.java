package org.vivarium.apps.vision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.Version;
import org.vivarium.data.Images;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Program;
import org.vivarium.metrics.Classification;
import org.vivarium.report.Format;
import org.vivarium.report.History;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** What a training run tells: {@code report.json}, {@code report.html} and a few test images. */
record TrainReport(Job job, List<Epoch> history, EarlyStopping best, Classification test) {

  void write(RunFolder folder, Program program) throws IOException {
    samples(folder.file("samples"));
    folder.json("report.json", json(program));
    html(folder, program).write(folder.file("report.html"));
  }

  private Map<String, Object> json(Program program) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "vision");
    json.put("metrics", test.scores("test_"));
    json.put("parameters", program.size());
    json.put("seed", job.config().seed());
    json.put("precision", program.precision().toString());
    json.putAll(job.classifier().toMap());
    json.put("data", job.data().toMap(job.config().data()));
    job.transfer().ifPresent(t -> json.put("transfer", t.toMap(job, history.size())));
    json.put("best_epoch", best.bestEpoch());
    json.put("history", History.json(history));
    json.put("config", job.options());
    json.put("versions", Versions.of(Version.text()));
    json.put("test", test.toMap());
    return json;
  }

  private HtmlReport html(RunFolder folder, Program program) {
    double seconds = history.stream().mapToDouble(Epoch::seconds).sum();
    HtmlReport page =
        new HtmlReport(job.config().model() + " on " + job.config().data())
            .subtitle(job.data().set().source());
    Sections.tiles(page, test);
    page.tile("parameters", Format.count(program.size()))
        .tile("training", Format.seconds(seconds), history.size() + " epochs");
    page.section(
        "The data",
        "%s images to train on, %s of the training set held out for validation, %s to test."
            .formatted(
                Format.count(job.data().training().size()),
                Format.count(job.data().validation().size()),
                Format.count(job.data().set().test().size())));
    Sections.data(page, job.data().training());
    job.transfer().ifPresent(t -> t.describe(page, job, history.size()));
    page.section(
            "Learning curves",
            "The loss is what training lowers. The validation images are not trained on: their curve"
                + " tells what was learned and what was only memorised.")
        .lookFor(
            "Both curves fall: go on. Training falls and validation rises: over-fitting. Both stay"
                + " high: the network or the learning rate is too small.")
        .finding(History.diagnosis(history))
        .text("The weights of epoch " + best.bestEpoch() + " were kept.");
    for (LineChart chart : History.charts(history)) {
      page.figure(chart, "");
    }
    Sections.results(page, test, job.data().set().test());
    page.section("How it was made", "The same command and seed give the same numbers.")
        .facts(job.options())
        .section("How to use it", "In DJL, with no code of ours, and in PyTorch:")
        .code(
            """
            // Java, ai.djl: height, width and classes stand in serving.properties and synset.txt
            Criteria<Image, Classifications> criteria = Criteria.builder()
                .setTypes(Image.class, Classifications.class)
                .optModelPath(Path.of("%1$s/savedmodel"))
                .build();
            try (var model = criteria.loadModel(); var predictor = model.newPredictor()) {
              System.out.println(predictor.predict(ImageFactory.getInstance().fromFile(file)));
            }

            # Python, the same architecture in PyTorch: feed (pixels / 255 - mean) / std
            model.load_state_dict(safetensors.torch.load_file("%1$s/weights.safetensors"))"""
                .formatted(folder.dir()));
    return page;
  }

  /** A test image of each class, to try the model on. */
  private void samples(Path dir) throws IOException {
    Files.createDirectories(dir);
    Images images = job.data().set().test();
    for (int c = 0; c < images.classes().size(); c++) {
      int[] members = images.ofClass(c);
      if (members.length > 0) {
        String name = images.classes().get(c).replaceAll("[^\\w.-]+", "-");
        Files.write(dir.resolve(name + ".png"), Sections.picture(images, members[0]).png());
      }
    }
  }
}
