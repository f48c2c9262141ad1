// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

/** The inner loops of {@link ExactMatrixKernel}. */
interface MatrixLoops {
  /**
   * Adds the products of one block of weights to eight rows of sums.
   *
   * @param columns a multiple of {@link ExactMatrixKernel#LANES}; also the length of a row of sums
   * @param firstSum where the eight rows begin in {@code sums}
   */
  void add(
      WeightBlock block, RowPanel panel, int firstColumn, int columns, double[] sums, int firstSum);
}
