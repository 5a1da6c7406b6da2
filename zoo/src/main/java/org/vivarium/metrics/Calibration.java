package org.vivarium.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a confidence means what it says: of the answers given with 80 %, are 80 % right? Guo et
 * al. 2017, "On Calibration of Modern Neural Networks".
 *
 * @param bins of equal width over 0..1, each open below and closed above
 */
public record Calibration(List<Bin> bins) {

  /**
   * The answers whose confidence lies in {@code (low, high]}.
   *
   * @param confidence their mean confidence; NaN when there are none
   * @param accuracy the share that is right; NaN when there are none
   */
  public record Bin(double low, double high, double confidence, double accuracy, int count) {}

  public Calibration {
    bins = List.copyOf(bins);
  }

  static Calibration of(double[] confidence, boolean[] right, int count) {
    double[] sum = new double[count];
    int[] hits = new int[count];
    int[] counts = new int[count];
    for (int i = 0; i < confidence.length; i++) {
      int bin = bin(confidence[i], count);
      sum[bin] += confidence[i];
      hits[bin] += right[i] ? 1 : 0;
      counts[bin]++;
    }
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      int n = counts[b];
      double low = (double) b / count;
      double high = (double) (b + 1) / count;
      // 0 / 0.0 is NaN, which is meant
      bins.add(new Bin(low, high, sum[b] / n, hits[b] / (double) n, n));
    }
    return new Calibration(bins);
  }

  private static int bin(double p, int count) {
    int bin = Math.max(0, Math.min(count - 1, (int) Math.ceil(p * count) - 1));
    // p * count may round across an edge
    if (bin > 0 && p <= (double) bin / count) {
      return bin - 1;
    }
    return bin < count - 1 && p > (double) (bin + 1) / count ? bin + 1 : bin;
  }

  /**
   * Expected calibration error: the mean gap between confidence and accuracy, weighted by count.
   */
  public double ece() {
    double gap = 0;
    long examples = 0;
    for (Bin bin : bins) {
      if (bin.count() > 0) {
        gap += bin.count() * Math.abs(bin.accuracy() - bin.confidence());
        examples += bin.count();
      }
    }
    return gap / examples;
  }

  /** Mean confidence less accuracy over all examples: above 0 the model is too sure of itself. */
  public double overconfidence() {
    double sum = 0;
    long examples = 0;
    for (Bin bin : bins) {
      if (bin.count() > 0) {
        sum += bin.count() * (bin.confidence() - bin.accuracy());
        examples += bin.count();
      }
    }
    return sum / examples;
  }

  List<Map<String, Object>> toList() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Bin bin : bins) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("low", bin.low());
      map.put("high", bin.high());
      map.put("confidence", bin.confidence());
      map.put("accuracy", bin.accuracy());
      map.put("count", bin.count());
      list.add(map);
    }
    return list;
  }
}
