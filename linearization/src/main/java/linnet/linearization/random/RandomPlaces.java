// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.random;

import java.util.Optional;
import linnet.linearization.Granularity;
import linnet.linearization.senet.ReluSensitivity;

/**
 * The control that every method has to beat: units at random places, as standard the same fraction
 * of every site.
 */
public final class RandomPlaces extends RandomControl {
  /** With the standard options. */
  public RandomPlaces() {
    this(RandomOptions.STANDARD);
  }

  /** With options of one's own; those that need a sensitivity are refused when it is missed. */
  public RandomPlaces(RandomOptions options) {
    super(Granularity.PIXEL, options, Optional.empty());
  }

  /** With a sensitivity that was measured before. */
  public RandomPlaces(RandomOptions options, ReluSensitivity measured) {
    super(Granularity.PIXEL, options, Optional.of(measured));
  }

  @Override
  public String name() {
    return "random";
  }
}
