// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A ledger that a restart clears. */
public final class MemoryQuotaLedger implements QuotaLedger {
  private record Account(String peer, String what) {}

  private final InstantSource clock;
  private final Map<Account, QuotaWindow> windows = new HashMap<>();

  /** A ledger by the system's clock. */
  public MemoryQuotaLedger() {
    this(InstantSource.system());
  }

  /** A ledger by this clock. */
  public MemoryQuotaLedger(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized boolean tryTake(
      String peer, String what, long amount, long limit, Duration window) {
    QuotaWindow.check(amount, window);
    long now = clock.millis();
    Account account = new Account(peer, what);
    QuotaWindow current = windows.getOrDefault(account, QuotaWindow.NONE).at(now, window);
    if (!current.fits(amount, limit)) {
      return false;
    }
    windows.values().removeIf(old -> old.isOver(now));
    windows.put(account, current.plus(amount));
    return true;
  }

  @Override
  public synchronized long used(String peer, String what) {
    QuotaWindow current = windows.getOrDefault(new Account(peer, what), QuotaWindow.NONE);
    return current.isOver(clock.millis()) ? 0 : current.used();
  }

  /** Forgets everything. */
  @Override
  public synchronized void close() {
    windows.clear();
  }
}
