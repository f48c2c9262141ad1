// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import linnet.crypto.random.Prg;

/** How the server makes a result ciphertext say nothing but its plaintext. */
interface Rerandomization {
  /** Memory of one worker. */
  final class Scratch {
    final LatticeScratch arithmetic = new LatticeScratch();
    final TernaryPolynomial ternary = new TernaryPolynomial();
    final TransformedPolynomial multiplier = TransformedPolynomial.full();
    final Polynomial addend = new Polynomial();

    /** The second half of the ciphertext at hand. */
    final Polynomial linear = new Polynomial();
  }

  /**
   * Changes a ciphertext in place.
   *
   * @param constant its first half; the second is the scratch's
   * @param columns the coefficients of the constant half that the client will see
   * @param floodBits width of the flood
   */
  void apply(
      PublicKey key,
      Polynomial constant,
      int[] columns,
      int floodBits,
      Prg random,
      Scratch scratch);

  /**
   * Adds a fresh public-key encryption of zero, u·pk + errors, after which the linear half is
   * pseudorandom whatever it was (ring-LWE), and floods the constant half, after which the noise
   * says nothing of the weights (see {@link NoiseAnalysis}).
   */
  static Rerandomization full() {
    return (key, constant, columns, floodBits, random, scratch) -> {
      Samplers.ternary(random, scratch.ternary, scratch.arithmetic);
      scratch.multiplier.load(scratch.ternary);
      addProduct(key.linear(), scratch.linear, random, scratch);
      addProduct(key.constant(), constant, random, scratch);
      Samplers.addFlood(random, floodBits, constant, columns, scratch.arithmetic);
    };
  }

  private static void addProduct(
      TransformedPolynomial half, Polynomial to, Prg random, Scratch scratch) {
    LatticeScratch arithmetic = scratch.arithmetic;
    TernaryProduct.multiply(half, scratch.multiplier, scratch.addend, arithmetic);
    Samplers.gaussian(random, arithmetic.errors, arithmetic);
    scratch.addend.add(arithmetic.errors);
    to.add(scratch.addend);
  }
}
