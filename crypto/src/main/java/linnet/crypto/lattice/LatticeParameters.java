// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.List;

/**
 * The ring-LWE parameters that every ciphertext uses, and the security they give.
 *
 * <p>The modulus is a power of two: the server only adds ciphertexts scaled by small integers, so
 * nothing asks for a transform-friendly one, and the plaintext scale Δ is exact.
 *
 * <p>Reference: Albrecht et al., "Homomorphic Encryption Standard", 2018, table 1 (classical
 * attackers, ternary secret, error deviation 3.2).
 */
public final class LatticeParameters {
  /** Coefficients of a polynomial, N. */
  public static final int DEGREE = 8192;

  /** Bits of the ciphertext modulus q. */
  public static final int MODULUS_BITS = 144;

  /** Bits of the plaintext modulus. */
  public static final int PLAINTEXT_BITS = 64;

  /** A plaintext is encrypted at the scale Δ = 2^80. */
  public static final int SCALE_BITS = MODULUS_BITS - PLAINTEXT_BITS;

  /** Standard deviation of the errors of a fresh encryption. */
  public static final double ERROR_DEVIATION = 3.2;

  /** Bits of security that no use of this package goes below. */
  public static final int REQUIRED_SECURITY_BITS = 128;

  private static final List<Row> TABLE =
      List.of(
          new Row(1024, 27, 19, 14),
          new Row(2048, 54, 37, 29),
          new Row(4096, 109, 75, 58),
          new Row(8192, 218, 152, 118),
          new Row(16384, 438, 305, 237),
          new Row(32768, 881, 611, 476));

  private LatticeParameters() {}

  /** The largest log q of a degree at 128, 192 and 256 bits of security. */
  private record Row(int degree, int at128, int at192, int at256) {
    int securityBits(int modulusBits) {
      if (modulusBits <= at256) {
        return 256;
      }
      return modulusBits <= at192 ? 192 : modulusBits <= at128 ? 128 : 0;
    }
  }

  /** The security level of the table's row that these parameters reach. */
  public static int securityBits() {
    return securityBits(DEGREE, MODULUS_BITS);
  }

  /**
   * The security level, 256, 192 or 128, that the standard's table grants.
   *
   * @throws NoiseException if the table grants less than 128 or has no such degree
   */
  static int securityBits(int degree, int modulusBits) {
    int bits = row(degree).securityBits(modulusBits);
    if (bits < REQUIRED_SECURITY_BITS) {
      throw new NoiseException(
          "A modulus of %d bits at degree %d gives less than %d bits of security; use a smaller modulus."
              .formatted(modulusBits, degree, REQUIRED_SECURITY_BITS));
    }
    return bits;
  }

  /** Bits of modulus that these parameters leave unused below the 128-bit bound. */
  public static int securityMarginBits() {
    return row(DEGREE).at128() - MODULUS_BITS;
  }

  private static Row row(int degree) {
    return TABLE.stream()
        .filter(row -> row.degree() == degree)
        .findFirst()
        .orElseThrow(
            () ->
                new NoiseException(
                    "The Homomorphic Encryption Standard has no row for degree " + degree + "."));
  }

  /** What a server prints at start-up, a line each. */
  public static List<String> describe() {
    return List.of(
        "ring-LWE: N = %d, q = 2^%d, plaintext modulus 2^%d, ternary secret, error deviation %.1f"
            .formatted(DEGREE, MODULUS_BITS, PLAINTEXT_BITS, ERROR_DEVIATION),
        "security: %d bits by the Homomorphic Encryption Standard (classical), modulus %d bits below the bound for %d"
            .formatted(securityBits(), securityMarginBits(), REQUIRED_SECURITY_BITS));
  }
}
