// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TernaryProductTest {
  private final LatticeScratch scratch = new LatticeScratch();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 47, 48, 62, 70, 95})
  void theProductIsThatOfWholeIntegersWhateverBitsAreZero(int zeroBits) {
    Polynomial polynomial = BigPolynomials.uniform(zeroBits);
    clearLowBits(polynomial, zeroBits);
    assertExact(polynomial, zeroBits, BigPolynomials.ternary(100 + zeroBits));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 62, 70})
  void theProductIsExactForTheLargestCoefficients(int zeroBits) {
    TernaryPolynomial ones = new TernaryPolynomial();
    Arrays.fill(ones.coefficients, (byte) 1);
    Polynomial lowest = new Polynomial();
    Polynomial highest = new Polynomial();
    Arrays.fill(lowest.high, 1L << 47);
    for (int i = 0; i < Polynomial.DEGREE; i++) {
      BigPolynomials.set(highest, i, BigInteger.ONE.shiftLeft(143).subtract(BigInteger.ONE));
    }
    clearLowBits(highest, zeroBits);
    assertExact(lowest, zeroBits, ones);
    assertExact(highest, zeroBits, ones);
  }

  @Test
  void multiplyingByAMonomialMovesCoefficientsAndTurnsTheSignOfWhatLeaves() {
    Polynomial polynomial = BigPolynomials.uniform(7);
    TernaryPolynomial monomial = new TernaryPolynomial();
    monomial.coefficients[3] = 1;
    Polynomial product = multiply(polynomial, 0, monomial);
    assertThat(BigPolynomials.coefficient(product, 3))
        .isEqualTo(BigPolynomials.coefficient(polynomial, 0));
    Polynomial negated = new Polynomial();
    negated.subtract(polynomial);
    assertThat(BigPolynomials.coefficient(product, 2))
        .isEqualTo(BigPolynomials.coefficient(negated, Polynomial.DEGREE - 1));
  }

  @Test
  void fewerPrimesAreUsedWhereLowBitsAreZero() {
    assertThat(TransformedPolynomial.full().primes()).isEqualTo(4);
    assertThat(TransformedPolynomial.withZeroBits(14).primes()).isEqualTo(3);
    assertThat(TransformedPolynomial.withZeroBits(70).primes()).isEqualTo(2);
  }

  @Test
  void aTernaryFactorForTooFewPrimesIsRefused() {
    TransformedPolynomial full = TransformedPolynomial.full();
    TransformedPolynomial few = TransformedPolynomial.withZeroBits(70);
    Polynomial product = new Polynomial();
    assertThatThrownBy(() -> TernaryProduct.multiply(full, few, product, scratch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 are needed");
  }

  private void assertExact(Polynomial polynomial, int zeroBits, TernaryPolynomial ternary) {
    assertThat(BigPolynomials.coefficients(multiply(polynomial, zeroBits, ternary)))
        .isEqualTo(BigPolynomials.product(polynomial, ternary));
  }

  private Polynomial multiply(Polynomial polynomial, int zeroBits, TernaryPolynomial ternary) {
    Polynomial product = new Polynomial();
    TernaryProduct.multiply(
        TransformedPolynomial.withZeroBits(zeroBits).load(polynomial, scratch),
        TransformedPolynomial.full().load(ternary),
        product,
        scratch);
    return product;
  }

  private static void clearLowBits(Polynomial polynomial, int bits) {
    BigInteger unit = BigInteger.ONE.shiftLeft(bits);
    for (int i = 0; i < Polynomial.DEGREE; i++) {
      BigInteger value = BigPolynomials.coefficient(polynomial, i);
      BigPolynomials.set(polynomial, i, value.subtract(value.mod(unit)));
    }
  }
}
