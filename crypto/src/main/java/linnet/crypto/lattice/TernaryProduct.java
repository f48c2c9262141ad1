// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/**
 * The exact product of a polynomial mod 2^144 by a ternary one in Z_q[X]/(X^N + 1).
 *
 * <p>Over the integers every coefficient of the product is below N times the largest factor, so it
 * follows exactly from its residues modulo enough primes, and then mod 2^144.
 */
final class TernaryProduct {
  private TernaryProduct() {}

  /**
   * product = polynomial · ternary.
   *
   * @throws IllegalArgumentException if the ternary factor was transformed for fewer primes than
   *     the other needs
   */
  static void multiply(
      TransformedPolynomial polynomial,
      TransformedPolynomial ternary,
      Polynomial product,
      LatticeScratch scratch) {
    int primes = polynomial.primes();
    if (ternary.primes() < primes) {
      throw new IllegalArgumentException(
          "the ternary factor is there for %d primes, %d are needed"
              .formatted(ternary.primes(), primes));
    }
    NumberTheoreticTransform transform = NumberTheoreticTransform.current();
    for (int i = 0; i < primes; i++) {
      TransformPrime prime = TransformPrime.ALL.get(i);
      double[] residues = scratch.residues[i];
      prime.multiply(polynomial.residues(i), ternary.residues(i), residues);
      transform.inverse(prime, residues);
    }
    ChineseRemainder.of(primes).combine(scratch.residues, scratch.digits);
    join(scratch.digits, polynomial.zeroBits(), product);
  }

  /** Balanced digits, multiplied by 2^zeroBits, to canonical ones. */
  private static void join(double[][] digits, int zeroBits, Polynomial product) {
    toLongs(digits[0], product.low);
    toLongs(digits[1], product.middle);
    toLongs(digits[2], product.high);
    product.carry(0, Polynomial.DEGREE);
    if (zeroBits > 0) {
      product.shiftLeft(zeroBits);
    }
  }

  private static void toLongs(double[] integers, long[] out) {
    for (int i = 0; i < Polynomial.DEGREE; i++) {
      out[i] = (long) integers[i];
    }
  }
}
