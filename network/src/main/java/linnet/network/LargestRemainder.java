// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Rounds shares to whole numbers that sum exactly. */
public final class LargestRemainder {
  private LargestRemainder() {}

  /**
   * Rounds down, then gives what is missing to the shares with the largest remainders, one each,
   * ties to the lower index.
   *
   * @param shares real shares that sum to the total, but for rounding errors
   * @param total what the result sums to
   */
  public static int[] round(double[] shares, int total) {
    int[] rounded = Arrays.stream(shares).mapToInt(share -> (int) Math.floor(share)).toArray();
    int missing = total - Arrays.stream(rounded).sum();
    if (missing < 0 || missing > shares.length) {
      throw new IllegalArgumentException(
          "shares of %s do not sum to %d".formatted(Arrays.toString(shares), total));
    }
    IntStream.range(0, shares.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> rounded[i] - shares[i]))
        .limit(missing)
        .forEach(i -> rounded[i]++);
    return rounded;
  }

  /**
   * Shares a total in proportion to sizes, as whole numbers.
   *
   * @param total between 0 and the sum of the sizes, so that no share is above its size
   */
  public static int[] share(int total, int[] sizes) {
    double all = Arrays.stream(sizes).asLongStream().sum();
    if (total < 0 || total > all) {
      throw new IllegalArgumentException("%d cannot be shared among %.0f".formatted(total, all));
    }
    return round(
        Arrays.stream(sizes).mapToDouble(s -> total * (s / Math.max(all, 1))).toArray(), total);
  }
}
