// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import linnet.crypto.channel.LittleEndian;
import linnet.crypto.random.Prg;

/** Random polynomials, all from pseudo-random streams and without branches on secret values. */
final class Samplers {
  /** Random words that one coefficient's flood takes. */
  static final int FLOOD_WORDS = 6;

  /** The smallest and the largest {@code bits} of a flood. */
  static final int MINIMUM_FLOOD_BITS = 49;

  static final int MAXIMUM_FLOOD_BITS = 90;

  private static final int DEGREE = LatticeParameters.DEGREE;
  private static final int COEFFICIENT_BYTES = 18;
  private static final int TERNARY_BYTES = 3072;

  private Samplers() {}

  /** Uniform mod 2^144: coefficient i is the i-th 18 bytes of the stream, little-endian. */
  static void uniform(Prg prg, Polynomial polynomial, LatticeScratch scratch) {
    byte[] bytes = scratch.bytes;
    prg.fill(bytes, 0, DEGREE * COEFFICIENT_BYTES);
    for (int i = 0; i < DEGREE; i++) {
      int at = i * COEFFICIENT_BYTES;
      polynomial.low[i] = LittleEndian.getLong(bytes, at) & Polynomial.DIGIT;
      polynomial.middle[i] = LittleEndian.getLong(bytes, at + 6) & Polynomial.DIGIT;
      polynomial.high[i] = LittleEndian.getLong(bytes, at + 10) >>> 16;
    }
  }

  /**
   * Uniform in {-1, 0, 1}: exactly, by rejecting one of four values of each pair of bits.
   *
   * <p>How much is rejected shows in the time but says nothing of what is kept.
   */
  static void ternary(Prg prg, TernaryPolynomial polynomial, LatticeScratch scratch) {
    int filled = 0;
    while (filled < DEGREE) {
      prg.fill(scratch.bytes, 0, TERNARY_BYTES);
      filled = keepTernary(scratch.bytes, polynomial.coefficients, filled);
    }
  }

  private static int keepTernary(byte[] bytes, byte[] coefficients, int filled) {
    int count = filled;
    for (int pair = 0; pair < 4 * TERNARY_BYTES && count < DEGREE; pair++) {
      int value = (bytes[pair >> 2] >> (2 * (pair & 3))) & 3;
      coefficients[count] = (byte) (value - 1);
      count += 1 - (value & (value >> 1));
    }
    return count;
  }

  /**
   * Discrete Gaussian errors of deviation 3.2, one to a coefficient.
   *
   * <p>Inversion by a scan of the whole cumulative table, so the time depends on no sample.
   */
  static void gaussian(Prg prg, long[] errors, LatticeScratch scratch) {
    prg.fill(scratch.bytes, 0, DEGREE * Long.BYTES);
    long[] words = scratch.words;
    for (int i = 0; i < DEGREE; i++) {
      words[i] = LittleEndian.getLong(scratch.bytes, i * Long.BYTES);
      errors[i] = 0;
    }
    for (int k = 0; k < GaussianTable.size(); k++) {
      countReached(words, GaussianTable.entry(k), errors);
    }
    for (int i = 0; i < DEGREE; i++) {
      long sign = words[i] >> 63;
      errors[i] = (errors[i] ^ sign) - sign;
    }
  }

  private static void countReached(long[] words, long entry, long[] counts) {
    for (int i = 0; i < DEGREE; i++) {
      long uniform = words[i] & Long.MAX_VALUE;
      counts[i] += 1 + ((uniform - entry) >> 63);
    }
  }

  /**
   * Adds a flood to the coefficients at the given places: each the sum of three independent uniform
   * integers of [-2^(bits-1), 2^(bits-1)).
   *
   * <p>What a flood has to do is to make itself and itself plus any small shift indistinguishable.
   * For that a density is as good as its Fisher information is small ({@link NoiseAnalysis} has the
   * bound); the Gaussian is in no way special. The sum of three uniforms is sampled exactly and in
   * constant time, never leaves ±1.5·2^bits, and hides a shift within 2 % as well as the best
   * density so confined (a squared cosine) could.
   */
  static void addFlood(
      Prg prg, int bits, Polynomial polynomial, int[] columns, LatticeScratch scratch) {
    if (bits < MINIMUM_FLOOD_BITS || bits > MAXIMUM_FLOOD_BITS) {
      throw new IllegalArgumentException("a flood has 49 to 90 bits, not " + bits);
    }
    byte[] bytes = scratch.bytes;
    prg.fill(bytes, 0, columns.length * FLOOD_WORDS * Long.BYTES);
    long mask = (1L << (bits - Polynomial.DIGIT_BITS)) - 1;
    long centre = 3L << (bits - 1 - Polynomial.DIGIT_BITS);
    for (int i = 0; i < columns.length; i++) {
      int at = i * FLOOD_WORDS * Long.BYTES;
      long low = sumOfThree(bytes, at, Polynomial.DIGIT);
      long middle = sumOfThree(bytes, at + 3 * Long.BYTES, mask) - centre;
      int column = columns[i];
      polynomial.put(
          column,
          polynomial.low[column] + low,
          polynomial.middle[column] + middle,
          polynomial.high[column]);
    }
  }

  private static long sumOfThree(byte[] bytes, int at, long mask) {
    return (LittleEndian.getLong(bytes, at) & mask)
        + (LittleEndian.getLong(bytes, at + 8) & mask)
        + (LittleEndian.getLong(bytes, at + 16) & mask);
  }
}
