package org.vivarium.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The score of the Numenta Anomaly Benchmark (Lavin and Ahmad, "Evaluating real-time anomaly
 * detection algorithms", 2015): a window with an anomaly is worth the more the earlier the first
 * alarm in it, an alarm outside costs the more the longer the last window is over. One threshold
 * holds for all series, the one that scores best. 0 is who never raises an alarm, 100 who raises
 * one where each window begins, and nowhere else.
 *
 * @param normalised the score on that scale
 * @param threshold scores from this one on are alarms
 * @param found windows with an alarm
 * @param windows that count: those not wholly within the time for learning
 * @param alarms outside windows
 */
public record NabScore(double normalised, double threshold, int found, int windows, int alarms) {
  private static final double PROBATION = .15; // of a series, during which nothing counts
  private static final int LONGEST = 750;
  private static final double FAR = 3; // widths behind a window where an alarm costs it all

  /**
   * What is right and what is wrong is worth.
   *
   * @param found a window, at its very beginning
   * @param alarm outside windows
   * @param missed a window
   */
  public record Profile(double found, double alarm, double missed) {
    /** NAB's own names for its three profiles. */
    public static final Profile STANDARD = new Profile(1, .11, 1);

    public static final Profile LOW_FALSE_POSITIVES = new Profile(1, .22, 1);
    public static final Profile LOW_FALSE_NEGATIVES = new Profile(1, .11, 2);
  }

  /**
   * A series as a detector scored it.
   *
   * @param windows first and last place of each, in rising order
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Scored(double[] scores, List<int[]> windows) {
    public Scored {
      windows = List.copyOf(windows);
    }
  }

  /** How many values at the beginning of a series do not count: a detector may learn from them. */
  public static int probation(int length) {
    return Math.min((int) (PROBATION * length), LONGEST);
  }

  /**
   * A value that counts.
   *
   * @param worth what an alarm here is worth
   * @param window its number among all; -1 outside
   */
  private record Place(double score, double worth, int window) {}

  /** Scores a detector over all series. */
  public static NabScore of(List<Scored> series, Profile profile) {
    List<Place> places = new ArrayList<>();
    int windows = 0;
    for (Scored one : series) {
      windows = add(one, profile, windows, places);
    }
    if (windows == 0) {
      throw new IllegalArgumentException("no series has a window that counts");
    }
    places.sort(Comparator.comparingDouble(p -> -p.score));
    double[] worth = new double[windows];
    Arrays.fill(worth, -profile.missed);
    double nothing = -profile.missed * windows;
    double sum = nothing;
    NabScore best = new NabScore(0, Double.POSITIVE_INFINITY, 0, windows, 0);
    double most = nothing;
    int found = 0;
    int alarms = 0;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (place.window < 0) {
        alarms++;
        sum += place.worth;
      } else {
        double before = worth[place.window];
        found += before == -profile.missed ? 1 : 0;
        worth[place.window] = Math.max(before, place.worth);
        sum += worth[place.window] - before;
      }
      boolean last = i + 1 == places.size() || places.get(i + 1).score < place.score;
      if (last && sum > most) {
        most = sum;
        double share = (sum - nothing) / (profile.found * windows - nothing);
        best = new NabScore(100 * share, place.score, found, windows, alarms);
      }
    }
    return best;
  }

  /** Adds what counts of a series, and gives the number of windows so far. */
  private static int add(Scored one, Profile profile, int windows, List<Place> places) {
    int probation = probation(one.scores.length);
    double width = 0;
    int right = -1; // the last place of the last window
    int next = 0;
    for (int i = 0; i < one.scores.length; i++) {
      if (next < one.windows.size() && i > one.windows.get(next)[1]) {
        right = one.windows.get(next)[1];
        width = right - one.windows.get(next)[0];
        windows += right >= probation ? 1 : 0;
        next++;
      }
      boolean inside = next < one.windows.size() && i >= one.windows.get(next)[0];
      if (i < probation) {
        continue;
      }
      if (inside) {
        int[] window = one.windows.get(next);
        double at = -(window[1] - i + 1.0) / (window[1] - window[0] + 1);
        places.add(new Place(one.scores[i], profile.found * sigmoid(at) / sigmoid(-1), windows));
      } else {
        double behind = right < 0 ? FAR : (i - right) / width;
        places.add(new Place(one.scores[i], profile.alarm * sigmoid(behind), -1));
      }
    }
    boolean open = next < one.windows.size() && one.windows.get(next)[1] >= probation;
    return windows + (open ? 1 : 0);
  }

  /** From nearly 1 at -1, where a window begins, over 0 at its end to -1 from {@link #FAR} on. */
  private static double sigmoid(double place) {
    return place >= FAR ? -1 : 2 / (1 + Math.exp(5 * place)) - 1;
  }
}
