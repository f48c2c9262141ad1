// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import static linnet.material.Stores.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import linnet.inference.material.PieceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die by SIGKILL at any instant, and processes that share a store. */
class KilledProcessTest {
  private static final int ROUNDS = 17;
  private static final int WORKERS = 3;

  @TempDir private Path folder;

  /** What all workers said, over all lives. */
  private final List<String> puts = new ArrayList<>();

  private final List<String> claims = new ArrayList<>();

  /** The claim that each life was last about: it may have died between the mark and the word. */
  private final Set<String> unsaid = new HashSet<>();

  private int deaths;

  private void record(List<String> lines) {
    String last = "";
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      boolean whole = words.length == 2 && words[1].length() == 32; // "open", or cut off
      if (whole) {
        assertThat(words[0]).isNotEqualTo("wrong");
        switch (words[0]) {
          case "put" -> puts.add(words[1]);
          case "claiming" -> last = words[1];
          case "claimed" -> claims.add(words[1]);
          default -> throw new AssertionError(line);
        }
      }
    }
    unsaid.add(last);
    deaths += lines.contains("done") ? 0 : 1;
  }

  @Test
  void noPieceIsGivenOutTwiceAndNonePutIsLostOverFiftyKills() throws Exception {
    Random random = new Random(11);
    Stores.sqlite(folder).close();
    List<WorkerProcess> next = start(random);
    for (int round = 0; round < ROUNDS; round++) {
      List<WorkerProcess> workers = next;
      for (WorkerProcess worker : workers) {
        worker.go();
      }
      next = start(random); // the virtual machines of the next round start meanwhile
      for (WorkerProcess worker : workers) {
        if (random.nextInt(4) > 0) { // else it may die while it opens the store
          worker.await("open");
        }
        Thread.sleep(random.nextInt(120));
        worker.kill();
      }
      for (WorkerProcess worker : workers) {
        record(worker.lines());
      }
    }
    next.forEach(WorkerProcess::close);

    assertThat(deaths).isEqualTo(ROUNDS * WORKERS);
    assertThat(claims).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    claimTheRest();
    assertThat(claims).doesNotHaveDuplicates();
    Set<String> accounted = new HashSet<>(claims);
    accounted.addAll(unsaid);
    assertThat(accounted).containsAll(puts);
    try (Stream<Path> left = Files.list(Stores.store(folder).resolve("pieces"))) {
      assertThat(left).isEmpty();
    }
  }

  private List<WorkerProcess> start(Random random) throws Exception {
    List<WorkerProcess> workers = new ArrayList<>();
    for (int w = 0; w < WORKERS; w++) {
      workers.add(new WorkerProcess(folder, "endless", random.nextLong()));
    }
    return workers;
  }

  private void claimTheRest() {
    try (SqliteMaterialStore store = Stores.sqlite(folder)) {
      for (PieceId id : store.available(POOL, Integer.MAX_VALUE)) {
        assertThat(store.claim(POOL, id))
            .hasValue(Stores.payload(id, MaterialWorker.PAYLOAD_BOUND));
        claims.add(id.toString());
      }
    }
  }

  @Test
  void twoProcessesShareTheirPiecesWithoutOverlap() throws Exception {
    Random random = new Random(12);
    try (SqliteMaterialStore store = Stores.sqlite(folder)) {
      for (int i = 0; i < 120; i++) {
        PieceId id = Stores.id(random);
        store.put(POOL, id, Stores.payload(id, MaterialWorker.PAYLOAD_BOUND));
        puts.add(id.toString());
      }
    }
    try (WorkerProcess first = new WorkerProcess(folder, "claims", 1);
        WorkerProcess second = new WorkerProcess(folder, "claims", 2)) {
      first.go();
      second.go();
      first.await("open");
      second.await("open");
      record(first.lines());
      int firsts = claims.size();
      record(second.lines());

      assertThat(firsts).isBetween(1, 119);
    }
    assertThat(deaths).isZero();
    assertThat(claims).containsExactlyInAnyOrderElementsOf(puts);
  }
}
