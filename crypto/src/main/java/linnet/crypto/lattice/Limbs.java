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
  private static final long LOW_OFFSET = HALF;
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
    double[] first = out[0];
    double[] second = out[1];
    double[] third = out[2];
    double[] fourth = out[3];
    double[] fifth = out[4];
    for (int i = 0; i < count; i++) {
      long a = low[position + i] + LOW_OFFSET;
      long b = middle[position + i] + MIDDLE_OFFSET + (a >>> 48);
      long c = high[position + i] + HIGH_OFFSET + (b >>> 48);
      first[offset + i] = sign * (double) ((a & FIELD) - HALF);
      second[offset + i] = sign * (double) ((((a >>> 29) & 0x7FFFF) | ((b << 19) & FIELD)) - HALF);
      third[offset + i] = sign * (double) (((b >>> 10) & FIELD) - HALF);
      fourth[offset + i] = sign * (double) ((((b >>> 39) & 0x1FF) | ((c << 9) & FIELD)) - HALF);
      fifth[offset + i] = sign * (double) (((c >>> 20) & TOP_FIELD) - TOP_HALF);
    }
  }

  /**
   * Makes coefficients {@code to} to {@code to + count} the values Σ sums[j]·2^(29j) mod 2^144 of
   * five arrays of exact integers, |sum| < 2^53, read at {@code offset}.
   */
  static void join(double[][] sums, int offset, Polynomial polynomial, int to, int count) {
    double[] first = sums[0];
    double[] second = sums[1];
    double[] third = sums[2];
    double[] fourth = sums[3];
    double[] fifth = sums[4];
    for (int i = 0; i < count; i++) {
      long b = (long) second[offset + i];
      long c = (long) third[offset + i];
      long d = (long) fourth[offset + i];
      polynomial.put(
          to + i,
          (long) first[offset + i] + ((b & 0x7FFFF) << 29),
          (b >> 19) + ((c & 0x3FFFFFFFFFL) << 10) + ((d & 0x1FF) << 39),
          (c >> 38) + (d >> 9) + ((long) fifth[offset + i] << 20));
    }
  }
}
