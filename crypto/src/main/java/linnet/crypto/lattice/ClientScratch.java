// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import linnet.crypto.random.Prg;

/** Memory of one worker of the client, and what it computes there. */
final class ClientScratch {
  final LatticeScratch arithmetic = new LatticeScratch();
  final Polynomial polynomial = new Polynomial();
  private final Polynomial product = new Polynomial();
  private final TransformedPolynomial received;

  /** Room for a public second half. */
  final TransformedPolynomial half = TransformedPolynomial.full();

  /** For results whose second halves end in so many zero bits. */
  ClientScratch(int zeroBits) {
    received = TransformedPolynomial.withZeroBits(zeroBits);
  }

  /** Makes the transform of the second half of a ciphertext of values. */
  TransformedPolynomial publicHalf(int job, int position, TransformedPolynomial to) {
    Wire.publicPolynomial(job, position, polynomial, arithmetic);
    return to.load(polynomial, arithmetic);
  }

  /** Makes the polynomial -half·secret + error, the first half of an encryption of zero. */
  void encryptZero(TransformedPolynomial half, TransformedPolynomial secret, Prg random) {
    TernaryProduct.multiply(half, secret, polynomial, arithmetic);
    polynomial.negate();
    Samplers.gaussian(random, arithmetic.errors, arithmetic);
    polynomial.add(arithmetic.errors);
  }

  /** Adds Δ times a plaintext. */
  void addScaled(long[] plaintext) {
    for (int i = 0; i < plaintext.length; i++) {
      polynomial.addScaled(i, plaintext[i]);
    }
  }

  /** The polynomial in all its bits. */
  byte[] encoded() {
    byte[] bytes = new byte[Wire.wholeBytes()];
    Wire.WHOLE.encode(polynomial, bytes, 0);
    return bytes;
  }

  /** Computes the polynomial, whose low bits are zero, times the secret. */
  void multiplyShort(TransformedPolynomial secret) {
    received.load(polynomial, arithmetic);
    TernaryProduct.multiply(received, secret, product, arithmetic);
  }

  /** The plaintext at a coefficient: that of the polynomial plus the product. */
  long decrypted(int i) {
    product.put(
        i,
        product.low[i] + polynomial.low[i],
        product.middle[i] + polynomial.middle[i],
        product.high[i] + polynomial.high[i]);
    return product.unscaled(i);
  }
}
