// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

/**
 * The kept units of one site of one image.
 *
 * @param width bits of a value before truncation, 2 to 64: the caller bounds it to {@code
 *     −2^(width−1) ≤ z < 2^(width−1) − 2^shift}, so that one ulp more after truncation still fits
 * @param shift bits that the truncation drops, 0 to width−2
 * @param units how many
 */
public record ReluLayer(int width, int shift, int units) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if width, shift or units is out of range
   */
  public ReluLayer {
    if (width < 2 || width > 64 || shift < 0 || shift > width - 2 || units < 0) {
      throw new IllegalArgumentException(
          "%d ReLUs of %d bits cannot drop %d; width is 2 to 64, shift 0 to width - 2"
              .formatted(units, width, shift));
    }
  }

  /** Bits of a value after truncation, 2 to 64. */
  public int bits() {
    return width - shift;
  }
}
