package org.vivarium.text;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Examples made of tokens, as a network is fed them.
 *
 * @param columns by the name of the input, the tokens of each example, such as those of a source
 *     and of a target
 * @param masks by the name of the input, the column whose tokens it tells from padding
 * @param numbers by the name of the input, one number of each example, such as its class
 */
@SuppressWarnings("ArrayRecordComponent") // large, and not written to
public record Sequences(
    Map<String, int[][]> columns, Map<String, String> masks, Map<String, int[]> numbers) {
  public Sequences {
    columns = new LinkedHashMap<>(columns);
    masks = new LinkedHashMap<>(masks);
    numbers = new LinkedHashMap<>(numbers);
    int size = columns.values().iterator().next().length;
    boolean even =
        columns.values().stream().allMatch(column -> column.length == size)
            && numbers.values().stream().allMatch(column -> column.length == size);
    if (!even || !columns.keySet().containsAll(masks.values())) {
      throw new IllegalArgumentException(
          "columns %s, masks of %s and numbers %s do not belong together"
              .formatted(columns.keySet(), masks.values(), numbers.keySet()));
    }
  }

  /** One column with its mask. */
  public static Sequences of(String column, int[][] tokens, String mask) {
    return new Sequences(Map.of(column, tokens), Map.of(mask, column), Map.of());
  }

  /** With one number more for each example. */
  public Sequences with(String name, int[] number) {
    Map<String, int[]> more = new LinkedHashMap<>(numbers);
    more.put(name, number);
    return new Sequences(columns, masks, more);
  }

  /** How many examples there are. */
  public int size() {
    return columns.values().iterator().next().length;
  }

  /** The length of an example: that of its longest column. */
  public int length(int example) {
    return columns.values().stream().mapToInt(c -> c[example].length).max().orElseThrow();
  }

  /** The lengths of all examples. */
  public int[] lengths() {
    int[] lengths = new int[size()];
    Arrays.setAll(lengths, this::length);
    return lengths;
  }
}
