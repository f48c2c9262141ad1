// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/**
 * Coefficients cut into five balanced limbs of 29 bits, the form in which the exact matrix kernel
 * multiplies them by weights in doubles.
 *
 * <p>A coefficient mod 2^144 is Σ limb_j·2^(29j) with every |limb_j| ≤ 2^28 (the top one ≤ 2^27);
 * the sums stay exact while Σ|w| of a filter is below 2^24, which leaves |sum| < 2^52.
 */
final class Limbs {
  /** Limbs of one coefficient. */
  static final int COUNT = 5;

  /** Bits of one limb. */
  static final int BITS = 29;

  private static final int HALF = 1 << (BITS - 1);
  private static final int TOP_HALF = HALF / 2;
  private static final int FIELD = (1 << BITS) - 1;
  private static final int TOP_FIELD = FIELD >> 1;

  // Half a limb added at every place, so that fields of bits minus that half are balanced limbs.
  private static final long MIDDLE_OFFSET = (1L << (57 - 48)) + (1L << (86 - 48));
  private static final long HIGH_OFFSET = (1L << (115 - 96)) + (1L << (143 - 96));

  private Limbs() {}

  /**
   * Cuts coefficients {@code from} (inclusive) to {@code from + length} into {@code out[0..4]} at
   * {@code offset}; an index outside [0, N) is that of X^N = -1: moved by N with a change of sign.
   */
  static void cut(Polynomial polynomial, int from, int length, double[][] out, int offset) {
    int done = 0;
    while (done < length) {
      int turn = Math.floorDiv(from + done, Polynomial.DEGREE);
      int position = from + done - turn * Polynomial.DEGREE;
      int count = Math.min(length - done, Polynomial.DEGREE - position);
      cutRun(polynomial, position, count, (turn & 1) == 0 ? 1 : -1, out, offset + done);
      done += count;
    }
  }

  private static void cutRun(
      Polynomial polynomial, int position, int count, int sign, double[][] out, int offset) {
    long[] low = polynomial.low;
    long[] middle = polynomial.middle;
    long[] high = polynomial.high;
    cutFirst(low, position, count, sign, out[0], offset);
    cutSecond(low, middle, position, count, sign, out[1], offset);
    cutThird(low, middle, position, count, sign, out[2], offset);
    cutFourth(low, middle, high, position, count, sign, out[3], offset);
    cutFifth(low, middle, high, position, count, sign, out[4], offset);
  }

  // One loop for each limb, though each repeats the carries: of loops this small the compiler makes
  // vector instructions, of one loop for all five it does not.

  private static void cutFirst(
      long[] low, int position, int count, int sign, double[] out, int offset) {
    for (int i = 0; i < count; i++) {
      out[offset + i] = sign * (double) (((low[position + i] + HALF) & FIELD) - HALF);
    }
  }

  private static void cutSecond(
      long[] low, long[] middle, int position, int count, int sign, double[] out, int offset) {
    for (int i = 0; i < count; i++) {
      long a = low[position + i] + HALF;
      long b = middleWithOffset(low[position + i], middle[position + i]);
      out[offset + i] = sign * (double) ((((a >>> 29) & 0x7FFFF) | ((b << 19) & FIELD)) - HALF);
    }
  }

  private static void cutThird(
      long[] low, long[] middle, int position, int count, int sign, double[] out, int offset) {
    for (int i = 0; i < count; i++) {
      long b = middleWithOffset(low[position + i], middle[position + i]);
      out[offset + i] = sign * (double) (((b >>> 10) & FIELD) - HALF);
    }
  }

  private static void cutFourth(
      long[] low,
      long[] middle,
      long[] high,
      int position,
      int count,
      int sign,
      double[] out,
      int offset) {
    for (int i = 0; i < count; i++) {
      long b = middleWithOffset(low[position + i], middle[position + i]);
      long c = high[position + i] + HIGH_OFFSET + (b >>> 48);
      out[offset + i] = sign * (double) ((((b >>> 39) & 0x1FF) | ((c << 9) & FIELD)) - HALF);
    }
  }

  private static void cutFifth(
      long[] low,
      long[] middle,
      long[] high,
      int position,
      int count,
      int sign,
      double[] out,
      int offset) {
    for (int i = 0; i < count; i++) {
      long b = middleWithOffset(low[position + i], middle[position + i]);
      long c = high[position + i] + HIGH_OFFSET + (b >>> 48);
      out[offset + i] = sign * (double) (((c >>> 20) & TOP_FIELD) - TOP_HALF);
    }
  }

  /** The middle digit plus its part of the offset and the carry of the low one. */
  private static long middleWithOffset(long low, long middle) {
    return middle + MIDDLE_OFFSET + ((low + HALF) >>> 48);
  }

  /**
   * Makes coefficients {@code to} to {@code to + count} the values Σ sums[j]·2^(29j) mod 2^144 of
   * five arrays of exact integers, |sum| < 2^53, read at {@code offset}.
   */
  static void join(double[][] sums, int offset, Polynomial polynomial, int to, int count) {
    joinLow(sums[0], sums[1], offset, polynomial.low, to, count);
    joinMiddle(sums[1], sums[2], sums[3], offset, polynomial.middle, to, count);
    joinHigh(sums[2], sums[3], sums[4], offset, polynomial.high, to, count);
    polynomial.carry(to, count);
  }

  private static void joinLow(
      double[] first, double[] second, int offset, long[] low, int to, int count) {
    for (int i = 0; i < count; i++) {
      low[to + i] = (long) first[offset + i] + (((long) second[offset + i] & 0x7FFFF) << 29);
    }
  }

  private static void joinMiddle(
      double[] second,
      double[] third,
      double[] fourth,
      int offset,
      long[] middle,
      int to,
      int count) {
    for (int i = 0; i < count; i++) {
      middle[to + i] =
          ((long) second[offset + i] >> 19)
              + (((long) third[offset + i] & 0x3FFFFFFFFFL) << 10)
              + (((long) fourth[offset + i] & 0x1FF) << 39);
    }
  }

  private static void joinHigh(
      double[] third, double[] fourth, double[] fifth, int offset, long[] high, int to, int count) {
    for (int i = 0; i < count; i++) {
      high[to + i] =
          ((long) third[offset + i] >> 38)
              + ((long) fourth[offset + i] >> 9)
              + ((long) fifth[offset + i] << 20);
    }
  }
}
