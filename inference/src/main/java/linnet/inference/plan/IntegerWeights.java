// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

/**
 * The secret integers of one convolution.
 *
 * @param weight {@code [O, I/groups, k, k]} in row-major order, at the scale 2^-g
 * @param bias {@code [O]}, at the scale of the output
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough; copies would hurt
public record IntegerWeights(long[] weight, long[] bias) {
  @Override
  public String toString() {
    return "%d integer weights".formatted(weight.length);
  }
}
