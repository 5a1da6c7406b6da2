package org.vivarium.text;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.vivarium.data.Draws;

/**
 * How the next token is drawn from the logits of all: cooled or heated first, then cut to the
 * likeliest.
 *
 * @param temperature what logits are divided by; at 0 the likeliest token is always taken
 * @param topK how many of the likeliest are left (Fan et al. 2018); 0 for all
 * @param topP the likeliest are left that have this probability together, one at least (Holtzman et
 *     al. 2019); 1 for all
 */
public record Sampling(double temperature, int topK, double topP) {
  /** From the probabilities as the model has them. */
  public static final Sampling PLAIN = new Sampling(1, 0, 1);

  public Sampling {
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)
        || topK < 0
        || !(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException(
          "temperature %s must not be negative, top-k %d neither, and top-p %s must be above 0 and at most 1"
              .formatted(temperature, topK, topP));
    }
  }

  public Sampling temperature(double temperature) {
    return new Sampling(temperature, topK, topP);
  }

  public Sampling topK(int topK) {
    return new Sampling(temperature, topK, topP);
  }

  public Sampling topP(double topP) {
    return new Sampling(temperature, topK, topP);
  }

  /** The index of a token, drawn from {@link #probabilities}; nothing is drawn at temperature 0. */
  public int draw(float[] logits, Draws draws) {
    if (temperature == 0) {
      return likeliest(logits);
    }
    double[] probabilities = probabilities(logits);
    double left = draws.uniform();
    int last = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] > 0) {
        left -= probabilities[i];
        last = i;
        if (left < 0) {
          break;
        }
      }
    }
    return last; // also where rounding left a little over
  }

  /** What each token is drawn with; they sum to 1. Of equal logits the first counts as likelier. */
  public double[] probabilities(float[] logits) {
    double[] p = new double[logits.length];
    int best = likeliest(logits);
    if (temperature == 0) {
      p[best] = 1;
      return p;
    }
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp((logits[i] - (double) logits[best]) / temperature);
      sum += p[i];
    }
    boolean cut = (topK > 0 && topK < p.length) || topP < 1;
    return cut ? likeliest(p, sum) : divided(p, sum);
  }

  private double[] likeliest(double[] p, double sum) {
    Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (i, j) -> Double.compare(p[j], p[i])); // stable
    int most = topK == 0 ? p.length : Math.min(topK, p.length);
    double[] left = new double[p.length];
    double kept = 0;
    for (int i = 0; i < most && (i == 0 || topP == 1 || kept < topP * sum); i++) {
      left[order[i]] = p[order[i]];
      kept += p[order[i]];
    }
    return divided(left, kept);
  }

  private static double[] divided(double[] p, double sum) {
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }

  private static int likeliest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
