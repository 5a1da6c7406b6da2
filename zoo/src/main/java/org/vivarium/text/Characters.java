package org.vivarium.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What characters are, as the Hugging Face library has it. Its parts have Unicode tables of
 * different ages and a JDK has others, so the library's own answers for every character are kept in
 * {@code characters.txt}; ids are then the same on every JDK.
 */
final class Characters {
  private static final Map<String, BitSet> SETS = new HashMap<>();
  private static final Map<Integer, Integer> LOWER = new HashMap<>();

  static {
    read();
  }

  private static final BitSet WORD = SETS.get("word");
  private static final BitSet SPACE = SETS.get("space");
  private static final BitSet LETTER = SETS.get("letter");
  private static final BitSet NUMBER = SETS.get("number");
  private static final BitSet DIGIT = SETS.get("digit");
  private static final BitSet PUNCTUATION = SETS.get("punctuation");
  private static final BitSet CONTROL = SETS.get("control");
  private static final BitSet BLANK = SETS.get("blank");
  private static final BitSet MARK = SETS.get("mark");
  private static final BitSet NONSPACING = SETS.get("nonspacing");
  private static final BitSet CHINESE = SETS.get("chinese");
  private static final BitSet INERT = SETS.get("inert");

  private Characters() {}

  private static void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Characters.class.getResourceAsStream("characters.txt"),
                StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        List<String> words = List.of(line.split(" ", -1));
        if (words.get(0).equals("lower")) {
          int step = Integer.parseInt(words.get(1));
          ranges(words.subList(2, words.size())).stream().forEach(c -> LOWER.put(c, c + step));
        } else {
          SETS.put(words.get(0), ranges(words.subList(1, words.size())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BitSet ranges(List<String> words) {
    BitSet set = new BitSet();
    for (String word : words) {
      String[] ends = word.split("-", -1);
      set.set(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16) + 1);
    }
    return set;
  }

  /** In {@code \w}: letters, marks, decimal digits, connectors, joiners. */
  static boolean isWord(int c) {
    return WORD.get(c);
  }

  /** In {@code \s}. */
  static boolean isSpace(int c) {
    return SPACE.get(c);
  }

  /** In {@code \p{L}} of the byte-level pattern. */
  static boolean isLetter(int c) {
    return LETTER.get(c);
  }

  /** In {@code \p{N}} of the byte-level pattern. */
  static boolean isNumber(int c) {
    return NUMBER.get(c);
  }

  /** Numeric, as digits are cut apart. */
  static boolean isDigit(int c) {
    return DIGIT.get(c);
  }

  static boolean isPunctuation(int c) {
    return PUNCTUATION.get(c);
  }

  /** What BERT takes out of text. */
  static boolean isControl(int c) {
    return CONTROL.get(c);
  }

  /** What BERT makes a blank of. */
  static boolean isBlank(int c) {
    return BLANK.get(c);
  }

  /** Combines with the character before it. */
  static boolean isMark(int c) {
    return MARK.get(c);
  }

  /** Combines with the character before it and takes no room, as BERT has it. */
  static boolean isNonspacing(int c) {
    return NONSPACING.get(c);
  }

  /** What BERT puts blanks around. */
  static boolean isChinese(int c) {
    return CHINESE.get(c);
  }

  static void appendLowerCase(int c, StringBuilder out) {
    if (c == 0x130) {
      out.append("i\u0307"); // the only one of two characters
    } else {
      out.appendCodePoint(LOWER.getOrDefault(c, c));
    }
  }

  /**
   * A Unicode normal form. Characters younger than the library's tables stay as they are, and
   * nothing combines or changes places across them.
   */
  static String normalize(String text, Normalizer.Form form) {
    StringBuilder out = null;
    int begin = 0;
    int length;
    for (int at = 0; at < text.length(); at += length) {
      int c = text.codePointAt(at);
      length = Character.charCount(c);
      if (INERT.get(c)) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(Normalizer.normalize(text.substring(begin, at), form)).appendCodePoint(c);
        begin = at + length;
      }
    }
    String rest = Normalizer.normalize(begin == 0 ? text : text.substring(begin), form);
    return out == null ? rest : out.append(rest).toString();
  }

  /**
   * Text in which each half of a character that lacks its other half is three times U+FFFD: what
   * the library makes of the three bytes that such a half has when Java hands it over.
   */
  static String wellFormed(String text) {
    StringBuilder fixed = null;
    int length;
    for (int at = 0; at < text.length(); at += length) {
      int c = text.codePointAt(at);
      length = Character.charCount(c);
      boolean half = length == 1 && Character.isSurrogate((char) c);
      if (half && fixed == null) {
        fixed = new StringBuilder(text.substring(0, at));
      }
      if (fixed != null) {
        fixed.append(half ? "\uFFFD\uFFFD\uFFFD" : Character.toString(c));
      }
    }
    return fixed == null ? text : fixed.toString();
  }
}
