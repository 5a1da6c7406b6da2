package org.vivarium.apps.nlp.classify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vivarium.cli.Note;
import org.vivarium.cli.Resume;
import org.vivarium.cli.TrainingRun;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.metrics.Classification;
import org.vivarium.report.RunFolder;
import org.vivarium.serving.SavedModel;
import org.vivarium.serving.TextClassificationTranslatorFactory;
import org.vivarium.weights.Checkpoint;

/** One run from texts in memory to a run folder. */
record Job(Config config, Split data, Path out, boolean quiet) {
  /** What a checkpoint holds for as it was only. */
  private static final Set<String> FIXED =
      Set.of("model", "data", "tokenizer", "kind", "vocab-size", "max-length", "vectors");

  private static final String DATA = "data";

  /** How the test texts were classified, by the network and by counting words. */
  record Outcome(Classification network, Classification baseline) {}

  /** Trains and writes the run folder; goes on from a checkpoint where there is one. */
  Outcome run(Resume resume) throws IOException {
    resume.compare(config.options(), FIXED, quiet);
    resume.checkData(DATA, data.sha256(), "texts");
    Vocabulary.check(config.words());
    Optional<Checkpoint.Saved> saved = resume.saved();
    TrainingRun here = new TrainingRun(out, quiet);
    RunFolder folder = here.folder(parameters(), saved.isPresent());
    try (Vocabulary vocabulary =
        saved.isPresent()
            ? Vocabulary.open(folder.file("tokenizer.json"), config.words().longest())
            : Vocabulary.make(config.words(), data.training().texts(), folder)) {
      Tokens tokens = Tokens.of(data, vocabulary, config.fit().buckets());
      tell(tokens);
      Optional<Vectors> vectors = vectors(vocabulary, tokens);
      Network network =
          new Network(
              shape(vectors),
              vocabulary.encoder().size(),
              vocabulary.unknown(),
              tokens.buckets().longest(),
              data.training().classes());
      try (Fitting fitting = new Fitting(config, network, tokens)) {
        vectors.ifPresent(fitting::begin);
        saved.ifPresent(s -> fitting.program().restore(s.state()));
        return run(
            here,
            folder,
            new Report.Parts(this, network, vocabulary, tokens, vectors),
            fitting,
            saved);
      }
    }
  }

  private Outcome run(
      TrainingRun here,
      RunFolder folder,
      Report.Parts parts,
      Fitting fitting,
      Optional<Checkpoint.Saved> saved)
      throws IOException {
    Baseline baseline = Baseline.fit(data.training(), config.fit().balanced());
    EarlyStopping best = here.best(config.fit().patience(), 0, 1);
    List<Epoch> history =
        fitting.fit(
            here.listeners(folder, best, about(), "texts"),
            saved.map(Checkpoint.Saved::history).orElse(List.of()));
    Classification test =
        Classification.of(
            data.set().test().labels(),
            fitting.serving().probabilities(parts.tokens().test()),
            parts.network().classes());
    Outcome outcome = new Outcome(test, baseline.measure(data.set().test()));
    export(folder, parts.network(), fitting);
    new Report(parts, fitting, history, best.bestEpoch(), baseline, outcome).write(folder);
    return outcome;
  }

  /** At most, and nearly: the vectors of the tokens are most of a network of this size. */
  private long parameters() {
    return (long) config.words().vocabulary() * config.network().width();
  }

  private void tell(Tokens tokens) {
    if (tokens.cut() > 0) {
      Note.of(
          quiet,
          "%d texts are longer than %d tokens and were cut: --max-length says how many are read",
          tokens.cut(),
          config.words().longest());
    }
  }

  private Optional<Vectors> vectors(Vocabulary vocabulary, Tokens tokens) throws IOException {
    if (config.words().vectors().isEmpty()) {
      return Optional.empty();
    }
    Vectors vectors = Vectors.read(Path.of(config.words().vectors()), vocabulary);
    Note.of(quiet, "%s", vectors.coverage(tokens.training()));
    return Optional.of(vectors);
  }

  /** As wide as the vectors of the file, where there is one. */
  private Config.Shape shape(Optional<Vectors> vectors) {
    Config.Shape asked = config.network();
    return vectors
        .map(
            v ->
                new Config.Shape(
                    asked.model(),
                    v.words().width(),
                    asked.units(),
                    asked.layers(),
                    asked.summary(),
                    asked.dropout(),
                    asked.wordDropout()))
        .orElse(asked);
  }

  private static void export(RunFolder folder, Network network, Fitting fitting)
      throws IOException {
    Path dir = folder.file("savedmodel");
    SavedModel.write(
        dir,
        network.model(network.longest()),
        fitting.program().weights(),
        Map.of(
            "application",
            "nlp/text_classification",
            "translatorFactory",
            TextClassificationTranslatorFactory.class.getName(),
            "length",
            Integer.toString(network.longest()),
            "addSpecialTokens",
            "false"));
    Files.write(dir.resolve("synset.txt"), network.classes());
    Files.copy(
        folder.file("tokenizer.json"),
        dir.resolve("tokenizer.json"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** What a checkpoint must agree in, and the options, which it may differ in. */
  private Map<String, String> about() {
    Map<String, String> about = Resume.about(Train.COMMAND.name(), config.options());
    about.put(DATA, data.sha256());
    return about;
  }
}
