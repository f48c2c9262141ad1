// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Runs tasks on all cores, each with scratch memory that no other running task uses. Scratch is
 * kept for later tasks: as many pieces as tasks ever ran at once. Thread-safe.
 */
final class Workers<S> {
  private final ConcurrentLinkedQueue<S> idle = new ConcurrentLinkedQueue<>();
  private final Supplier<S> fresh;

  Workers(Supplier<S> fresh) {
    this.fresh = fresh;
  }

  /** Runs the task for 0 to {@code count - 1}, in any order; returns when all are done. */
  void run(int count, ObjIntConsumer<S> task) {
    IntStream.range(0, count).parallel().forEach(i -> runOne(i, task));
  }

  private void runOne(int index, ObjIntConsumer<S> task) {
    S scratch = idle.poll();
    if (scratch == null) {
      scratch = fresh.get();
    }
    try {
      task.accept(scratch, index);
    } finally {
      idle.add(scratch);
    }
  }
}
