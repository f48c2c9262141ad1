// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimbsTest {
  private static final int DEGREE = Polynomial.DEGREE;

  @Test
  void limbsAreBalancedAndMakeTheCoefficientAgain() {
    Polynomial polynomial = edges();
    double[][] limbs = new double[Limbs.COUNT][DEGREE + 3];
    Limbs.cut(polynomial, 0, DEGREE, limbs, 3);
    Polynomial joined = new Polynomial();
    Limbs.join(limbs, 3, joined, 0, DEGREE);
    assertThat(BigPolynomials.coefficients(joined))
        .isEqualTo(BigPolynomials.coefficients(polynomial));
    for (double[] limb : limbs) {
      assertThat(Arrays.stream(limb).map(Math::abs).max().orElseThrow())
          .isLessThanOrEqualTo(0x1p28);
    }
  }

  @Test
  void indicesOutsideAreNegatedOncePerTurn() {
    Polynomial polynomial = edges();
    int from = -DEGREE - 20;
    int length = 3 * DEGREE + 40;
    double[][] limbs = new double[Limbs.COUNT][length];
    Limbs.cut(polynomial, from, length, limbs, 0);
    for (int i = 0; i < length; i += 7) {
      int turn = Math.floorDiv(from + i, DEGREE);
      BigInteger plain = BigPolynomials.coefficient(polynomial, Math.floorMod(from + i, DEGREE));
      BigInteger expected = turn % 2 == 0 ? plain : plain.negate();
      assertThat(value(limbs, i).mod(BigPolynomials.MODULUS))
          .isEqualTo(expected.mod(BigPolynomials.MODULUS));
    }
  }

  @Test
  void sumsUpToTheLimitOfDoublesAreJoinedExactly() {
    Random random = new Random(8);
    long limit = (1L << 53) - 1;
    double[][] sums = new double[Limbs.COUNT][100];
    for (double[] sum : sums) {
      Arrays.setAll(
          sum, i -> i < 50 ? random.nextLong(-limit, limit + 1) : i % 3 == 0 ? -limit : limit);
    }
    Polynomial joined = new Polynomial();
    Limbs.join(sums, 0, joined, 40, 100);
    for (int i = 0; i < 100; i++) {
      assertThat(BigPolynomials.coefficient(joined, 40 + i))
          .isEqualTo(value(sums, i).mod(BigPolynomials.MODULUS));
    }
  }

  private static BigInteger value(double[][] limbs, int i) {
    BigInteger value = BigInteger.ZERO;
    for (int j = Limbs.COUNT - 1; j >= 0; j--) {
      value = value.shiftLeft(Limbs.BITS).add(BigInteger.valueOf((long) limbs[j][i]));
    }
    return value;
  }

  private static Polynomial edges() {
    Polynomial polynomial = BigPolynomials.uniform(11);
    for (int bit = 0; bit < LatticeParameters.MODULUS_BITS; bit++) {
      BigInteger power = BigInteger.ONE.shiftLeft(bit);
      BigPolynomials.set(polynomial, 3 * bit, power);
      BigPolynomials.set(polynomial, 3 * bit + 1, power.negate());
      BigPolynomials.set(polynomial, 3 * bit + 2, power.subtract(BigInteger.ONE));
    }
    return polynomial;
  }
}
