// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.List;

/**
 * What the noise of a batch of encrypted products comes to, how much flood hides it, and how many
 * bits of the results have to travel. Both parties compute it alike from public sizes.
 *
 * <p><b>Noise.</b> Before the flood a returned coefficient carries Σ w·e + u·e_pk + e'·s: weights
 * times fresh errors, plus the re-randomization by a public-key encryption of zero. All errors are
 * discrete Gaussians of deviation 3.2, hence sub-Gaussian with that parameter (Micciancio, Peikert,
 * EUROCRYPT 2012, lemma 2.8), and |u|², |s|² ≤ N, so the sum is sub-Gaussian with parameter 3.2 ·
 * sqrt(|w|² + 2N).
 *
 * <p><b>Flood.</b> The client knows its errors and sees the noise; the flood must hide that it
 * depends on the weights. For a sum X of three uniforms of M values each and an integer shift b,
 * the squared Hellinger distance of X and X + b is at most b²·D/2 with D = Σ (√P(x+1) - √P(x))² ≤
 * 1.141 / M² (a quarter of the Fisher information 4.563 of the Irwin-Hall density; a test computes
 * it). Squared Hellinger distances of independent coordinates add, and the statistical distance is
 * at most √2 times the Hellinger distance (Tsybakov, "Introduction to Nonparametric Estimation",
 * 2009, section 2.4), so over all K coefficients that one client gets the distance is at most
 * √1.141 · |b|₂ / M, in the mean √1.141 · 3.2 · sqrt(K (|w|² + 2N)) / M by Jensen's inequality: it
 * grows with the square root of K, not with K.
 *
 * <p><b>Decryption.</b> Right if noise, flood and what rounding adds stay below Δ/2 = 2^79. The
 * rounding of c1 is multiplied by s: a sum of at most N independent uniform errors, sub-Gaussian
 * with parameter 2^d1 · sqrt(N / 12) (c1 is indistinguishable from uniform, and failing is easy to
 * see, so this holds for the real one up to the hardness of ring-LWE).
 *
 * @param filterNorm largest Euclidean norm of the weights of one output
 * @param absoluteSum largest sum of absolute weights of one output
 * @param revealed coefficients of results that one client gets in a batch, K
 * @param noiseBound before the flood: exceeded by any of them with probability at most 2^-80
 * @param worstNoise before the flood, whatever the randomness
 * @param floodBits log2 of M
 * @param constantBits top bits of every revealed coefficient of c0 that travel
 * @param linearBits top bits of every coefficient of c1 that travel
 * @param failureBound probability that any coefficient of the batch decrypts wrongly, an upper
 *     bound
 */
public record NoiseAnalysis(
    double filterNorm,
    long absoluteSum,
    long revealed,
    double noiseBound,
    double worstNoise,
    int floodBits,
    int constantBits,
    int linearBits,
    double failureBound) {
  /** Largest statistical distance that the flood of a batch may leave, 2^-40. */
  public static final double DISTANCE_BOUND = 0x1p-40;

  /** Largest probability that a batch may decrypt wrongly, 2^-40. */
  public static final double FAILURE_BOUND = 0x1p-40;

  /** Sums of absolute weights have to stay below it, so that limbs multiply exactly, 2^24. */
  public static final long ABSOLUTE_SUM_BOUND = 1L << 24;

  private static final double DEGREE = LatticeParameters.DEGREE;
  private static final double HALF_SCALE = Math.scalb(1.0, LatticeParameters.SCALE_BITS - 1);
  private static final double ROOT_INFORMATION = Math.sqrt(1.141);
  private static final double FLOOD_REACH = 1.5;
  private static final double NOISE_TAIL_BITS = 80;
  private static final double LARGEST_ERROR = GaussianTable.size();

  /**
   * The analysis of one batch.
   *
   * @param filterNorm largest Euclidean norm of the integer weights that meet in one output
   * @param absoluteSum largest sum of their absolute values
   * @param revealed how many coefficients of results one client gets in the batch, at least 1
   * @throws NoiseException if the weights or the batch are too large for the parameters
   */
  public static NoiseAnalysis of(double filterNorm, long absoluteSum, long revealed) {
    if (absoluteSum >= ABSOLUTE_SUM_BOUND) {
      throw new NoiseException(
          "The weights of one output add up to %d in absolute value, and 2^24 is too much to encrypt; use fewer fractional bits for weights."
              .formatted(absoluteSum));
    }
    LatticeParameters.securityBits();
    double parameter = noiseParameter(filterNorm);
    int floodBits = floodBits(parameter, revealed);
    double noise = parameter * tail(NOISE_TAIL_BITS, revealed);
    return withRounding(filterNorm, absoluteSum, revealed, noise, floodBits);
  }

  /** Sub-Gaussian parameter of the noise of one coefficient before the flood. */
  private static double noiseParameter(double filterNorm) {
    return LatticeParameters.ERROR_DEVIATION * Math.sqrt(filterNorm * filterNorm + 2 * DEGREE);
  }

  private static double worstNoise(long absoluteSum) {
    return LARGEST_ERROR * ((double) absoluteSum + 2 * DEGREE);
  }

  private static int floodBits(double parameter, long revealed) {
    double range = shiftNorm(parameter, revealed) / DISTANCE_BOUND;
    int bits = (int) Math.ceil(StrictMath.log(range) / StrictMath.log(2));
    return Math.max(bits, Samplers.MINIMUM_FLOOD_BITS);
  }

  private static double shiftNorm(double parameter, long revealed) {
    return ROOT_INFORMATION * parameter * Math.sqrt((double) revealed);
  }

  /** How many parameters a sub-Gaussian leaves with probability at most 2^-bits, K times. */
  private static double tail(double bits, long count) {
    return Math.sqrt(2 * (bits * StrictMath.log(2) + StrictMath.log(2.0 * count)));
  }

  /**
   * Drops as many bits as decryption can spare, from c1 first, all of which travels: the largest
   * total, and of equal ones that with the shortest c1.
   */
  private static NoiseAnalysis withRounding(
      double filterNorm, long absoluteSum, long revealed, double noise, int floodBits) {
    double flood = FLOOD_REACH * Math.scalb(1.0, floodBits);
    double deviations = tail(-StrictMath.log(FAILURE_BOUND) / StrictMath.log(2) + 1, revealed);
    int bestConstant = 0;
    int bestLinear = 0;
    for (int linear = LatticeParameters.SCALE_BITS; linear > 0; linear--) {
      double product = Math.scalb(Math.sqrt(DEGREE / 12), linear) * deviations;
      double room = HALF_SCALE - noise - flood - product;
      int constant =
          room <= 0
              ? 0
              : Math.min(80, (int) Math.floor(StrictMath.log(2 * room) / StrictMath.log(2)));
      if (constant > 0 && constant + linear > bestConstant + bestLinear) {
        bestConstant = constant;
        bestLinear = linear;
      }
    }
    if (bestLinear == 0) {
      throw new NoiseException(
          "Hiding the noise of %d coefficients needs a flood of %d bits, more than the ciphertexts can carry; use fewer fractional bits for weights or a smaller batch."
              .formatted(revealed, floodBits));
    }
    return new NoiseAnalysis(
        filterNorm,
        absoluteSum,
        revealed,
        noise,
        worstNoise(absoluteSum),
        floodBits,
        LatticeParameters.MODULUS_BITS - bestConstant,
        LatticeParameters.MODULUS_BITS - bestLinear,
        FAILURE_BOUND);
  }

  /** Upper bound of the statistical distance that the flood leaves over the whole batch. */
  public double distance() {
    return shiftNorm(noiseParameter(filterNorm), revealed) / Math.scalb(1.0, floodBits);
  }

  /** What a server prints at start-up, a line each. */
  public List<String> describe() {
    return List.of(
        "noise: below 2^%.1f (tail 2^-80), worst case 2^%.1f"
            .formatted(log2(noiseBound), log2(worstNoise)),
        "flood: three uniforms of %d bits, distance 2^%.1f over %d coefficients"
            .formatted(floodBits, log2(distance()), revealed),
        "results: %d bits of c0 and %d of c1 travel, a batch decrypts wrongly with probability below 2^%.0f"
            .formatted(constantBits, linearBits, log2(failureBound)));
  }

  private static double log2(double value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }
}
