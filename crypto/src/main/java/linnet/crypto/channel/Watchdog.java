// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at all open lines ten times a second and lets those whose deadline is over cut themselves.
 * Socket time-outs cannot do this: they start anew with every byte, and do not exist for sending.
 */
final class Watchdog {
  /** Something with deadlines. */
  interface Watched {
    /** Cuts itself if a deadline was before now, by {@link System#nanoTime}. */
    void check(long now);
  }

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Set<Watched> WATCHED = ConcurrentHashMap.newKeySet();

  static {
    Thread.ofPlatform().daemon().name("linnet-watchdog").start(Watchdog::look);
  }

  private Watchdog() {}

  static void watch(Watched watched) {
    WATCHED.add(watched);
  }

  static void forget(Watched watched) {
    WATCHED.remove(watched);
  }

  private static void look() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        long now = System.nanoTime();
        WATCHED.forEach(watched -> watched.check(now));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does; a daemon ends with its process
    }
  }
}
