package org.vivarium.text;

import java.util.Arrays;

/**
 * The tokens of a text as a network is fed them; all arrays are of one length.
 *
 * @param ids the tokens
 * @param types which of several texts a token belongs to
 * @param mask 1 for tokens, 0 for padding
 * @param special 1 for special tokens and padding, 0 for those of the text
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Encoding(int[] ids, int[] types, int[] mask, int[] special) {
  public int length() {
    return ids.length;
  }

  /** Filled up to a length that is not smaller. */
  Encoding padded(int length, Padding padding) {
    return new Encoding(
        padded(ids, length, padding.left(), padding.id()),
        padded(types, length, padding.left(), padding.type()),
        padded(mask, length, padding.left(), 0),
        padded(special, length, padding.left(), 1));
  }

  private static int[] padded(int[] values, int length, boolean left, int filling) {
    int[] all = new int[length];
    Arrays.fill(all, filling);
    System.arraycopy(values, 0, all, left ? length - values.length : 0, values.length);
    return all;
  }
}
