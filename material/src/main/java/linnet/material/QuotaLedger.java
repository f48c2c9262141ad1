// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.time.Duration;

/**
 * Counts what each peer uses in the current window of time. Windows are aligned to the epoch: one
 * of an hour begins at every full hour.
 *
 * <p>All methods may be called by many threads at once.
 */
public interface QuotaLedger extends AutoCloseable {
  /**
   * Takes an amount if the peer stays within the limit, and says whether it did. What is refused is
   * not counted.
   *
   * @param what the thing counted, such as {@code predictions}; each is counted on its own
   * @param amount at least 1
   * @param limit how much a peer may take in one window
   * @throws IllegalArgumentException if amount or window is not positive
   * @throws linnet.network.InputException if the ledger cannot be read or written; then nothing was
   *     taken for certain
   */
  boolean tryTake(String peer, String what, long amount, long limit, Duration window);

  /** How much the peer has taken in the window that runs now; 0 if none does. */
  long used(String peer, String what);

  /** Releases the ledger's file, if it has one. */
  @Override
  void close();
}
