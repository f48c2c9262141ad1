// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.crypto.channel.LinkProfile;
import linnet.inference.cost.CostEstimate;
import linnet.inference.cost.MachineSpeeds;
import linnet.inference.cost.RandomProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.ProtocolParameters;
import linnet.network.InputException;
import linnet.network.Model;
import linnet.report.Workspace;

/**
 * What private inference costs on this machine over a link, before anything runs.
 *
 * @param prepareBatch inferences prepared at once
 * @param batch images classified at once
 */
record CostModel(MachineSpeeds speeds, LinkProfile link, int prepareBatch, int batch) {
  static final int PREPARE_BATCH = 64;
  private static final long SEED = 1;

  /** One image at a time, with the speeds that the workspace keeps of its machine. */
  static CostModel of(Workspace workspace, LinkProfile link) {
    return new CostModel(SpeedsFile.in(workspace.folder()).speeds(), link, PREPARE_BATCH, 1);
  }

  /** The plan of a model, compiled without a data set: widths come from random images. */
  static ProgramPlan plan(Model model) {
    return RandomProgram.compile(model, SEED).plan();
  }

  /**
   * What a plan costs.
   *
   * @throws InputException if it cannot be run privately
   */
  CostEstimate of(ProgramPlan plan) {
    try {
      return CostEstimate.of(plan, ProtocolParameters.DEFAULT, prepareBatch, batch, speeds, link);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "This network cannot be run privately: %s.".formatted(e.getMessage()), e);
    }
  }

  /** Milliseconds of one online phase. */
  double onlineMillis(ProgramPlan plan) {
    return of(plan).onlineMillis() / batch;
  }
}
