// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.time.Duration;

/**
 * How long a party waits for the other.
 *
 * @param connect for a connection to be made, and again for its TLS handshake
 * @param silence for the next byte of an expected message
 * @param message for a message that has begun, however steadily its bytes drip, and for the peer to
 *     take a message
 */
public record Timeouts(Duration connect, Duration silence, Duration message) {
  /** 10 seconds to connect, 2 minutes of silence, 5 minutes for a message. */
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(2));

  /**
   * Checks that all are positive.
   *
   * @throws IllegalArgumentException if one is not, or exceeds 24 days
   */
  public Timeouts {
    checked(connect);
    checked(silence);
    checked(message);
  }

  /** With 5 minutes for a message. */
  public Timeouts(Duration connect, Duration silence) {
    this(connect, silence, Duration.ofMinutes(5));
  }

  int connectMillis() {
    return checked(connect);
  }

  int silenceMillis() {
    return checked(silence);
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
