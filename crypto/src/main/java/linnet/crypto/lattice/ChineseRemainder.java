// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * From residues modulo the first two, three or four primes to the integer itself, mod 2^144.
 *
 * <p>Garner's algorithm: mixed-radix digits v_1 + v_2 p_1 + v_3 p_1 p_2 + ..., balanced, so that
 * negative integers come out right as long as twice their absolute value stays below the product of
 * the primes. The digits are then multiplied by the products of primes in base 2^48, each two-digit
 * product being split exactly by {@link FusedModulus#multiply} with "modulus" 2^48. Reference:
 * Knuth, The Art of Computer Programming, volume 2, section 4.3.2.
 */
final class ChineseRemainder {
  private static final int DEGREE = LatticeParameters.DEGREE;
  private static final double BASE = 0x1p48;
  private static final List<ChineseRemainder> BY_PRIMES =
      IntStream.rangeClosed(0, TransformPrime.ALL.size()).mapToObj(ChineseRemainder::new).toList();

  private final int primes;

  /** {@code inverses[i][j]}: prime j inverted modulo prime i. */
  private final double[][] inverses;

  /** {@code radices[i]}: the product of the first i primes mod 2^144 in digits of 48 bits. */
  private final double[][] radices;

  private ChineseRemainder(int primes) {
    this.primes = primes;
    inverses = new double[primes][primes];
    radices = new double[primes][3];
    BigInteger radix = BigInteger.ONE;
    for (int i = 0; i < primes; i++) {
      TransformPrime prime = TransformPrime.ALL.get(i);
      BigInteger p = BigInteger.valueOf(prime.value);
      for (int j = 0; j < i; j++) {
        BigInteger other = BigInteger.valueOf(TransformPrime.ALL.get(j).value);
        inverses[i][j] = prime.balanced(other.modInverse(p));
      }
      for (int digit = 0; digit < 3; digit++) {
        radices[i][digit] = radix.shiftRight(48 * digit).longValue() & Polynomial.DIGIT;
      }
      radix = radix.multiply(p);
    }
  }

  /** For results out of the first {@code primes} primes. */
  static ChineseRemainder of(int primes) {
    return BY_PRIMES.get(primes);
  }

  /**
   * Residues (overwritten) to digits in base 2^48: exact integers in doubles, signed, below 2^52;
   * the third is right mod 2^48 only.
   */
  void combine(double[][] residues, double[][] digits) {
    for (int i = 1; i < primes; i++) {
      for (int j = 0; j < i; j++) {
        eliminate(residues[i], residues[j], inverses[i][j], TransformPrime.ALL.get(i));
      }
    }
    System.arraycopy(residues[0], 0, digits[0], 0, DEGREE);
    Arrays.fill(digits[1], 0);
    Arrays.fill(digits[2], 0);
    for (int i = 1; i < primes; i++) {
      double[] radix = radices[i];
      addProduct(residues[i], radix[0], digits[0], digits[1]);
      if (i >= 2) {
        addProduct(residues[i], radix[1], digits[1], digits[2]);
      }
      if (i >= 3) {
        addLowProduct(residues[i], radix[2], digits[2]);
      }
    }
  }

  /** residue = (residue - digit) / (that digit's prime), modulo this residue's prime. */
  private static void eliminate(
      double[] residue, double[] digit, double inverse, TransformPrime prime) {
    double p = prime.prime;
    double quotient = inverse / p;
    for (int i = 0; i < DEGREE; i++) {
      residue[i] = FusedModulus.multiply(residue[i] - digit[i], inverse, quotient, p);
    }
  }

  private static void addProduct(double[] digit, double factor, double[] low, double[] high) {
    double quotient = factor / BASE;
    for (int i = 0; i < DEGREE; i++) {
      double product = digit[i] * factor;
      double rest = Math.fma(digit[i], factor, -product);
      double multiple = Math.fma(digit[i], quotient, FusedModulus.ROUND) - FusedModulus.ROUND;
      low[i] += Math.fma(-BASE, multiple, product) + rest;
      high[i] += multiple;
    }
  }

  private static void addLowProduct(double[] digit, double factor, double[] low) {
    double quotient = factor / BASE;
    for (int i = 0; i < DEGREE; i++) {
      low[i] += FusedModulus.multiply(digit[i], factor, quotient, BASE);
    }
  }
}
