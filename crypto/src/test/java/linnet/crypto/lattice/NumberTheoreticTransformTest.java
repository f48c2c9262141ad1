// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.kernel.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class NumberTheoreticTransformTest {
  private static final int DEGREE = LatticeParameters.DEGREE;
  private static final List<TransformPrime> PRIMES = TransformPrime.ALL;

  private static Stream<NumberTheoreticTransform> transforms() {
    return Kernels.vectorsAvailable()
        ? Stream.of(new ScalarTransform(), new VectorTransform())
        : Stream.of(new ScalarTransform());
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void valuesAreThoseOfThePolynomialAtOddPowersOfTheRoot(NumberTheoreticTransform transform) {
    for (TransformPrime prime : PRIMES) {
      double[] values = random(prime, 1);
      double[] transformed = values.clone();
      transform.forward(prime, transformed);
      BigInteger p = BigInteger.valueOf(prime.value);
      BigInteger root = BigInteger.valueOf((long) prime.twiddles[DEGREE / 2]);
      for (int place : new int[] {0, 1, 2, 9, 4095, 8191}) {
        int exponent = 2 * (Integer.reverse(place) >>> 19) + 1;
        BigInteger point = root.modPow(BigInteger.valueOf(exponent), p);
        assertThat(prime.balanced(BigInteger.valueOf((long) transformed[place])))
            .isEqualTo(prime.balanced(horner(values, point, p)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void theInverseGivesTheValuesBackTimesNAndAllStaySmall(NumberTheoreticTransform transform) {
    for (TransformPrime prime : PRIMES) {
      for (double[] values : List.of(random(prime, 2), extreme(prime, 1), extreme(prime, -1))) {
        double[] there = values.clone();
        transform.forward(prime, there);
        assertBalanced(there, prime);
        transform.inverse(prime, there);
        assertBalanced(there, prime);
        for (int i = 0; i < DEGREE; i++) {
          there[i] = timesInverse(there[i], prime);
        }
        assertThat(there).isEqualTo(values);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void productsPointByPointAreNegacyclicProducts(NumberTheoreticTransform transform) {
    TransformPrime prime = PRIMES.get(3);
    double[] left = random(prime, 3);
    double[] right = new double[DEGREE];
    right[DEGREE - 1] = 5;
    right[2] = -7;
    double[] product = left.clone();
    transform.forward(prime, product);
    transform.forward(prime, right);
    prime.multiply(product, right, product);
    transform.inverse(prime, product);
    for (int i = 0; i < DEGREE; i++) {
      long byLast = -5 * sign(i + 1) * (long) left[(i + 1) % DEGREE];
      long byThird = -7 * sign(i + DEGREE - 2) * -1 * (long) left[(i + DEGREE - 2) % DEGREE];
      BigInteger expected = BigInteger.valueOf(byLast).add(BigInteger.valueOf(byThird));
      assertThat(timesInverse(product[i], prime)).isEqualTo(prime.balanced(expected));
    }
  }

  private static double timesInverse(double value, TransformPrime prime) {
    BigInteger inverse = BigInteger.valueOf((long) prime.inverseDegree);
    return prime.balanced(BigInteger.valueOf((long) value).multiply(inverse));
  }

  /** -1 where an index has passed X^N. */
  private static long sign(int index) {
    return index >= DEGREE ? -1 : 1;
  }

  @Test
  void digitsAreReducedAsWholeIntegersAre() {
    double[][] digits = new double[3][DEGREE];
    Random random = new Random(5);
    for (int i = 0; i < DEGREE; i++) {
      digits[0][i] = i < 4 ? Polynomial.DIGIT : random.nextLong(1L << 48);
      digits[1][i] = i < 4 ? Polynomial.DIGIT : random.nextLong(1L << 48);
      digits[2][i] = i < 4 ? (i % 2 == 0 ? -0x1p47 : 0x1p47) : random.nextLong(-1L << 47, 1L << 47);
    }
    for (TransformPrime prime : PRIMES) {
      double[] residues = new double[DEGREE];
      prime.reduce(digits, residues);
      for (int i = 0; i < DEGREE; i += 3) {
        BigInteger value = BigInteger.valueOf((long) digits[2][i]);
        value = value.shiftLeft(48).add(BigInteger.valueOf((long) digits[1][i]));
        value = value.shiftLeft(48).add(BigInteger.valueOf((long) digits[0][i]));
        assertThat(prime.balanced(BigInteger.valueOf((long) residues[i])))
            .isEqualTo(prime.balanced(value));
      }
    }
  }

  @Test
  void scalarAndVectorTransformsAreEqualBitForBit() {
    assumeTrue(Kernels.vectorsAvailable());
    for (TransformPrime prime : PRIMES) {
      for (double[] values : List.of(random(prime, 6), extreme(prime, 1), extreme(prime, -1))) {
        double[] scalar = chain(new ScalarTransform(), prime, values);
        double[] vector = chain(new VectorTransform(), prime, values);
        assertThat(vector).isEqualTo(scalar);
      }
    }
  }

  /** There, a product, and back, each result kept. */
  private static double[] chain(
      NumberTheoreticTransform transform, TransformPrime prime, double[] values) {
    double[] transformed = values.clone();
    transform.forward(prime, transformed);
    double[] back = new double[DEGREE];
    prime.multiply(transformed, random(prime, 7), back);
    transform.inverse(prime, back);
    return Stream.of(transformed, back).flatMapToDouble(Arrays::stream).toArray();
  }

  @ParameterizedTest
  @FieldSource("PRIMES")
  void primesAreOfFortyEightBitsWithARootOfOrderTwoN(TransformPrime prime) {
    BigInteger p = BigInteger.valueOf(prime.value);
    assertThat(p.isProbablePrime(50)).isTrue();
    assertThat(p.bitLength()).isEqualTo(TransformPrime.BITS);
    assertThat(prime.value % (2 * DEGREE)).isEqualTo(1);
    BigInteger root = BigInteger.valueOf((long) prime.twiddles[DEGREE / 2]);
    assertThat(root.modPow(BigInteger.valueOf(DEGREE), p)).isEqualTo(p.subtract(BigInteger.ONE));
  }

  /** Computed apart, by a recursive Fourier transform on Python's integers. */
  @ParameterizedTest
  @MethodSource("transforms")
  void theTransformOfAFixedPolynomialStaysWhatItWas(NumberTheoreticTransform transform)
      throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (TransformPrime prime : PRIMES) {
      double[] values = new double[DEGREE];
      Arrays.setAll(values, i -> i - DEGREE / 2.0);
      transform.forward(prime, values);
      digest.update(
          LittleEndian.bytes(
              Arrays.stream(values)
                  .mapToLong(value -> Math.floorMod((long) value, prime.value))
                  .toArray()));
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("03aa9f5b5bd6b4018e1cfb87d756a98c50cb5d73710c5ad02f1090c97a46f0d9");
  }

  private static void assertBalanced(double[] values, TransformPrime prime) {
    assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow())
        .isLessThan(0.57 * prime.prime);
  }

  private static double[] random(TransformPrime prime, int seed) {
    Random random = new Random(seed);
    double[] values = new double[DEGREE];
    Arrays.setAll(values, i -> random.nextLong(-prime.value / 2, prime.value / 2 + 1));
    return values;
  }

  private static double[] extreme(TransformPrime prime, int sign) {
    double[] values = new double[DEGREE];
    Arrays.fill(values, (double) (sign * (prime.value / 2)));
    return values;
  }

  private static BigInteger horner(double[] values, BigInteger point, BigInteger p) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = DEGREE - 1; i >= 0; i--) {
      sum = sum.multiply(point).add(BigInteger.valueOf((long) values[i])).mod(p);
    }
    return sum;
  }
}
