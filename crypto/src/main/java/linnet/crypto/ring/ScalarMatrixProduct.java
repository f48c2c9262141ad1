// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

/** Adds multiples of rows of B to rows of C, four at a time, in tiles that stay in the cache. */
final class ScalarMatrixProduct implements ExactMatrixProduct {
  /** Columns of a tile: 4 kB a row. */
  private static final int COLUMNS = 512;

  /** Rows of B of a tile: 256 kB with {@link #COLUMNS}. */
  private static final int DEPTH = 64;

  @Override
  public void multiplyAdd(LongMatrix a, LongMatrix b, LongMatrix c) {
    check(a, b, c);
    for (int from = 0; from < b.columns(); from += COLUMNS) {
      int to = Math.min(b.columns(), from + COLUMNS);
      for (int top = 0; top < b.rows(); top += DEPTH) {
        tile(a, b, c, from, to - from, top, Math.min(b.rows(), top + DEPTH));
      }
    }
  }

  private static void tile(
      LongMatrix a, LongMatrix b, LongMatrix c, int from, int width, int top, int bottom) {
    for (int i = 0; i < c.rows(); i++) {
      int k = top;
      for (; k + 4 <= bottom; k += 4) {
        addFour(a, i, k, b, from, c.values(), c.row(i) + from, width);
      }
      for (; k < bottom; k++) {
        long factor = a.values()[a.row(i) + k];
        add(factor, b.values(), b.row(k) + from, c.values(), c.row(i) + from, width);
      }
    }
  }

  private static void addFour(
      LongMatrix a, int i, int k, LongMatrix b, int from, long[] c, int at, int width) {
    long[] factors = a.values();
    int first = a.row(i) + k;
    addFour(
        factors[first],
        factors[first + 1],
        factors[first + 2],
        factors[first + 3],
        b.values(),
        b.row(k) + from,
        b.stride(),
        c,
        at,
        width);
  }

  private static void addFour(
      long f0,
      long f1,
      long f2,
      long f3,
      long[] b,
      int row,
      int stride,
      long[] c,
      int at,
      int width) {
    int second = row + stride;
    int third = second + stride;
    int fourth = third + stride;
    for (int j = 0; j < width; j++) {
      c[at + j] += f0 * b[row + j] + f1 * b[second + j] + f2 * b[third + j] + f3 * b[fourth + j];
    }
  }

  private static void add(long factor, long[] b, int row, long[] c, int at, int width) {
    for (int j = 0; j < width; j++) {
      c[at + j] += factor * b[row + j];
    }
  }

  private static void check(LongMatrix a, LongMatrix b, LongMatrix c) {
    if (a.columns() != b.rows() || a.rows() != c.rows() || b.columns() != c.columns()) {
      throw new IllegalArgumentException(
          "[%d, %d] times [%d, %d] is not [%d, %d]"
              .formatted(a.rows(), a.columns(), b.rows(), b.columns(), c.rows(), c.columns()));
    }
  }
}
