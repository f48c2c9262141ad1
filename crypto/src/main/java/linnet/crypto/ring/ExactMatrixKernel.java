// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

import java.util.Arrays;
import linnet.crypto.kernel.Kernels;

/**
 * Exact products of integer matrices in double arithmetic, on which encrypted, online and clear
 * linear layers all run.
 *
 * <p><i>Exactness.</i> Every partial sum stays below 2^53 in absolute value, because {@link
 * PackedWeights#pack} refuses weights for which it could not with the stated limb width, and the
 * caller's panels hold integers within that width. Then no addition rounds, whatever the order.
 *
 * <p>Stateless and thread-safe; runs on the caller's thread. To use several cores, give each a
 * range of outputs ({@link PackedWeights#range}) or of columns.
 */
public final class ExactMatrixKernel {
  /** Columns are computed in multiples of this. */
  public static final int LANES = 8;

  private final MatrixLoops loops;

  ExactMatrixKernel(MatrixLoops loops) {
    this.loops = loops;
  }

  /** The kernel that {@link Kernels#current} names. */
  public static ExactMatrixKernel current() {
    return Holder.CURRENT;
  }

  /** A number of columns rounded up to a multiple of {@value #LANES}. */
  public static int paddedColumns(int columns) {
    return Math.ceilDiv(columns, LANES) * LANES;
  }

  /**
   * {@code sums[o][j] = Σ_k weights[o][k] * panel[k][firstColumn + j]} for every output and {@code
   * 0 <= j < columns}.
   *
   * <p>Sums are laid out {@code [weights.paddedOutputs()][paddedColumns(columns)]} from index 0.
   * Columns beyond {@code columns} are computed too: the panel must be readable up to {@code
   * firstColumn + paddedColumns(columns)} in every row. Rows beyond the outputs become zero.
   *
   * <p>Fastest with multiples of 24 columns and about 400 of them a call: their part of the panel
   * should stay in the second cache.
   *
   * @param panel integers within the limb width that the weights were packed for; not checked
   * @throws IllegalArgumentException if the depths differ, or the panel or the sums are too small
   */
  public void multiply(
      PackedWeights weights, RowPanel panel, int firstColumn, int columns, double[] sums) {
    int padded = paddedColumns(columns);
    require(weights, panel, padded, sums);
    panel.requireColumns(firstColumn, padded);
    Arrays.fill(sums, 0, weights.paddedOutputs() * padded, 0);
    for (int block = 0; block < weights.blocks(); block++) {
      for (int group = 0; group < weights.groups(); group++) {
        int firstSum = group * PackedWeights.GROUP * padded;
        loops.add(weights.block(block, group), panel, firstColumn, padded, sums, firstSum);
      }
    }
  }

  private static void require(PackedWeights weights, RowPanel panel, int columns, double[] sums) {
    if (weights.depth() != panel.depth()) {
      throw new IllegalArgumentException(
          "weights of depth %d cannot multiply %d rows".formatted(weights.depth(), panel.depth()));
    }
    if (columns < 0 || (long) weights.paddedOutputs() * columns > sums.length) {
      throw new IllegalArgumentException(
          "%d rows of %d sums do not fit in %d values"
              .formatted(weights.paddedOutputs(), columns, sums.length));
    }
  }

  private static final class Holder {
    static final ExactMatrixKernel CURRENT =
        new ExactMatrixKernel(
            switch (Kernels.current()) {
              case SCALAR -> new ScalarMatrixLoops();
              case VECTOR -> new VectorMatrixLoops();
            });
  }
}
