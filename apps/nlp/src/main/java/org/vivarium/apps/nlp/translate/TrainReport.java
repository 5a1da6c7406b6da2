package org.vivarium.apps.nlp.translate;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.vivarium.cli.Version;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Program;
import org.vivarium.report.Format;
import org.vivarium.report.History;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** What a training run tells: {@code report.json} and {@code report.html}. */
record TrainReport(
    Job job,
    Interpreter interpreter,
    Program program,
    List<Epoch> history,
    int bestEpoch,
    List<Scores> scores) {
  void write(RunFolder folder) throws IOException {
    folder.json("report.json", json());
    html(folder).write(folder.file("report.html"));
  }

  private Map<String, Object> json() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    scores.forEach(some -> metrics.putAll(some.toMap()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "nlp");
    json.put("verb", TranslateTrain.NAME);
    json.put("metrics", metrics);
    json.put("parameters", program.size());
    json.put("vocabulary", interpreter.network().vocabulary());
    json.put("seed", job.config().seed());
    json.put("precision", program.precision().toString());
    json.put("model", interpreter.network().model());
    json.put("data", job.corpus().toMap(job.config().data()));
    json.put("best_epoch", bestEpoch);
    json.put("history", History.json(history));
    json.put("config", job.config().options());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }

  private HtmlReport html(RunFolder folder) {
    Network network = interpreter.network();
    HtmlReport page =
        new HtmlReport(
                "%s on %s, %s to %s"
                    .formatted(network.model(), job.config().data(), network.from(), network.to()))
            .subtitle(job.corpus().origin());
    Sections sections = new Sections(job.corpus(), interpreter, scores);
    tiles(page);
    sections.data(page);
    curves(page);
    sections.scores(page);
    sections.attention(page);
    sections.examples(page);
    use(page, folder);
    return page;
  }

  private void tiles(HtmlReport page) {
    double seconds = history.stream().mapToDouble(Epoch::seconds).sum();
    double loss = history.get(bestEpoch - 1).validation().get("loss");
    page.tile(
            "BLEU, beam " + Job.BEAM, Sections.two(scores.get(1).bleu().score()), "test sentences")
        .tile("BLEU, greedy", Sections.two(scores.get(0).bleu().score()), "test sentences")
        .tile("chrF, beam " + Job.BEAM, Sections.two(scores.get(1).chrf()), "test sentences")
        .tile("perplexity", Sections.two(Math.exp(loss)), "of a validation token")
        .tile("parameters", Format.count(program.size()))
        .tile("training", Format.seconds(seconds), history.size() + " epochs");
  }

  private void curves(HtmlReport page) {
    double smoothing = job.config().smoothing();
    page.section(
            "Learning curves",
            "The network is told a sentence and the beginning of its translation, and is asked for the"
                + " next token (teacher forcing). The loss is what that costs in nats per token; e to the"
                + " power of it is the perplexity, the number of tokens that it wavers between, so to"
                + " speak."
                + (smoothing > 0
                    ? " In training a share of %s of each label is spread over the vocabulary, and numbers are dropped: its loss is higher for that and cannot fall to 0."
                        .formatted(Format.number(smoothing))
                    : ""))
        .figure(
            marked(
                LineChart.of("Loss", "epoch", "nats per token")
                    .series("training, smoothed", values(e -> e.train().get("loss")))
                    .series("validation", values(e -> e.validation().get("loss")))),
            "The weights of the marked epoch were kept.")
        .figure(
            marked(
                LineChart.of("Perplexity of validation tokens", "epoch", "tokens")
                    .series("validation", values(e -> Math.exp(e.validation().get("loss"))))),
            "")
        .lookFor(
            "A validation loss that turns up while the training loss goes on falling: the sentences are"
                + " learned by heart. More dropout, a smaller network or more pairs help.");
  }

  private LineChart marked(LineChart chart) {
    return history.size() > 1 ? chart.mark(bestEpoch, "best: epoch " + bestEpoch) : chart;
  }

  private double[] values(ToDoubleFunction<Epoch> value) {
    return history.stream().mapToDouble(value).toArray();
  }

  private void use(HtmlReport page, RunFolder folder) {
    page.section("How it was made", "The same command and seed give the same translations.")
        .facts(job.config().options())
        .section("How to use it", "The translations of the test set lie beside this page.")
        .code(
            """
            ./vivarium nlp translate run --run %1$s "%2$s"
            ./vivarium nlp translate evaluate --run %1$s --beam 5

            sacrebleu %1$s/test.reference.txt -i %1$s/test.beam%3$d.txt -m bleu chrf"""
                .formatted(folder.dir(), job.corpus().test().sources().get(0), Job.BEAM));
  }
}
