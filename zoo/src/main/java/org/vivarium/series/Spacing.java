package org.vivarium.series;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The step from one time to the next: whole months, whose days differ in number, or seconds.
 *
 * @param months 0 where the step is of seconds
 * @param seconds 0 where the step is of months
 */
public record Spacing(long months, long seconds) {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long MONTH = 30 * DAY + DAY / 2; // about

  /** The commonest step between times that rise; of equally common ones the shortest. */
  public static Spacing of(List<LocalDateTime> times) {
    boolean calendar = times.size() > 1 && times.stream().allMatch(t -> sameDay(times.get(0), t));
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = 1; i < times.size(); i++) {
      long step =
          calendar
              ? months(times.get(i - 1), times.get(i))
              : ChronoUnit.SECONDS.between(times.get(i - 1), times.get(i));
      if (step > 0) {
        counts.merge(step, 1, Integer::sum);
      }
    }
    long best = 0;
    for (Map.Entry<Long, Integer> e : counts.entrySet()) {
      int most = counts.getOrDefault(best, 0);
      if (e.getValue() > most || (e.getValue() == most && e.getKey() < best)) {
        best = e.getKey();
      }
    }
    return calendar && best > 0 ? new Spacing(best, 0) : new Spacing(0, Math.max(1, best));
  }

  /** Whether both are at one time of the same day of a month, or of its last day. */
  private static boolean sameDay(LocalDateTime first, LocalDateTime t) {
    boolean last = ended(first) && ended(t);
    return (last || first.getDayOfMonth() == t.getDayOfMonth())
        && first.toLocalTime().equals(t.toLocalTime());
  }

  private static boolean ended(LocalDateTime t) {
    return t.getDayOfMonth() == t.toLocalDate().lengthOfMonth();
  }

  private static long months(LocalDateTime a, LocalDateTime b) {
    return 12L * (b.getYear() - a.getYear()) + b.getMonthValue() - a.getMonthValue();
  }

  /** The time that is so many steps later. */
  public LocalDateTime after(LocalDateTime time, long steps) {
    if (months == 0) {
      return time.plusSeconds(seconds * steps);
    }
    LocalDateTime later = time.plusMonths(months * steps);
    return ended(time) && time.getDayOfMonth() > 27
        ? later.withDayOfMonth(later.toLocalDate().lengthOfMonth())
        : later;
  }

  /** How many steps lie between two times, rounded. */
  public long between(LocalDateTime from, LocalDateTime to) {
    return months > 0
        ? Math.round((double) months(from, to) / months)
        : Math.round((double) ChronoUnit.SECONDS.between(from, to) / seconds);
  }

  /** Steps after which such series often repeat themselves: a day, a week or a year; 1 for none. */
  public int season() {
    if (months > 0) {
      return months < 12 && 12 % months == 0 ? Math.toIntExact(12 / months) : 1;
    }
    if (seconds == DAY) {
      return 7;
    }
    return seconds < DAY && DAY % seconds == 0 && seconds >= MINUTE
        ? Math.toIntExact(DAY / seconds)
        : 1;
  }

  /** Whether a step is shorter than this many seconds. */
  boolean below(long limit) {
    return (months > 0 ? months * MONTH : seconds) < limit;
  }

  /** {@code 1 month}, {@code 15 minutes}. */
  @Override
  public String toString() {
    if (months > 0) {
      return months % 12 == 0 ? counted(months / 12, "year") : counted(months, "month");
    }
    if (seconds % DAY == 0) {
      return counted(seconds / DAY, "day");
    }
    return seconds % HOUR == 0
        ? counted(seconds / HOUR, "hour")
        : seconds % MINUTE == 0 ? counted(seconds / MINUTE, "minute") : counted(seconds, "second");
  }

  private static String counted(long n, String unit) {
    return n + " " + unit + (n == 1 ? "" : "s");
  }
}
