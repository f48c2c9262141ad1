// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

/**
 * A matrix {@code [outputs, depth]} of integer weights in the order in which {@link
 * ExactMatrixKernel} reads them, or a range of its outputs: packed once, then shared by all
 * threads.
 *
 * <p>The order is [block of rows][group of 8 outputs][row][output], so that the weights that one
 * inner loop reads fit in the first cache. Outputs are padded with zeros to a multiple of 8.
 */
public final class PackedWeights {
  /** Outputs that one inner loop computes. */
  public static final int GROUP = 8;

  /** Rows of a block: 18 kB of weights with {@link #GROUP}. */
  private static final int BLOCK_DEPTH = 288;

  private final double[] packed;
  private final int depth;
  private final int allGroups;
  private final int firstGroup;
  private final int outputs;

  private PackedWeights(double[] packed, int depth, int allGroups, int firstGroup, int outputs) {
    this.packed = packed;
    this.depth = depth;
    this.allGroups = allGroups;
    this.firstGroup = firstGroup;
    this.outputs = outputs;
  }

  /**
   * Packs weights for products with balanced limbs.
   *
   * @param weights {@code [outputs, depth]}, row-major
   * @param limbBits L: every value that will be multiplied is an integer within ±2^(L-1)
   * @throws IllegalArgumentException if the sum of the absolute weights of an output times 2^(L-1)
   *     could reach 2^53, beyond which sums in doubles are not exact, or if the sizes do not fit
   */
  public static PackedWeights pack(long[] weights, int outputs, int depth, int limbBits) {
    requireExact(largestAbsoluteSum(weights, outputs, depth), limbBits);
    int groups = Math.ceilDiv(outputs, GROUP);
    double[] packed = new double[Math.multiplyExact(groups * GROUP, depth)];
    PackedWeights result = new PackedWeights(packed, depth, groups, 0, outputs);
    for (int output = 0; output < outputs; output++) {
      for (int row = 0; row < depth; row++) {
        packed[result.position(output, row)] = weights[output * depth + row];
      }
    }
    return result;
  }

  /**
   * The largest sum of the absolute weights of one output, at most 2^62: what decides how wide
   * limbs may be.
   *
   * @param weights {@code [outputs, depth]}, row-major
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public static long largestAbsoluteSum(long[] weights, int outputs, int depth) {
    if (outputs < 1 || depth < 1 || weights.length != (long) outputs * depth) {
      throw new IllegalArgumentException(
          "%d weights are not %d outputs of %d".formatted(weights.length, outputs, depth));
    }
    long largest = 0;
    for (int output = 0; output < outputs; output++) {
      largest = Math.max(largest, absoluteSum(weights, output * depth, depth));
    }
    return largest;
  }

  private static long absoluteSum(long[] weights, int from, int count) {
    long limit = 1L << 62;
    long sum = 0;
    for (int i = from; i < from + count; i++) {
      long absolute = weights[i] == Long.MIN_VALUE ? limit : Math.abs(weights[i]);
      sum = absolute >= limit - sum ? limit : sum + absolute;
    }
    return sum;
  }

  private static void requireExact(long absoluteSum, int limbBits) {
    if (limbBits < 1 || limbBits > 53) {
      throw new IllegalArgumentException("limbs have 1 to 53 bits, not " + limbBits);
    }
    long bound = 1L << (54 - limbBits);
    if (absoluteSum >= bound) {
      throw new IllegalArgumentException(
          "weights of absolute sum %d times limbs of %d bits are not exact in doubles: the sum must be below %d"
              .formatted(absoluteSum, limbBits, bound));
    }
  }

  /**
   * A view on the outputs {@code from} (included) to {@code to} (excluded).
   *
   * @param from a multiple of {@value #GROUP}
   * @throws IllegalArgumentException if it is not, or the range is empty or not within the outputs
   */
  public PackedWeights range(int from, int to) {
    if (from < 0 || from >= to || to > outputs || from % GROUP != 0) {
      throw new IllegalArgumentException(
          "outputs %d to %d are no range of %d that begins at a multiple of %d"
              .formatted(from, to, outputs, GROUP));
    }
    return new PackedWeights(packed, depth, allGroups, firstGroup + from / GROUP, to - from);
  }

  /** Number of outputs. */
  public int outputs() {
    return outputs;
  }

  /** {@link #outputs} rounded up to a multiple of {@value #GROUP}: so many rows of sums arise. */
  public int paddedOutputs() {
    return groups() * GROUP;
  }

  /** Number of weights of one output. */
  public int depth() {
    return depth;
  }

  int groups() {
    return Math.ceilDiv(outputs, GROUP);
  }

  int blocks() {
    return Math.ceilDiv(depth, BLOCK_DEPTH);
  }

  /** The weights of one group of outputs for one block of rows. */
  WeightBlock block(int block, int group) {
    int firstRow = block * BLOCK_DEPTH;
    int rows = Math.min(BLOCK_DEPTH, depth - firstRow);
    int at = (firstRow * allGroups + (firstGroup + group) * rows) * GROUP;
    return new WeightBlock(packed, at, firstRow, rows);
  }

  private int position(int output, int row) {
    WeightBlock block = block(row / BLOCK_DEPTH, output / GROUP);
    return block.first() + (row - block.firstRow()) * GROUP + output % GROUP;
  }
}
