// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them, in one form everywhere, whatever the machine's language. */
public final class Figures {
  /** Stands for what was not measured. */
  public static final String UNKNOWN = "–";

  private Figures() {}

  /** For example {@code 88.05 %}, or a dash for what was not measured. */
  public static String percent(@Nullable Double fraction) {
    return fraction == null ? UNKNOWN : formatted("%.2f %%", 100 * fraction);
  }

  /** For example {@code 10.0 %}: a part of a whole, 0 % of nothing. */
  public static String share(long part, long whole) {
    return formatted("%.1f %%", whole == 0 ? 0 : 100.0 * part / whole);
  }

  /** For example {@code 108,544}. */
  public static String count(long number) {
    return formatted("%,d", number);
  }

  /** For example {@code 12.3 MB}, decimal units. */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return formatted("%d B", bytes);
    }
    return bytes < 1e6 ? formatted("%.1f kB", bytes / 1e3) : formatted("%.1f MB", bytes / 1e6);
  }

  /** For example {@code 3 min 20 s}. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? formatted("%d min %d s", whole / 60, whole % 60)
        : formatted("%d h %d min", whole / 3600, whole % 3600 / 60);
  }

  /** {@link String#format} with decimal points and grouping commas. */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more library
  public static String formatted(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
