package org.vivarium.apps.anomaly;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.vivarium.anomaly.Rows;
import org.vivarium.data.Draws;

/**
 * What is usual, and what is to be told from it.
 *
 * @param name in a few words
 * @param source where the data come from, in a sentence
 * @param shape height, width and channels of images; 1, columns and 1 of other rows
 * @param columns their names; none for images
 * @param classes how many the usual has; 1 where there are none to tell
 * @param training what detectors learn from, anomalies that crept in included
 * @param validation what is held out to set the threshold by
 * @param test what figures are of
 */
record Problem(
    String name,
    String source,
    List<Integer> shape,
    List<String> columns,
    int classes,
    Samples training,
    Samples validation,
    Samples test) {
  private static final double HELD_OUT = .1;

  Problem {
    shape = List.copyOf(shape);
    columns = List.copyOf(columns);
  }

  boolean pictures() {
    return columns.isEmpty();
  }

  /**
   * Holds a tenth out of what is usual, after anomalies have crept in.
   *
   * @param strays anomalies, of which as many are taken as make up the share of {@code config}
   */
  static Problem of(
      String name,
      String source,
      List<Integer> shape,
      List<String> columns,
      int classes,
      Samples usual,
      Samples strays,
      Samples test,
      Config config) {
    Samples all = usual;
    if (config.contaminate() > 0) {
      int count =
          (int) Math.round(usual.size() * config.contaminate() / (1 - config.contaminate()));
      if (count > strays.size()) {
        throw new IllegalArgumentException(
            "--contaminate %s asks for %d anomalies among %d rows to learn from; there are %d"
                .formatted(config.contaminate(), count, usual.size(), strays.size()));
      }
      all = usual.and(strays.select(shuffled(strays.size(), config.seed(), "strays", count)));
    }
    int[] order = shuffled(all.size(), config.seed(), "held out", all.size());
    int held = (int) Math.round(HELD_OUT * order.length);
    if (held < 1 || order.length - held < 2) {
      throw new IllegalArgumentException(
          "%d usual rows are too few: some are learned from and some set the threshold"
              .formatted(order.length));
    }
    int[] out = IntStream.range(0, held).map(i -> order[i]).sorted().toArray();
    int[] kept = IntStream.range(held, order.length).map(i -> order[i]).sorted().toArray();
    Samples training = all.select(kept);
    Rows.checkFit(training.rows(), 2); // before anything is written
    return new Problem(name, source, shape, columns, classes, training, all.select(out), test);
  }

  /** The first {@code count} of so many numbers in an order that the seed decides. */
  static int[] shuffled(int size, long seed, String purpose, int count) {
    int[] order = IntStream.range(0, size).toArray();
    new Draws(seed, purpose).shuffle(order);
    return IntStream.range(0, count).map(i -> order[i]).toArray();
  }

  /** As it stands in {@code report.json}. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("source", source);
    map.put("training_rows", training.size());
    map.put("training_anomalies", count(training));
    map.put("validation_rows", validation.size());
    map.put("test_rows", test.size());
    map.put("test_anomalies", count(test));
    return map;
  }

  static int count(Samples samples) {
    int count = 0;
    for (boolean anomaly : samples.anomalous()) {
      count += anomaly ? 1 : 0;
    }
    return count;
  }
}
