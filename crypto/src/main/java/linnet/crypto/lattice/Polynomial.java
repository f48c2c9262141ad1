// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.Arrays;

/**
 * An element of Z_q[X]/(X^N + 1), N = 8192, q = 2^144.
 *
 * <p>Coefficient i is {@code low[i] + 2^48 middle[i] + 2^96 high[i]}; every digit lies in [0,
 * 2^48). Not thread-safe.
 */
final class Polynomial {
  static final int DEGREE = LatticeParameters.DEGREE;
  static final int DIGIT_BITS = 48;
  static final long DIGIT = (1L << DIGIT_BITS) - 1;

  final long[] low = new long[DEGREE];
  final long[] middle = new long[DEGREE];
  final long[] high = new long[DEGREE];

  /** Makes this a copy of another. */
  void set(Polynomial other) {
    System.arraycopy(other.low, 0, low, 0, DEGREE);
    System.arraycopy(other.middle, 0, middle, 0, DEGREE);
    System.arraycopy(other.high, 0, high, 0, DEGREE);
  }

  /** Makes every coefficient zero. */
  void clear() {
    Arrays.fill(low, 0);
    Arrays.fill(middle, 0);
    Arrays.fill(high, 0);
  }

  /** this += other. */
  void add(Polynomial other) {
    for (int i = 0; i < DEGREE; i++) {
      put(i, low[i] + other.low[i], middle[i] + other.middle[i], high[i] + other.high[i]);
    }
  }

  /** this -= other. */
  void subtract(Polynomial other) {
    for (int i = 0; i < DEGREE; i++) {
      put(i, low[i] - other.low[i], middle[i] - other.middle[i], high[i] - other.high[i]);
    }
  }

  /** this = -this. */
  void negate() {
    for (int i = 0; i < DEGREE; i++) {
      put(i, -low[i], -middle[i], -high[i]);
    }
  }

  /** this *= 2^bits, 0 to 95. */
  void shiftLeft(int bits) {
    if (bits >= DIGIT_BITS) {
      System.arraycopy(middle, 0, high, 0, DEGREE);
      System.arraycopy(low, 0, middle, 0, DEGREE);
      Arrays.fill(low, 0);
    }
    int rest = bits % DIGIT_BITS;
    int leaving = DIGIT_BITS - rest;
    for (int i = 0; i < DEGREE; i++) {
      high[i] = ((high[i] << rest) | (middle[i] >>> leaving)) & DIGIT;
      middle[i] = ((middle[i] << rest) | (low[i] >>> leaving)) & DIGIT;
      low[i] = (low[i] << rest) & DIGIT;
    }
  }

  /** Adds a signed value to one coefficient. */
  void add(int i, long value) {
    put(i, low[i] + (value & DIGIT), middle[i] + (value >> DIGIT_BITS), high[i]);
  }

  /** Adds a signed value to every coefficient, |values| < 2^62. */
  void add(long[] values) {
    for (int i = 0; i < DEGREE; i++) {
      put(i, low[i] + values[i], middle[i], high[i]);
    }
  }

  /** Adds Δ·value to one coefficient. */
  void addScaled(int i, long value) {
    put(i, low[i], middle[i] + ((value << 32) & DIGIT), high[i] + (value >>> 16));
  }

  /** Subtracts Δ·value from one coefficient. */
  void subtractScaled(int i, long value) {
    addScaled(i, -value);
  }

  /** The plaintext of a noisy scaled coefficient: the nearest multiple of Δ, mod 2^64. */
  long unscaled(int i) {
    long half = middle[i] + (1L << 31);
    return ((high[i] + (half >>> DIGIT_BITS)) << 16) | ((half & DIGIT) >>> 32);
  }

  /** Makes digits canonical that were written as any signed numbers below 2^62. */
  void carry(int from, int count) {
    for (int i = from; i < from + count; i++) {
      put(i, low[i], middle[i], high[i]);
    }
  }

  /**
   * Sets one coefficient from digits that are not canonical: any signed numbers below 2^62.
   *
   * <p>Canonical form by two arithmetic carries; what leaves the top digit is dropped (mod q).
   */
  void put(int i, long first, long second, long third) {
    long carried = second + (first >> DIGIT_BITS);
    low[i] = first & DIGIT;
    middle[i] = carried & DIGIT;
    high[i] = (third + (carried >> DIGIT_BITS)) & DIGIT;
  }
}
