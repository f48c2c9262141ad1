// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

import linnet.network.InputException;

/**
 * Fractional bits of the fixed-point numbers (protocol.md §1).
 *
 * @param activationBits f: the image and every activation after a boundary carry the scale 2^-f
 * @param weightBits g: weights carry the scale 2^-g
 */
public record FixedPoint(int activationBits, int weightBits) {
  /** Rejects bits outside 1 to 24. */
  public FixedPoint {
    if (Math.min(activationBits, weightBits) < 1 || Math.max(activationBits, weightBits) > 24) {
      throw new InputException(
          "Fractional bits must lie between 1 and 24, not %d for activations and %d for weights."
              .formatted(activationBits, weightBits));
    }
  }
}
