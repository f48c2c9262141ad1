// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import linnet.inference.clear.Logits;

/**
 * What the client learns.
 *
 * @param logits {@code [B][classes]}, at the scale 2^-bits; no rows where only classes are
 *     disclosed
 * @param bits fractional bits of the logits
 * @param classes the class of the largest logit of each image, the first of equals
 * @param statistics what it cost
 */
@SuppressWarnings("ArrayRecordComponent") // a plain carrier of results
public record PrivateResult(
    long[][] logits, int bits, int[] classes, PredictionStatistics statistics) {

  static PrivateResult ofLogits(long[][] logits, int bits, PredictionStatistics statistics) {
    return new PrivateResult(logits, bits, Logits.classes(logits), statistics);
  }

  static PrivateResult ofClasses(int[] classes, PredictionStatistics statistics) {
    return new PrivateResult(new long[0][], 0, classes, statistics);
  }

  /** Whether logits are there, and not only classes. */
  public boolean hasLogits() {
    return logits.length > 0;
  }

  /** The logits as numbers, {@code [B][classes]}. */
  public double[][] values() {
    return Logits.values(logits, bits);
  }

  /** The images of both, and the cost of both. */
  public PrivateResult plus(PrivateResult other) {
    long[][] all =
        Stream.concat(Arrays.stream(logits), Arrays.stream(other.logits)).toArray(long[][]::new);
    int[] both = IntStream.concat(Arrays.stream(classes), Arrays.stream(other.classes)).toArray();
    return new PrivateResult(all, bits, both, statistics.plus(other.statistics));
  }
}
