// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import linnet.crypto.kernel.Kernels;

/**
 * The negacyclic transform of length N modulo one {@link TransformPrime}; implementations are
 * stateless and equal bit for bit.
 *
 * <p>Forward by Cooley-Tukey butterflies from stride N/2 down to 1, inverse by Gentleman-Sande ones
 * back, no bit reversal: transforms are only ever multiplied point by point. Reference: Longa,
 * Naehrig, "Speeding up the number theoretic transform", CANS 2016, algorithms 1 and 2.
 *
 * <p>Size of values: a butterfly of the forward transform adds less than 0.57 p, so thirteen layers
 * stay below 8 p < 2^51 without a reduction; the inverse doubles sums and reduces them after the
 * layers of stride 4, 16, 64, 256, 1024 and 4096. The factor N of there and back is taken off the
 * ternary operand beforehand ({@link TransformedPolynomial}).
 */
interface NumberTheoreticTransform {
  /** In place; values at most 0.57 p in absolute value before and after. */
  void forward(TransformPrime prime, double[] values);

  /** In place, times N; values at most 0.57 p in absolute value before and after. */
  void inverse(TransformPrime prime, double[] values);

  /** The one of this process. */
  static NumberTheoreticTransform current() {
    return switch (Kernels.current()) {
      case SCALAR -> new ScalarTransform();
      case VECTOR -> new VectorTransform();
    };
  }
}
