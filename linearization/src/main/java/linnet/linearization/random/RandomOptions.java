// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.random;

import linnet.linearization.MethodSettings;
import linnet.network.InputException;

/**
 * What the random controls share among sites.
 *
 * @param allocation how many units each site keeps
 * @param floor with SENet's allocation, the fraction of its units that every site keeps at least,
 *     in [0, 1]
 */
public record RandomOptions(Share allocation, double floor) {
  /** How a budget is shared among sites. */
  public enum Share {
    /** The same fraction of every site. */
    UNIFORM,
    /** As SENet does, by a measured sensitivity: then only the places are random. */
    SENET
  }

  /** The same fraction of every site. */
  public static final RandomOptions STANDARD = new RandomOptions(Share.UNIFORM, 0);

  /** Rejects fractions outside [0, 1]. */
  public RandomOptions {
    if (!(floor >= 0 && floor <= 1)) {
      throw new InputException("The floor must lie between 0 and 1, not " + floor + ".");
    }
  }

  /**
   * Reads {@code allocation} and {@code floor}; {@link #STANDARD} holds where nothing is said.
   *
   * @throws InputException if a value is none
   */
  public static RandomOptions of(MethodSettings settings) {
    return new RandomOptions(
        settings.choice("allocation", STANDARD.allocation), settings.real("floor", STANDARD.floor));
  }
}
