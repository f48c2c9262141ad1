// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import linnet.linearization.MethodSettings;
import linnet.network.InputException;
import linnet.training.loop.Progress;

/**
 * How often units are still exchanged while the student is tuned.
 *
 * @param times number of exchanges, at least 0
 * @param block the part of the budget that one exchange moves at most, in (0, 1]
 * @param end fraction of the tuning at which the last one happens, in (0, 1]; from there on masks
 *     are frozen
 */
public record SwapOptions(int times, double block, double end) {
  /** Frozen from the beginning. */
  public static final SwapOptions NONE = new SwapOptions(0, 0.05, 0.5);

  /** Rejects values out of range. */
  public SwapOptions {
    if (times < 0 || !(block > 0 && block <= 1) || !(end > 0 && end <= 1)) {
      throw new InputException(
          "Units cannot be swapped %d times, %s of them at once, until %s of the tuning; use at least 0 times and fractions in (0, 1]."
              .formatted(times, block, end));
    }
  }

  /** As users write them: {@code swaps}, {@code swap-block}, {@code swap-end}. */
  public static SwapOptions of(MethodSettings settings) {
    return new SwapOptions(
        settings.whole("swaps", NONE.times()),
        settings.real("swap-block", NONE.block()),
        settings.real("swap-end", NONE.end()));
  }

  /** Exchanges that have happened when this many steps are done; equally spaced up to the end. */
  int done(Progress at) {
    return (int) Math.min(times, Math.floor(times * (at.fraction() / end)));
  }
}
