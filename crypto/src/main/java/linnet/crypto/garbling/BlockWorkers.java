// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Runs over independent blocks on all cores. */
final class BlockWorkers {
  /** Blocks below which another core costs more than it brings. */
  private static final int LEAST = 2;

  private BlockWorkers() {}

  /** Calls the work for 0 to count−1; each run of neighbours has a worker of its own. */
  static <W> void each(int count, Supplier<W> worker, ObjIntConsumer<W> work) {
    int runs = Math.min(count / LEAST, Runtime.getRuntime().availableProcessors());
    if (runs <= 1) {
      run(0, count, worker, work);
      return;
    }
    IntStream.range(0, runs)
        .parallel()
        .forEach(
            i ->
                run(
                    (int) ((long) i * count / runs),
                    (int) ((i + 1L) * count / runs),
                    worker,
                    work));
  }

  private static <W> void run(int from, int to, Supplier<W> worker, ObjIntConsumer<W> work) {
    W own = worker.get();
    for (int i = from; i < to; i++) {
      work.accept(own, i);
    }
  }
}
