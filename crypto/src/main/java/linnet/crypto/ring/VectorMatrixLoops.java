// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of eight outputs by 24 columns whose 24 sums stay in registers, then by 8 columns.
 *
 * <p>Each tile is one small method on purpose: the compiler keeps its sums in registers only then.
 */
final class VectorMatrixLoops implements MatrixLoops {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_512;
  private static final int LANES = ExactMatrixKernel.LANES;
  private static final int WIDE = 3 * LANES;

  @Override
  public void add(
      WeightBlock block,
      RowPanel panel,
      int firstColumn,
      int columns,
      double[] sums,
      int firstSum) {
    double[] weights = block.weights();
    double[] values = panel.values();
    int[] rows = panel.rows();
    int first = block.first();
    int row = block.firstRow();
    int end = row + block.rows();
    int at = 0;
    for (; at + WIDE <= columns; at += WIDE) {
      wide(weights, first, values, rows, row, end, firstColumn + at, sums, firstSum + at, columns);
    }
    for (; at < columns; at += LANES) {
      narrow(
          weights, first, values, rows, row, end, firstColumn + at, sums, firstSum + at, columns);
    }
  }

  private static void wide(
      double[] weights,
      int first,
      double[] values,
      int[] rows,
      int row,
      int end,
      int column,
      double[] sums,
      int sum,
      int stride) {
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = DoubleVector.zero(SPECIES);
    DoubleVector a2 = DoubleVector.zero(SPECIES);
    DoubleVector b0 = DoubleVector.zero(SPECIES);
    DoubleVector b1 = DoubleVector.zero(SPECIES);
    DoubleVector b2 = DoubleVector.zero(SPECIES);
    DoubleVector c0 = DoubleVector.zero(SPECIES);
    DoubleVector c1 = DoubleVector.zero(SPECIES);
    DoubleVector c2 = DoubleVector.zero(SPECIES);
    DoubleVector d0 = DoubleVector.zero(SPECIES);
    DoubleVector d1 = DoubleVector.zero(SPECIES);
    DoubleVector d2 = DoubleVector.zero(SPECIES);
    DoubleVector e0 = DoubleVector.zero(SPECIES);
    DoubleVector e1 = DoubleVector.zero(SPECIES);
    DoubleVector e2 = DoubleVector.zero(SPECIES);
    DoubleVector f0 = DoubleVector.zero(SPECIES);
    DoubleVector f1 = DoubleVector.zero(SPECIES);
    DoubleVector f2 = DoubleVector.zero(SPECIES);
    DoubleVector g0 = DoubleVector.zero(SPECIES);
    DoubleVector g1 = DoubleVector.zero(SPECIES);
    DoubleVector g2 = DoubleVector.zero(SPECIES);
    DoubleVector h0 = DoubleVector.zero(SPECIES);
    DoubleVector h1 = DoubleVector.zero(SPECIES);
    DoubleVector h2 = DoubleVector.zero(SPECIES);
    int at = first;
    for (int k = row; k < end; k++, at += LANES) {
      int from = rows[k] + column;
      DoubleVector x0 = load(values, from);
      DoubleVector x1 = load(values, from + LANES);
      DoubleVector x2 = load(values, from + 2 * LANES);
      DoubleVector w = weight(weights, at);
      a0 = x0.fma(w, a0);
      a1 = x1.fma(w, a1);
      a2 = x2.fma(w, a2);
      w = weight(weights, at + 1);
      b0 = x0.fma(w, b0);
      b1 = x1.fma(w, b1);
      b2 = x2.fma(w, b2);
      w = weight(weights, at + 2);
      c0 = x0.fma(w, c0);
      c1 = x1.fma(w, c1);
      c2 = x2.fma(w, c2);
      w = weight(weights, at + 3);
      d0 = x0.fma(w, d0);
      d1 = x1.fma(w, d1);
      d2 = x2.fma(w, d2);
      w = weight(weights, at + 4);
      e0 = x0.fma(w, e0);
      e1 = x1.fma(w, e1);
      e2 = x2.fma(w, e2);
      w = weight(weights, at + 5);
      f0 = x0.fma(w, f0);
      f1 = x1.fma(w, f1);
      f2 = x2.fma(w, f2);
      w = weight(weights, at + 6);
      g0 = x0.fma(w, g0);
      g1 = x1.fma(w, g1);
      g2 = x2.fma(w, g2);
      w = weight(weights, at + 7);
      h0 = x0.fma(w, h0);
      h1 = x1.fma(w, h1);
      h2 = x2.fma(w, h2);
    }
    add(a0, sums, sum);
    add(a1, sums, sum + LANES);
    add(a2, sums, sum + 2 * LANES);
    add(b0, sums, sum + stride);
    add(b1, sums, sum + stride + LANES);
    add(b2, sums, sum + stride + 2 * LANES);
    add(c0, sums, sum + 2 * stride);
    add(c1, sums, sum + 2 * stride + LANES);
    add(c2, sums, sum + 2 * stride + 2 * LANES);
    add(d0, sums, sum + 3 * stride);
    add(d1, sums, sum + 3 * stride + LANES);
    add(d2, sums, sum + 3 * stride + 2 * LANES);
    add(e0, sums, sum + 4 * stride);
    add(e1, sums, sum + 4 * stride + LANES);
    add(e2, sums, sum + 4 * stride + 2 * LANES);
    add(f0, sums, sum + 5 * stride);
    add(f1, sums, sum + 5 * stride + LANES);
    add(f2, sums, sum + 5 * stride + 2 * LANES);
    add(g0, sums, sum + 6 * stride);
    add(g1, sums, sum + 6 * stride + LANES);
    add(g2, sums, sum + 6 * stride + 2 * LANES);
    add(h0, sums, sum + 7 * stride);
    add(h1, sums, sum + 7 * stride + LANES);
    add(h2, sums, sum + 7 * stride + 2 * LANES);
  }

  private static void narrow(
      double[] weights,
      int first,
      double[] values,
      int[] rows,
      int row,
      int end,
      int column,
      double[] sums,
      int sum,
      int stride) {
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector b0 = DoubleVector.zero(SPECIES);
    DoubleVector c0 = DoubleVector.zero(SPECIES);
    DoubleVector d0 = DoubleVector.zero(SPECIES);
    DoubleVector e0 = DoubleVector.zero(SPECIES);
    DoubleVector f0 = DoubleVector.zero(SPECIES);
    DoubleVector g0 = DoubleVector.zero(SPECIES);
    DoubleVector h0 = DoubleVector.zero(SPECIES);
    int at = first;
    for (int k = row; k < end; k++, at += LANES) {
      int from = rows[k] + column;
      DoubleVector x0 = load(values, from);
      DoubleVector w = weight(weights, at);
      a0 = x0.fma(w, a0);
      w = weight(weights, at + 1);
      b0 = x0.fma(w, b0);
      w = weight(weights, at + 2);
      c0 = x0.fma(w, c0);
      w = weight(weights, at + 3);
      d0 = x0.fma(w, d0);
      w = weight(weights, at + 4);
      e0 = x0.fma(w, e0);
      w = weight(weights, at + 5);
      f0 = x0.fma(w, f0);
      w = weight(weights, at + 6);
      g0 = x0.fma(w, g0);
      w = weight(weights, at + 7);
      h0 = x0.fma(w, h0);
    }
    add(a0, sums, sum);
    add(b0, sums, sum + stride);
    add(c0, sums, sum + 2 * stride);
    add(d0, sums, sum + 3 * stride);
    add(e0, sums, sum + 4 * stride);
    add(f0, sums, sum + 5 * stride);
    add(g0, sums, sum + 6 * stride);
    add(h0, sums, sum + 7 * stride);
  }

  private static DoubleVector load(double[] values, int at) {
    return DoubleVector.fromArray(SPECIES, values, at);
  }

  private static DoubleVector weight(double[] weights, int at) {
    return DoubleVector.broadcast(SPECIES, weights[at]);
  }

  private static void add(DoubleVector sum, double[] sums, int at) {
    sum.add(load(sums, at)).intoArray(sums, at);
  }
}
