package org.vivarium.apps.nlp.lm;

import java.util.List;
import org.vivarium.report.BarChart;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.text.TokenCounts;

/**
 * What a text is made of, and how far one gets with counting alone.
 *
 * @param unigram nats for each validation token, where only the shares of tokens are known
 * @param bigram the same where the token before is known
 */
record Floors(Material material, TokenCounts counts, double unigram, double bigram) {
  private static final int MOST_FREQUENT = 25;

  static Floors of(Material material) {
    TokenCounts counts = new TokenCounts(material.training(), material.vocabulary());
    int[] validation = material.validation();
    return new Floors(material, counts, counts.unigram(validation), counts.bigram(validation));
  }

  void tell(HtmlReport page, double nats) {
    List<Integer> order = counts.byFrequency();
    long characters = material.corpus().characters();
    page.section(
            "The text",
            "%s characters. The first nine tenths, %s tokens, are trained on; the rest, %s tokens, is only"
                    .formatted(
                        Format.count(characters),
                        Format.count(material.training().length),
                        Format.count(material.validation().length))
                + " looked at. There are %s kinds of token, of which %s stand in the training part."
                    .formatted(Format.count(material.vocabulary()), Format.count(order.size())))
        .lookFor(
            "Few tokens make up most of any text. Words fall on a straight line here, the second half as"
                + " frequent as the first, the tenth a tenth (Zipf 1935); characters fall faster. Tokens at"
                + " the far end are seen too rarely to be learned well.");
    double[] ranks = new double[order.size()];
    double[] shares = new double[order.size()];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = Math.log10(i + 1.0);
      shares[i] = counts.count(order.get(i)) / (double) material.training().length;
    }
    List<Integer> first = order.subList(0, Math.min(MOST_FREQUENT, order.size()));
    page.figure(
            LineChart.of("Share of each token, by rank", "rank, as a power of ten", "share")
                .series("tokens", ranks, shares)
                .logarithmic(),
            "")
        .figure(
            BarChart.of(
                "The most frequent tokens",
                first.stream().map(this::name).toList(),
                first.stream().mapToDouble(counts::count).toArray()),
            "Times in the training part.");
    page.section(
            "What counting alone knows",
            "A network has learned something only where it beats these. All are in nats for each token of"
                + " the validation text.")
        .figure(
            BarChart.of(
                "Loss on the validation text",
                List.of("nothing known", "shares of tokens", "the token before", "this network"),
                Math.log(order.size()),
                unigram,
                bigram,
                nats),
            "Nothing known: all tokens of the text equally likely. The token before: shares of pairs, mixed"
                + " with shares of single tokens where pairs are rare.")
        .finding(
            nats < bigram
                ? "The network needs %.2f nats less for a token than counts of pairs: it finds the right one %.1f times as likely."
                    .formatted(bigram - nats, Math.exp(bigram - nats))
                : "The network has not learned what counts of pairs know: train it for longer.");
  }

  private String name(int token) {
    return Surprise.shown(material.encoder().decode(new int[] {token}));
  }
}
