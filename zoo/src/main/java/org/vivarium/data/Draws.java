package org.vivarium.data;

/**
 * Random numbers from SplitMix64 (Steele, Lea and Flood 2014): the sequence is a function of the
 * key alone, so work cut up over threads draws the same numbers as work done in a row.
 */
public final class Draws {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private long state;

  /** A sequence of its own for every seed, purpose and key, such as (epoch, example). */
  public Draws(long seed, String purpose, long... key) {
    state = mix(mix(seed + GOLDEN) + purpose.hashCode());
    for (long part : key) {
      state = mix(state + GOLDEN + part);
    }
  }

  public long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /** In [0, 1). */
  public double uniform() {
    return (bits() >>> 11) * 0x1p-53;
  }

  /** In [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** A whole number in [0, bound). */
  public int below(int bound) {
    return (int) Math.multiplyHigh(bits() >>> 1, 2L * bound);
  }

  /** From the standard normal distribution, by Marsaglia's polar method. */
  public double normal() {
    while (true) {
      double x = uniform(-1, 1);
      double y = uniform(-1, 1);
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /** From Beta(alpha, alpha) by Jöhnk's method, in logarithms so that a small alpha is no 0/0. */
  double beta(double alpha) {
    while (true) {
      double x = StrictMath.log(1 - uniform()) / alpha;
      double y = StrictMath.log(1 - uniform()) / alpha;
      if (StrictMath.exp(x) + StrictMath.exp(y) <= 1) {
        return 1 / (1 + StrictMath.exp(y - x));
      }
    }
  }

  /** Fisher and Yates, in place. */
  public void shuffle(int[] numbers) {
    for (int i = numbers.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int kept = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = kept;
    }
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
