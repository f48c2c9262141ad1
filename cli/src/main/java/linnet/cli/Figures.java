// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
final class Figures {
  private Figures() {}

  /** For example {@code 88.05 %}, or a dash for what was not measured. */
  static String percent(@Nullable Double fraction) {
    return fraction == null ? "–" : "%.2f %%".formatted(100 * fraction);
  }

  /** For example {@code 12.3 MB}, decimal units. */
  static String bytes(double bytes) {
    if (bytes < 1e3) {
      return "%.0f B".formatted(bytes);
    }
    return bytes < 1e6 ? "%.1f kB".formatted(bytes / 1e3) : "%.1f MB".formatted(bytes / 1e6);
  }

  /** For example {@code 3 min 20 s}. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? "%d min %d s".formatted(whole / 60, whole % 60)
        : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
  }
}
