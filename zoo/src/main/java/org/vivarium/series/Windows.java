package org.vivarium.series;

import java.util.stream.IntStream;

/**
 * Moving windows: of so many rows that are seen, the rows that follow are told.
 *
 * @param lookBack rows that are seen
 * @param horizon rows that are told
 * @param stride rows from one window to the next
 */
public record Windows(int lookBack, int horizon, int stride) {
  public Windows {
    if (lookBack < 1 || horizon < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "a look-back of %d, a horizon of %d and a stride of %d: all must be at least 1"
              .formatted(lookBack, horizon, stride));
    }
  }

  public Windows stride(int other) {
    return new Windows(lookBack, horizon, other);
  }

  /**
   * The origins of windows, each being the first row that is told, such that all rows told lie
   * within the part; what is seen may lie before it.
   *
   * @param from the first row of the part
   * @param to its end, exclusive
   */
  public int[] origins(int from, int to) {
    int first = Math.max(from, lookBack);
    int count = Math.max(0, (to - horizon - first) / stride + 1);
    return to - horizon < first
        ? new int[0]
        : IntStream.range(0, count).map(i -> first + i * stride).toArray();
  }
}
