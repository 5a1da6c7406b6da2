package org.vivarium.text;

import java.util.Arrays;

/** Whole numbers in a row that grows: ids of tokens, mostly. */
final class Ids {
  private int[] values = new int[16];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int get(int index) {
    return values[index];
  }

  int last() {
    return values[size - 1];
  }

  int size() {
    return size;
  }

  void cutTo(int length) {
    size = length;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
