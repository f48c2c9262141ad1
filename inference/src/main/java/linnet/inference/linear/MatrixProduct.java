// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

/** Exact matrix product mod 2^64 on row-major arrays. */
final class MatrixProduct {
  private MatrixProduct() {}

  /** {@code c[m, n] += a[m, k] * b[k, n]}, with {@code a} beginning at an offset. */
  static void multiplyAdd(long[] a, int aOffset, long[] b, long[] c, int m, int k, int n) {
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        addScaledRow(a[aOffset + i * k + l], b, l * n, c, i * n, n);
      }
    }
  }

  private static void addScaledRow(
      long scale, long[] x, int xFrom, long[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) {
      y[yFrom + i] += scale * x[xFrom + i];
    }
  }
}
