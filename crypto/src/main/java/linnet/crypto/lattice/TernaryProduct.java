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
      transform.multiply(prime, polynomial.residues(i), ternary.residues(i), residues);
      transform.inverse(prime, residues);
    }
    ChineseRemainder.of(primes).combine(scratch.residues, scratch.digits);
    join(scratch.digits, polynomial.zeroBits(), product);
  }

  /** Balanced digits, multiplied by 2^zeroBits, to canonical ones. */
  private static void join(double[][] digits, int zeroBits, Polynomial product) {
    double[] low = digits[0];
    double[] middle = digits[1];
    double[] high = digits[2];
    for (int i = 0; i < Polynomial.DEGREE; i++) {
      product.put(i, (long) low[i], (long) middle[i], (long) high[i]);
    }
    if (zeroBits > 0) {
      product.shiftLeft(zeroBits);
    }
  }
}
