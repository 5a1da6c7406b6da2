package org.vivarium.apps.anomaly;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vivarium.anomaly.Ink;
import org.vivarium.anomaly.IsolationForest;
import org.vivarium.anomaly.Mahalanobis;
import org.vivarium.anomaly.NearestNeighbours;
import org.vivarium.anomaly.Projected;
import org.vivarium.anomaly.Scorer;
import org.vivarium.anomaly.SoftmaxConfidence;
import org.vivarium.data.Scaling;

/**
 * A detector that was fitted to rows, their units and its network included.
 *
 * @param ink whether it sees shares of ink rather than scaled rows: detectors of pictures without a
 *     network do
 * @param scorer of the rows that it sees, or of what the network makes of them
 * @param network that it is a view of
 */
record Trained(Kind kind, Scaling scaling, boolean ink, Scorer scorer, Optional<Learned> network)
    implements Scorer {
  private static final String INK = "ink";

  /**
   * Fits a detector.
   *
   * @param network of the kind's family, trained on the same rows
   */
  static Trained fit(
      Kind kind, Problem problem, Scaling scaling, Optional<Learned> network, Config config) {
    boolean pictures = problem.pictures();
    boolean ink = pictures && network.isEmpty();
    double[][] rows = seen(problem.training().rows(), scaling, ink);
    int components = config.components(pictures);
    Mahalanobis distance = new Mahalanobis(config.shrinkage(pictures), 0);
    Scorer scorer =
        switch (kind) {
          case MAHALANOBIS -> distance.fit(rows);
          case ISOLATION_FOREST -> {
            var forest = new IsolationForest(config.trees(), config.sample(), config.seed());
            yield components == 0
                ? forest.fit(rows)
                : new Projected(Math.min(components, rows[0].length), forest).fit(rows);
          }
          case KNN -> new NearestNeighbours(config.k()).fit(rows);
          case FEATURES ->
              new Mahalanobis()
                  .fit(features(kind, network.orElseThrow(), rows), problem.training().labels());
          default -> view(kind, network.orElseThrow());
        };
    return new Trained(kind, scaling, ink, scorer, network);
  }

  /** What needs nothing but the network. */
  private static Scorer view(Kind kind, Learned network) {
    return kind == Kind.CONFIDENCE
        ? new SoftmaxConfidence()
        : rows -> network.scores(kind.output(), rows);
  }

  @Override
  public double[] score(double[][] rows) {
    double[][] seen = seen(rows, scaling, ink);
    return kind == Kind.FEATURES || kind == Kind.CONFIDENCE
        ? scorer.score(features(kind, network.orElseThrow(), seen))
        : scorer.score(seen);
  }

  /** What a classifier says of rows; of its features, which are at least 0, only shares count. */
  private static double[][] features(Kind kind, Learned network, double[][] rows) {
    double[][] computed = network.compute(kind.output(), rows);
    return kind == Kind.FEATURES ? Ink.shares(computed) : computed;
  }

  private static double[][] seen(double[][] rows, Scaling scaling, boolean ink) {
    return ink ? Ink.shares(rows) : scaling.apply(rows);
  }

  @Override
  public List<String> notes() {
    return scorer.notes();
  }

  /** What {@link #of} makes it again from, beside the weights of the network. */
  Map<String, double[][]> arrays() {
    Map<String, double[][]> arrays = new TreeMap<>();
    arrays.put("scaling", new double[][] {scaling.mean(), scaling.std()});
    if (ink) {
      arrays.put(INK, new double[][] {{1}});
    }
    if (scorer instanceof Projected.Fitted projected) {
      projected.arrays().forEach((name, array) -> arrays.put("axes." + name, array));
      arrays.putAll(((IsolationForest.Fitted) projected.inner()).arrays());
    } else if (scorer instanceof IsolationForest.Fitted forest) {
      arrays.putAll(forest.arrays());
    } else if (scorer instanceof Mahalanobis.Fitted distance) {
      arrays.putAll(distance.arrays());
    } else if (scorer instanceof NearestNeighbours.Fitted neighbours) {
      arrays.putAll(neighbours.arrays());
    }
    return arrays;
  }

  static Trained of(Kind kind, Map<String, double[][]> arrays, Optional<Learned> network) {
    Scaling scaling = new Scaling(arrays.get("scaling")[0], arrays.get("scaling")[1]);
    Scorer scorer =
        switch (kind) {
          case MAHALANOBIS, FEATURES -> Mahalanobis.Fitted.of(arrays);
          case KNN -> NearestNeighbours.Fitted.of(arrays);
          case ISOLATION_FOREST -> {
            Map<String, double[][]> axes = new TreeMap<>();
            arrays.forEach(
                (name, array) -> {
                  if (name.startsWith("axes.")) {
                    axes.put(name.substring("axes.".length()), array);
                  }
                });
            var forest = IsolationForest.Fitted.of(arrays);
            yield axes.isEmpty() ? forest : Projected.Fitted.of(axes, forest);
          }
          default -> view(kind, network.orElseThrow());
        };
    return new Trained(kind, scaling, arrays.containsKey(INK), scorer, network);
  }
}
