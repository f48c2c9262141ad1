// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import linnet.crypto.random.Prg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplersTest {
  private static final int DEGREE = LatticeParameters.DEGREE;
  private static final int[] ALL_COLUMNS = IntStream.range(0, DEGREE).toArray();

  private final LatticeScratch scratch = new LatticeScratch();

  /** Computed apart: SHA-256 of Python, AES in counter mode of OpenSSL. */
  @Test
  void aPublicPolynomialStaysWhatItWas() throws Exception {
    Polynomial polynomial = new Polynomial();
    Samplers.uniform(PublicSeeds.stream("linnet test", 1, 2, 3), polynomial, scratch);
    byte[] bytes = new byte[DEGREE * 18];
    new CoefficientCodec(144).encode(polynomial, bytes, 0);
    assertThat(bytes).isEqualTo(PublicSeeds.stream("linnet test", 1, 2, 3).bytes(DEGREE * 18));
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
        .isEqualTo("46c31da3623bec9cf189923a529930ec964dea89384d2b77b58531e9fe4d29bd");
  }

  @Test
  void publicStreamsDifferByPurposeVersionAndPosition() {
    assertThat(PublicSeeds.stream("b", 1, 2).bytes(16))
        .isNotEqualTo(PublicSeeds.stream("c", 1, 2).bytes(16))
        .isNotEqualTo(PublicSeeds.stream("b", 2, 2).bytes(16))
        .isNotEqualTo(PublicSeeds.stream("b", 1, 3).bytes(16))
        .isNotEqualTo(PublicSeeds.stream("b", 1, 2, 0).bytes(16))
        .isEqualTo(PublicSeeds.stream("b", 1, 2).bytes(16));
  }

  @Test
  void everyBitOfAUniformPolynomialIsSetHalfTheTime() {
    Polynomial polynomial = BigPolynomials.uniform(1);
    for (int bit = 0; bit < 144; bit += 5) {
      int set = 0;
      for (int i = 0; i < DEGREE; i++) {
        set += BigPolynomials.coefficient(polynomial, i).testBit(bit) ? 1 : 0;
      }
      assertThat(set).isCloseTo(DEGREE / 2, within(5 * 45));
    }
  }

  @Test
  void ternaryCoefficientsAreEquallyFrequentAloneAndWithTheirNeighbours() {
    long[] pairs = new long[9];
    Prg prg = BigPolynomials.prg(2);
    TernaryPolynomial ternary = new TernaryPolynomial();
    int rounds = 20;
    for (int round = 0; round < rounds; round++) {
      Samplers.ternary(prg, ternary, scratch);
      for (int i = 0; i < DEGREE; i += 2) {
        pairs[3 * (ternary.coefficients[i] + 1) + ternary.coefficients[i + 1] + 1]++;
      }
    }
    double[] expected = new double[9];
    Arrays.fill(expected, rounds * DEGREE / 18.0);
    assertThat(chiSquare(pairs, expected)).isLessThan(30);
  }

  @Test
  void errorsAreDiscreteGaussians() {
    int reach = 14;
    long[] counts = new long[2 * reach + 1];
    double[] expected = new double[counts.length];
    Prg prg = BigPolynomials.prg(3);
    int rounds = 40;
    for (int round = 0; round < rounds; round++) {
      Samplers.gaussian(prg, scratch.errors, scratch);
      for (long error : scratch.errors) {
        counts[Math.clamp(error + reach, 0, 2 * reach)]++;
      }
    }
    for (int x = -60; x <= 60; x++) {
      expected[Math.clamp(x + reach, 0, 2 * reach)] += rounds * DEGREE * density(x);
    }
    assertThat(chiSquare(counts, expected)).isLessThan(70);
  }

  private static double density(int x) {
    double total = IntStream.rangeClosed(-60, 60).mapToDouble(k -> Math.exp(-k * k / 20.48)).sum();
    return Math.exp(-x * x / 20.48) / total;
  }

  @Test
  void theTableHoldsTheFoldedDistributionDownToTheLastBits() {
    double sum = 0;
    for (int k = 0; k < GaussianTable.size(); k++) {
      sum += (k == 0 ? 1 : 2) * density(k);
      assertThat(GaussianTable.entry(k) / 0x1p63).isCloseTo(sum, within(1e-14));
    }
    assertThat(GaussianTable.size()).isBetween(27, 30);
    long last = Long.MAX_VALUE - GaussianTable.entry(GaussianTable.size() - 1);
    assertThat(last).isLessThan(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {49, 60, 74, 90})
  void aFloodIsTheSumOfThreeUniforms(int bits) {
    Polynomial polynomial = new Polynomial();
    Samplers.addFlood(BigPolynomials.prg(bits), bits, polynomial, ALL_COLUMNS, scratch);
    double[] floods = new double[DEGREE];
    Arrays.setAll(floods, i -> signed(polynomial, i) / Math.scalb(1.0, bits));
    double mean = Arrays.stream(floods).sum() / DEGREE;
    double variance = Arrays.stream(floods).map(x -> x * x).sum() / DEGREE;
    double inner = Arrays.stream(floods).filter(x -> Math.abs(x) < 0.5).count() / (double) DEGREE;
    assertThat(mean).isCloseTo(0, within(0.028));
    assertThat(variance).isCloseTo(0.25, within(0.0125));
    assertThat(inner).isCloseTo(2 / 3.0, within(0.026));
    assertThat(Arrays.stream(floods).map(Math::abs).max().orElseThrow()).isBetween(1.3, 1.5);
  }

  @Test
  void theLowBitsOfFloodsAreUniform() {
    Polynomial polynomial = new Polynomial();
    Samplers.addFlood(BigPolynomials.prg(9), 74, polynomial, ALL_COLUMNS, scratch);
    long[] counts = new long[64];
    for (int i = 0; i < DEGREE; i++) {
      counts[(int) (polynomial.low[i] & 63)]++;
    }
    double[] expected = new double[64];
    Arrays.fill(expected, DEGREE / 64.0);
    assertThat(chiSquare(counts, expected)).isLessThan(120);
  }

  @Test
  void floodsStayAtTheirColumnsAndAddToWhatIsThere() {
    Polynomial flooded = BigPolynomials.uniform(4);
    Polynomial plain = BigPolynomials.uniform(4);
    Samplers.addFlood(BigPolynomials.prg(5), 60, flooded, new int[] {3, 8191}, scratch);
    Polynomial alone = new Polynomial();
    Samplers.addFlood(BigPolynomials.prg(5), 60, alone, new int[] {3, 8191}, scratch);
    plain.add(alone);
    assertThat(BigPolynomials.coefficients(flooded)).isEqualTo(BigPolynomials.coefficients(plain));
    assertThat(Arrays.stream(BigPolynomials.coefficients(alone)).filter(x -> x.signum() != 0))
        .hasSize(2);
  }

  @Test
  void theSameSeedGivesTheSameSamples() {
    TernaryPolynomial other = BigPolynomials.ternary(6);
    assertThat(BigPolynomials.ternary(6).coefficients).isEqualTo(other.coefficients);
    assertThat(BigPolynomials.ternary(7).coefficients).isNotEqualTo(other.coefficients);
    long[] errors = new long[DEGREE];
    Samplers.gaussian(BigPolynomials.prg(8), errors, scratch);
    Samplers.gaussian(BigPolynomials.prg(8), scratch.errors, new LatticeScratch());
    assertThat(scratch.errors).isEqualTo(errors);
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 91})
  void floodsOfOtherSizesAreRefused(int bits) {
    assertThatThrownBy(
            () ->
                Samplers.addFlood(
                    BigPolynomials.prg(1), bits, new Polynomial(), ALL_COLUMNS, scratch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("49 to 90");
  }

  private static double signed(Polynomial polynomial, int i) {
    BigInteger value = BigPolynomials.balanced(BigPolynomials.coefficient(polynomial, i));
    return value.doubleValue();
  }

  private static double chiSquare(long[] counts, double[] expected) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
    }
    return sum;
  }
}
