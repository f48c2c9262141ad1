// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.crypto.channel.Channel;
import linnet.crypto.garbling.FullReluCost;
import linnet.crypto.garbling.ReluCircuit;
import linnet.crypto.random.Prg;
import linnet.inference.plan.LinearRun;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;

/**
 * The exact bytes of one inference, framing and requests included, before any of it runs.
 *
 * @param correlationBytes the part of the offline bytes that linear correlations take
 * @param offlineBytes both ways
 * @param onlineBytes both ways
 */
public record PredictionCost(long correlationBytes, long offlineBytes, long onlineBytes) {
  /** The cost of a batch. */
  public static PredictionCost of(ProgramPlan plan, int batch) {
    long correlations = Channel.FRAME_HEADER_BYTES + (long) Prg.SEED_BYTES;
    for (LinearRun run : plan.runs()) {
      correlations += units(plan.shape(run.output()).units(), batch);
    }
    long request = Channel.FRAME_HEADER_BYTES + (long) Request.BYTES;
    long offline = request + correlations;
    long online = request + units(plan.input().units(), batch) + units(plan.classes(), batch);
    for (Step.Boundary boundary : plan.boundaries()) {
      int kept = boundary.kept().kept();
      ReluCircuit circuit = new ReluCircuit(boundary.width(), plan.shift(boundary));
      FullReluCost comparisons = FullReluCost.of(circuit, kept * batch);
      offline += comparisons.offlineBytes();
      offline += units(boundary.kept().shape().units() - kept, batch);
      online += comparisons.onlineBytes();
    }
    return new PredictionCost(correlations, offline, online);
  }

  /** A message of ring elements; none for none. */
  private static long units(int units, int batch) {
    return units == 0 ? 0 : Channel.FRAME_HEADER_BYTES + (long) Long.BYTES * units * batch;
  }
}
