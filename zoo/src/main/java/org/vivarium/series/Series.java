package org.vivarium.series;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Columns of numbers over time.
 *
 * @param name of the file or the set
 * @param columns their names
 * @param times one for each row, rising
 * @param values {@code [time][columns]}; NaN where one is missing
 */
@SuppressWarnings("ArrayRecordComponent") // large: compared by nobody
public record Series(
    String name, List<String> columns, List<LocalDateTime> times, double[][] values) {
  public Series {
    columns = List.copyOf(columns);
    times = List.copyOf(times);
    if (times.size() != values.length) {
      throw new IllegalArgumentException(
          "'%s' has %d times for %d rows".formatted(name, times.size(), values.length));
    }
  }

  public int length() {
    return values.length;
  }

  /** The values of a column over time. */
  public double[] column(int c) {
    return Arrays.stream(values).mapToDouble(row -> row[c]).toArray();
  }

  /** The place of a column. */
  public int find(String column) {
    int at = columns.indexOf(column);
    if (at < 0) {
      throw new IllegalArgumentException(
          "'%s' has no column '%s'; it has %s".formatted(name, column, String.join(", ", columns)));
    }
    return at;
  }

  /** Some of the columns, in this order. */
  public Series select(List<String> names) {
    int[] places = names.stream().mapToInt(this::find).toArray();
    double[][] chosen =
        Arrays.stream(values)
            .map(row -> Arrays.stream(places).mapToDouble(c -> row[c]).toArray())
            .toArray(double[][]::new);
    return new Series(name, names, times, chosen);
  }

  /** The rows from one on to another, exclusive. */
  public Series part(int from, int to) {
    return new Series(name, columns, times.subList(from, to), Arrays.copyOfRange(values, from, to));
  }

  /** The same rows with other values. */
  public Series with(double[][] other) {
    return new Series(name, columns, times, other);
  }

  /** The step between its times. */
  public Spacing spacing() {
    return Spacing.of(times);
  }

  /** The SHA-256 of the values in hex, by which a run knows its rows again. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (double[] row : values) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * row.length);
        Arrays.stream(row).forEach(bytes::putDouble);
        digest.update(bytes.array());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
