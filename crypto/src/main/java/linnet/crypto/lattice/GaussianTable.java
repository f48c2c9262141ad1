// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The cumulative table of the discrete Gaussian of deviation 3.2 over the integers, folded at zero.
 *
 * <p>{@code entry(k)} is P(|x| ≤ k)·2^63, rounded. The tail is cut where its probability falls
 * below 2^-63 (at 29, about nine deviations), so that the distribution is within 2^-57 of the true
 * one: that many more bits than security needs of errors (Bai et al., "Improved security proofs in
 * lattice-based cryptography: using the Rényi divergence", ASIACRYPT 2015, ask for far less).
 */
final class GaussianTable {
  /** Bits of every probability. */
  static final int PRECISION = 63;

  private static final int WORKING_DIGITS = 60;
  private static final long[] ENTRIES = compute();

  private GaussianTable() {}

  /** How many entries there are; every sample is at most that in absolute value. */
  static int size() {
    return ENTRIES.length;
  }

  static long entry(int k) {
    return ENTRIES[k];
  }

  private static long[] compute() {
    List<BigDecimal> weights = new ArrayList<>();
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal smallest = BigDecimal.ONE.movePointLeft(40);
    BigDecimal weight = BigDecimal.ONE;
    for (int k = 0; weight.compareTo(smallest) > 0; k++) {
      weight = exponential(k).multiply(BigDecimal.valueOf(k == 0 ? 1 : 2));
      weights.add(weight);
      total = total.add(weight);
    }
    return cumulative(weights, total);
  }

  private static long[] cumulative(List<BigDecimal> weights, BigDecimal total) {
    BigDecimal one = new BigDecimal(BigInteger.ONE.shiftLeft(PRECISION));
    BigDecimal sum = BigDecimal.ZERO;
    List<Long> entries = new ArrayList<>();
    for (BigDecimal weight : weights) {
      sum = sum.add(weight);
      BigInteger entry =
          sum.multiply(one).divide(total, 0, RoundingMode.HALF_EVEN).toBigIntegerExact();
      if (entry.bitLength() > PRECISION) {
        break;
      }
      entries.add(entry.longValueExact());
    }
    return entries.stream().mapToLong(Long::longValue).toArray();
  }

  /** exp(-k² / 2σ²) by its power series around a sixteenth of the exponent. */
  private static BigDecimal exponential(int k) {
    BigDecimal variance = new BigDecimal("3.2").pow(2);
    BigDecimal x =
        BigDecimal.valueOf(-(long) k * k)
            .divide(
                variance.multiply(BigDecimal.valueOf(512)), WORKING_DIGITS, RoundingMode.HALF_EVEN);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n < 80; n++) {
      term =
          rounded(
              term.multiply(x)
                  .divide(BigDecimal.valueOf(n), WORKING_DIGITS, RoundingMode.HALF_EVEN));
      sum = sum.add(term);
    }
    for (int squaring = 0; squaring < 8; squaring++) {
      sum = rounded(sum.multiply(sum));
    }
    return sum;
  }

  private static BigDecimal rounded(BigDecimal value) {
    return value.setScale(WORKING_DIGITS, RoundingMode.HALF_EVEN);
  }
}
