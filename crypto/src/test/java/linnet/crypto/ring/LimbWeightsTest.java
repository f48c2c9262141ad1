// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimbWeightsTest {
  @ParameterizedTest(name = "weight {0}: {1} limbs of {2} bits")
  @CsvSource({"0,2,32", "-4194303,2,32", "4194304,3,22", "-4294967295,3,22"})
  void cutLimbsAreWithinTheirWidthAndJoinToTheProduct(long weight, int limbs, int bits) {
    LimbWeights weights = LimbWeights.of(new long[] {weight}, 1, 1).orElseThrow();
    assertThat(weights.limbs()).isEqualTo(limbs);
    long[] values = ringElements();
    long[] joined = new long[values.length];
    for (int limb = 0; limb < limbs; limb++) {
      double[] digits = new double[values.length];
      weights.cut(limb, values, 0, 1, values.length, digits, 0);
      assertThat(Arrays.stream(digits).map(Math::abs).max().orElseThrow())
          .isLessThanOrEqualTo(Math.scalb(1.0, bits - 1));
      double[] sums = Arrays.stream(digits).map(digit -> digit * weight).toArray();
      weights.join(limb, sums, 0, sums.length, joined, 0);
    }
    assertThat(joined).isEqualTo(Arrays.stream(values).map(value -> value * weight).toArray());
  }

  @ParameterizedTest
  @CsvSource({"4294967296", "-9223372036854775808"})
  void weightsTooLargeForThreeLimbsAreNotPacked(long weight) {
    assertThat(LimbWeights.of(new long[] {weight}, 1, 1)).isEmpty();
  }

  /** Every value next to a power of two, and random ones. */
  private static long[] ringElements() {
    LongStream edges =
        LongStream.range(0, 64)
            .map(bit -> 1L << bit)
            .flatMap(power -> LongStream.of(power - 1, power, power + 1, -power, -power - 1));
    return LongStream.concat(edges, new Random(2).longs(500)).toArray();
  }
}
