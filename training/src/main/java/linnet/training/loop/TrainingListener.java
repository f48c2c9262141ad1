// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

/** Sees a training proceed; called on the training's thread, so it must be quick. */
public interface TrainingListener {
  /** Sees nothing. */
  TrainingListener SILENT = new TrainingListener() {};

  /** Called after each step. */
  default void step(StepReport report) {}

  /** Called after each epoch. */
  default void epoch(EpochMetrics metrics) {}

  /** Something a user should know, as one sentence: resumed, or a checkpoint was unreadable. */
  default void notice(String sentence) {}

  /**
   * Where a training stands.
   *
   * @param phase the phase's name
   * @param epoch the running epoch, counted from 1
   * @param epochs all epochs of the phase
   * @param progress steps done and to do in the phase
   * @param imagesPerSecond since this process entered the epoch
   * @param loss of the last step
   * @param idleShare of the time, in [0, 1], that the engine waited for images
   */
  record StepReport(
      String phase,
      int epoch,
      int epochs,
      Progress progress,
      double imagesPerSecond,
      double loss,
      double idleShare) {}
}
