package org.vivarium.series;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is done where a file is not what a series should be: rising times at equal steps, each with
 * all its values. What is not repaired is refused with its rows.
 *
 * @param order of times that do not rise
 * @param doubled of rows that have one time
 * @param gaps of steps that are longer than the others
 * @param missing of values that are not there, those of filled gaps among them
 */
public record Repair(Order order, Doubled doubled, Gaps gaps, Missing missing) {
  /** Refuses all of it. */
  public static final Repair NONE = new Repair(Order.FAIL, Doubled.FAIL, Gaps.FAIL, Missing.FAIL);

  /** Of times that do not rise. */
  public enum Order {
    FAIL,
    /** By time; rows of one time stay in their order. */
    SORT
  }

  /** Of rows that have one time. */
  public enum Doubled {
    FAIL,
    FIRST,
    LAST,
    MEAN
  }

  /** Of steps that are longer than the others. */
  public enum Gaps {
    FAIL,
    /** Rows of missing values are put in. */
    FILL,
    /** Rows follow each other as if there were no gap. */
    IGNORE
  }

  /** Of values that are not there. */
  public enum Missing {
    FAIL,
    /** The value before; the one after, where there is none before. */
    FORWARD,
    /** On the straight line between its neighbours; level at the ends. */
    LINEAR,
    /** Rows that lack a value are left out, as if they had never been. */
    DROP
  }

  public Repair gaps(Gaps other) {
    return new Repair(order, doubled, other, missing);
  }

  /** The names of an enum's values, as they are typed. */
  public static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
  }
}
