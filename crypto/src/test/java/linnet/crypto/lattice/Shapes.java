// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Small convolutions of every kind, and numbers for them. */
final class Shapes {
  private Shapes() {}

  static Stream<ConvolutionShape> all() {
    return Stream.of(
        new ConvolutionShape(3, 8, 8, 4, 3, 1, 1, 1),
        new ConvolutionShape(5, 7, 9, 6, 3, 2, 1, 1),
        new ConvolutionShape(4, 8, 8, 6, 1, 1, 0, 1),
        new ConvolutionShape(4, 8, 8, 6, 1, 2, 0, 1),
        new ConvolutionShape(2, 9, 9, 3, 5, 1, 2, 1),
        new ConvolutionShape(2, 9, 6, 3, 5, 2, 2, 1),
        new ConvolutionShape(2, 12, 12, 3, 7, 2, 3, 1),
        new ConvolutionShape(2, 8, 8, 3, 7, 1, 3, 1),
        new ConvolutionShape(3, 6, 6, 4, 3, 1, 0, 1),
        new ConvolutionShape(6, 6, 6, 4, 3, 1, 1, 2),
        new ConvolutionShape(6, 5, 5, 6, 3, 2, 1, 6),
        new ConvolutionShape(4, 5, 5, 8, 3, 1, 2, 4),
        new ConvolutionShape(33, 1, 1, 10, 1, 1, 0, 1),
        new ConvolutionShape(16, 2, 2, 20, 3, 1, 1, 1),
        new ConvolutionShape(2, 60, 60, 2, 3, 1, 1, 1));
  }

  /** Weights of either sign, small enough for every filter. */
  static long[] weights(ConvolutionShape shape, long seed) {
    return new SplittableRandom(seed).longs(shape.weightCount(), -2047, 2048).toArray();
  }

  /** Uniform mod 2^64. */
  static long[] values(int count, long seed) {
    return new SplittableRandom(seed).longs(count).toArray();
  }
}
