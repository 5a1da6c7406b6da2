package org.vivarium.apps.nlp.translate;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.report.RunFolder;

/** {@code translate evaluate}: translates a test set and compares it to its references. */
public final class TranslateEvaluate {
  public static final Command COMMAND =
      new Command(
          "translate evaluate",
          "Measures a trained translator by BLEU and chrF, as sacreBLEU counts them.",
          "--run " + TranslateTrain.DEFAULT_OUT + " --beam 5",
          List.of(
              TranslateRun.run(),
              Flags.option("data", "NAME", "the data set", "that of the run"),
              Flags.dataDir(),
              TranslateRun.beam(Job.BEAM),
              TranslateRun.penalty(),
              Flags.option(
                  "out", "FOLDER", "also write source.txt, reference.txt and output.txt here"),
              Flags.quiet()),
          TranslateEvaluate::run);

  private static final long ROOM = 20L << 20;

  private TranslateEvaluate() {}

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(TranslateTrain.DEFAULT_OUT));
    Map<String, String> options = options(run);
    a.text("data").ifPresent(data -> options.put("data", data));
    Config config = Config.parse(a.or(options));
    Path dataDir = a.path("data-dir").orElse(null);
    Pairs test = TranslateTrain.corpus(config, dataDir).test();
    try (Interpreter interpreter = Interpreter.ofRun(run)) {
      Scores scores =
          interpreter.measure(
              test, TranslateRun.beam(a, Job.BEAM), TranslateRun.penalty(a), a.flag("quiet"));
      if (a.path("out").isPresent()) {
        RunFolder folder = RunFolder.create(a.path("out").get(), ROOM);
        folder.text("source.txt", Job.lines(test.sources()));
        folder.text("reference.txt", Job.lines(test.targets()));
        folder.text("output.txt", Job.lines(scores.outputs()));
      }
      scores.print();
    }
  }

  /** What the run was asked for. */
  private static Map<String, String> options(Path run) throws IOException {
    Path file = run.resolve("report.json");
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not a finished run of 'vivarium nlp translate train': 'report.json' is missing"
              .formatted(run));
    }
    Map<String, String> options = new LinkedHashMap<>();
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      JsonObject config = new Gson().fromJson(text, JsonObject.class).getAsJsonObject("config");
      config.asMap().forEach((name, value) -> options.put(name, value.getAsString()));
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      throw new IllegalArgumentException("'" + file + "' is no report of a translator", e);
    }
    return options;
  }
}
