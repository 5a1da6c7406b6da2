package org.vivarium.apps.nlp.lm;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.vivarium.cli.Version;
import org.vivarium.data.Draws;
import org.vivarium.kernel.Epoch;
import org.vivarium.report.Format;
import org.vivarium.report.History;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;
import org.vivarium.text.Sampling;

/**
 * What a training run tells: {@code report.json} and {@code report.html}.
 *
 * @param nats for each token of the validation text, of the weights that were kept
 */
record TrainReport(Job job, Network network, List<Epoch> history, int bestEpoch, double nats) {
  private static final double[] TEMPERATURES = {0, .5, .8, 1, 1.3};
  private static final int SAMPLE = 400; // tokens

  void write(RunFolder folder, Fitting fitting, Author author, Map<Integer, String> moments)
      throws IOException {
    Floors floors = Floors.of(job.material());
    folder.json("report.json", json(fitting, floors));
    html(folder, fitting, floors, author, moments).write(folder.file("report.html"));
  }

  private Map<String, Object> json(Fitting fitting, Floors floors) {
    Material material = job.material();
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("validation_loss", nats);
    metrics.put("validation_perplexity", Math.exp(nats));
    metrics.put("validation_nats_per_character", material.perCharacter(nats));
    metrics.put("unigram_loss", floors.unigram());
    metrics.put("bigram_loss", floors.bigram());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", material.corpus().name());
    data.put("source", material.corpus().source());
    data.put("sha256", material.corpus().sha256());
    data.put("training_tokens", material.training().length);
    data.put("validation_tokens", material.validation().length);
    data.put("vocabulary", material.vocabulary());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "nlp");
    json.put("metrics", metrics);
    json.put("parameters", fitting.program().size());
    json.put("seed", job.config().seed());
    json.put("precision", fitting.program().precision().toString());
    json.put("model", network.model());
    json.put("data", data);
    json.put("best_epoch", bestEpoch);
    json.put("history", History.json(history));
    json.put("config", job.config().options());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }

  private HtmlReport html(
      RunFolder folder,
      Fitting fitting,
      Floors floors,
      Author author,
      Map<Integer, String> moments) {
    HtmlReport page =
        new HtmlReport(
                "%s on %s"
                    .formatted(
                        network.model().equals(Network.GPT) ? "GPT" : "LSTM",
                        job.material().corpus().name()))
            .subtitle(job.material().corpus().source());
    tiles(page, fitting);
    floors.tell(page, nats);
    curves(page, floors);
    moments(page, moments);
    temperatures(page, author);
    new Surprise(job.material(), fitting).tell(page);
    use(page, folder);
    return page;
  }

  private void tiles(HtmlReport page, Fitting fitting) {
    double seconds = history.stream().mapToDouble(Epoch::seconds).sum();
    long tokens = (long) history.size() * fitting.tokensPerEpoch();
    page.tile("validation loss", "%.3f".formatted(nats), "nats for each token")
        .tile("perplexity", "%.2f".formatted(Math.exp(nats)), "tokens that seem as likely");
    if (!job.material().ofCharacters()) {
      page.tile(
          "per character", "%.3f".formatted(job.material().perCharacter(nats)), "nats, validation");
    }
    page.tile("parameters", Format.count(fitting.program().size()))
        .tile("training", Format.seconds(seconds), history.size() + " epochs")
        .tile("speed", Format.count(Math.round(tokens / seconds)), "tokens a second");
  }

  private void curves(HtmlReport page, Floors floors) {
    page.section(
            "Learning curves",
            "The loss is what the right token costs: minus the logarithm of the probability that the"
                + " network gave it, in nats (a nat is 1.44 bits). Perplexity is e to that power: from so many"
                + " tokens, all equally likely, the network seems to choose. Each validation window begins"
                + " with nothing before it, so its first tokens cost more than those in the middle of a text.")
        .lookFor(
            "A fast fall to the floor of pairs, where spelling begins, and a slow one below it, where words"
                + " and phrases are learned. A validation curve that turns up while training goes on"
                + " falling: the text is too short for the network, try --dropout 0.1 or fewer epochs.")
        .finding(History.diagnosis(history));
    LineChart loss =
        LineChart.of("Loss", "epoch", "nats per token")
            .series("training", values(e -> e.train().get("loss")))
            .series("validation", values(e -> e.validation().get("loss")))
            .series("pairs of tokens", values(e -> floors.bigram()));
    page.figure(marked(loss), "")
        .figure(
            marked(
                LineChart.of("Perplexity of validation", "epoch", "tokens")
                    .series("perplexity", values(e -> Math.exp(e.validation().get("loss"))))
                    .logarithmic()),
            "")
        .figure(
            LineChart.of("Learning rate", "epoch", "rate").series("rate", values(Epoch::rate)),
            "At the end of each epoch.");
  }

  private LineChart marked(LineChart chart) {
    return history.size() > 1 ? chart.mark(bestEpoch, "best: epoch " + bestEpoch) : chart;
  }

  private double[] values(ToDoubleFunction<Epoch> value) {
    return history.stream().mapToDouble(value).toArray();
  }

  private static void moments(HtmlReport page, Map<Integer, String> moments) {
    page.section(
            "How it learned to write",
            "What the network wrote at several moments of training, always with the same random numbers,"
                + " from nothing but the start of a line, at temperature 1.")
        .lookFor(
            "First all tokens are equally likely; then frequent ones come up as often as they should;"
                + " then word-like strings, words, and at last phrases that could stand in the text.");
    moments.forEach(
        (epoch, text) ->
            page.passage(epoch == 0 ? "untrained" : "after epoch " + epoch, text.strip()));
  }

  private void temperatures(HtmlReport page, Author author) {
    page.section(
            "Cold and hot",
            "The logits are divided by the temperature before a token is drawn: below 1 likely tokens"
                + " become likelier still, above 1 rare ones get a chance, at 0 the likeliest is taken.")
        .lookFor(
            "At 0 a text soon turns in circles. Somewhere below 1 most texts read best; far above it"
                + " spelling falls apart. --top-k and --top-p cut off the unlikely tail instead.");
    Arrays.stream(TEMPERATURES)
        .forEach(
            t ->
                page.passage(
                    "temperature " + Format.number(t),
                    author
                        .write(
                            author.opening(),
                            SAMPLE,
                            Sampling.PLAIN.temperature(t),
                            new Draws(job.config().seed(), "text", 0))
                        .strip()));
  }

  private void use(HtmlReport page, RunFolder folder) {
    page.section("How it was made", "The same command and seed give the same numbers and texts.")
        .facts(job.config().options())
        .section("How to use it", "To write more, and in DJL with no code of ours:")
        .code(
            """
            ./vivarium nlp lm generate --run %1$s --length 1000 --temperature 0.8
            ./vivarium nlp lm generate --run %1$s --prompt "..." --top-p 0.9 --count 3

            // Java, ai.djl: tokens [n, %2$d] to logits [n, %2$d, %3$d]; tokenizer.json lies beside it
            Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optModelPath(Path.of("%1$s/savedmodel"))
                .build();"""
                .formatted(folder.dir(), network.context(), network.vocabulary()));
  }
}
