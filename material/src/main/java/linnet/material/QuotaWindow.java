// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.time.Duration;

/**
 * What one peer has used of one thing until the window ends.
 *
 * @param ends milliseconds since the epoch
 */
record QuotaWindow(long ends, long used) {
  static final QuotaWindow NONE = new QuotaWindow(Long.MIN_VALUE, 0);

  static void check(long amount, Duration window) {
    if (amount < 1 || window.toMillis() < 1) {
      throw new IllegalArgumentException("A quota counts positive amounts in positive windows.");
    }
  }

  boolean isOver(long now) {
    return ends <= now;
  }

  /** What is in effect now: this window, or a new one. */
  QuotaWindow at(long now, Duration window) {
    long length = window.toMillis();
    // An end far ahead was written while the clock was wrong, and must not bar the peer for years.
    boolean inEffect = !isOver(now) && ends - now <= 2 * length;
    return inEffect ? this : new QuotaWindow(Math.addExact(now - now % length, length), 0);
  }

  boolean fits(long amount, long limit) {
    return amount <= limit - used;
  }

  QuotaWindow plus(long amount) {
    return new QuotaWindow(ends, used + amount);
  }
}
