// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

import java.util.Optional;
import linnet.crypto.ring.LimbWeights;
import org.jspecify.annotations.Nullable;

/** The secret integers of one convolution, and the same packed for fast products. Thread-safe. */
public final class IntegerWeights {
  private final long[] weight;
  private final long[] bias;
  private @Nullable LimbWeights limbs;
  private boolean packed;

  /**
   * Wraps arrays, which are not changed any more.
   *
   * @param weight {@code [O, I/groups, k, k]} in row-major order, at the scale 2^-g
   * @param bias {@code [O]}, at the scale of the output
   */
  public IntegerWeights(long[] weight, long[] bias) {
    this.weight = weight;
    this.bias = bias;
  }

  /** {@code [O, I/groups, k, k]} in row-major order, at the scale 2^-g. */
  public long[] weight() {
    return weight;
  }

  /** {@code [O]}, at the scale of the output. */
  public long[] bias() {
    return bias;
  }

  /**
   * The matrix {@code [O, I/groups*k*k]} packed, at the first call, for products mod 2^64; empty
   * where the weights are too large for that.
   */
  public synchronized Optional<LimbWeights> limbs() {
    if (!packed) {
      limbs = LimbWeights.of(weight, bias.length, weight.length / bias.length).orElse(null);
      packed = true;
    }
    return Optional.ofNullable(limbs);
  }

  /** Names no secrets. */
  @Override
  public String toString() {
    return "%d integer weights".formatted(weight.length);
  }
}
