package org.vivarium.apps.generative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.data.ImageSet;
import org.vivarium.data.Images;
import org.vivarium.metrics.Frechet;
import org.vivarium.metrics.Manifolds;

/**
 * How good generated images are, by the features and answers of a {@link Judge}. No number here is
 * comparable with those of papers, which take Inception's features.
 *
 * @param samples that were judged
 * @param frechet distance to as many test images
 * @param floor the same distance, of as many training images: what real images come to
 * @param cover precision and recall
 * @param confidence the mean probability of the class that an image is taken for
 * @param shares of the classes
 * @param right the share that is taken for the class it was asked to be; NaN where none was asked
 * @param accuracy of the judge on test images
 * @param judge in words
 */
public record Quality(
    int samples,
    double frechet,
    double floor,
    Manifolds cover,
    double confidence,
    List<Double> shares,
    double right,
    double accuracy,
    String judge) {
  private static final int NEIGHBOURS = 3; // as in the paper

  public Quality {
    shares = List.copyOf(shares);
  }

  /**
   * Asks the judge.
   *
   * @param asked whether the labels of the images are what was asked for
   */
  public static Quality of(Judge judge, ImageSet set, Images images, boolean asked) {
    int n = Math.min(images.size(), Math.min(set.train().size(), set.test().size()));
    Judge.Opinion generated = judge.of(images);
    Judge.Opinion all = judge.of(set.test());
    float[][] test = first(all.features(), n);
    float[][] train = judge.of(set.train().inTurns().first(n)).features();
    double confidence = 0;
    double right = 0;
    double[] counts = new double[set.train().classes().size()];
    for (int i = 0; i < images.size(); i++) {
      float[] p = generated.probabilities()[i];
      int said = best(p);
      counts[said]++;
      confidence += p[said];
      right += said == images.labels()[i] ? 1 : 0;
    }
    double hits = 0;
    for (int i = 0; i < set.test().size(); i++) {
      hits += best(all.probabilities()[i]) == set.test().labels()[i] ? 1 : 0;
    }
    List<Double> shares = new ArrayList<>();
    for (double count : counts) {
      shares.add(count / images.size());
    }
    return new Quality(
        images.size(),
        Frechet.distance(generated.features(), test),
        Frechet.distance(train, test),
        Manifolds.of(test, first(generated.features(), n), NEIGHBOURS),
        confidence / images.size(),
        shares,
        asked ? right / images.size() : Double.NaN,
        hits / set.test().size(),
        judge.name());
  }

  /** The share of the class that is drawn least. */
  public double leastShare() {
    return shares.stream().mapToDouble(x -> x).min().orElse(0);
  }

  /** As it stands in {@code report.json}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("samples", samples);
    map.put("judge", judge);
    map.put("judge_accuracy", accuracy);
    map.put("frechet_distance", frechet);
    map.put("frechet_distance_of_training_images", floor);
    map.put("precision", cover.precision());
    map.put("recall", cover.recall());
    map.put("mean_confidence", confidence);
    map.put("least_class_share", leastShare());
    map.put("class_shares", shares);
    map.put("class_accuracy", Double.isNaN(right) ? null : right);
    return map;
  }

  private static float[][] first(float[][] rows, int n) {
    return Arrays.copyOf(rows, Math.min(n, rows.length));
  }

  private static int best(float[] p) {
    int best = 0;
    for (int c = 1; c < p.length; c++) {
      best = p[c] > p[best] ? c : best;
    }
    return best;
  }
}
