// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.util.concurrent.locks.LockSupport;

/** The time by which a shaped link delivers. */
interface LinkClock {
  /** The system's. */
  LinkClock SYSTEM =
      new LinkClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleepUntil(long instant) {
          for (long left = instant - nanos(); left > 0; left = instant - nanos()) {
            LockSupport.parkNanos(left);
          }
        }
      };

  /** Now. */
  long nanos();

  /** Returns at this instant, or at once if it is past. */
  void sleepUntil(long instant);
}
