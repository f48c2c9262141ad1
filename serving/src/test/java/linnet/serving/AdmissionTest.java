// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import linnet.material.MemoryQuotaLedger;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final SessionLimits LIMITS = SessionLimits.DEFAULT.withWork(10, 10, Duration.ZERO);
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final MemoryQuotaLedger ledger = new MemoryQuotaLedger(now::get);

  @Test
  void aNewWindowBringsANewQuota() {
    Quotas quotas = Quotas.DEFAULT.withPredictions(2, Duration.ofMinutes(1));
    Admission admission = new Admission(quotas, ledger, LIMITS, client -> 0);
    admission.inference("alice", 2).end();
    refused(() -> admission.inference("alice", 1), Refusal.Reason.PREDICTIONS);
    now.set(Instant.ofEpochSecond(60));
    admission.inference("alice", 2).end();
    refused(() -> admission.inference("alice", 1), Refusal.Reason.PREDICTIONS);
  }

  @Test
  void piecesThatWaitAreLimited() {
    Admission admission =
        new Admission(
            Quotas.DEFAULT.withPrepared(8),
            ledger,
            LIMITS,
            client -> client.equals("hoarder") ? 7 : 0);
    admission.preparation("hoarder", 1).end();
    assertThatThrownBy(() -> admission.preparation("hoarder", 2))
        .isInstanceOf(Refusal.class)
        .hasMessage("At most 8 prepared pieces may wait for one client, and 7 do; use some first.");
    admission.preparation("other", 8).end();
  }

  @Test
  void whatIsRefusedTakesNoRoomAndNoQuota() {
    Quotas quotas = Quotas.DEFAULT.withPredictions(5, Duration.ofMinutes(1)).withPrepared(3);
    Admission admission = new Admission(quotas, ledger, LIMITS, client -> 0);
    for (int i = 0; i < 5; i++) {
      refused(() -> admission.preparation("alice", 4), Refusal.Reason.PREPARED);
      refused(() -> admission.inference("alice", 6), Refusal.Reason.PREDICTIONS);
    }
    Admission.Leave leave = admission.inference("alice", 4);
    refused(() -> admission.inference("bob", 7), Refusal.Reason.BUSY);
    assertThat(ledger.used("bob", Admission.PREDICTIONS)).isZero();
    leave.end();
    admission.inference("bob", 5).end();
  }

  private static void refused(Runnable request, Refusal.Reason reason) {
    assertThatThrownBy(request::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}
