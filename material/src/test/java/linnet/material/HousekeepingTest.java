// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.PieceId;
import linnet.network.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HousekeepingTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final MaterialPool ALICE_OLD = new MaterialPool("alice", "aaaa1111", "p");
  private static final MaterialPool ALICE_NEW = new MaterialPool("alice", "aaaa2222", "p");
  private static final MaterialPool BOB_NEW = new MaterialPool("bob", "aaaa2222", "p");

  @TempDir private Path folder;
  private Instant now = START;

  /** Two pieces and a tombstone a pool: the first on 1 January, the others a day later each. */
  @BeforeEach
  void fill() {
    try (SqliteMaterialStore store =
        SqliteMaterialStore.open(Stores.store(folder), Stores.key(folder), () -> now)) {
      long name = 0;
      for (MaterialPool pool : new MaterialPool[] {ALICE_OLD, ALICE_NEW, BOB_NEW}) {
        for (int i = 0; i < 3; i++) {
          store.put(pool, new PieceId(0, name++), new byte[10]);
        }
        assertThat(store.claim(pool, new PieceId(0, name - 1))).isPresent();
        now = now.plus(Duration.ofDays(1));
      }
    }
  }

  private Housekeeping open() {
    return Housekeeping.open(Stores.store(folder), () -> now);
  }

  private int count(MaterialPool pool) {
    try (SqliteMaterialStore store = Stores.sqlite(folder)) {
      return store.count(pool);
    }
  }

  private static GarbageRule rule(String kept, int days, String peer, String forgotten) {
    return new GarbageRule(
        kept.isEmpty() ? Set.of() : Set.of(kept),
        days < 0 ? Optional.empty() : Optional.of(Duration.ofDays(days)),
        peer.isEmpty() ? Optional.empty() : Optional.of(peer),
        forgotten.isEmpty() ? Set.of() : Set.of(forgotten));
  }

  @ParameterizedTest
  @CsvSource({
    // kept, older than days, peer, forgotten -> discarded, forgotten, left of the three pools
    "'', -1, '', '', 0, 0, 2, 2, 2",
    "aaaa2222, -1, '', '', 2, 0, 0, 2, 2",
    "aaaa1, -1, '', '', 4, 0, 2, 0, 0",
    "aaaa, -1, '', '', 0, 0, 2, 2, 2",
    "'', 1, '', '', 4, 0, 0, 0, 2",
    "'', 2, '', '', 2, 0, 0, 2, 2",
    "'', 5, '', '', 0, 0, 2, 2, 2",
    "'', -1, alice, '', 4, 0, 0, 0, 2",
    "aaaa2222, -1, alice, '', 2, 0, 0, 2, 2",
    "aaaa1111, 0, bob, '', 2, 0, 2, 2, 0",
    "'', -1, '', aaaa1, 2, 1, 0, 2, 2",
    "'', -1, '', aaaa2222, 4, 2, 2, 0, 0",
    "'', -1, bob, aaaa2222, 2, 1, 2, 2, 0",
  })
  void theRuleSaysWhatGoes(
      String kept,
      int days,
      String peer,
      String forgotten,
      int discarded,
      int names,
      int oldLeft,
      int newLeft,
      int bobLeft)
      throws IOException {
    GarbageReport expected = new GarbageReport(discarded, discarded * 10L, names, 0, 0);
    try (Housekeeping housekeeping = open()) {
      GarbageRule rule = rule(kept, days, peer, forgotten);
      assertThat(housekeeping.preview(rule)).isEqualTo(expected);
      assertThat(housekeeping.collect(rule)).isEqualTo(expected);
    }
    try (Stream<Path> files = Files.list(Stores.store(folder).resolve("pieces"))) {
      assertThat(files).hasSize(6 - discarded);
    }
    assertThat(count(ALICE_OLD)).isEqualTo(oldLeft);
    assertThat(count(ALICE_NEW)).isEqualTo(newLeft);
    assertThat(count(BOB_NEW)).isEqualTo(bobLeft);
  }

  @Test
  void aDiscardedNameStaysRefusedUntilItsPlanIsForgotten() {
    try (Housekeeping housekeeping = open();
        SqliteMaterialStore store = Stores.sqlite(folder)) {
      PieceId discarded = new PieceId(0, 0);
      housekeeping.collect(rule("aaaa2222", -1, "", ""));

      assertThat(store.claim(ALICE_OLD, discarded)).isEmpty();
      assertThatThrownBy(() -> store.put(ALICE_OLD, discarded, new byte[1]))
          .hasMessageContaining("already known");
      assertThat(housekeeping.collect(rule("", -1, "", "aaaa1111")).forgotten()).isEqualTo(3);
      assertThat(store.claim(ALICE_OLD, discarded)).isEmpty();
      assertThat(housekeeping.pools()).hasSize(2);
    }
  }

  @Test
  void whatCrashesLeftIsCountedAndRemoved() throws IOException {
    Path orphan = Stores.store(folder).resolve("pieces/" + new PieceId(7, 7));
    Files.write(orphan, new byte[123]);
    try (Housekeeping housekeeping = open()) {
      GarbageReport expected = new GarbageReport(0, 0, 0, 1, 123);
      assertThat(housekeeping.preview(GarbageRule.LITTER)).isEqualTo(expected);
      assertThat(orphan).exists();
      assertThat(housekeeping.collect(GarbageRule.LITTER)).isEqualTo(expected);
      assertThat(orphan).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bbbb, '', '', no material of a plan",
    "' ', '', '', no material of a plan",
    "'', carol, '', no material of a peer",
    "'', '', bbbb, no material of a plan",
    "'', '', aaaa, could be any",
  })
  void aSlipOfThePenRemovesNothing(String kept, String peer, String forgotten, String words) {
    try (Housekeeping housekeeping = open()) {
      assertThatThrownBy(() -> housekeeping.collect(rule(kept, -1, peer, forgotten)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(words);
      assertThat(housekeeping.pools()).allMatch(pool -> pool.unspent() == 2);
    }
  }

  @Test
  void aFolderWithoutAStoreIsSaidAndStaysAsItWas() {
    assertThatThrownBy(() -> Housekeeping.open(folder.resolve("none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no store of material");
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
