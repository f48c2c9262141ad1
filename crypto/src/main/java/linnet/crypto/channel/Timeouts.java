// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.time.Duration;

/**
 * How long a party waits for the other.
 *
 * @param connect for a connection to be made
 * @param read for the next bytes of an expected message
 */
public record Timeouts(Duration connect, Duration read) {
  /** 10 seconds to connect, 2 minutes of silence. */
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(2));

  /**
   * Checks that both are positive.
   *
   * @throws IllegalArgumentException if one is not, or exceeds 24 days
   */
  public Timeouts {
    checked(connect);
    checked(read);
  }

  int connectMillis() {
    return checked(connect);
  }

  int readMillis() {
    return checked(read);
  }

  private static int checked(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1 || millis > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a time-out must be 1 millisecond to 24 days, not " + duration);
    }
    return (int) millis;
  }
}
