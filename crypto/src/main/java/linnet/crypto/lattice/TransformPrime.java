// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * One prime of 48 bits, p ≡ 1 mod 2N, with the powers of a primitive 2N-th root of unity that the
 * negacyclic transform multiplies by. Immutable and shared.
 *
 * <p>Residues are integers in doubles, balanced around zero. {@code twiddles[groups + g]} belongs
 * to the g-th of {@code groups} groups of one layer (bit-reversed powers); {@code quotients} are
 * the same divided by p.
 */
final class TransformPrime {
  /** The four largest such primes; products use the first two, three or all. */
  static final List<TransformPrime> ALL = largest(4);

  /** Bits of each prime. */
  static final int BITS = 48;

  private static final int DEGREE = LatticeParameters.DEGREE;

  /** Its place in {@link #ALL}. */
  final int index;

  final long value;
  final double prime;
  final double inverse;
  final double[] twiddles = new double[DEGREE];
  final double[] quotients = new double[DEGREE];
  final double[] inverseTwiddles = new double[DEGREE];
  final double[] inverseQuotients = new double[DEGREE];

  /** 2^48 and 2^96, and the same divided by p. */
  final double digit;

  final double digitQuotient;
  final double twoDigits;
  final double twoDigitsQuotient;

  /** N^-1. */
  final double inverseDegree;

  private TransformPrime(int index, BigInteger p) {
    this.index = index;
    value = p.longValueExact();
    prime = value;
    inverse = 1 / prime;
    BigInteger root = root(p);
    fill(root, twiddles, quotients);
    fill(root.modInverse(p), inverseTwiddles, inverseQuotients);
    digit = balanced(BigInteger.ONE.shiftLeft(48));
    digitQuotient = digit / prime;
    twoDigits = balanced(BigInteger.ONE.shiftLeft(96));
    twoDigitsQuotient = twoDigits / prime;
    inverseDegree = balanced(BigInteger.valueOf(DEGREE).modInverse(p));
  }

  private static List<TransformPrime> largest(int count) {
    List<TransformPrime> primes = new ArrayList<>();
    BigInteger step = BigInteger.valueOf(2 * DEGREE);
    BigInteger candidate = BigInteger.ONE.shiftLeft(BITS).add(BigInteger.ONE);
    while (primes.size() < count) {
      candidate = candidate.subtract(step);
      if (candidate.isProbablePrime(100)) {
        primes.add(new TransformPrime(primes.size(), candidate));
      }
    }
    return List.copyOf(primes);
  }

  /** The smallest-based number whose N-th power is -1. */
  private static BigInteger root(BigInteger p) {
    BigInteger exponent = p.subtract(BigInteger.ONE).divide(BigInteger.valueOf(2 * DEGREE));
    BigInteger minusOne = p.subtract(BigInteger.ONE);
    BigInteger base = BigInteger.ONE;
    BigInteger root;
    do {
      base = base.add(BigInteger.ONE);
      root = base.modPow(exponent, p);
    } while (!root.modPow(BigInteger.valueOf(DEGREE), p).equals(minusOne));
    return root;
  }

  private void fill(BigInteger root, double[] powers, double[] overPrime) {
    BigInteger p = BigInteger.valueOf(value);
    BigInteger power = BigInteger.ONE;
    int unusedBits = Integer.numberOfLeadingZeros(DEGREE) + 1;
    for (int i = 0; i < DEGREE; i++) {
      int place = Integer.reverse(i) >>> unusedBits;
      powers[place] = balanced(power);
      overPrime[place] = powers[place] / prime;
      power = power.multiply(root).mod(p);
    }
  }

  /** The residue of a number that is nearest to zero. */
  double balanced(BigInteger number) {
    long residue = number.mod(BigInteger.valueOf(value)).longValueExact();
    return residue > value / 2 ? residue - value : residue;
  }

  /**
   * out = digits[0] + 2^48 digits[1] + 2^96 digits[2] mod p, for digits of at most 2^48 in absolute
   * value. The compiler makes vector instructions of this loop and the next by itself.
   */
  void reduce(double[][] digits, double[] out) {
    double[] low = digits[0];
    double[] middle = digits[1];
    double[] high = digits[2];
    for (int i = 0; i < DEGREE; i++) {
      double second = FusedModulus.multiply(middle[i], digit, digitQuotient, prime);
      double third = FusedModulus.multiply(high[i], twoDigits, twoDigitsQuotient, prime);
      out[i] = FusedModulus.reduce(low[i] + second + third, inverse, prime);
    }
  }

  /** product[i] = left[i]·right[i] mod p. */
  void multiply(double[] left, double[] right, double[] product) {
    for (int i = 0; i < DEGREE; i++) {
      product[i] = FusedModulus.multiplyBoth(left[i], right[i], inverse, prime);
    }
  }
}
