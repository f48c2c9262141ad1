// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where checkpoints go and how often, besides one after each epoch.
 *
 * @param folder one folder per phase is made in it
 * @param every the longest time between two checkpoints
 * @param everySteps the most steps between two checkpoints
 */
public record CheckpointPolicy(Path folder, Duration every, long everySteps) {
  /** A checkpoint a minute. */
  public static CheckpointPolicy in(Path folder) {
    return new CheckpointPolicy(folder, Duration.ofMinutes(1), Long.MAX_VALUE);
  }

  boolean due(long steps, long nanos) {
    return steps >= everySteps || nanos >= every.toNanos();
  }
}
