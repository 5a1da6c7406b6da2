package org.vivarium.apps.nlp.classify;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vivarium.cli.Version;
import org.vivarium.kernel.Epoch;
import org.vivarium.metrics.Classification;
import org.vivarium.report.BarChart;
import org.vivarium.report.ClassResults;
import org.vivarium.report.Format;
import org.vivarium.report.Histogram;
import org.vivarium.report.History;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.MarkedText;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;
import org.vivarium.text.LabelledTexts;

/** What a training run tells: {@code report.json} and {@code report.html}. */
record Report(
    Parts parts,
    Fitting fitting,
    List<Epoch> history,
    int bestEpoch,
    Baseline baseline,
    Job.Outcome outcome) {
  private static final int SHOWN = 2; // texts of each class
  private static final int TELLING = 12;
  private static final int BINS = 24;

  /** What was trained, and on what. */
  record Parts(
      Job job, Network network, Vocabulary vocabulary, Tokens tokens, Optional<Vectors> vectors) {}

  void write(RunFolder folder) throws IOException {
    folder.json("report.json", json());
    try (Explain explain =
        new Explain(
            parts.network, parts.vocabulary, fitting.serving(), fitting.program().weights())) {
      html(folder, explain).write(folder.file("report.html"));
    }
  }

  private Map<String, Object> json() {
    Classification test = outcome.network();
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, Object> metrics = new LinkedHashMap<>(test.scores("test_"));
    metrics.putAll(outcome.baseline().scores("baseline_"));
    json.put("app", "nlp");
    json.put("metrics", metrics);
    json.put("parameters", fitting.program().size());
    json.put("seed", parts.job.config().seed());
    json.put("precision", fitting.program().precision().toString());
    Finished.put(json, parts.network);
    json.put("classes", parts.network.classes());
    json.put("data", parts.job.data().toMap(parts.job.config().data()));
    json.put("cut_texts", parts.tokens.cut());
    parts.vectors.ifPresent(v -> json.put("vectors", v.coverage(parts.tokens.training())));
    json.put("best_epoch", bestEpoch);
    json.put("history", History.json(history));
    json.put("config", parts.job.config().options());
    json.put("versions", Versions.of(Version.text()));
    json.put("test", test.toMap());
    json.put("baseline", outcome.baseline().toMap());
    return json;
  }

  private HtmlReport html(RunFolder folder, Explain explain) {
    Classification test = outcome.network();
    LabelledTexts texts = parts.job.data().set().test();
    double seconds = history.stream().mapToDouble(Epoch::seconds).sum();
    HtmlReport page =
        new HtmlReport(parts.network.shape().model() + " on " + parts.job.config().data())
            .subtitle(parts.job.data().set().source());
    new ClassResults(test, "texts").tiles(page);
    page.tile(
            "linear baseline",
            Format.percent(outcome.baseline().accuracy()),
            "logistic regression on counts of words")
        .tile("parameters", Format.count(fitting.program().size()))
        .tile("training", Format.seconds(seconds), history.size() + " epochs");
    data(page);
    baseline(page);
    curves(page);
    Sections.results(page, test, texts);
    Sections.reasons(page, explain, test, texts, parts.network.attends());
    use(page, folder);
    return page;
  }

  private void data(HtmlReport page) {
    Split data = parts.job.data();
    LabelledTexts training = data.training();
    page.section(
            "The data",
            "%s texts to train on, %s held out to choose the best epoch on, %s to test."
                .formatted(
                    Format.count(training.size()),
                    Format.count(data.validation().size()),
                    Format.count(data.set().test().size())))
        .lookFor(
            "Classes that are rare, texts that are hard even for you, labels that are wrong, and"
                + " anything that tells the class without meaning it: a name, a format, a source.")
        .figure(
            BarChart.of(
                "Training texts per class",
                training.classes(),
                IntStream.of(training.counts()).asDoubleStream().toArray()),
            "")
        .figure(
            Histogram.of(
                "Tokens of a training text",
                "tokens",
                BINS,
                Stream.of(training(parts)).mapToDouble(t -> t.length).toArray()),
            "");
    for (int c = 0; c < training.classes().size(); c++) {
      int label = c;
      IntStream.range(0, training.size())
          .filter(i -> training.labels()[i] == label)
          .limit(SHOWN)
          .forEach(
              i ->
                  page.marked(
                      MarkedText.plain(
                          training.classes().get(label),
                          Sections.shortened(training.texts().get(i)))));
    }
    page.finding(tokens());
  }

  private String tokens() {
    String words =
        "The network knows %s tokens, learned from the training texts alone; %s of the held-out texts' tokens are unknown to it."
            .formatted(
                Format.count(parts.network.vocabulary()),
                Format.percent(parts.vocabulary.unknownShare(held(parts))));
    String cut =
        parts.tokens.cut() == 0
            ? " No text was cut."
            : " %s texts were longer than %d tokens and were cut."
                .formatted(Format.count(parts.tokens.cut()), parts.network.longest());
    return words
        + cut
        + parts.vectors.map(v -> " " + v.coverage(parts.tokens.training()) + ".").orElse("");
  }

  private static int[][] training(Parts parts) {
    return parts.tokens.training().columns().get("tokens");
  }

  private static int[][] held(Parts parts) {
    return parts.tokens.validation().columns().get("tokens");
  }

  private void baseline(HtmlReport page) {
    Classification test = outcome.network();
    Classification linear = outcome.baseline();
    double gain = test.accuracy() - linear.accuracy();
    double doubt = Math.sqrt(test.accuracy() * (1 - test.accuracy()) / test.examples());
    page.section(
            "What counting words can do",
            "Logistic regression on words and pairs of words, weighed by how rare they are"
                + " (TF-IDF). It knows no order beyond a pair, trains in seconds and is hard to"
                + " beat on a few thousand texts.")
        .lookFor(
            "A network that is no better than this is not worth its time. Where it is, order and"
                + " context carried the meaning.")
        .table(
            List.of("", "accuracy", "macro F1", "AUROC", "log loss", "calibration error"),
            List.of(row(parts.network.shape().model(), test), row("linear baseline", linear)))
        .finding(
            "The network is %s by %.1f points of accuracy; with %d test texts a difference below %.1f points may be chance."
                .formatted(
                    gain >= 0 ? "ahead" : "behind",
                    100 * Math.abs(gain),
                    test.examples(),
                    100 * 2 * doubt))
        .text("The words and pairs that speak most for each class, the strongest first:");
    for (int c = 0; c < test.classes().size(); c++) {
      page.marked(
          MarkedText.plain(
              test.classes().get(c), String.join(" · ", baseline.telling(c, TELLING))));
    }
  }

  private static List<Object> row(String name, Classification test) {
    return List.of(
        name,
        test.accuracy(),
        test.macroF1(),
        test.auroc(),
        test.logLoss(),
        test.calibration().ece());
  }

  private void curves(HtmlReport page) {
    page.section(
            "Learning curves",
            "The loss is what training lowers. The held-out texts are not trained on: their curve"
                + " tells what was learned and what was only memorised.")
        .lookFor(
            "Both curves fall: go on. Training falls and validation rises: over-fitting, which"
                + " comes early with texts, for most words are rare. Dropout, word dropout and"
                + " smaller networks help.")
        .finding(History.diagnosis(history))
        .text("The weights of epoch " + bestEpoch + " were kept.");
    for (LineChart chart : History.charts(history)) {
      page.figure(chart, "");
    }
  }

  private void use(HtmlReport page, RunFolder folder) {
    page.section("How it was made", "The same command and seed give the same numbers.")
        .facts(parts.job.config().options())
        .section(
            "How to use it",
            "From the command line, and in DJL with the translator of vivarium-zoo:")
        .code(
            """
            ./vivarium nlp predict --run %1$s --why "a film that is never dull"

            // Java, ai.djl: the length and the translator stand in serving.properties
            Criteria<String, Classifications> criteria = Criteria.builder()
                .setTypes(String.class, Classifications.class)
                .optModelPath(Path.of("%1$s/savedmodel"))
                .optTranslatorFactory(new TextClassificationTranslatorFactory())
                .build();
            try (var model = criteria.loadModel(); var predictor = model.newPredictor()) {
              System.out.println(predictor.predict("a film that is never dull"));
            }\
            """
                .formatted(folder.dir()));
  }
}
