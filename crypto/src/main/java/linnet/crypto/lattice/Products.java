// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/**
 * The second halves of a convolution's output ciphertexts before re-randomization: weights times
 * public polynomials. Secret, because they reveal the weights. Thread-safe.
 */
interface Products {
  /** Makes some of them ready for reading. */
  Block block(int first, int count);

  /** Consecutive products; thread-safe. */
  interface Block {
    /** Copies the product of one output ciphertext of this block. */
    void read(int output, Polynomial into);
  }

  /** How products come to be. */
  interface Computation {
    /** Computes those of the output ciphertexts {@code [first, first + count)}. */
    Polynomial[] compute(int first, int count);
  }

  /** Products that are kept nowhere and computed at each use. */
  static Products computed(Computation computation) {
    return (first, count) -> {
      Polynomial[] products = computation.compute(first, count);
      return (output, into) -> into.set(products[output - first]);
    };
  }
}
