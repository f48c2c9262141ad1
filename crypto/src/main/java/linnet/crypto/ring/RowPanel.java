// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

import java.util.Arrays;

/**
 * A matrix {@code [K, columns]} of integers in doubles whose rows may lie anywhere in one array,
 * overlapping too: the shifted windows of a zero-padded plane are rows of a convolution's matrix
 * without a copy. A view on the caller's array, which may change between products.
 */
public final class RowPanel {
  private final double[] values;
  private final int[] rows;
  private final int lowest;
  private final int highest;

  /**
   * Wraps without copying.
   *
   * @param values integers
   * @param rows {@code [K]}, where column 0 of each row stands in {@code values}; may lie outside
   *     of it as long as no column asked for does
   */
  public RowPanel(double[] values, int[] rows) {
    this.values = values;
    this.rows = rows;
    this.lowest = Arrays.stream(rows).min().orElse(0);
    this.highest = Arrays.stream(rows).max().orElse(0);
  }

  /** K, the number of rows. */
  public int depth() {
    return rows.length;
  }

  double[] values() {
    return values;
  }

  int[] rows() {
    return rows;
  }

  void requireColumns(int first, int count) {
    if ((long) lowest + first < 0 || (long) highest + first + count > values.length) {
      throw new IllegalArgumentException(
          "columns %d to %d of rows that begin at %d to %d are not all among %d values"
              .formatted(first, first + count - 1, lowest, highest, values.length));
    }
  }
}
