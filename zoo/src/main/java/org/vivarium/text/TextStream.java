package org.vivarium.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Text that appears token by token: each token gives the characters that it completes. Some give
 * none at first, as where a character is cut into tokens of single bytes, and the cost of a token
 * does not grow with the text.
 */
public final class TextStream {
  private static final String HALF = "\uFFFD"; // what a decoder makes of a character's first bytes
  private static final int LONGEST = 16; // tokens after which half a character will not be whole

  private final Function<int[], String> decoder;
  private final List<Integer> tokens = new ArrayList<>(); // those told last, and those not told
  private int told; // how many of them are told

  /**
   * A stream without text.
   *
   * @param decoder the text of tokens, such as {@link Encoder#decode}
   */
  public TextStream(Function<int[], String> decoder) {
    this.decoder = decoder;
  }

  /** What can be told now that this token is there. */
  public String add(int token) {
    tokens.add(token);
    // together with those told last: a decoder may put a space between two tokens
    String before = text(told);
    String now = text(tokens.size());
    boolean half = now.endsWith(HALF) && tokens.size() - told < LONGEST;
    return half || now.length() <= before.length() ? "" : tell(before, now);
  }

  /** What is left: half a character is told as it is. */
  public String end() {
    String before = text(told);
    String now = text(tokens.size());
    return now.length() <= before.length() ? "" : tell(before, now);
  }

  private String tell(String before, String now) {
    tokens.subList(0, told).clear();
    told = tokens.size();
    return now.substring(before.length());
  }

  private String text(int count) {
    return decoder.apply(tokens.subList(0, count).stream().mapToInt(t -> t).toArray());
  }
}
