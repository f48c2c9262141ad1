// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import linnet.crypto.channel.MessageType;
import linnet.crypto.random.Prg;

/** What travels, and the public polynomials that need not travel. */
final class Wire {
  /** Changes whenever the same numbers would travel as other bytes. */
  static final int VERSION = 1;

  /** One public key: its first half; the second is public and fixed. */
  static final MessageType PUBLIC_KEY = new MessageType(32, "public keys");

  /** One ciphertext of values: c0; c1 is public and fixed. */
  static final MessageType VALUES = new MessageType(33, "encrypted values");

  /** One ciphertext of results: all of c1, then c0 where it carries results. */
  static final MessageType RESULTS = new MessageType(34, "encrypted results");

  /** Every bit of a coefficient. */
  static final CoefficientCodec WHOLE = new CoefficientCodec(LatticeParameters.MODULUS_BITS);

  private Wire() {}

  /** Payload bytes of a public key or of a ciphertext of values. */
  static int wholeBytes() {
    return WHOLE.bytes(Polynomial.DEGREE);
  }

  /**
   * The second half of the ciphertexts at a position of a job, the same in every batch: no secret
   * ever meets it twice, because each ring-full of each batch has a secret of its own.
   */
  static void publicPolynomial(int job, int position, Polynomial to, LatticeScratch scratch) {
    Samplers.uniform(stream("linnet lattice values", job, position), to, scratch);
  }

  /** The second half of all public keys. */
  static void publicKeyPolynomial(Polynomial to, LatticeScratch scratch) {
    Samplers.uniform(stream("linnet lattice public key"), to, scratch);
  }

  private static Prg stream(String purpose, long... position) {
    return PublicSeeds.stream(purpose, VERSION, position);
  }
}
