package org.vivarium.apps.rl;

/** What to do in a state, and what the state is thought to be worth. */
interface Policy {
  /** Actions for several states. */
  int[] act(Seen seen);

  /** What each state is thought to be worth if one goes on so; NaN where nothing is thought. */
  double[] worth(Seen seen);

  /**
   * Observations of several states.
   *
   * @param numbers row-major; only the first rows count
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Seen(float[] numbers, int rows) {}

  /** Of each row the place of its highest number, the first of them. */
  static int[] highest(float[] numbers, int rows) {
    int[] best = new int[rows];
    int columns = numbers.length / rows;
    for (int row = 0; row < rows; row++) {
      for (int c = 1; c < columns; c++) {
        if (numbers[row * columns + c] > numbers[row * columns + best[row]]) {
          best[row] = c;
        }
      }
    }
    return best;
  }
}
