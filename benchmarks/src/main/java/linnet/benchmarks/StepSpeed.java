// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import linnet.training.loop.TrainingListener;

/**
 * How fast the steps of a training were, after those in which libtorch and the Java runtime warm
 * up.
 *
 * @param imagesPerSecond images of the steps over their time
 * @param idleShare of the whole epoch, in [0, 1], that the engine waited for images
 */
record StepSpeed(double imagesPerSecond, double idleShare) {

  /** Watches a training of one epoch. */
  static final class Meter implements TrainingListener {
    private final int warmUps;
    private final int batch;
    private long start;
    private long end;
    private long steps;
    private double idleShare;

    Meter(int warmUps, int batch) {
      this.warmUps = warmUps;
      this.batch = batch;
    }

    @Override
    public void step(StepReport report) {
      end = System.nanoTime();
      steps = report.progress().step() - warmUps;
      start = steps <= 0 ? end : start;
      idleShare = report.idleShare();
    }

    StepSpeed speed() {
      return new StepSpeed(1e9 * steps * batch / (end - start), idleShare);
    }
  }
}
