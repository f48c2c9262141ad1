// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link between two parties, to be imitated on one machine without privileges.
 *
 * @param name such as {@code wan}
 * @param bitsPerSecond in each direction; infinite for no limit
 * @param roundTrip of an empty message and its answer
 */
public record LinkProfile(String name, double bitsPerSecond, Duration roundTrip) {
  /** Nothing is imitated. */
  public static final LinkProfile LOOPBACK =
      new LinkProfile("loopback", Double.POSITIVE_INFINITY, Duration.ZERO);

  /** 3 Gbit/s and 0.3 ms: {@code scripts/throttle.sh lan} of OpenCheetah (USENIX Security 2022). */
  public static final LinkProfile LAN = new LinkProfile("lan", 3e9, Duration.ofNanos(300_000));

  /** 400 Mbit/s and 40 ms, as OpenCheetah's {@code scripts/throttle.sh} sets. */
  public static final LinkProfile WAN = new LinkProfile("wan", 400e6, Duration.ofMillis(40));

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([kmg])bit/(\\d{1,9}(?:\\.\\d{1,9})?)ms");

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException if the rate is not positive or the round trip negative
   */
  public LinkProfile {
    if (!(bitsPerSecond > 0) || roundTrip.isNegative()) {
      throw new IllegalArgumentException(
          "A link needs a positive rate and a round trip of at least 0 ms.");
    }
  }

  /**
   * Reads {@code loopback}, {@code lan}, {@code wan} or a form such as {@code 200Mbit/40ms}.
   *
   * @throws IllegalArgumentException with a sentence for the user if it is none of these
   */
  public static LinkProfile parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (LinkProfile known : List.of(LOOPBACK, LAN, WAN)) {
      if (known.name.equals(lower)) {
        return known;
      }
    }
    Matcher matcher = FORM.matcher(lower);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no link; write loopback, lan, wan, or a rate and a round trip such as 200Mbit/40ms."
              .formatted(text));
    }
    double rate = Double.parseDouble(matcher.group(1)) * unit(matcher.group(2));
    double nanos = Double.parseDouble(matcher.group(3)) * 1e6;
    return new LinkProfile(text, rate, Duration.ofNanos(Math.round(nanos)));
  }

  /** Whether there is nothing to imitate. */
  public boolean isUnshaped() {
    return Double.isInfinite(bitsPerSecond) && roundTrip.isZero();
  }

  /** How long a message of this size occupies the link, in nanoseconds. */
  public long transmissionNanos(long bytes) {
    return Math.round(8e9 * bytes / bitsPerSecond);
  }

  /**
   * A channel whose messages arrive as late as this link would bring them; shape both ends to shape
   * both directions. Without limits the channel itself.
   */
  public Channel shape(Channel channel) {
    return isUnshaped() ? channel : ShapedChannel.over(channel, this, LinkClock.SYSTEM);
  }

  private static double unit(String prefix) {
    return switch (prefix) {
      case "k" -> 1e3;
      case "m" -> 1e6;
      default -> 1e9;
    };
  }
}
