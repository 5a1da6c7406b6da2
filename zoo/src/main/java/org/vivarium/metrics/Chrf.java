package org.vivarium.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How much translations and references have in common, by runs of one to six characters, with
 * recall counted double (chrF2: Popović 2015); with runs of one and two words besides, it is chrF++
 * (Popović 2017). The numbers are sacreBLEU's, case kept, without white space.
 *
 * @param words the longest run of words that counts: 0 for chrF, 2 for chrF++
 */
public record Chrf(int words) {
  private static final int CHARACTERS = 6;
  private static final double BETA_SQUARED = 4;
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  /** By characters alone. */
  public static final Chrf PLAIN = new Chrf(0);

  /** By characters and words. */
  public static final Chrf PLUS_PLUS = new Chrf(2);

  /** Of a whole set of translations, line by line beside their references; 0 to 100. */
  public double score(List<String> translations, List<String> references) {
    NGrams.check(translations, references);
    Counts[] sums = new Counts[CHARACTERS + words];
    Arrays.fill(sums, new Counts(0, 0, 0));
    for (int i = 0; i < translations.size(); i++) {
      List<Map<List<String>, Integer>> some = runs(translations.get(i));
      List<Map<List<String>, Integer>> wanted = runs(references.get(i));
      for (int n = 0; n < sums.length; n++) {
        sums[n] = sums[n].plus(Counts.of(some.get(n), wanted.get(n)));
      }
    }
    return score(sums);
  }

  /** Of one translation. */
  public double sentence(String translation, String reference) {
    return score(List.of(translation), List.of(reference));
  }

  /** Runs of one length: in the translation, in the reference, and in both. */
  private record Counts(long here, long there, long common) {
    static Counts of(Map<List<String>, Integer> here, Map<List<String>, Integer> there) {
      // runs of a length that the reference does not have count for nothing
      return new Counts(
          there.isEmpty() ? 0 : NGrams.total(here),
          NGrams.total(there),
          NGrams.common(here, there));
    }

    Counts plus(Counts other) {
      return new Counts(here + other.here, there + other.there, common + other.common);
    }
  }

  private static double score(Counts[] sums) {
    double precision = 0;
    double recall = 0;
    int lengths = 0;
    for (Counts sum : sums) {
      if (sum.here > 0 && sum.there > 0) {
        precision += (double) sum.common / sum.here;
        recall += (double) sum.common / sum.there;
        lengths++;
      }
    }
    if (precision + recall == 0) {
      return 0;
    }
    precision /= lengths;
    recall /= lengths;
    return 100 * (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall);
  }

  private List<Map<List<String>, Integer>> runs(String text) {
    List<Map<List<String>, Integer>> runs = new ArrayList<>();
    List<String> characters = NGrams.characters(text);
    for (int n = 1; n <= CHARACTERS; n++) {
      runs.add(NGrams.counts(characters, n));
    }
    List<String> separate = separate(text);
    for (int n = 1; n <= words; n++) {
      runs.add(NGrams.counts(separate, n));
    }
    return runs;
  }

  /** Words, with one sign of punctuation taken off their end, or else their beginning. */
  private static List<String> separate(String text) {
    List<String> parts = new ArrayList<>();
    for (String word : NGrams.words(text)) {
      int end = word.length() - 1;
      if (word.codePointCount(0, word.length()) == 1) {
        parts.add(word);
      } else if (PUNCTUATION.indexOf(word.charAt(end)) >= 0) {
        parts.addAll(List.of(word.substring(0, end), word.substring(end)));
      } else if (PUNCTUATION.indexOf(word.charAt(0)) >= 0) {
        parts.addAll(List.of(word.substring(0, 1), word.substring(1)));
      } else {
        parts.add(word);
      }
    }
    return parts;
  }
}
