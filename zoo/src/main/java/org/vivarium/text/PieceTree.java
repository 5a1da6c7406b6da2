package org.vivarium.text;

import java.util.function.ObjIntConsumer;

/**
 * Texts and a number for each, as a tree of their UTF-16 units: finds all that begin at a place.
 */
final class PieceTree {
  static final int ROOT = 0;

  private final PairTable children = new PairTable(); // of a node and a unit
  private final Ids values = new Ids();
  private final Ids parents = new Ids();
  private final Ids units = new Ids();

  PieceTree() {
    node(-1, '\0');
  }

  private int node(int parent, char unit) {
    values.add(-1);
    parents.add(parent);
    units.add(unit);
    return values.size() - 1;
  }

  /** Of equal texts the last number counts. */
  void put(String text, int value) {
    int node = ROOT;
    for (int i = 0; i < text.length(); i++) {
      node = grow(node, text.charAt(i));
    }
    if (node != ROOT) {
      setValue(node, value);
    }
  }

  /** The node that follows another by a unit, or -1. */
  int child(int node, char unit) {
    return children.get(PairTable.pair(node, unit));
  }

  /** The node that follows another by a unit, made if it is not there. */
  int grow(int node, char unit) {
    int next = child(node, unit);
    if (next < 0) {
      next = node(node, unit);
      children.put(PairTable.pair(node, unit), next);
    }
    return next;
  }

  /** The number of the text that ends at a node, or -1. */
  int value(int node) {
    return values.get(node);
  }

  void setValue(int node, int value) {
    values.set(node, value);
  }

  /** The texts whose number is at least {@code least}. */
  void forEach(int least, ObjIntConsumer<String> use) {
    for (int node = 1; node < values.size(); node++) {
      if (values.get(node) >= least) {
        use.accept(text(node), values.get(node));
      }
    }
  }

  private String text(int node) {
    StringBuilder text = new StringBuilder();
    for (int at = node; at != ROOT; at = parents.get(at)) {
      text.append((char) units.get(at));
    }
    // not StringBuilder.reverse, which keeps the halves of a character in their order
    char[] backwards = new char[text.length()];
    for (int i = 0; i < backwards.length; i++) {
      backwards[i] = text.charAt(backwards.length - 1 - i);
    }
    return new String(backwards);
  }
}
