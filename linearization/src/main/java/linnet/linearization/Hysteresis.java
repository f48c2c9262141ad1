// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.network.Mask;

/** The advantage of units that are kept now, which stops them from coming and going. */
public final class Hysteresis {
  private Hysteresis() {}

  /**
   * Multiplies the scores of a site in place.
   *
   * @param scores one per unit, in {@code [C, H, W]} order
   * @param kept factor of units that the mask keeps
   * @param linearized factor of the others
   */
  public static void weigh(float[] scores, Mask mask, double kept, double linearized) {
    for (int i = 0; i < scores.length; i++) {
      scores[i] *= (float) (mask.keeps(i) ? kept : linearized);
    }
  }
}
