// SPDX-License-Identifier: Apache-2.0
package linnet.network;

/**
 * The shape {@code [C, H, W]} of one activation, without the batch dimension. A vector of n values
 * is {@code [n, 1, 1]}.
 *
 * @param channels C, at least 1
 * @param height H, at least 1
 * @param width W, at least 1
 */
public record Shape(int channels, int height, int width) {
  /** Rejects empty dimensions and activations of more than 2^31 - 1 units. */
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new InputException(
          "The shape [%d, %d, %d] has an empty dimension; every dimension must be at least 1."
              .formatted(channels, height, width));
    }
    if ((long) channels * height * width > Integer.MAX_VALUE) {
      throw new InputException(
          "The shape [%d, %d, %d] has more than 2^31 - 1 units; use a smaller input."
              .formatted(channels, height, width));
    }
  }

  /** The shape {@code [length, 1, 1]} of a vector. */
  public static Shape vector(int length) {
    return new Shape(length, 1, 1);
  }

  /** Number of scalars: C * H * W. */
  public int units() {
    return channels * height * width;
  }

  /** Number of positions of one channel: H * W. */
  public int plane() {
    return height * width;
  }

  /** For example {@code [64, 32, 32]}. */
  @Override
  public String toString() {
    return "[%d, %d, %d]".formatted(channels, height, width);
  }
}
