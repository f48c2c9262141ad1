// SPDX-License-Identifier: Apache-2.0
package linnet.serving.certificates;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import linnet.network.InputException;

/**
 * From when until when certificates hold.
 *
 * @param from the first instant
 * @param until the last instant
 */
public record Validity(Instant from, Instant until) {
  /** Clocks of the two sides may differ by this much. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);

  private static final int MOST_DAYS = 3650;

  /**
   * From now on for so many days.
   *
   * @throws InputException if the number is not 1 to 3650
   */
  public static Validity days(int days) {
    if (days < 1 || days > MOST_DAYS) {
      throw new InputException(
          "Certificates hold between 1 and %d days, not %d.".formatted(MOST_DAYS, days));
    }
    Instant now = Instant.now();
    return new Validity(now.minus(CLOCK_TOLERANCE), now.plus(Duration.ofDays(days)));
  }

  Date first() {
    return Date.from(from);
  }

  Date last() {
    return Date.from(until);
  }
}
