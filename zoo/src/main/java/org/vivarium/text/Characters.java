package org.vivarium.text;

/** What characters are, as the Hugging Face library has it. */
final class Characters {
  private Characters() {}

  /** In {@code \w}: letters, marks, decimal digits, connectors, joiners. */
  static boolean isWord(int c) {
    int type = Character.getType(c);
    return Character.isAlphabetic(c)
        || type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.CONNECTOR_PUNCTUATION
        || isMark(c)
        || c == 0x200C
        || c == 0x200D;
  }

  /** In {@code \s}. */
  static boolean isSpace(int c) {
    return (Character.isWhitespace(c) && (c < 0x1C || c > 0x1F))
        || c == 0x85
        || c == 0xA0
        || c == 0x2007
        || c == 0x202F;
  }

  /** Combines with the character before it. */
  static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  static void appendLowerCase(int c, StringBuilder out) {
    if (c == 0x130) {
      out.append("i\u0307");
    } else {
      out.appendCodePoint(Character.toLowerCase(c));
    }
  }

  /** Text in which each half of a character that lacks the other half is U+FFFD. */
  static String wellFormed(String text) {
    StringBuilder fixed = null;
    int length;
    for (int at = 0; at < text.length(); at += length) {
      int c = text.codePointAt(at);
      length = Character.charCount(c);
      if (length == 1 && Character.isSurrogate((char) c)) {
        if (fixed == null) {
          fixed = new StringBuilder(text);
        }
        fixed.setCharAt(at, '\uFFFD');
      }
    }
    return fixed == null ? text : fixed.toString();
  }
}
