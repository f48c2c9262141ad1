// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.ArrayList;
import java.util.List;
import linnet.crypto.ring.ExactMatrixKernel;
import linnet.crypto.ring.RowPanel;

/**
 * Weights times ciphertext coefficients: the sums of shifted, scaled polynomials that make a
 * convolution, as exact matrix products on limbs (protocol.md §2, step 2). Thread-safe.
 */
final class CiphertextProduct {
  private static final int TILE = 24;
  private static final int MOST_COLUMNS = 384;
  // What a panel of one limb may take, so that it stays in the second cache.
  private static final int PANEL_DOUBLES = 110_000;

  private final ExactMatrixKernel kernel = ExactMatrixKernel.current();
  private final Workers<Panel> workers = new Workers<>(Panel::new);

  /** Memory of one worker. */
  private static final class Panel {
    double[][] cells = new double[Limbs.COUNT][0];
    double[][] sums = new double[Limbs.COUNT][0];
    final Polynomial sum = new Polynomial();

    void ensure(int cellCount, int sumCount) {
      if (cells[0].length < cellCount) {
        cells = new double[Limbs.COUNT][cellCount];
      }
      if (sums[0].length < sumCount) {
        sums = new double[Limbs.COUNT][sumCount];
      }
    }
  }

  /** Columns {@code [first, first + count)} of every output. */
  record Columns(int first, int count) {}

  /**
   * Computes columns of output ciphertexts.
   *
   * @param in the ciphertexts of one ring-full
   * @param out the output ciphertexts from {@code firstOutput} on; the given columns are set
   */
  void multiply(
      List<WeightSlice> slices,
      Polynomial[] in,
      Polynomial[] out,
      int firstOutput,
      List<Columns> ranges) {
    List<Columns> panels = panels(ranges, mostColumns(slices));
    workers.run(
        panels.size(), (panel, i) -> multiply(slices, in, out, firstOutput, panels.get(i), panel));
  }

  private static int mostColumns(List<WeightSlice> slices) {
    int most = MOST_COLUMNS;
    for (WeightSlice slice : slices) {
      int room = PANEL_DOUBLES / slice.windows().size() - slice.span();
      most = Math.min(most, room / TILE * TILE);
    }
    return Math.max(most, TILE);
  }

  private static List<Columns> panels(List<Columns> ranges, int most) {
    List<Columns> panels = new ArrayList<>();
    for (Columns range : ranges) {
      for (int at = 0; at < range.count(); at += most) {
        panels.add(new Columns(range.first() + at, Math.min(most, range.count() - at)));
      }
    }
    return panels;
  }

  private void multiply(
      List<WeightSlice> slices,
      Polynomial[] in,
      Polynomial[] out,
      int firstOutput,
      Columns columns,
      Panel panel) {
    for (Polynomial output : out) {
      clear(output, columns);
    }
    for (WeightSlice slice : slices) {
      multiply(slice, in, columns, panel);
      int stride = ExactMatrixKernel.paddedColumns(columns.count());
      for (int i = 0; i < slice.outputs().length; i++) {
        Limbs.join(panel.sums, i * stride, panel.sum, columns.first(), columns.count());
        add(panel.sum, out[slice.outputs()[i] - firstOutput], columns);
      }
    }
  }

  private void multiply(WeightSlice slice, Polynomial[] in, Columns columns, Panel panel) {
    int padded = ExactMatrixKernel.paddedColumns(columns.count());
    int width = padded + slice.span();
    panel.ensure(slice.windows().size() * width, slice.weights().paddedOutputs() * padded);
    for (int i = 0; i < slice.windows().size(); i++) {
      WeightSlice.Window window = slice.windows().get(i);
      Polynomial from = in[window.input()];
      Limbs.cut(from, columns.first() + window.start(), width, panel.cells, i * width);
    }
    int[] rows = slice.rows(width);
    for (int limb = 0; limb < Limbs.COUNT; limb++) {
      RowPanel cells = new RowPanel(panel.cells[limb], rows);
      kernel.multiply(slice.weights(), cells, 0, columns.count(), panel.sums[limb]);
    }
  }

  private static void clear(Polynomial output, Columns columns) {
    for (int i = columns.first(); i < columns.first() + columns.count(); i++) {
      output.put(i, 0, 0, 0);
    }
  }

  private static void add(Polynomial sum, Polynomial output, Columns columns) {
    for (int i = columns.first(); i < columns.first() + columns.count(); i++) {
      output.put(
          i,
          output.low[i] + sum.low[i],
          output.middle[i] + sum.middle[i],
          output.high[i] + sum.high[i]);
    }
  }
}
