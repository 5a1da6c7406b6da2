package org.vivarium.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The squared Mahalanobis distance from the mean of the rows (Mahalanobis 1936): how many standard
 * deviations away a row lies, squared, the directions that vary little counting for more. With a
 * label for each row it is the distance to the nearest class mean under a covariance that the
 * classes share (Lee et al., "A simple unified framework for detecting out-of-distribution
 * samples", 2018).
 *
 * @param shrinkage of the covariance
 * @param components only along so many principal components; 0 for all directions
 */
public record Mahalanobis(Shrinkage shrinkage, int components) implements Detector {
  public Mahalanobis {
    if (components < 0) {
      throw new IllegalArgumentException(
          components + " principal components: there must be at least 1, or 0 for all");
    }
  }

  /** In all directions, shrunk as Ledoit and Wolf do. */
  public Mahalanobis() {
    this(Shrinkage.ledoitWolf(), 0);
  }

  @Override
  public Fitted fit(double[][] rows) {
    return fit(rows, new int[rows.length]);
  }

  /** With a mean for each label, counted from 0. */
  public Fitted fit(double[][] rows, int[] labels) {
    Rows.checkFit(rows, 2);
    double[][] means = means(rows, labels);
    double[][] centred = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      centred[i] = minus(rows[i], means[labels[i]]);
    }
    return fit(rows, centred, means);
  }

  private Fitted fit(double[][] rows, double[][] centred, double[][] means) {
    int columns = rows[0].length;
    double[][] covariance = covariance(centred);
    double share = shrinkage.share(centred, covariance);
    double trace = IntStream.range(0, columns).mapToDouble(i -> covariance[i][i]).sum();
    if (!(trace > 0)) {
      throw new IllegalArgumentException(
          "the rows of each class are a single point: no distance can be told from them");
    }
    Eigen eigen = Eigen.of(covariance);
    double[] variances = eigen.values();
    for (int i = 0; i < columns; i++) {
      variances[i] = (1 - share) * variances[i] + share * trace / columns;
    }
    double least = variances[0] * columns * Math.ulp(1.0);
    int rank = (int) Arrays.stream(variances).filter(v -> v > least).count();
    int used = components == 0 ? rank : Math.min(components, rank);
    double[][] axes = new double[used][];
    for (int a = 0; a < used; a++) {
      double scale = 1 / Math.sqrt(variances[a]);
      axes[a] = Arrays.stream(eigen.vectors()[a]).map(v -> v * scale).toArray();
    }
    return new Fitted(means, transposed(axes, columns), notes(rows, rank, used));
  }

  private List<String> notes(double[][] rows, int rank, int used) {
    int columns = rows[0].length;
    List<String> notes = new ArrayList<>();
    int[] constant = Rows.constant(rows);
    if (constant.length > 0) {
      notes.add(
          "%d of %d columns are the same in every row (%s)"
              .formatted(constant.length, columns, Rows.some(constant)));
    }
    if (components == 0 && rank < columns) {
      notes.add(
          ("the covariance of %d rows is singular: it has rank %d of %d, and its pseudo-inverse is"
                  + " used; what deviates in the other directions is not seen, unless it is shrunk")
              .formatted(rows.length, rank, columns));
    }
    if (components > used) {
      notes.add(
          "there are %d principal components with a variance instead of the %d asked for"
              .formatted(used, components));
    }
    return notes;
  }

  private static double[][] means(double[][] rows, int[] labels) {
    if (labels.length != rows.length) {
      throw new IllegalArgumentException(
          "there are " + labels.length + " labels for " + rows.length + " rows");
    }
    int classes = Arrays.stream(labels).max().orElse(0) + 1;
    double[][] means = new double[classes][];
    for (int c = 0; c < classes; c++) {
      int label = c;
      int[] members = IntStream.range(0, rows.length).filter(i -> labels[i] == label).toArray();
      if (members.length == 0) {
        throw new IllegalArgumentException("no row has the label " + c + " of " + classes);
      }
      means[c] = Rows.mean(Arrays.stream(members).mapToObj(i -> rows[i]).toArray(double[][]::new));
    }
    return means;
  }

  /** By maximum likelihood: divided by the number of rows. */
  private static double[][] covariance(double[][] centred) {
    int columns = centred[0].length;
    double[][] covariance = new double[columns][columns];
    int chunk = 32; // rows of the matrix that stay in the cache while the data pass
    IntStream.range(0, (columns + chunk - 1) / chunk)
        .parallel()
        .forEach(
            part -> {
              int end = Math.min(columns, (part + 1) * chunk);
              for (double[] x : centred) {
                for (int i = part * chunk; i < end; i++) {
                  addMultiple(covariance[i], x, x[i], i + 1);
                }
              }
            });
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] /= centred.length;
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  private static void addMultiple(double[] to, double[] from, double factor, int count) {
    if (factor != 0) {
      for (int j = 0; j < count; j++) {
        to[j] += factor * from[j];
      }
    }
  }

  private static double[] minus(double[] x, double[] y) {
    double[] z = new double[x.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = x[i] - y[i];
    }
    return z;
  }

  private static double[][] transposed(double[][] a, int columns) {
    double[][] out = new double[columns][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < columns; j++) {
        out[j][i] = a[i][j];
      }
    }
    return out;
  }

  /**
   * Means and the directions that make the covariance the unit matrix.
   *
   * @param means of the classes {@code [class][columns]}
   * @param whitening {@code [columns][directions]}
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Fitted(double[][] means, double[][] whitening, List<String> notes)
      implements Scorer {
    private static final int AT_ONCE = 8; // rows for which a row of the matrix is read once

    public Fitted {
      notes = List.copyOf(notes);
    }

    @Override
    public double[] score(double[][] rows) {
      double[] nearest = new double[rows.length];
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      for (double[] mean : means) {
        double[][] white = whitened(rows, mean);
        for (int i = 0; i < rows.length; i++) {
          double square = 0;
          for (double x : white[i]) {
            square += x * x;
          }
          nearest[i] = Math.min(nearest[i], square);
        }
      }
      return nearest;
    }

    /** Where rows lie along each direction, in standard deviations from the mean. */
    public double[][] whitened(double[][] rows) {
      return whitened(rows, means[0]);
    }

    private double[][] whitened(double[][] rows, double[] mean) {
      Rows.check(rows, whitening.length);
      double[][] white = new double[rows.length][whitening[0].length];
      IntStream.range(0, (rows.length + AT_ONCE - 1) / AT_ONCE)
          .parallel()
          .forEach(
              part -> {
                int end = Math.min(rows.length, (part + 1) * AT_ONCE);
                for (int c = 0; c < mean.length; c++) {
                  for (int i = part * AT_ONCE; i < end; i++) {
                    addMultiple(white[i], whitening[c], rows[i][c] - mean[c], white[i].length);
                  }
                }
              });
      return white;
    }

    /** What {@link #of} makes it again from. */
    public Map<String, double[][]> arrays() {
      return new TreeMap<>(Map.of("means", means, "whitening", whitening));
    }

    public static Fitted of(Map<String, double[][]> arrays) {
      return new Fitted(arrays.get("means"), arrays.get("whitening"), List.of());
    }
  }
}
