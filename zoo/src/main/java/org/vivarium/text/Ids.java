package org.vivarium.text;

import java.util.Arrays;

/** Whole numbers in a row that grows: ids of tokens, mostly. */
final class Ids {
  private int[] values = new int[8];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  void addUnlessLast(int value) {
    if (size == 0 || values[size - 1] != value) {
      add(value);
    }
  }

  int get(int index) {
    return values[index];
  }

  void set(int index, int value) {
    values[index] = value;
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
