// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.Arrays;
import java.util.stream.Stream;
import linnet.inference.clear.Logits;

/**
 * What the client learns.
 *
 * @param logits {@code [B][classes]}, at the scale 2^-bits
 * @param bits fractional bits of the logits
 * @param statistics what it cost
 */
@SuppressWarnings("ArrayRecordComponent") // a plain carrier of results
public record PrivateResult(long[][] logits, int bits, PredictionStatistics statistics) {
  /** The logits as numbers, {@code [B][classes]}. */
  public double[][] values() {
    return Logits.values(logits, bits);
  }

  /** The class of the largest logit of each image, the first of equals. */
  public int[] classes() {
    return Logits.classes(logits);
  }

  /** The images of both, and the cost of both. */
  public PrivateResult plus(PrivateResult other) {
    long[][] all =
        Stream.concat(Arrays.stream(logits), Arrays.stream(other.logits)).toArray(long[][]::new);
    return new PrivateResult(all, bits, statistics.plus(other.statistics));
  }
}
