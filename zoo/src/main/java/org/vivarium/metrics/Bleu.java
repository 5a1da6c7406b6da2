package org.vivarium.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How much of translations is also in their references, by runs of one to four words (Papineni et
 * al. 2002), with the numbers of sacreBLEU (Post 2018): tokens of {@code 13a}, case kept, {@code
 * exp} smoothing, one reference. Its signature is {@code
 * nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp}.
 *
 * @param correct runs of one word, of two and so on that a reference has, too
 * @param total runs there are in the translations
 * @param length of the translations, in tokens
 * @param referenceLength of the references
 */
public record Bleu(List<Long> correct, List<Long> total, long length, long referenceLength) {
  private static final int ORDER = 4;
  private static final double NONE = -9_999_999_999.0; // sacreBLEU's logarithm of 0
  private static final Pattern SYMBOL = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
  private static final Pattern STOP_AFTER = Pattern.compile("([^0-9])([.,])");
  private static final Pattern STOP_BEFORE = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH = Pattern.compile("([0-9])(-)");

  public Bleu {
    correct = List.copyOf(correct);
    total = List.copyOf(total);
  }

  /** Of a whole set of translations, line by line beside their references. */
  public static Bleu of(List<String> translations, List<String> references) {
    NGrams.check(translations, references);
    long[] correct = new long[ORDER];
    long[] total = new long[ORDER];
    long length = 0;
    long referenceLength = 0;
    for (int i = 0; i < translations.size(); i++) {
      List<String> words = tokens(translations.get(i));
      List<String> wanted = tokens(references.get(i));
      length += words.size();
      referenceLength += wanted.size();
      for (int n = 0; n < ORDER; n++) {
        Map<List<String>, Integer> counts = NGrams.counts(words, n + 1);
        total[n] += NGrams.total(counts);
        correct[n] += NGrams.common(counts, NGrams.counts(wanted, n + 1));
      }
    }
    return new Bleu(boxed(correct), boxed(total), length, referenceLength);
  }

  /** Of one translation, by runs no longer than it is ({@code eff:yes}); 0 to 100. */
  public static double sentence(String translation, String reference) {
    return of(List.of(translation), List.of(reference)).score(true);
  }

  /** 0 to 100. */
  public double score() {
    return score(false);
  }

  /** What translations that are shorter than their references are multiplied by. */
  public double brevityPenalty() {
    if (length >= referenceLength) {
      return 1;
    }
    return length == 0 ? 0 : Math.exp(1 - (double) referenceLength / length);
  }

  /** In percent, by the length of the runs; smoothed where there is no match. */
  public double[] precisions() {
    double[] precisions = new double[ORDER];
    double smooth = 1;
    if (Collections.max(correct) == 0) {
      return precisions;
    }
    for (int n = 0; n < ORDER && total.get(n) > 0; n++) {
      if (correct.get(n) == 0) {
        smooth *= 2;
        precisions[n] = 100 / (smooth * total.get(n));
      } else {
        precisions[n] = 100.0 * correct.get(n) / total.get(n);
      }
    }
    return precisions;
  }

  private double score(boolean effective) {
    if (Collections.max(correct) == 0) {
      return 0;
    }
    int order = effective ? (int) total.stream().filter(n -> n > 0).count() : ORDER;
    double[] precisions = precisions();
    double sum = 0;
    for (int n = 0; n < order; n++) {
      sum += precisions[n] == 0 ? NONE : Math.log(precisions[n]);
    }
    return brevityPenalty() * Math.exp(sum / order);
  }

  /** The tokens of mteval-v13a, which WMT compares by. */
  static List<String> tokens(String line) {
    String text = " " + plain(line) + " ";
    text = SYMBOL.matcher(text).replaceAll(" $1 ");
    text = STOP_AFTER.matcher(text).replaceAll("$1 $2 ");
    text = STOP_BEFORE.matcher(text).replaceAll(" $1 $2");
    return NGrams.words(DASH.matcher(text).replaceAll("$1 $2 "));
  }

  private static String plain(String line) {
    return line.replace("<skipped>", "")
        .replace("-\n", "")
        .replace("\n", " ")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
  }

  private static List<Long> boxed(long[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
