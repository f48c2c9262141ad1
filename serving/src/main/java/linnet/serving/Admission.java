// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import java.util.function.ToLongFunction;
import linnet.material.QuotaLedger;

/** Decides whether a client's request is begun: room for it now, and the client's quota. */
final class Admission {
  static final String PREDICTIONS = "predictions";

  private final Quotas quotas;
  private final QuotaLedger ledger;
  private final ToLongFunction<String> waiting;
  private final WorkBudget pieces;
  private final WorkBudget images;

  /**
   * An admission.
   *
   * @param waiting how many unspent pieces a client has
   */
  Admission(
      Quotas quotas, QuotaLedger ledger, SessionLimits limits, ToLongFunction<String> waiting) {
    this.quotas = quotas;
    this.ledger = ledger;
    this.waiting = waiting;
    this.pieces = new WorkBudget(limits.pieces(), limits.patience());
    this.images = new WorkBudget(limits.images(), limits.patience());
  }

  /** Leave to work, to be ended exactly once. */
  record Leave(WorkBudget budget, int taken) {
    void end() {
      budget.giveBack(taken);
    }
  }

  /**
   * Leave to prepare.
   *
   * @throws Refusal if not now
   */
  Leave preparation(String client, int count) {
    Leave leave = room(pieces, count);
    try {
      long there = waiting.applyAsLong(client);
      if (there + count > quotas.prepared()) {
        throw new Refusal(
            Refusal.Reason.PREPARED,
            "At most %,d prepared pieces may wait for one client, and %,d do; use some first."
                .formatted(quotas.prepared(), there));
      }
      return leave;
    } catch (RuntimeException e) {
      leave.end();
      throw e;
    }
  }

  /**
   * Leave to classify; counts the images to the account, even if the inference fails later.
   *
   * @param account the certificate's identity, or an address
   * @throws Refusal if not now
   */
  Leave inference(String account, int count) {
    Leave leave = room(images, count);
    try {
      boolean unlimited = quotas.predictions() == Long.MAX_VALUE;
      if (!unlimited
          && !ledger.tryTake(account, PREDICTIONS, count, quotas.predictions(), quotas.window())) {
        throw new Refusal(
            Refusal.Reason.PREDICTIONS,
            "The quota of %,d predictions every %s is used up; ask again later."
                .formatted(quotas.predictions(), spoken(quotas.window().toSeconds())));
      }
      return leave;
    } catch (RuntimeException e) {
      leave.end();
      throw e;
    }
  }

  private static Leave room(WorkBudget budget, int count) {
    int taken = budget.take(count);
    if (taken == 0) {
      throw new Refusal(
          Refusal.Reason.BUSY, "The server is busy with other clients; ask again in a minute.");
    }
    return new Leave(budget, taken);
  }

  private static String spoken(long seconds) {
    if (seconds % 86_400 == 0) {
      return seconds == 86_400 ? "day" : seconds / 86_400 + " days";
    }
    if (seconds % 3600 == 0) {
      return seconds == 3600 ? "hour" : seconds / 3600 + " hours";
    }
    return seconds + " seconds";
  }
}
