// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.time.Duration;

/** The instant by which something under way has to end; set by one thread, seen by another. */
final class Deadline {
  private volatile boolean set;
  private volatile long end;

  void in(Duration duration) {
    end = System.nanoTime() + duration.toNanos();
    set = true;
  }

  void clear() {
    set = false;
  }

  boolean isOver(long now) {
    return set && now - end > 0;
  }
}
