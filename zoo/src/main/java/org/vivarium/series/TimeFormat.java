package org.vivarium.series;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How times are written; which way is told by a whole column, as 03/04 alone says no month. */
final class TimeFormat {
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern MONTH = Pattern.compile("(\\d{1,4})-(\\d{1,2})");
  private static final Pattern YEAR = Pattern.compile("[12]\\d{3}");
  private static final Pattern SECONDS = Pattern.compile("-?\\d{9,10}(\\.\\d+)?");
  private static final Pattern MILLIS = Pattern.compile("\\d{12,13}");
  private static final String TIME = "[ H:mm[:ss]][.SSSSSSSSS][.SSSSSS][.SSS]";

  /** One way to read a time; what is not written so throws. */
  private interface Way {
    LocalDateTime read(String text);
  }

  private static final List<Way> WAYS =
      List.of(
          TimeFormat::iso,
          TimeFormat::month,
          TimeFormat::number,
          pattern("uuuu-M-d" + TIME),
          pattern("uuuu/M/d" + TIME),
          pattern("d.M.uuuu" + TIME),
          pattern("M/d/uuuu" + TIME),
          pattern("d/M/uuuu" + TIME),
          pattern("d-M-uuuu" + TIME),
          pattern("d-MMM-uuuu" + TIME),
          pattern("d MMM uuuu" + TIME),
          pattern("MMM d, uuuu" + TIME),
          pattern("MMM uuuu"),
          pattern("uuuuMMdd" + TIME),
          pattern("uuuu'Q'Q"),
          pattern("uuuu-'Q'Q"));

  private TimeFormat() {}

  /** A text of a column that could not be read, and where it stands. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;
    final int place;

    Unreadable(int place) {
      super("the time at " + place);
      this.place = place;
    }
  }

  /**
   * All times of a column, read the same way.
   *
   * @param asked a pattern of {@link DateTimeFormatter}; none to find one out
   */
  static List<LocalDateTime> read(List<String> texts, Optional<String> asked) throws Unreadable {
    List<Way> ways = asked.isPresent() ? List.of(asked(asked.get())) : WAYS;
    Unreadable farthest = new Unreadable(0);
    for (Way way : ways) {
      try {
        return all(texts, way);
      } catch (Unreadable e) { // the way that went farthest is the one that was meant
        farthest = e.place > farthest.place ? e : farthest;
      }
    }
    throw farthest;
  }

  private static List<LocalDateTime> all(List<String> texts, Way way) throws Unreadable {
    List<LocalDateTime> times = new ArrayList<>(texts.size());
    for (String text : texts) {
      try {
        times.add(way.read(SPACES.matcher(text.strip()).replaceAll(" ")));
      } catch (DateTimeException | NumberFormatException e) {
        throw new Unreadable(times.size());
      }
    }
    return times;
  }

  private static Way asked(String pattern) {
    try {
      return pattern(pattern);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--time-format is '%s', which is no pattern of times (%s); one is 'dd.MM.yyyy HH:mm'"
              .formatted(pattern, e.getMessage()),
          e);
    }
  }

  private static Way pattern(String pattern) {
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(pattern.replace('y', 'u')) // years, not years of an era
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.SMART);
    return text -> whole(formatter.parse(text));
  }

  private static LocalDateTime whole(TemporalAccessor read) {
    LocalDate date = read.query(TemporalQueries.localDate());
    LocalTime time = read.query(TemporalQueries.localTime());
    if (date == null) {
      int month =
          read.isSupported(ChronoField.MONTH_OF_YEAR)
              ? read.get(ChronoField.MONTH_OF_YEAR)
              : Math.toIntExact(3 * read.getLong(IsoFields.QUARTER_OF_YEAR) - 2);
      date = LocalDate.of(read.get(ChronoField.YEAR), month, 1);
    }
    return date.atTime(time == null ? LocalTime.MIDNIGHT : time);
  }

  /** {@code 2016-07-01}, {@code 2016-07-01T05:00:00Z}, {@code 2016-07-01 05:00+02:00}. */
  private static LocalDateTime iso(String text) {
    String joined = text.length() > 10 && text.charAt(10) == ' ' ? text.replace(' ', 'T') : text;
    if (joined.length() <= 10) {
      return LocalDate.parse(joined).atStartOfDay();
    }
    boolean zoned = joined.endsWith("Z") || joined.indexOf('+') > 0 || joined.lastIndexOf('-') > 10;
    return zoned
        ? OffsetDateTime.parse(joined).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
        : LocalDateTime.parse(joined);
  }

  /** {@code 1949-01}; also {@code 1-01}, the first month of some first year. */
  private static LocalDateTime month(String text) {
    var parts = MONTH.matcher(text);
    if (!parts.matches()) {
      throw new DateTimeException("no month");
    }
    return LocalDate.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), 1)
        .atStartOfDay();
  }

  /** A year, or seconds or milliseconds since 1970. */
  private static LocalDateTime number(String text) {
    if (YEAR.matcher(text).matches()) {
      return LocalDate.of(Integer.parseInt(text), 1, 1).atStartOfDay();
    }
    if (!SECONDS.matcher(text).matches() && !MILLIS.matcher(text).matches()) {
      throw new DateTimeException("no count of seconds");
    }
    boolean millis = MILLIS.matcher(text).matches();
    long ms = millis ? Long.parseLong(text) : Math.round(1000 * Double.parseDouble(text));
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), ZoneOffset.UTC);
  }
}
