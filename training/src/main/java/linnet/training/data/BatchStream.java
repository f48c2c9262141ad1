// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Batches in order, always some of them prepared ahead on a second thread. Close it after use. */
public final class BatchStream implements Iterator<Batch>, AutoCloseable {
  private static final int AHEAD = 3;

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("linnet-batches").factory());
  private final Queue<Future<Batch>> ready = new ArrayDeque<>();
  private final IntFunction<Batch> prepare;
  private final int steps;
  private int submitted;
  private long waitedNanos;

  BatchStream(int firstStep, int steps, IntFunction<Batch> prepare) {
    this.prepare = prepare;
    this.steps = steps;
    this.submitted = firstStep;
    for (int i = 0; i < AHEAD; i++) {
      submit();
    }
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty();
  }

  @Override
  public Batch next() {
    Future<Batch> first = ready.poll();
    if (first == null) {
      throw new NoSuchElementException("the epoch has no more batches");
    }
    long start = System.nanoTime();
    Batch batch = await(first);
    waitedNanos += System.nanoTime() - start;
    submit();
    return batch;
  }

  /** Time that {@link #next()} has waited for data so far: the engine's idle time. */
  public long waitedNanos() {
    return waitedNanos;
  }

  /** Stops the second thread. */
  @Override
  public void close() {
    worker.shutdownNow();
  }

  private void submit() {
    if (submitted < steps) {
      int step = submitted++;
      ready.add(worker.submit(() -> prepare.apply(step)));
    }
  }

  private static Batch await(Future<Batch> batch) {
    try {
      return batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for images", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a batch could not be prepared", e.getCause());
    }
  }
}
