package org.vivarium.apps.timeseries.classify;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Resume;
import org.vivarium.cli.Version;
import org.vivarium.data.DataDir;
import org.vivarium.metrics.Classification;
import org.vivarium.report.ClassResults;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** {@code classify evaluate}: measures a finished run on test recordings. */
public final class ClassifyEvaluate {
  public static final Command COMMAND =
      new Command(
          "classify evaluate",
          "Measures a trained network on the test recordings of its own or another data set of its classes.",
          "--run " + ClassifyTrain.DEFAULT_OUT,
          List.of(
              Finished.option(),
              Flags.option("data", "NAME", "the data set", "that of the run"),
              Flags.option("test-speaker", "NAME", "of fsdd: whom to test on", "that of the run"),
              Flags.dataDir(),
              Flags.option("out", "FOLDER", "also write report.html and report.json here")),
          ClassifyEvaluate::run);

  private static final long ROOM = 20L << 20;

  private ClassifyEvaluate() {}

  private static void run(Arguments a) throws IOException {
    try (Finished finished = Finished.open(a)) {
      ClassifyConfig config = ClassifyConfig.parse(a.or(Resume.optionsOf(finished.weights())));
      SpokenSet set = SpokenSet.load(config, DataDir.resolve(a.path("data-dir").orElse(null)));
      if (!set.classes().equals(finished.network().classes())) {
        throw new IllegalArgumentException(
            "'%s' has the classes %s, and the network was trained on %s"
                .formatted(config.data(), set.classes(), finished.network().classes()));
      }
      Classification test =
          Classification.of(
              set.test().labelArray(), finished.fitting().probabilities(set.test()), set.classes());
      test.scores("test_").forEach((name, value) -> System.out.printf("%s %.4f%n", name, value));
      if (a.path("out").isPresent()) {
        write(RunFolder.create(a.path("out").get(), ROOM), config, test);
      }
    }
  }

  private static void write(RunFolder folder, ClassifyConfig config, Classification test)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "timeseries");
    json.put("metrics", test.scores("test_"));
    json.put("data", config.data());
    json.put("versions", Versions.of(Version.text()));
    json.put("test", test.toMap());
    folder.json("report.json", json);
    HtmlReport page = new HtmlReport("Spoken words of " + config.data());
    ClassResults results = new ClassResults(test, "recordings");
    results.tiles(page);
    results.sections(page, ClassifyReport.ADVICE);
    page.write(folder.file("report.html"));
  }
}
