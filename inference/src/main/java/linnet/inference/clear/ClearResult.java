// SPDX-License-Identifier: Apache-2.0
package linnet.inference.clear;

/**
 * Logits of a batch, as integers and as numbers.
 *
 * @param logits {@code [B][classes]}, at the scale 2^-bits
 * @param bits fractional bits of the logits
 * @param overflows kept units whose value did not fit the width of their comparison: their results
 *     are as wrong as the protocol's; more than none means that calibration images were too tame
 */
@SuppressWarnings("ArrayRecordComponent") // a plain carrier of results
public record ClearResult(long[][] logits, int bits, long overflows) {
  /** The logits as numbers, {@code [B][classes]}. */
  public double[][] values() {
    return Logits.values(logits, bits);
  }

  /** The class of the largest logit of each image, the first of equals. */
  public int[] classes() {
    return Logits.classes(logits);
  }
}
