package org.vivarium.text;

/**
 * A vector that is 0 in most places.
 *
 * @param columns where it is not, in rising order
 * @param values what stands there
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and too many to copy
public record SparseRow(int[] columns, double[] values) {
  /** The product with a column of a matrix {@code [columns][width]} that lies in a row. */
  double times(double[] matrix, int width, int column) {
    double sum = 0;
    for (int i = 0; i < columns.length; i++) {
      sum += values[i] * matrix[columns[i] * width + column];
    }
    return sum;
  }
}
