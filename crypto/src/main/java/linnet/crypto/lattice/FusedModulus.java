// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/**
 * Exact products modulo p < 2^48 of integers held in doubles.
 *
 * <p>The product is split without error into a rounded high part and a low part by fused
 * multiply-add; the quotient is rounded to an integer by adding and subtracting 1.5·2^52. For |a| <
 * 2^51 and |b| ≤ p/2 the result is exact, congruent to a·b, and below 0.57 p in absolute value.
 *
 * <p>Reference: van der Hoeven, Lecerf, Quintin, "Modular SIMD arithmetic in Mathemagix", ACM TOMS
 * 2016, section 3; as in FLINT's {@code fft_small}.
 */
final class FusedModulus {
  /** Adding and subtracting it rounds any |x| < 2^51 to the nearest integer. */
  static final double ROUND = 0x1.8p52;

  private FusedModulus() {}

  /** a·b mod p, given {@code quotient} = b/p. */
  static double multiply(double a, double b, double quotient, double p) {
    double high = a * b;
    double low = Math.fma(a, b, -high);
    double multiple = Math.fma(a, quotient, ROUND) - ROUND;
    return Math.fma(-p, multiple, high) + low;
  }

  /** a·b mod p for two variable factors, given {@code inverse} = 1/p; |a|, |b| < p. */
  static double multiplyBoth(double a, double b, double inverse, double p) {
    double high = a * b;
    double low = Math.fma(a, b, -high);
    double multiple = Math.fma(high, inverse, ROUND) - ROUND;
    return Math.fma(-p, multiple, high) + low;
  }

  /** a mod p, at most 0.51 p in absolute value, given {@code inverse} = 1/p. */
  static double reduce(double a, double inverse, double p) {
    return Math.fma(-p, Math.fma(a, inverse, ROUND) - ROUND, a);
  }
}
