// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import linnet.crypto.random.Prg;

/** Polynomials in whole integers, by which the fast ones are judged. */
final class BigPolynomials {
  static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(LatticeParameters.MODULUS_BITS);

  private static final int DEGREE = LatticeParameters.DEGREE;

  /** Bytes of a coefficient of an integer product, packed into one large number. */
  private static final int SLOT = 21;

  private BigPolynomials() {}

  static BigInteger coefficient(Polynomial polynomial, int i) {
    return BigInteger.valueOf(polynomial.high[i])
        .shiftLeft(48)
        .add(BigInteger.valueOf(polynomial.middle[i]))
        .shiftLeft(48)
        .add(BigInteger.valueOf(polynomial.low[i]));
  }

  static BigInteger[] coefficients(Polynomial polynomial) {
    BigInteger[] coefficients = new BigInteger[DEGREE];
    Arrays.setAll(coefficients, i -> coefficient(polynomial, i));
    return coefficients;
  }

  /** The representative nearest to zero. */
  static BigInteger balanced(BigInteger value) {
    BigInteger residue = value.mod(MODULUS);
    return residue.testBit(LatticeParameters.MODULUS_BITS - 1)
        ? residue.subtract(MODULUS)
        : residue;
  }

  static void set(Polynomial polynomial, int i, BigInteger value) {
    BigInteger residue = value.mod(MODULUS);
    polynomial.low[i] = residue.longValue() & Polynomial.DIGIT;
    polynomial.middle[i] = residue.shiftRight(48).longValue() & Polynomial.DIGIT;
    polynomial.high[i] = residue.shiftRight(96).longValue() & Polynomial.DIGIT;
  }

  static Prg prg(int seed) {
    byte[] bytes = new byte[Prg.SEED_BYTES];
    new Random(seed).nextBytes(bytes);
    return new Prg(bytes);
  }

  static Polynomial uniform(int seed) {
    Polynomial polynomial = new Polynomial();
    Samplers.uniform(prg(seed), polynomial, new LatticeScratch());
    return polynomial;
  }

  static TernaryPolynomial ternary(int seed) {
    TernaryPolynomial polynomial = new TernaryPolynomial();
    Samplers.ternary(prg(seed), polynomial, new LatticeScratch());
    return polynomial;
  }

  /** The negacyclic product mod 2^144 by multiplying two large integers (Kronecker). */
  static BigInteger[] product(Polynomial polynomial, TernaryPolynomial ternary) {
    BigInteger packed = pack(polynomial);
    byte[] positive = packed.multiply(pack(ternary, 1)).toByteArray();
    byte[] negative = packed.multiply(pack(ternary, -1)).toByteArray();
    BigInteger[] product = new BigInteger[DEGREE];
    for (int i = 0; i < DEGREE; i++) {
      BigInteger plain = slot(positive, i).subtract(slot(negative, i));
      BigInteger wrapped = slot(positive, i + DEGREE).subtract(slot(negative, i + DEGREE));
      product[i] = plain.subtract(wrapped).mod(MODULUS);
    }
    return product;
  }

  private static BigInteger pack(Polynomial polynomial) {
    byte[] bytes = new byte[SLOT * DEGREE];
    for (int i = 0; i < DEGREE; i++) {
      byte[] value = coefficient(polynomial, i).toByteArray();
      int end = bytes.length - i * SLOT;
      System.arraycopy(value, 0, bytes, end - value.length, value.length);
    }
    return new BigInteger(1, bytes);
  }

  private static BigInteger pack(TernaryPolynomial polynomial, int sign) {
    byte[] bytes = new byte[SLOT * DEGREE];
    for (int i = 0; i < DEGREE; i++) {
      bytes[bytes.length - i * SLOT - 1] = (byte) (polynomial.coefficients[i] == sign ? 1 : 0);
    }
    return new BigInteger(1, bytes);
  }

  private static BigInteger slot(byte[] bytes, int i) {
    int end = bytes.length - i * SLOT;
    return end <= 0
        ? BigInteger.ZERO
        : new BigInteger(1, bytes, Math.max(0, end - SLOT), Math.min(SLOT, end));
  }
}
