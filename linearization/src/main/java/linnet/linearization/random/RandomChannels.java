// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.random;

import java.util.Optional;
import linnet.linearization.Granularity;
import linnet.linearization.senet.ReluSensitivity;

/**
 * The stronger control: whole channels at random. With one and the same allocation it has been far
 * better than units at random places.
 */
public final class RandomChannels extends RandomControl {
  /** With the standard options. */
  public RandomChannels() {
    this(RandomOptions.STANDARD);
  }

  /** With options of one's own; those that need a sensitivity are refused when it is missed. */
  public RandomChannels(RandomOptions options) {
    super(Granularity.CHANNEL, options, Optional.empty());
  }

  /** With a sensitivity that was measured before. */
  public RandomChannels(RandomOptions options, ReluSensitivity measured) {
    super(Granularity.CHANNEL, options, Optional.of(measured));
  }

  @Override
  public String name() {
    return "random-channels";
  }
}
