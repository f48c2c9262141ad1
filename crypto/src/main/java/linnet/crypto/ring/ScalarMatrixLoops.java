// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

/** Adds multiples of rows to a row of sums, four at a time; the compiler makes vectors of it. */
final class ScalarMatrixLoops implements MatrixLoops {
  private static final int GROUP = PackedWeights.GROUP;

  @Override
  public void add(
      WeightBlock block,
      RowPanel panel,
      int firstColumn,
      int columns,
      double[] sums,
      int firstSum) {
    for (int output = 0; output < GROUP; output++) {
      addOutput(block, output, panel, firstColumn, columns, sums, firstSum + output * columns);
    }
  }

  private static void addOutput(
      WeightBlock block,
      int output,
      RowPanel panel,
      int firstColumn,
      int columns,
      double[] sums,
      int at) {
    double[] weights = block.weights();
    int[] rows = panel.rows();
    int weight = block.first() + output;
    int row = block.firstRow();
    int end = row + block.rows();
    for (; row + 4 <= end; row += 4, weight += 4 * GROUP) {
      double[] values = panel.values();
      int a = rows[row] + firstColumn;
      int b = rows[row + 1] + firstColumn;
      int c = rows[row + 2] + firstColumn;
      int d = rows[row + 3] + firstColumn;
      double u = weights[weight];
      double v = weights[weight + GROUP];
      double w = weights[weight + 2 * GROUP];
      double x = weights[weight + 3 * GROUP];
      for (int j = 0; j < columns; j++) {
        sums[at + j] +=
            u * values[a + j] + v * values[b + j] + w * values[c + j] + x * values[d + j];
      }
    }
    for (; row < end; row++, weight += GROUP) {
      addRow(weights[weight], panel.values(), rows[row] + firstColumn, columns, sums, at);
    }
  }

  private static void addRow(
      double weight, double[] values, int row, int columns, double[] sums, int at) {
    for (int j = 0; j < columns; j++) {
      sums[at + j] += weight * values[row + j];
    }
  }
}
