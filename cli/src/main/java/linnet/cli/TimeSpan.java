// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linnet.network.InputException;

/** Spans of time as the command line writes them. */
final class TimeSpan {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");

  private TimeSpan() {}

  /**
   * Reads days, hours, minutes or seconds, such as {@code 30d} or {@code 12h}.
   *
   * @throws InputException if it is none
   */
  static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new InputException(
          "\"%s\" is no span of time; write a number of days, hours, minutes or seconds, such as 30d, 12h, 90m or 10s."
              .formatted(text));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "d" -> Duration.ofDays(number);
      case "h" -> Duration.ofHours(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
