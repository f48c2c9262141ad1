// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How much of one kind of work may be under way at once; first come, first served. */
final class WorkBudget {
  private final Semaphore free;
  private final int most;
  private final Duration patience;

  WorkBudget(int most, Duration patience) {
    this.free = new Semaphore(most, true);
    this.most = most;
    this.patience = patience;
  }

  /** Waits for room and takes it; 0 if there is none in time, else what to {@link #giveBack}. */
  int take(int amount) {
    int taken = Math.min(amount, most); // a request above the whole budget runs alone
    try {
      return free.tryAcquire(taken, patience.toMillis(), TimeUnit.MILLISECONDS) ? taken : 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  void giveBack(int taken) {
    free.release(taken);
  }
}
