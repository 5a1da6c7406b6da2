package org.vivarium.apps.nlp.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.metrics.Bleu;
import org.vivarium.report.AttentionMap;
import org.vivarium.report.BarChart;
import org.vivarium.report.Format;
import org.vivarium.report.Histogram;
import org.vivarium.report.HtmlReport;

/** The parts of the report that look at sentences. */
record Sections(Corpus corpus, Interpreter interpreter, List<Scores> scores) {
  private static final int SAMPLES = 6;
  private static final int SHOWN = 8; // best translations, and worst ones
  private static final int PICTURES = 3;
  private static final int FEWEST_TOKENS = 6;
  private static final int MOST_TOKENS = 16;
  private static final int[] LENGTHS = {1, 6, 9, 12, 16, 21}; // words, where a range begins
  private static final int COUNTED = 20_000; // sentences that lengths are taken of

  void data(HtmlReport page) {
    Pairs train = corpus.train();
    Pairs some = train.first(COUNTED);
    double words = some.targets().stream().mapToInt(Sections::words).sum();
    double tokens =
        Arrays.stream(interpreter.pieces().read(some.targets())).mapToInt(t -> t.length - 1).sum();
    page.section(
            "The sentences",
            "%s pairs to learn from, %s to watch over training, %s for the test, which nothing is chosen by. %s"
                .formatted(
                    Format.count(train.size()),
                    Format.count(corpus.validation().size()),
                    Format.count(corpus.test().size()),
                    corpus.dropped() == 0
                        ? "No pair has a blank side."
                        : Format.count(corpus.dropped())
                            + " pairs were left out because one side is blank."))
        .figure(lengths("Words in a source sentence", some.sources()), "")
        .figure(lengths("Words in a target sentence", some.targets()), "")
        .table(List.of("source", "target"), samples(train))
        .text(
            ("One vocabulary of %s tokens serves both languages; it was fitted to the training sentences"
                    + " alone. A word of the target is %.2f tokens on average. A sample, cut: %s")
                .formatted(
                    Format.count(interpreter.pieces().size()),
                    words == 0 ? 0 : tokens / words,
                    cut(corpus.test().sources().get(0))))
        .lookFor(
            "Pairs that are no translations of each other, one side much longer than the other, other"
                + " languages: a translator learns those, too.");
  }

  private String cut(String text) {
    int[] tokens = interpreter.pieces().read(List.of(text))[0];
    return String.join(" | ", interpreter.pieces().each(tokens));
  }

  private static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }

  private static Histogram lengths(String title, List<String> texts) {
    double[] lengths = texts.stream().mapToDouble(Sections::words).toArray();
    return Histogram.of(title, "words", 20, lengths);
  }

  private static List<List<String>> samples(Pairs pairs) {
    return IntStream.range(0, Math.min(SAMPLES, pairs.size()))
        .map(i -> (int) ((long) i * pairs.size() / SAMPLES))
        .mapToObj(i -> List.of(pairs.sources().get(i), pairs.targets().get(i)))
        .toList();
  }

  void scores(HtmlReport page) {
    List<List<Object>> rows = new ArrayList<>();
    for (Scores s : scores) {
      List<Object> row = new ArrayList<>(List.of(s.search(), two(s.bleu().score())));
      Arrays.stream(s.bleu().precisions()).forEach(p -> row.add(two(p)));
      row.add("%.3f".formatted(s.bleu().brevityPenalty()));
      row.addAll(List.of(two(s.chrf()), two(s.chrfPlus()), Format.seconds(s.seconds())));
      rows.add(row);
    }
    Scores greedy = scores.get(0);
    Scores beam = scores.get(1);
    page.section(
            "How good the translations are",
            "BLEU is the geometric mean of four shares, those of runs of one to four words that are in the"
                + " reference, too, times a penalty for translations that are too short. chrF compares"
                + " runs of characters and forgives a wrong ending; chrF++ looks at words besides. All"
                + " are what sacreBLEU computes (13a, case kept). Greedy search takes the likeliest token"
                + " each time; beam search keeps %d texts beside each other and takes the one of the highest"
                    .formatted(Job.BEAM)
                + " log p / ((5 + length) / 6)^%s.".formatted(Format.number(Job.PENALTY)))
        .table(
            List.of(
                "search", "BLEU", "1 word", "2 words", "3 words", "4 words", "brevity", "chrF",
                "chrF++", "time"),
            rows)
        .finding(
            "Beam search gains %+.2f BLEU over greedy search and takes %.1f times as long."
                .formatted(
                    beam.bleu().score() - greedy.bleu().score(), beam.seconds() / greedy.seconds()))
        .lookFor(
            "A brevity below 1 says that translations are too short. Shares that fall fast from one word"
                + " to four: the words are there, but not in the right order or form.")
        .figure(byLength(beam), "By the length of the source, in words; beam search.");
  }

  private BarChart byLength(Scores s) {
    Pairs test = corpus.test();
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int r = 0; r < LENGTHS.length; r++) {
      int from = LENGTHS[r];
      int to = r + 1 < LENGTHS.length ? LENGTHS[r + 1] : Integer.MAX_VALUE;
      List<Integer> places =
          IntStream.range(0, test.size())
              .filter(
                  i -> words(test.sources().get(i)) >= from && words(test.sources().get(i)) < to)
              .boxed()
              .toList();
      if (!places.isEmpty()) {
        String range = to == Integer.MAX_VALUE ? from + " and more" : from + " to " + (to - 1);
        names.add("%s (%d)".formatted(range, places.size()));
        List<String> outputs = places.stream().map(s.outputs()::get).toList();
        values.add(Math.round(10 * Bleu.of(outputs, test.at(places).targets()).score()) / 10.0);
      }
    }
    return new BarChart("BLEU by length (sentences)", names, values, false);
  }

  void attention(HtmlReport page) {
    page.section(
        "What was looked at",
        "Test sentences and their greedy translations. Each row is a token that was written, and its"
            + " cells say how much of each token of the source went into it%s; ⏎ is the end."
                .formatted(
                    interpreter.network().model().equals("transformer")
                        ? ", as a mean over all heads and blocks"
                        : ""));
    Pieces pieces = interpreter.pieces();
    int[][] sources = interpreter.sources(corpus.test().sources(), true);
    List<Integer> chosen =
        IntStream.range(0, sources.length)
            .filter(i -> sources[i].length >= FEWEST_TOKENS && sources[i].length <= MOST_TOKENS)
            .limit(PICTURES)
            .boxed()
            .toList();
    try (Search greedy = interpreter.search(1, Job.PENALTY)) {
      for (int i : chosen) {
        Search.Found found = greedy.attentive(sources[i]);
        page.figure(
            new AttentionMap(
                pieces.text(found.tokens()),
                pieces.each(found.tokens()),
                pieces.each(sources[i]),
                found.weights()),
            "Source: " + corpus.test().sources().get(i));
      }
    }
    page.lookFor(
        "A dark diagonal where both languages go alike, and where they do not, the jump: a verb that"
            + " stands last in German is looked for at the end. Articles and the end look"
            + " everywhere, since little in the source decides them.");
  }

  void examples(HtmlReport page) {
    Scores s = scores.get(1);
    Pairs test = corpus.test();
    double[] bleu = new double[test.size()];
    Arrays.setAll(bleu, i -> Bleu.sentence(s.outputs().get(i), test.targets().get(i)));
    List<Integer> order =
        IntStream.range(0, bleu.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> bleu[i]).reversed())
            .toList();
    int shown = Math.min(SHOWN, order.size());
    page.section(
            "Best and worst translations",
            "By BLEU of the sentence, beam search. A low score need not mean a bad translation: one"
                + " reference is one way to say it.")
        .table(columns(), rows(order.subList(0, shown), s, bleu))
        .text("And those with the least in common with their references:")
        .table(columns(), rows(order.subList(order.size() - shown, order.size()), s, bleu))
        .lookFor(
            "Rare words that became others, parts that were left out or said twice, and sentences that are"
                + " right in other words.");
  }

  private static List<String> columns() {
    return List.of("BLEU", "translation", "reference", "source");
  }

  private List<List<String>> rows(List<Integer> places, Scores s, double[] bleu) {
    Pairs test = corpus.test();
    return places.stream()
        .map(
            i ->
                List.of(
                    two(bleu[i]), s.outputs().get(i), test.targets().get(i), test.sources().get(i)))
        .toList();
  }

  static String two(double x) {
    return "%.2f".formatted(x);
  }
}
