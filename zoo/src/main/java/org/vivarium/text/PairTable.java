package org.vivarium.text;

import java.util.Arrays;

/** Pairs of ids and a whole number of at least 0 for each: open addressing, nothing is boxed. */
final class PairTable {
  private static final long FREE = -1;

  private long[] keys = new long[1024];
  private int[] values = new int[1024];
  private int size;

  PairTable() {
    Arrays.fill(keys, FREE);
  }

  static long pair(int left, int right) {
    return (long) left << 32 | right;
  }

  static int left(long pair) {
    return (int) (pair >>> 32);
  }

  static int right(long pair) {
    return (int) pair;
  }

  /** The number of a pair, or -1. */
  int get(long pair) {
    int slot = slot(pair);
    return keys[slot] == FREE ? -1 : values[slot];
  }

  void put(long pair, int value) {
    int slot = slot(pair);
    if (keys[slot] == FREE) {
      keys[slot] = pair;
      size++;
    }
    values[slot] = value;
    if (2 * size > keys.length) {
      grow();
    }
  }

  int size() {
    return size;
  }

  private int slot(long pair) {
    long mixed = pair * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & keys.length - 1;
    while (keys[slot] != FREE && keys[slot] != pair) {
      slot = slot + 1 & keys.length - 1;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    Arrays.fill(keys, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
