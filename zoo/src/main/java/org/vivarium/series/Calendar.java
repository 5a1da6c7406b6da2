package org.vivarium.series;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a clock and a calendar say of a time, each as a sine and a cosine so that the end of a day,
 * a week or a year lies beside its beginning. Only what changes from step to step and comes again
 * is told: no hours of monthly series.
 */
public final class Calendar {
  private static final long DAY = 24 * 3600;
  private static final long WEEK = 7 * DAY;
  private static final long YEAR = 365 * DAY;
  private static final double DAYS = 365.2425;

  /** One thing that comes again, and how far a time is into it, from 0 to 1. */
  private record Round(String name, ToDoubleFunction<LocalDateTime> share) {}

  private Calendar() {}

  /** The names of the features of series of this step. */
  public static List<String> names(Spacing spacing) {
    return rounds(spacing).stream()
        .flatMap(r -> Stream.of("sine of the " + r.name, "cosine of the " + r.name))
        .toList();
  }

  /** The features of each time, {@code [time][features]}, from -1 to 1. */
  public static double[][] features(List<LocalDateTime> times, Spacing spacing) {
    List<Round> rounds = rounds(spacing);
    double[][] features = new double[times.size()][2 * rounds.size()];
    for (int i = 0; i < features.length; i++) {
      for (int r = 0; r < rounds.size(); r++) {
        double angle = 2 * Math.PI * rounds.get(r).share.applyAsDouble(times.get(i));
        features[i][2 * r] = Math.sin(angle);
        features[i][2 * r + 1] = Math.cos(angle);
      }
    }
    return features;
  }

  private static List<Round> rounds(Spacing spacing) {
    List<Round> rounds = new ArrayList<>();
    if (spacing.below(DAY)) {
      rounds.add(new Round("day", t -> t.toLocalTime().toSecondOfDay() / (double) DAY));
    }
    if (spacing.below(WEEK)) {
      rounds.add(
          new Round(
              "week",
              t ->
                  (t.getDayOfWeek().getValue() - 1 + t.toLocalTime().toSecondOfDay() / (double) DAY)
                      / 7));
    }
    if (spacing.below(YEAR)) {
      rounds.add(new Round("year", t -> (t.getDayOfYear() - 1) / DAYS));
    }
    return rounds;
  }
}
