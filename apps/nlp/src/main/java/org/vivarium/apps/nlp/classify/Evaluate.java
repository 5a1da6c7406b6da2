package org.vivarium.apps.nlp.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.cli.Version;
import org.vivarium.kernel.Precision;
import org.vivarium.metrics.Classification;
import org.vivarium.report.ClassResults;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;
import org.vivarium.text.LabelledTexts;
import org.vivarium.text.TextSets;

/** {@code evaluate}: measures a finished run on test texts. */
public final class Evaluate {
  public static final Command COMMAND =
      new Command(
          "evaluate",
          "Measures a trained classifier on the test texts of its own or another data set.",
          "--run " + Train.DEFAULT_OUT,
          List.of(
              Flags.option("run", "FOLDER", "a run folder of 'train'", Train.DEFAULT_OUT),
              Flags.option(
                  "data",
                  "NAME",
                  "the data set; all texts of a " + TextSets.FILE,
                  "that of the run"),
              Flags.option("format", "NAME", "of a file: csv, tsv, jsonl or label", "its name"),
              Flags.option("text-column", "NAME", "of a file", "that of the run"),
              Flags.option("label-column", "NAME", "of a file", "that of the run"),
              Flags.dataDir(),
              Flags.precision("float32"),
              Flags.option("out", "FOLDER", "also write report.html and report.json here"),
              Flags.quiet()),
          Evaluate::run);

  private static final long ROOM = 20L << 20;

  private Evaluate() {}

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(Train.DEFAULT_OUT));
    Precision precision = Precision.of(a.text("precision").orElse("float32"));
    try (Finished finished = Finished.open(run, precision)) {
      String data = a.text("data").orElse(finished.config().data());
      LabelledTexts texts = texts(a, data, finished);
      Vocabulary.Encoded encoded = finished.vocabulary().encode(texts.texts());
      if (encoded.cut() > 0) {
        Note.of(
            a.flag("quiet"),
            "%d texts are longer than the %d tokens that the network reads and were cut",
            encoded.cut(),
            finished.network().longest());
      }
      Optional<RunFolder> out = a.path("out").map(dir -> RunFolder.create(dir, ROOM));
      Classification test =
          Classification.of(
              texts.labels(),
              finished.serving().probabilities(encoded.tokens()),
              finished.network().classes());
      test.scores("test_").forEach((name, value) -> System.out.printf("%s %.4f%n", name, value));
      if (out.isPresent()) {
        write(out.get(), run, data, test, texts);
      }
    }
  }

  /** The test part of a set, or all of another file, in the classes of the network. */
  private static LabelledTexts texts(Arguments a, String data, Finished finished)
      throws IOException {
    Config config = finished.config();
    Config.Table table =
        new Config.Table(
            a.text("format").orElse(config.table().format()),
            a.text("text-column").orElse(config.table().text()),
            a.text("label-column").orElse(config.table().label()),
            config.table().test());
    boolean own = data.equals(config.data());
    TextSets.Options options = Reading.of(table, own ? table.test() : "", data, config.seed());
    List<String> classes = finished.network().classes();
    if (data.startsWith(TextSets.FILE) && !own) {
      Path file = Path.of(data.substring(TextSets.FILE.length()));
      return LabelledTexts.of(TextSets.read(file, options), classes, "texts of '" + file + "'");
    }
    LabelledTexts test = TextSets.load(data, a.path("data-dir").orElse(null), options).test();
    return test.in(classes, "test texts of '" + data + "'");
  }

  private static void write(
      RunFolder folder, Path run, String data, Classification test, LabelledTexts texts)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "nlp");
    json.put("run", run.toString());
    json.put("metrics", test.scores("test_"));
    json.put("data", data);
    json.put("versions", Versions.of(Version.text()));
    json.put("test", test.toMap());
    folder.json("report.json", json);
    HtmlReport page = new HtmlReport("Evaluation on " + data);
    new ClassResults(test, "texts").tiles(page);
    Sections.results(page, test, texts);
    page.write(folder.file("report.html"));
  }
}
