// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolynomialTest {
  private static final BigInteger SCALE = BigInteger.ONE.shiftLeft(LatticeParameters.SCALE_BITS);
  private static final long[] EDGES = {
    0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 48, -1L << 48
  };

  @Test
  void sumsDifferencesAndNegativesAreThoseOfWholeIntegers() {
    Polynomial other = BigPolynomials.uniform(2);
    BigInteger[] others = BigPolynomials.coefficients(other);
    for (int i = 0; i < Polynomial.DEGREE; i += 97) {
      BigInteger operand = others[i];
      assertCoefficient(i, polynomial -> polynomial.add(other), x -> x.add(operand));
      assertCoefficient(i, polynomial -> polynomial.subtract(other), x -> x.subtract(operand));
      assertCoefficient(i, Polynomial::negate, BigInteger::negate);
    }
  }

  @Test
  void signedValuesOfAnySizeAreAddedPlainAndScaled() {
    for (long value : EDGES) {
      BigInteger operand = BigInteger.valueOf(value);
      BigInteger scaled = operand.multiply(SCALE);
      assertCoefficient(5, polynomial -> polynomial.add(5, value), x -> x.add(operand));
      assertCoefficient(5, polynomial -> polynomial.addScaled(5, value), x -> x.add(scaled));
      assertCoefficient(
          5, polynomial -> polynomial.subtractScaled(5, value), x -> x.subtract(scaled));
    }
  }

  @Test
  void anArrayOfErrorsIsAddedCoefficientByCoefficient() {
    long[] errors = new Random(4).longs(Polynomial.DEGREE, -30, 31).toArray();
    for (int i = 0; i < Polynomial.DEGREE; i += 501) {
      BigInteger error = BigInteger.valueOf(errors[i]);
      assertCoefficient(i, polynomial -> polynomial.add(errors), x -> x.add(error));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 47, 48, 70, 95})
  void shiftsMultiplyByPowersOfTwo(int bits) {
    assertCoefficient(9, polynomial -> polynomial.shiftLeft(bits), x -> x.shiftLeft(bits));
  }

  @Test
  void aPlaintextSurvivesNoiseUpToHalfTheScale() {
    Random random = new Random(6);
    BigInteger limit = SCALE.shiftRight(1).subtract(BigInteger.ONE);
    for (int i = 0; i < 1000; i++) {
      long plain = i < EDGES.length ? EDGES[i] : random.nextLong();
      BigInteger noise = i % 2 == 0 ? limit : limit.negate();
      Polynomial polynomial = new Polynomial();
      BigPolynomials.set(polynomial, 1, noise);
      polynomial.addScaled(1, plain);
      assertThat(polynomial.unscaled(1)).isEqualTo(plain);
    }
  }

  @Test
  void aCopyIsIndependentAndClearingGivesZero() {
    Polynomial source = BigPolynomials.uniform(3);
    Polynomial copy = new Polynomial();
    copy.set(source);
    BigInteger[] before = BigPolynomials.coefficients(copy);
    source.clear();
    assertThat(BigPolynomials.coefficients(copy)).isEqualTo(before);
    assertThat(BigPolynomials.coefficients(source)).containsOnly(BigInteger.ZERO);
  }

  private static void assertCoefficient(
      int i, Consumer<Polynomial> change, UnaryOperator<BigInteger> expected) {
    Polynomial polynomial = BigPolynomials.uniform(1);
    BigInteger before = BigPolynomials.coefficient(polynomial, i);
    change.accept(polynomial);
    assertThat(BigPolynomials.coefficient(polynomial, i))
        .isEqualTo(expected.apply(before).mod(BigPolynomials.MODULUS));
    assertThat(polynomial.low[i] | polynomial.middle[i] | polynomial.high[i])
        .isBetween(0L, Polynomial.DIGIT);
  }
}
