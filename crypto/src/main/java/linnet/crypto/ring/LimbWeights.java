// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Weights for products with ring elements mod 2^64 by {@link ExactMatrixKernel}, and how the ring
 * elements are cut for it: into two balanced limbs of 32 bits where the weights allow it, else into
 * three of 22.
 *
 * <p>Balanced digits of base 2^b come from plain ones: the digits of {@code v + Σ 2^(b-1) 2^(bl)},
 * each minus 2^(b-1). What overflows at the top is a multiple of 2^64.
 */
public final class LimbWeights {
  private final PackedWeights packed;
  private final int limbs;
  private final int limbBits;
  private final long offset;

  private LimbWeights(long[] weights, int outputs, int depth, int limbs, int limbBits) {
    this.packed = PackedWeights.pack(weights, outputs, depth, limbBits);
    this.limbs = limbs;
    this.limbBits = limbBits;
    long half = 1L << (limbBits - 1);
    this.offset = LongStream.range(0, limbs).map(limb -> half << (limb * limbBits)).sum();
  }

  /**
   * Packs weights; empty where the sum of the absolute weights of an output is 2^32 or more, too
   * much for three limbs.
   *
   * @param weights {@code [outputs, depth]}, row-major
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public static Optional<LimbWeights> of(long[] weights, int outputs, int depth) {
    long sum = PackedWeights.largestAbsoluteSum(weights, outputs, depth);
    if (sum >= 1L << 32) {
      return Optional.empty();
    }
    int limbs = sum < 1L << 22 ? 2 : 3;
    return Optional.of(new LimbWeights(weights, outputs, depth, limbs, limbs == 2 ? 32 : 22));
  }

  /** The weights, for limbs of this width. */
  public PackedWeights packed() {
    return packed;
  }

  /** Into how many limbs ring elements are cut: 2 or 3. */
  public int limbs() {
    return limbs;
  }

  /**
   * Writes one limb of every {@code step}-th ring element.
   *
   * @param limb which, 0 being the lowest
   * @param from the first ring element
   * @param count how many
   * @param to where they go, side by side
   */
  public void cut(int limb, long[] values, int from, int step, int count, double[] panel, int to) {
    int shift = limb * limbBits;
    long half = 1L << (limbBits - 1);
    long mask = 2 * half - 1;
    for (int i = 0; i < count; i++) {
      panel[to + i] = ((values[from + i * step] + offset) >>> shift & mask) - half;
    }
  }

  /**
   * Adds the products with one limb to ring elements, mod 2^64.
   *
   * @param limb which limb gave the sums
   */
  public void join(int limb, double[] sums, int from, int count, long[] values, int to) {
    int shift = limb * limbBits;
    for (int i = 0; i < count; i++) {
      values[to + i] += (long) sums[from + i] << shift;
    }
  }
}
