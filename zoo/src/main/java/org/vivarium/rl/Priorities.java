package org.vivarium.rl;

/**
 * How likely each place of a memory is to be drawn: a sum tree, so that a draw and a change take a
 * step for each doubling of the memory.
 */
final class Priorities {
  private static final double LEAST = 1e-6; // no transition is lost for ever

  private final double[] sums; // of the tree: the root is 1, the children of n are 2n and 2n + 1
  private final int leaves;
  private final double exponent;
  private double highest = 1;

  Priorities(int capacity, double exponent) {
    int power = 1;
    while (power < capacity) {
      power *= 2;
    }
    this.leaves = power;
    this.sums = new double[2 * power];
    this.exponent = exponent;
  }

  /** A new transition is as likely as any before: it is to be drawn soon. */
  void add(int row) {
    put(row, highest);
  }

  private void put(int row, double priority) {
    int node = leaves + row;
    sums[node] = priority;
    for (node /= 2; node >= 1; node /= 2) {
      sums[node] = sums[2 * node] + sums[2 * node + 1];
    }
  }

  /** The place at this share of the sum of all, in [0, 1). */
  int draw(double share) {
    double mass = share * sums[1];
    int node = 1;
    while (node < leaves) {
      node *= 2;
      // rounding must not lead to where nothing lies
      if (mass >= sums[node] && sums[node + 1] > 0) {
        mass -= sums[node];
        node++;
      }
    }
    return node - leaves;
  }

  /** Weights that make up for uneven draws, the largest of a batch being 1. */
  void weigh(int[] rows, int count, double correction, float[] weights) {
    double most = 0;
    for (int i = 0; i < rows.length; i++) {
      double share = sums[leaves + rows[i]] / sums[1];
      weights[i] = (float) Math.pow(count * share, -correction);
      most = Math.max(most, weights[i]);
    }
    for (int i = 0; i < rows.length; i++) {
      weights[i] /= (float) most;
    }
  }

  void set(int[] rows, float[] errors) {
    for (int i = 0; i < rows.length; i++) {
      double priority = Math.pow(Math.abs(errors[i]) + LEAST, exponent);
      highest = Math.max(highest, priority);
      put(rows[i], priority);
    }
  }
}
