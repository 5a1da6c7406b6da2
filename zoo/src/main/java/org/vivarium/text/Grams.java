package org.vivarium.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Cuts a text into runs of so many words, or of so many characters.
 *
 * @param token what a word is; null for characters, where white space counts as one blank
 * @param least words or characters in the shortest runs
 * @param most words or characters in the longest ones
 */
public record Grams(Pattern token, int least, int most, boolean lowerCase) {
  /** Letters, digits and underscores, two at least: the words of scikit-learn. */
  public static final Pattern LONG_WORDS = Pattern.compile("[\\p{L}\\p{N}_]{2,}");

  /** Words with their apostrophes, and every sign for itself. */
  public static final Pattern WORDS_AND_SIGNS =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}_']+|[^\\s\\p{L}\\p{M}\\p{N}_']");

  private static final Pattern BLANKS = Pattern.compile("(?U)\\s\\s+");

  public Grams {
    if (least < 1 || most < least) {
      throw new IllegalArgumentException(
          "runs of %d to %d: the first is at least 1 and the last not below it"
              .formatted(least, most));
    }
  }

  public static Grams words(int least, int most) {
    return new Grams(LONG_WORDS, least, most, true);
  }

  public static Grams characters(int least, int most) {
    return new Grams(null, least, most, true);
  }

  public Grams token(Pattern pattern) {
    return new Grams(pattern, least, most, lowerCase);
  }

  /** All runs, short ones first; a run of words has blanks between them. */
  public List<String> of(String text) {
    String plain = lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    List<String> units = token == null ? letters(plain) : words(plain);
    String between = token == null ? "" : " ";
    List<String> runs = new ArrayList<>();
    for (int n = least; n <= most; n++) {
      for (int i = 0; i + n <= units.size(); i++) {
        runs.add(n == 1 ? units.get(i) : String.join(between, units.subList(i, i + n)));
      }
    }
    return runs;
  }

  private List<String> words(String text) {
    return token.matcher(text).results().map(match -> match.group()).toList();
  }

  private static List<String> letters(String text) {
    return BLANKS.matcher(text).replaceAll(" ").codePoints().mapToObj(Character::toString).toList();
  }
}
