// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.crypto.garbling.ReluCircuit;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;

/**
 * How many images fit at once: every value of the batch in one message, and everything prepared in
 * a share of the memory that this process may take.
 */
final class BatchLimit {
  /** Ring elements of one value of a batch: 512 MiB. */
  private static final int MAX_ELEMENTS = 1 << 26;

  /** Label of a garbled wire, and row of a garbled gate. */
  private static final int LABEL_BYTES = 16;

  /** A client keeps one inference; it may fill a quarter of memory. */
  private static final int CLIENT_SHARE = 4;

  /** A server keeps one inference a client. */
  private static final int SERVER_SHARE = 16;

  private BatchLimit() {}

  /** Images that a client of this memory can prepare at once; at least 1. */
  static int client(ProgramPlan plan) {
    long bytes = 2L * Long.BYTES * plan.maskedUnits();
    for (Step.Boundary boundary : plan.boundaries()) {
      ReluCircuit circuit = new ReluCircuit(boundary.width(), plan.shift(boundary));
      long labels = 2L * circuit.andGates() + circuit.clientBits();
      bytes += LABEL_BYTES * labels * boundary.kept().kept();
    }
    return limit(plan, bytes, CLIENT_SHARE);
  }

  /** Images that a server of this memory can prepare at once for one client; at least 1. */
  static int server(ProgramPlan plan) {
    long bytes = 2L * Long.BYTES * plan.maskedUnits();
    for (Step.Boundary boundary : plan.boundaries()) {
      bytes += (long) LABEL_BYTES * boundary.width() * boundary.kept().kept();
    }
    return limit(plan, bytes, SERVER_SHARE);
  }

  private static int limit(ProgramPlan plan, long bytesPerImage, int share) {
    int most = plan.input().units();
    for (Step step : plan.steps()) {
      most = Math.max(most, plan.shape(step.name()).units());
    }
    long byMemory = Runtime.getRuntime().maxMemory() / share / bytesPerImage;
    return Math.clamp(byMemory, 1, Math.max(1, MAX_ELEMENTS / most));
  }
}
