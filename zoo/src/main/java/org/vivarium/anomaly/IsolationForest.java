package org.vivarium.anomaly;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.vivarium.data.Draws;

/**
 * Isolation Forest (Liu, Ting and Zhou, "Isolation forest", 2008): trees that cut a few rows at
 * random columns and places until each stands alone. What stands alone after few cuts is unusual:
 * the score is {@code 2^(-mean path / usual path)}, in 0..1 and about 0.5 for the usual. Each tree
 * is a function of the seed and its number.
 *
 * @param trees how many
 * @param sample rows that a tree is made of; fewer where there are fewer
 * @param seed of the samples and cuts
 */
public record IsolationForest(int trees, int sample, long seed) implements Detector {
  private static final double EULER = 0.5772156649015329;

  public IsolationForest {
    if (trees < 1 || sample < 2) {
      throw new IllegalArgumentException(
          "a forest of %d trees over %d rows each: there must be at least 1 tree and 2 rows"
              .formatted(trees, sample));
    }
  }

  /** The paper's: 100 trees of 256 rows. */
  public IsolationForest(long seed) {
    this(100, 256, seed);
  }

  @Override
  public Fitted fit(double[][] rows) {
    Rows.checkFit(rows, 2);
    int drawn = Math.min(sample, rows.length);
    int height = 32 - Integer.numberOfLeadingZeros(drawn - 1); // the logarithm, rounded up
    Tree[] grown =
        IntStream.range(0, trees)
            .parallel()
            .mapToObj(t -> new Grower(rows, new Draws(seed, "tree", t), drawn, height).grow())
            .toArray(Tree[]::new);
    return new Fitted(grown, rows[0].length, height, usualPath(drawn));
  }

  /**
   * The mean path to a row among so many in a tree of random cuts: that of an unsuccessful search
   * in a binary search tree.
   */
  static double usualPath(int rows) {
    if (rows <= 2) {
      return rows == 2 ? 1 : 0;
    }
    return 2 * (Math.log(rows - 1.0) + EULER) - 2 * (rows - 1.0) / rows;
  }

  /**
   * A tree as arrays over its nodes, the two below a node side by side. A leaf has itself below it,
   * so that every walk may take as many steps.
   *
   * @param column that a node cuts
   * @param cut rows up to this go to the first node below, others to the second; infinity in a leaf
   * @param below the first of the two
   * @param path the length of the way to a leaf, with the usual path among the rows that it holds
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Tree(int[] column, double[] cut, int[] below, double[] path) {}

  /** Grows one tree. */
  private static final class Grower {
    private final double[][] rows;
    private final Draws draws;
    private final int height;
    private final int[] drawn; // rows of a node stand side by side
    private final int[] column;
    private final double[] cut;
    private final int[] below;
    private final double[] path;
    private final int[] columns; // in the order they are tried
    private int nodes = 1;

    Grower(double[][] rows, Draws draws, int count, int height) {
      this.rows = rows;
      this.draws = draws;
      this.height = height;
      this.drawn = sample(rows.length, count);
      int most = 2 * count;
      this.column = new int[most];
      this.cut = new double[most];
      this.below = new int[most];
      this.path = new double[most];
      this.columns = IntStream.range(0, rows[0].length).toArray();
    }

    /** So many of the rows, each at most once. */
    private int[] sample(int all, int count) {
      // Floyd's: the last ones stand in for what is drawn twice
      int[] chosen = new int[count];
      Set<Integer> seen = new HashSet<>();
      for (int i = 0; i < count; i++) {
        int last = all - count + i;
        int one = draws.below(last + 1);
        chosen[i] = seen.add(one) ? one : last;
        seen.add(chosen[i]);
      }
      return chosen;
    }

    Tree grow() {
      split(0, 0, drawn.length, 0);
      return new Tree(
          Arrays.copyOf(column, nodes),
          Arrays.copyOf(cut, nodes),
          Arrays.copyOf(below, nodes),
          Arrays.copyOf(path, nodes));
    }

    private void split(int node, int from, int to, int depth) {
      if (depth == height || to - from < 2 || !cut(node, from, to)) {
        cut[node] = Double.POSITIVE_INFINITY;
        below[node] = node;
        path[node] = depth + usualPath(to - from);
        return;
      }
      int middle = from;
      for (int i = from; i < to; i++) {
        if (rows[drawn[i]][column[node]] <= cut[node]) {
          int swapped = drawn[middle];
          drawn[middle++] = drawn[i];
          drawn[i] = swapped;
        }
      }
      int first = nodes;
      nodes += 2;
      below[node] = first;
      split(first, from, middle, depth + 1);
      split(first + 1, middle, to, depth + 1);
    }

    /** Chooses a column that is not the same in all the node's rows, and a place; false if none. */
    private boolean cut(int node, int from, int to) {
      for (int left = columns.length; left > 0; left--) {
        int at = draws.below(left);
        int c = columns[at];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
          double x = rows[drawn[i]][c];
          low = Math.min(low, x);
          high = Math.max(high, x);
        }
        if (low < high) {
          column[node] = c;
          double place = low + draws.uniform() * (high - low);
          cut[node] = place < high ? place : low; // rounded up, or the width overflowed
          return true;
        }
        columns[at] = columns[left - 1];
        columns[left - 1] = c;
      }
      return false;
    }
  }

  /** A forest that has grown. */
  public static final class Fitted implements Scorer {
    private static final int AT_ONCE = 64; // rows that stay in the cache while the trees pass

    private final Tree[] trees;
    private final int columns;
    private final int height;
    private final double usual;

    private Fitted(Tree[] trees, int columns, int height, double usual) {
      this.trees = trees;
      this.columns = columns;
      this.height = height;
      this.usual = usual;
    }

    @Override
    public double[] score(double[][] rows) {
      Rows.check(rows, columns);
      double[] scores = new double[rows.length];
      IntStream.range(0, (rows.length + AT_ONCE - 1) / AT_ONCE)
          .parallel()
          .forEach(
              part -> {
                int from = part * AT_ONCE;
                int to = Math.min(rows.length, from + AT_ONCE);
                for (Tree tree : trees) {
                  walk(tree, rows, from, to, scores);
                }
                for (int i = from; i < to; i++) {
                  scores[i] = Math.pow(2, -scores[i] / (trees.length * usual));
                }
              });
      return scores;
    }

    /** Adds the path of each row; four walk side by side, or one would wait for its memory. */
    private void walk(Tree tree, double[][] rows, int from, int to, double[] paths) {
      int[] column = tree.column;
      double[] cut = tree.cut;
      int[] below = tree.below;
      int i = from;
      for (; i + 3 < to; i += 4) {
        double[] x0 = rows[i];
        double[] x1 = rows[i + 1];
        double[] x2 = rows[i + 2];
        double[] x3 = rows[i + 3];
        int n0 = 0;
        int n1 = 0;
        int n2 = 0;
        int n3 = 0;
        for (int step = 0; step < height; step++) {
          n0 = below[n0] + (x0[column[n0]] > cut[n0] ? 1 : 0);
          n1 = below[n1] + (x1[column[n1]] > cut[n1] ? 1 : 0);
          n2 = below[n2] + (x2[column[n2]] > cut[n2] ? 1 : 0);
          n3 = below[n3] + (x3[column[n3]] > cut[n3] ? 1 : 0);
        }
        paths[i] += tree.path[n0];
        paths[i + 1] += tree.path[n1];
        paths[i + 2] += tree.path[n2];
        paths[i + 3] += tree.path[n3];
      }
      for (; i < to; i++) {
        int node = 0;
        for (int step = 0; step < height; step++) {
          node = below[node] + (rows[i][column[node]] > cut[node] ? 1 : 0);
        }
        paths[i] += tree.path[node];
      }
    }

    /** What {@link #of} makes it again from; infinity does not stand in it. */
    public Map<String, double[][]> arrays() {
      double[][] cuts = new double[trees.length][];
      for (int t = 0; t < cuts.length; t++) {
        cuts[t] = Arrays.stream(trees[t].cut).map(x -> Double.isFinite(x) ? x : 0).toArray();
      }
      Map<String, double[][]> arrays = new TreeMap<>();
      arrays.put("cut", cuts);
      arrays.put("column", doubles(t -> t.column));
      arrays.put("below", doubles(t -> t.below));
      arrays.put("path", Arrays.stream(trees).map(t -> t.path).toArray(double[][]::new));
      arrays.put("about", new double[][] {{columns, height, usual}});
      return arrays;
    }

    private double[][] doubles(Function<Tree, int[]> part) {
      return Arrays.stream(trees)
          .map(t -> Arrays.stream(part.apply(t)).asDoubleStream().toArray())
          .toArray(double[][]::new);
    }

    public static Fitted of(Map<String, double[][]> arrays) {
      double[] about = arrays.get("about")[0];
      double[][] cuts = arrays.get("cut");
      Tree[] trees = new Tree[cuts.length];
      for (int t = 0; t < trees.length; t++) {
        int[] below = ints(arrays.get("below")[t]);
        double[] cut = cuts[t].clone();
        for (int n = 0; n < cut.length; n++) {
          cut[n] = below[n] == n ? Double.POSITIVE_INFINITY : cut[n];
        }
        trees[t] = new Tree(ints(arrays.get("column")[t]), cut, below, arrays.get("path")[t]);
      }
      return new Fitted(trees, (int) about[0], (int) about[1], about[2]);
    }

    private static int[] ints(double[] numbers) {
      return Arrays.stream(numbers).mapToInt(x -> (int) x).toArray();
    }
  }
}
