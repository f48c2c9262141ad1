// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import linnet.crypto.random.Prg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseAnalysisTest {
  private static final int DEGREE = LatticeParameters.DEGREE;
  private static final int[] ALL_COLUMNS = IntStream.range(0, DEGREE).toArray();
  private static final long[] WEIGHTS =
      new Random(1).longs(40, -3000, 3001).filter(w -> w != 0).toArray();

  private final LatticeScratch scratch = new LatticeScratch();
  private final Prg prg = BigPolynomials.prg(1);

  @Test
  void aLargeBatchOfALargeNetworkSendsSixtySevenAndSeventyFourBitsOrFewer() {
    NoiseAnalysis analysis = NoiseAnalysis.of(1 << 17, 1 << 23, 1L << 28);
    assertThat(analysis.constantBits() + analysis.linearBits()).isLessThanOrEqualTo(67 + 74);
    assertThat(analysis.distance()).isBetween(0x1p-41, NoiseAnalysis.DISTANCE_BOUND);
    assertThat(analysis.failureBound()).isLessThanOrEqualTo(NoiseAnalysis.FAILURE_BOUND);
    assertThat(analysis.describe()).hasSize(3).noneMatch(String::isBlank);
  }

  @Test
  void theFloodGrowsWithTheSquareRootOfWhatIsRevealed() {
    int few = NoiseAnalysis.of(1 << 15, 1 << 20, 1L << 20).floodBits();
    int many = NoiseAnalysis.of(1 << 15, 1 << 20, 1L << 28).floodBits();
    assertThat(many - few).isEqualTo(4);
  }

  @Test
  void everythingFitsBelowHalfTheScale() {
    for (int log = 0; log <= 23; log++) {
      NoiseAnalysis analysis = NoiseAnalysis.of(1 << log, (1 << log) + 1, 1L << 24);
      double constant = Math.scalb(0.5, 144 - analysis.constantBits());
      double linear = Math.scalb(0.5, 144 - analysis.linearBits());
      double deviation = linear / Math.sqrt(3) * Math.sqrt(2 / 3.0 * DEGREE);
      double flood = 1.5 * Math.scalb(1.0, analysis.floodBits());
      assertThat(analysis.noiseBound() + flood + constant + 9 * deviation).isLessThan(0x1p79);
      assertThat(analysis.constantBits()).isBetween(65, 144);
      assertThat(analysis.linearBits()).isBetween(65, 144);
    }
  }

  @Test
  void weightsThatAddUpToTooMuchAreRefused() {
    assertThatThrownBy(() -> NoiseAnalysis.of(1 << 20, 1 << 24, 1000))
        .isInstanceOf(NoiseException.class)
        .hasMessageContaining("2^24")
        .hasMessageContaining("fewer fractional bits");
  }

  @Test
  void aFloodThatNoCiphertextCarriesIsRefused() {
    assertThatThrownBy(() -> NoiseAnalysis.of(0x1p23, (1 << 24) - 1, 1L << 45))
        .isInstanceOf(NoiseException.class)
        .hasMessageContaining("smaller batch");
  }

  /** Σ (√P(x+1) - √P(x))² of the sum of three uniforms, times M². */
  @ParameterizedTest
  @ValueSource(ints = {256, 4096, 65536})
  void theInformationOfTheFloodIsThatOfTheBound(int values) {
    double[] distribution = new double[3 * values];
    for (int x = 0; x < 3 * values - 2; x++) {
      distribution[x] = ways(x, values) / Math.pow(values, 3);
    }
    double sum = distribution[0];
    for (int x = 0; x < 3 * values - 1; x++) {
      double step = Math.sqrt(distribution[x + 1]) - Math.sqrt(distribution[x]);
      sum += step * step;
    }
    double scaled = sum * values * values;
    assertThat(scaled).isCloseTo(1.1405, within(3.0 / values + 1e-4));
    assertThat(scaled).isLessThan(1.141 * (1 + 3.0 / values));
  }

  /** Triples of [0, M) that add up to x, by inclusion and exclusion. */
  private static double ways(int x, int values) {
    return choose2(x + 2.0) - 3 * choose2(x + 2.0 - values) + 3 * choose2(x + 2.0 - 2.0 * values);
  }

  private static double choose2(double n) {
    return n < 2 ? 0 : n * (n - 1) / 2;
  }

  @Test
  void measuredNoiseIsWithinTheBoundAndOfThePredictedSize() {
    Run run = new Run();
    double norm = Math.sqrt(Arrays.stream(WEIGHTS).mapToDouble(w -> (double) w * w).sum());
    NoiseAnalysis analysis =
        NoiseAnalysis.of(norm, Arrays.stream(WEIGHTS).map(Math::abs).sum(), DEGREE);
    double[] noise = run.noise();
    double predicted = 3.2 * Math.sqrt(norm * norm + 4 / 3.0 * DEGREE);
    double measured = Math.sqrt(Arrays.stream(noise).map(x -> x * x).sum() / DEGREE);
    assertThat(measured).isCloseTo(predicted, within(0.05 * predicted));
    assertThat(Arrays.stream(noise).map(Math::abs).max().orElseThrow())
        .isLessThan(analysis.noiseBound());
    assertThat(analysis.noiseBound()).isLessThan(analysis.worstNoise());
  }

  @Test
  void floodedAndRoundedResultsDecryptRightly() {
    Run run = new Run();
    NoiseAnalysis analysis = NoiseAnalysis.of(1 << 17, 1 << 23, 1L << 28);
    Samplers.addFlood(prg, analysis.floodBits(), run.constant, ALL_COLUMNS, scratch);
    round(run.constant, analysis.constantBits());
    round(run.linear, analysis.linearBits());
    TransformedPolynomial linear =
        TransformedPolynomial.withZeroBits(144 - analysis.linearBits()).load(run.linear, scratch);
    Polynomial product = new Polynomial();
    TernaryProduct.multiply(linear, run.secret, product, scratch);
    product.add(run.constant);
    for (int i = 0; i < DEGREE; i++) {
      assertThat(product.unscaled(i)).isEqualTo(run.expected[i]);
    }
  }

  private static void round(Polynomial polynomial, int keptBits) {
    CoefficientCodec codec = new CoefficientCodec(keptBits);
    byte[] bytes = new byte[codec.bytes(DEGREE)];
    codec.encode(polynomial, bytes, 0);
    codec.decode(bytes, polynomial);
  }

  /** Σ w_j·(ciphertext j), re-randomized: what a server returns before its flood. */
  private final class Run {
    final TransformedPolynomial secret = ternary();
    final Polynomial constant = new Polynomial();
    final Polynomial linear = new Polynomial();
    final long[] expected = new long[DEGREE];

    Run() {
      for (long weight : WEIGHTS) {
        Polynomial a = uniform();
        long[] message = prg.longs(DEGREE);
        Polynomial c0 = encryption(a);
        for (int i = 0; i < DEGREE; i++) {
          c0.addScaled(i, message[i]);
          expected[i] += weight * message[i];
        }
        addMultiple(constant, c0, weight);
        addMultiple(linear, a, weight);
      }
      rerandomize();
    }

    private TransformedPolynomial ternary() {
      TernaryPolynomial polynomial = new TernaryPolynomial();
      Samplers.ternary(prg, polynomial, scratch);
      return TransformedPolynomial.full().load(polynomial);
    }

    private Polynomial uniform() {
      Polynomial polynomial = new Polynomial();
      Samplers.uniform(prg, polynomial, scratch);
      return polynomial;
    }

    /** -a·s + e. */
    private Polynomial encryption(Polynomial a) {
      Polynomial product = product(a, secret);
      product.negate();
      addErrors(product);
      return product;
    }

    private Polynomial product(Polynomial polynomial, TransformedPolynomial ternary) {
      Polynomial product = new Polynomial();
      TransformedPolynomial transformed = TransformedPolynomial.full().load(polynomial, scratch);
      TernaryProduct.multiply(transformed, ternary, product, scratch);
      return product;
    }

    private void addErrors(Polynomial polynomial) {
      Samplers.gaussian(prg, scratch.errors, scratch);
      polynomial.add(scratch.errors);
    }

    private void rerandomize() {
      Polynomial half = uniform();
      Polynomial key = encryption(half);
      TransformedPolynomial multiplier = ternary();
      constant.add(product(key, multiplier));
      linear.add(product(half, multiplier));
      addErrors(linear);
    }

    double[] noise() {
      Polynomial phase = product(linear, secret);
      phase.add(constant);
      double[] noise = new double[DEGREE];
      for (int i = 0; i < DEGREE; i++) {
        phase.subtractScaled(i, expected[i]);
        noise[i] = BigPolynomials.balanced(BigPolynomials.coefficient(phase, i)).doubleValue();
      }
      return noise;
    }
  }

  private static void addMultiple(Polynomial sum, Polynomial polynomial, long weight) {
    double[][] limbs = new double[Limbs.COUNT][DEGREE];
    Limbs.cut(polynomial, 0, DEGREE, limbs, 0);
    for (double[] limb : limbs) {
      Arrays.setAll(limb, i -> weight * limb[i]);
    }
    Polynomial multiple = new Polynomial();
    Limbs.join(limbs, 0, multiple, 0, DEGREE);
    sum.add(multiple);
  }
}
