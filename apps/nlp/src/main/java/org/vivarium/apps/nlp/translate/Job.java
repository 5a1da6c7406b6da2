package org.vivarium.apps.nlp.translate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.vivarium.apps.nlp.Tokenization;
import org.vivarium.cli.Note;
import org.vivarium.cli.Resume;
import org.vivarium.cli.TrainingRun;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.report.RunFolder;
import org.vivarium.text.Sequences;
import org.vivarium.weights.Checkpoint;

/** One run from pairs of sentences to a run folder. */
record Job(Config config, Corpus corpus, Resume resume, Path out, boolean quiet) {
  static final int BEAM = 5;
  static final double PENALTY = 1;
  private static final String DATA = "data";

  /**
   * Trains and writes the run folder.
   *
   * @return how well the test set is translated, by greedy and by beam search
   */
  List<Scores> run() throws IOException {
    resume.checkData(DATA, corpus.sha256(), "sentences");
    byte[] tokenizer =
        resume.saved().isPresent()
            ? Files.readAllBytes(out.resolve(Tokenization.FILE))
            : Pieces.json(config, corpus.train());
    try (Pieces pieces = Pieces.of(tokenizer)) {
      Sequences training = sequences(pieces, corpus.train(), "training");
      Sequences validation = sequences(pieces, corpus.validation(), "validation");
      int longest = IntStream.of(training.lengths()).max().orElseThrow();
      Network network = Network.of(config, pieces.size(), longest);
      try (Fitting fitting = new Fitting(config, network, training, validation)) {
        return run(fitting, network, pieces, tokenizer);
      }
    }
  }

  private List<Scores> run(Fitting fitting, Network network, Pieces pieces, byte[] tokenizer)
      throws IOException {
    resume.saved().ifPresent(saved -> fitting.program().restore(saved.state()));
    TrainingRun here = new TrainingRun(out, quiet);
    RunFolder folder = here.folder(fitting.program().size(), resume.saved().isPresent());
    folder.bytes(Tokenization.FILE, tokenizer);
    EarlyStopping best =
        here.best(config.patience() == 0 ? EarlyStopping.NEVER : config.patience(), 0, 1);
    List<Epoch> history =
        fitting.fit(
            here.listeners(folder, best, about(network), "pairs"),
            resume.saved().map(Checkpoint.Saved::history).orElse(List.of()));
    Interpreter interpreter = new Interpreter(network, fitting.program().weights(), pieces);
    List<Scores> scores =
        List.of(
            interpreter.measure(corpus.test(), 1, PENALTY, quiet),
            interpreter.measure(corpus.test(), BEAM, PENALTY, quiet));
    for (Scores some : scores) {
      folder.text("test." + some.search() + ".txt", lines(some.outputs()));
    }
    folder.text("test.source.txt", lines(corpus.test().sources()));
    folder.text("test.reference.txt", lines(corpus.test().targets()));
    new TrainReport(this, interpreter, fitting.program(), history, best.bestEpoch(), scores)
        .write(folder);
    return scores;
  }

  private Sequences sequences(Pieces pieces, Pairs pairs, String purpose) {
    Sequences sequences = pieces.sequences(pairs, config.maxLength());
    if (sequences.size() < pairs.size()) {
      Note.of(
          quiet,
          "%d of %d %s pairs have more than %d tokens and are left out",
          pairs.size() - sequences.size(),
          pairs.size(),
          purpose,
          config.maxLength());
    }
    return sequences;
  }

  static String lines(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private Map<String, String> about(Network network) {
    Map<String, String> about =
        new LinkedHashMap<>(Resume.about(TranslateTrain.NAME, config.options()));
    about.putAll(network.metadata());
    about.put(DATA, corpus.sha256());
    return about;
  }
}
