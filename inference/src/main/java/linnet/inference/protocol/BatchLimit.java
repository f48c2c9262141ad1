// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;

/**
 * How many images fit at once: every value of the batch in one message, and everything of a batch
 * in a share of the memory that this process may take.
 */
final class BatchLimit {
  /** Ring elements of one value of a batch: 512 MiB. */
  private static final int MAX_ELEMENTS = 1 << 26;

  /** Masks, products and what public steps make of them are there together while preparing. */
  private static final int VALUES_OF_PREPARATION = 4;

  /** Tables, labels and shares of a kept unit, at either end. */
  private static final int BYTES_OF_KEPT_UNIT = 1024;

  /** A batch may fill half of memory; {@code SessionLimits} bounds all clients together. */
  private static final int SHARE = 2;

  private BatchLimit() {}

  /** Pieces that can be prepared at once; at least 1. */
  static int offline(ProgramPlan plan) {
    long values = plan.input().units();
    for (Step step : plan.steps()) {
      values += plan.shape(step.name()).units();
    }
    return limit(plan, VALUES_OF_PREPARATION * Long.BYTES * values);
  }

  /** Images that can be classified at once; at least 1. */
  static int online(ProgramPlan plan) {
    long bytes =
        2L * Long.BYTES * plan.maskedUnits() + (long) BYTES_OF_KEPT_UNIT * plan.keptUnits();
    return limit(plan, bytes);
  }

  private static int limit(ProgramPlan plan, long bytesPerImage) {
    int most = plan.input().units();
    for (Step step : plan.steps()) {
      most = Math.max(most, plan.shape(step.name()).units());
    }
    long byMemory = Runtime.getRuntime().maxMemory() / SHARE / bytesPerImage;
    return Math.clamp(byMemory, 1, Math.max(1, MAX_ELEMENTS / most));
  }
}
