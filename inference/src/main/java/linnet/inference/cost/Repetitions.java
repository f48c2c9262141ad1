// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/**
 * How often something is measured: the median of some rounds counts, after others that let the
 * compiler of the Java runtime see the code.
 *
 * @param warmUps rounds that do not count
 * @param rounds rounds that count, at least 1
 */
public record Repetitions(int warmUps, int rounds) {
  /** The median of what the measurement returns. */
  public double median(DoubleSupplier measurement) {
    double[] figures =
        DoubleStream.generate(measurement)
            .limit(warmUps + (long) rounds)
            .skip(warmUps)
            .sorted()
            .toArray();
    return figures[rounds / 2];
  }

  /** The median time of the work, in seconds. */
  public double seconds(Runnable work) {
    return median(
        () -> {
          long start = System.nanoTime();
          work.run();
          return 1e-9 * (System.nanoTime() - start);
        });
  }

  /** {@link #median} on one core: what is parallel inside runs on one thread. */
  public double medianOnOneCore(DoubleSupplier measurement) {
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      return pool.submit(() -> median(measurement)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("a measurement was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a measurement failed: " + e.getCause(), e);
    }
  }
}
