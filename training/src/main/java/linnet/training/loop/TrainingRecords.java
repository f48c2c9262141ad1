// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import java.nio.file.Path;

/**
 * Where a training leaves its traces.
 *
 * @param checkpoints folder and frequency
 * @param metrics the file of JSON lines that all phases of a run share
 * @param listener progress
 */
public record TrainingRecords(
    CheckpointPolicy checkpoints, Path metrics, TrainingListener listener) {

  /** Nothing: for a process that does not lead its training, which leaves no traces. */
  public static TrainingRecords none() {
    return in(Path.of(""), TrainingListener.SILENT);
  }

  /** Checkpoints in {@code checkpoints/} and metrics in {@code metrics.jsonl} of a folder. */
  public static TrainingRecords in(Path folder, TrainingListener listener) {
    return new TrainingRecords(
        CheckpointPolicy.in(folder.resolve("checkpoints")),
        folder.resolve("metrics.jsonl"),
        listener);
  }
}
