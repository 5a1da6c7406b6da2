package org.vivarium.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each run of words or characters stands in a text: a column for each run that the texts
 * it was fitted on hold, in the order of their letters. Others do not count. Arithmetic and
 * defaults are those of scikit-learn's {@code CountVectorizer}.
 *
 * @param oneHot whether a column is 1 for any number of times
 */
public record BagOfWords(Grams grams, Map<String, Integer> columns, boolean oneHot) {
  public BagOfWords {
    columns = Map.copyOf(columns);
  }

  /** Every run of the texts. */
  public static BagOfWords fit(Grams grams, List<String> texts) {
    return fit(grams, texts, 1, Integer.MAX_VALUE);
  }

  /**
   * The runs of the texts.
   *
   * @param leastTexts texts that a run must stand in
   * @param most runs that are kept, the most frequent ones, and of equals the first by their
   *     letters
   */
  public static BagOfWords fit(Grams grams, List<String> texts, int leastTexts, int most) {
    Map<String, Integer> times = new TreeMap<>();
    Map<String, Integer> holding = new HashMap<>();
    for (String text : texts) {
      List<String> runs = grams.of(text);
      runs.forEach(run -> times.merge(run, 1, Integer::sum));
      new HashSet<>(runs).forEach(run -> holding.merge(run, 1, Integer::sum));
    }
    List<String> kept =
        times.keySet().stream()
            .filter(run -> holding.get(run) >= leastTexts)
            .sorted(Comparator.comparing((String run) -> -times.get(run)))
            .limit(most)
            .sorted()
            .toList();
    if (kept.isEmpty()) {
      throw new IllegalArgumentException(
          "%d texts hold no run of words that stands in at least %d of them"
              .formatted(texts.size(), leastTexts));
    }
    Map<String, Integer> columns = new HashMap<>();
    kept.forEach(run -> columns.put(run, columns.size()));
    return new BagOfWords(grams, columns, false);
  }

  /** The same, telling only whether a run is there. */
  public BagOfWords asOneHot() {
    return new BagOfWords(grams, columns, true);
  }

  public int width() {
    return columns.size();
  }

  /** The runs by column. */
  public List<String> runs() {
    return columns.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  public SparseRow of(String text) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (String run : grams.of(text)) {
      Integer column = columns.get(run);
      if (column != null) {
        counts.merge(column, 1, Integer::sum);
      }
    }
    int[] places = new int[counts.size()];
    double[] values = new double[places.length];
    int at = 0;
    for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
      places[at] = count.getKey();
      values[at++] = oneHot ? 1 : count.getValue();
    }
    return new SparseRow(places, values);
  }

  public List<SparseRow> of(List<String> texts) {
    List<SparseRow> rows = new ArrayList<>();
    texts.forEach(text -> rows.add(of(text)));
    return rows;
  }
}
