package org.vivarium.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts weighed by how rare a run is, {@code ln((1 + texts) / (1 + texts that hold it)) + 1}, in
 * rows of length 1 (Spärck Jones 1972, in the arithmetic of scikit-learn's {@code
 * TfidfVectorizer}).
 *
 * @param rarity of each column
 * @param sublinear whether a count {@code n} counts as {@code 1 + ln n}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record TfIdf(BagOfWords bag, double[] rarity, boolean sublinear) {
  /** Fitted on the texts that the bag was fitted on. */
  public static TfIdf fit(BagOfWords bag, List<String> texts, boolean sublinear) {
    double[] holding = new double[bag.width()];
    for (String text : texts) {
      for (int column : bag.of(text).columns()) {
        holding[column]++;
      }
    }
    double[] rarity =
        Arrays.stream(holding).map(n -> Math.log((1.0 + texts.size()) / (1 + n)) + 1).toArray();
    return new TfIdf(bag, rarity, sublinear);
  }

  public SparseRow of(String text) {
    SparseRow counts = bag.of(text);
    double[] values = counts.values();
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double count = sublinear ? 1 + Math.log(values[i]) : values[i];
      values[i] = count * rarity[counts.columns()[i]];
      squares += values[i] * values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= Math.sqrt(squares);
    }
    return counts;
  }

  public List<SparseRow> of(List<String> texts) {
    List<SparseRow> rows = new ArrayList<>();
    texts.forEach(text -> rows.add(of(text)));
    return rows;
  }
}
