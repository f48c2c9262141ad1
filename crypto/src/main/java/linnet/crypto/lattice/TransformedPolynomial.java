// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.Arrays;

/**
 * A polynomial as its transforms modulo several primes, for products that take it more than once.
 *
 * <p>Full coefficients need four primes; of coefficients whose low bits are zero only the others
 * are transformed, and fewer primes do. Read-only after loading, then safe to share.
 */
final class TransformedPolynomial {
  private static final int DEGREE = LatticeParameters.DEGREE;

  private final double[][] residues;
  private final int zeroBits;

  private TransformedPolynomial(int zeroBits) {
    this.zeroBits = zeroBits;
    residues = new double[primesFor(LatticeParameters.MODULUS_BITS - zeroBits)][DEGREE];
  }

  /** Room for a polynomial of full coefficients, or for a ternary one. */
  static TransformedPolynomial full() {
    return new TransformedPolynomial(0);
  }

  /** Room for polynomials whose coefficients end in that many zero bits, 0 to 95. */
  static TransformedPolynomial withZeroBits(int zeroBits) {
    if (zeroBits < 0 || zeroBits >= 2 * Polynomial.DIGIT_BITS) {
      throw new IllegalArgumentException("0 to 95 low bits can be zero, not " + zeroBits);
    }
    return new TransformedPolynomial(zeroBits);
  }

  /**
   * Primes whose product exceeds twice every coefficient of a product with a ternary polynomial:
   * |sum| ≤ 2^(bits - 1)·N.
   */
  private static int primesFor(int bits) {
    int needed = bits + Integer.numberOfTrailingZeros(DEGREE) + 1;
    return Math.ceilDiv(needed, TransformPrime.BITS);
  }

  int primes() {
    return residues.length;
  }

  int zeroBits() {
    return zeroBits;
  }

  double[] residues(int prime) {
    return residues[prime];
  }

  /** Transforms a polynomial into this room; low bits that should be zero are ignored. */
  TransformedPolynomial load(Polynomial polynomial, LatticeScratch scratch) {
    split(polynomial, scratch.digits);
    NumberTheoreticTransform transform = NumberTheoreticTransform.current();
    for (int i = 0; i < residues.length; i++) {
      TransformPrime prime = TransformPrime.ALL.get(i);
      prime.reduce(scratch.digits, residues[i]);
      transform.forward(prime, residues[i]);
    }
    return this;
  }

  /**
   * Transforms a ternary polynomial into this room, divided by N, which the inverse transform of a
   * product multiplies by.
   */
  TransformedPolynomial load(TernaryPolynomial polynomial) {
    NumberTheoreticTransform transform = NumberTheoreticTransform.current();
    double[] plain = residues[residues.length - 1];
    polynomial.copyTo(plain);
    for (int i = 0; i < residues.length; i++) {
      TransformPrime prime = TransformPrime.ALL.get(i);
      scale(plain, prime.inverseDegree, residues[i]);
      transform.forward(prime, residues[i]);
    }
    return this;
  }

  private static void scale(double[] plain, double factor, double[] out) {
    for (int i = 0; i < DEGREE; i++) {
      out[i] = factor * plain[i];
    }
  }

  /** The coefficients without their zero bits as three digits, the top one balanced. */
  private void split(Polynomial polynomial, double[][] digits) {
    int dropped = zeroBits % Polynomial.DIGIT_BITS;
    long[] first = zeroBits < Polynomial.DIGIT_BITS ? polynomial.low : polynomial.middle;
    long[] second = zeroBits < Polynomial.DIGIT_BITS ? polynomial.middle : polynomial.high;
    shifted(first, second, dropped, digits[0]);
    if (zeroBits < Polynomial.DIGIT_BITS) {
      shifted(second, polynomial.high, dropped, digits[1]);
      top(polynomial.high, dropped, digits[2]);
    } else {
      top(polynomial.high, dropped, digits[1]);
      Arrays.fill(digits[2], 0);
    }
  }

  private static void shifted(long[] digit, long[] next, int dropped, double[] out) {
    for (int i = 0; i < DEGREE; i++) {
      long upper = (next[i] << (Polynomial.DIGIT_BITS - dropped)) & Polynomial.DIGIT;
      out[i] = (double) ((digit[i] >>> dropped) | upper);
    }
  }

  private static void top(long[] digit, int dropped, double[] out) {
    for (int i = 0; i < DEGREE; i++) {
      out[i] = (double) (digit[i] << 16 >> (16 + dropped));
    }
  }
}
