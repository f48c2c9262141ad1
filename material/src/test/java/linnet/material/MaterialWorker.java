// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import static linnet.material.Stores.POOL;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import linnet.inference.material.PieceId;

/**
 * A process that puts and claims and says what it did, to be killed at any instant. Every line goes
 * to the parent before the next step: what was written to a pipe outlives its writer.
 */
final class MaterialWorker {
  static final int PAYLOAD_BOUND = 60_000;

  private MaterialWorker() {}

  /**
   * Arguments: the test's folder, {@code endless} or {@code claims}, a seed. Waits for a line on
   * standard input before it opens the store.
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Random random = new Random(Long.parseLong(arguments[2]));
    say("ready");
    if (System.in.read() < 0) {
      return;
    }
    try (SqliteMaterialStore store = Stores.sqlite(folder)) {
      say("open");
      if (arguments[1].equals("claims")) {
        claimAll(store, random);
      } else {
        putAndClaim(store, random);
      }
    }
    say("done");
  }

  private static void putAndClaim(SqliteMaterialStore store, Random random) throws IOException {
    while (System.in.available() == 0) {
      if (random.nextInt(3) == 0 || store.count(POOL) == 0) {
        PieceId id = Stores.id(random);
        store.put(POOL, id, Stores.payload(id, PAYLOAD_BOUND));
        say("put " + id);
      } else {
        claimOne(store, random);
      }
    }
  }

  private static void claimAll(SqliteMaterialStore store, Random random) {
    while (store.count(POOL) > 0) {
      claimOne(store, random);
    }
  }

  private static void claimOne(SqliteMaterialStore store, Random random) {
    List<PieceId> available = store.available(POOL, 5);
    if (available.isEmpty()) {
      return; // another process was quicker
    }
    PieceId id = available.get(random.nextInt(available.size()));
    say("claiming " + id);
    Optional<byte[]> payload = store.claim(POOL, id);
    if (payload.isPresent()) {
      boolean right = Arrays.equals(payload.get(), Stores.payload(id, PAYLOAD_BOUND));
      say((right ? "claimed " : "wrong ") + id);
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
