// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import static linnet.material.Stores.POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.MaterialStore;
import linnet.inference.material.PieceId;
import linnet.inference.material.PoolUsage;
import linnet.network.InputException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store promises. */
class MaterialStoreContractTest {
  private static final MaterialPool OTHER = new MaterialPool("bob", "d1", "linnet/2 sign");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void aPieceIsGivenOutOnce(Stores kind) {
    PieceId id = new PieceId(1, 2);
    try (MaterialStore store = kind.open(folder)) {
      store.put(POOL, id, new byte[] {7, 8, 9});

      assertThat(store.claim(POOL, id)).hasValue(new byte[] {7, 8, 9});
      assertThat(store.claim(POOL, id)).isEmpty();
      assertThat(store.available(POOL, 10)).isEmpty();
      assertThat(store.count(POOL)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClaimForAnotherPoolChangesNothing(Stores kind) {
    PieceId id = new PieceId(1, 2);
    try (MaterialStore store = kind.open(folder)) {
      store.put(POOL, id, new byte[1]);

      assertThat(store.claim(OTHER, id)).isEmpty();
      assertThat(store.claim(POOL, new PieceId(1, 3))).isEmpty();
      assertThat(store.count(POOL)).isEqualTo(1);
      assertThat(store.claim(POOL, id)).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNameOnceSeenIsRefusedForGood(Stores kind) {
    PieceId id = new PieceId(1, 2);
    try (MaterialStore store = kind.open(folder)) {
      store.put(POOL, id, new byte[] {1});
      assertIsRefused(store, POOL, id);
      assertIsRefused(store, OTHER, id);

      assertThat(store.claim(POOL, id)).hasValue(new byte[] {1});
      assertIsRefused(store, POOL, id);
      assertThat(store.count(POOL)).isZero();
    }
  }

  private static void assertIsRefused(MaterialStore store, MaterialPool pool, PieceId id) {
    assertThatThrownBy(() -> store.put(pool, id, new byte[] {2}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(id.toString())
        .hasMessageContaining("already known");
  }

  @ParameterizedTest
  @EnumSource
  void theOldestPiecesComeFirst(Stores kind) {
    Random random = new Random(3);
    List<PieceId> ids = new ArrayList<>();
    try (MaterialStore store = kind.open(folder)) {
      for (int i = 0; i < 20; i++) {
        ids.add(Stores.id(random));
        store.put(POOL, ids.get(i), new byte[i]);
      }
      store.claim(POOL, ids.remove(4));

      assertThat(store.available(POOL, 100)).isEqualTo(ids);
      assertThat(store.available(POOL, 3)).isEqualTo(ids.subList(0, 3));
      assertThat(store.available(POOL, 0)).isEmpty();
      assertThat(store.available(OTHER, 3)).isEmpty();
      assertThat(store.count(POOL)).isEqualTo(19);
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePoolsTellWhatIsLeft(Stores kind) {
    Instant[] now = {Instant.ofEpochSecond(1000)};
    try (MaterialStore store = kind.open(folder, () -> now[0])) {
      for (int i = 0; i < 4; i++) {
        store.put(POOL, new PieceId(1, i), new byte[100 + i]);
        now[0] = now[0].plusSeconds(1);
      }
      store.put(OTHER, new PieceId(2, 0), new byte[5]);
      store.claim(POOL, new PieceId(1, 0));
      store.claim(OTHER, new PieceId(2, 0));

      assertThat(store.pools())
          .containsExactly(
              new PoolUsage(
                  POOL,
                  3,
                  1,
                  306,
                  Optional.of(Instant.ofEpochSecond(1001)),
                  Optional.of(Instant.ofEpochSecond(1003))),
              new PoolUsage(OTHER, 0, 1, 0, Optional.empty(), Optional.empty()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MEMORY, 0",
    "MEMORY, 1000",
    "SQLITE, 0",
    "SQLITE, 1",
    "SQLITE, 65535",
    "SQLITE, 65536",
    "SQLITE, 65537",
    "SQLITE, 5000000"
  })
  void payloadsComeBackAsTheyWere(Stores kind, int length) {
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);
    PieceId id = new PieceId(length, 0);
    try (MaterialStore store = kind.open(folder)) {
      store.put(POOL, id, payload.clone());

      assertThat(store.claim(POOL, id)).hasValue(payload);
    }
  }

  @ParameterizedTest
  @CsvSource({"MEMORY, 1", "MEMORY, 2", "SQLITE, 1", "SQLITE, 2"})
  void anyCourseOfEventsAgreesWithSets(Stores kind, int seed) {
    Random random = new Random(seed);
    Set<PieceId> unspent = new HashSet<>();
    Set<PieceId> seen = new HashSet<>();
    try (MaterialStore store = kind.open(folder)) {
      for (int i = 0; i < 150; i++) {
        PieceId id = new PieceId(0, random.nextInt(40));
        if (random.nextBoolean()) {
          boolean fresh = seen.add(id);
          assertThat(isTaken(store, id)).isEqualTo(fresh);
          if (fresh) {
            unspent.add(id);
          }
        } else {
          assertThat(store.claim(POOL, id).isPresent()).isEqualTo(unspent.remove(id));
        }
      }
      assertThat(store.available(POOL, 100)).containsExactlyInAnyOrderElementsOf(unspent);
    }
  }

  private static boolean isTaken(MaterialStore store, PieceId id) {
    try {
      store.put(POOL, id, Stores.payload(id, 100));
      return true;
    } catch (InputException known) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void threadsShareThePiecesWithoutOverlap(Stores kind) throws Exception {
    Queue<PieceId> claimed = new ConcurrentLinkedQueue<>();
    Set<PieceId> put = ConcurrentHashMap.newKeySet();
    try (MaterialStore store = kind.open(folder)) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        Random random = new Random(t);
        tasks.add(() -> putAndClaim(store, random, put, claimed));
      }
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Boolean> done : threads.invokeAll(tasks)) {
          assertThat(done.get()).isTrue();
        }
      }
      for (PieceId rest : store.available(POOL, 1000)) {
        assertThat(store.claim(POOL, rest)).hasValue(Stores.payload(rest, 1000));
        claimed.add(rest);
      }
    }
    assertThat(claimed)
        .doesNotHaveDuplicates()
        .hasSize(96)
        .containsExactlyInAnyOrderElementsOf(put);
  }

  private static boolean putAndClaim(
      MaterialStore store, Random random, Set<PieceId> put, Queue<PieceId> claimed) {
    for (int i = 0; i < 12; i++) {
      PieceId id = Stores.id(random);
      store.put(POOL, id, Stores.payload(id, 1000));
      put.add(id);
      for (PieceId next : store.available(POOL, 2)) {
        store.claim(POOL, next).ifPresent(payload -> claimed.add(next));
      }
    }
    return true;
  }
}
