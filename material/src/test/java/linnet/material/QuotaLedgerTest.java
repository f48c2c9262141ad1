// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What both ledgers promise. */
class QuotaLedgerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant START = Instant.parse("2026-01-01T10:20:00Z");

  /** The two ledgers. */
  enum Ledgers {
    MEMORY,
    SQLITE;

    QuotaLedger open(Path folder, InstantSource clock) {
      return this == MEMORY ? new MemoryQuotaLedger(clock) : SqliteQuotaLedger.open(folder, clock);
    }
  }

  @TempDir private Path folder;
  private Instant now = START;

  private QuotaLedger open(Ledgers kind) {
    return kind.open(folder, () -> now);
  }

  @ParameterizedTest
  @EnumSource
  void aPeerTakesUpToTheLimitAndWhatIsRefusedIsNotCounted(Ledgers kind) {
    try (QuotaLedger ledger = open(kind)) {
      assertThat(ledger.tryTake("alice", "predictions", 6, 10, HOUR)).isTrue();
      assertThat(ledger.tryTake("alice", "predictions", 5, 10, HOUR)).isFalse();
      assertThat(ledger.tryTake("alice", "predictions", 4, 10, HOUR)).isTrue();
      assertThat(ledger.tryTake("alice", "predictions", 1, 10, HOUR)).isFalse();
      assertThat(ledger.used("alice", "predictions")).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void peersAndThingsAreCountedApart(Ledgers kind) {
    try (QuotaLedger ledger = open(kind)) {
      assertThat(ledger.tryTake("alice", "predictions", 10, 10, HOUR)).isTrue();

      assertThat(ledger.used("bob", "predictions")).isZero();
      assertThat(ledger.tryTake("bob", "predictions", 10, 10, HOUR)).isTrue();
      assertThat(ledger.tryTake("alice", "pieces", 10, 10, HOUR)).isTrue();
      assertThat(ledger.tryTake("alice", "predictions", 1, 10, HOUR)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewWindowBeginsAtTheFullHour(Ledgers kind) {
    try (QuotaLedger ledger = open(kind)) {
      assertThat(ledger.tryTake("alice", "predictions", 10, 10, HOUR)).isTrue();
      now = START.plus(Duration.ofMinutes(39));
      assertThat(ledger.tryTake("alice", "predictions", 1, 10, HOUR)).isFalse();
      now = START.plus(Duration.ofMinutes(40));
      assertThat(ledger.used("alice", "predictions")).isZero();
      assertThat(ledger.tryTake("alice", "predictions", 7, 10, HOUR)).isTrue();
      assertThat(ledger.used("alice", "predictions")).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClockSetBackGivesNothingAwayAndOneSetWrongBarsNobodyForLong(Ledgers kind) {
    try (QuotaLedger ledger = open(kind)) {
      assertThat(ledger.tryTake("alice", "predictions", 10, 10, HOUR)).isTrue();
      now = START.minus(Duration.ofMinutes(30));
      assertThat(ledger.tryTake("alice", "predictions", 1, 10, HOUR)).isFalse();

      now = START.plus(Duration.ofDays(4000));
      assertThat(ledger.tryTake("alice", "predictions", 10, 10, HOUR)).isTrue();
      now = START;
      assertThat(ledger.tryTake("alice", "predictions", 1, 10, HOUR)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void hugeAmountsDoNotOverflow(Ledgers kind) {
    try (QuotaLedger ledger = open(kind)) {
      assertThat(ledger.tryTake("alice", "x", Long.MAX_VALUE, 5, HOUR)).isFalse();
      assertThat(ledger.tryTake("alice", "x", Long.MAX_VALUE, Long.MAX_VALUE, HOUR)).isTrue();
      assertThat(ledger.tryTake("alice", "x", 1, Long.MAX_VALUE, HOUR)).isFalse();
      assertThatThrownBy(() -> ledger.tryTake("alice", "x", 0, 5, HOUR))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ledger.tryTake("alice", "x", 1, 5, Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void threadsTogetherStayWithinTheLimit(Ledgers kind) throws Exception {
    int granted = 0;
    try (QuotaLedger ledger = open(kind);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int t = 0; t < 30; t++) {
        tasks.add(() -> ledger.tryTake("alice", "predictions", 1, 17, HOUR));
      }
      for (Future<Boolean> task : threads.invokeAll(tasks)) {
        granted += task.get() ? 1 : 0;
      }
    }
    assertThat(granted).isEqualTo(17);
  }

  @Test
  void theDurableLedgerOutlivesTheProcessAndIsShared() {
    try (QuotaLedger ledger = open(Ledgers.SQLITE)) {
      assertThat(ledger.tryTake("alice", "predictions", 9, 10, HOUR)).isTrue();
    }
    try (QuotaLedger ledger = open(Ledgers.SQLITE);
        QuotaLedger second = open(Ledgers.SQLITE)) {
      assertThat(second.tryTake("alice", "predictions", 1, 10, HOUR)).isTrue();
      assertThat(ledger.tryTake("alice", "predictions", 1, 10, HOUR)).isFalse();
    }
  }
}
