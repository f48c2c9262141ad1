// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

/**
 * A row-major matrix {@code [rows, columns]}, or a rectangle of one: a view, not a copy.
 *
 * @param values the array that holds it
 * @param offset index of its first value
 * @param stride distance between rows, at least {@code columns}
 * @param rows number of rows
 * @param columns number of columns
 */
// A view on the caller's array is the purpose of this record; it is never compared.
@SuppressWarnings("ArrayRecordComponent")
public record LongMatrix(long[] values, int offset, int stride, int rows, int columns) {
  /**
   * Checks that the rectangle lies in the array.
   *
   * @throws IllegalArgumentException if it does not
   */
  public LongMatrix {
    boolean inside =
        offset >= 0
            && rows >= 0
            && columns >= 0
            && stride >= columns
            && (rows == 0
                || columns == 0
                || offset + (long) (rows - 1) * stride + columns <= values.length);
    if (!inside) {
      throw new IllegalArgumentException(
          "a matrix of %d x %d at %d with rows %d apart does not fit in %d values"
              .formatted(rows, columns, offset, stride, values.length));
    }
  }

  /** The whole array as a matrix. */
  public static LongMatrix of(long[] values, int rows, int columns) {
    return new LongMatrix(values, 0, columns, rows, columns);
  }

  /** Columns {@code from} (included) to {@code to} (excluded). */
  public LongMatrix columnRange(int from, int to) {
    return new LongMatrix(values, offset + from, stride, rows, to - from);
  }

  /** Rows {@code from} (included) to {@code to} (excluded). */
  public LongMatrix rowRange(int from, int to) {
    return new LongMatrix(values, offset + from * stride, stride, to - from, columns);
  }

  int row(int row) {
    return offset + row * stride;
  }
}
