// SPDX-License-Identifier: Apache-2.0
package linnet.training.parallel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import linnet.training.engine.Device;

/** Processes of a training as threads of a test: they share nothing but their connections. */
public final class Together {
  private Together() {}

  /** What each of them came to, or the exception that ended it. */
  public record Outcome<T>(List<T> results, List<Throwable> failures) {}

  /** Runs the same work as rank 0, 1, ... and closes each one's connections at its end. */
  public static <T> Outcome<T> run(int size, Function<Collective, T> work) {
    try (Rendezvous place = Rendezvous.here(size);
        ExecutorService threads = Executors.newFixedThreadPool(size)) {
      Path folder = place.folder().orElseThrow();
      List<Future<T>> futures = new ArrayList<>();
      futures.add(threads.submit(() -> member(place, work)));
      for (int rank = 1; rank < size; rank++) {
        int own = rank;
        futures.add(threads.submit(() -> joining(folder, own, size, work)));
      }
      return outcome(futures);
    }
  }

  private static <T> T joining(Path folder, int rank, int size, Function<Collective, T> work) {
    try (Rendezvous place = Rendezvous.in(folder, rank, size)) {
      return member(place, work);
    }
  }

  /** What one of them does at its meeting place. */
  static <T> T member(Rendezvous place, Function<Collective, T> work) {
    try (Collective processes = place.meet(Device.CPU, () -> {})) {
      return work.apply(processes);
    }
  }

  private static <T> Outcome<T> outcome(List<Future<T>> futures) {
    Outcome<T> outcome = new Outcome<>(new ArrayList<>(), new ArrayList<>());
    for (Future<T> future : futures) {
      try {
        outcome.results.add(future.get());
      } catch (ExecutionException e) {
        outcome.failures.add(e.getCause());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return outcome;
  }
}
