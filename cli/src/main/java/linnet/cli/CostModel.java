// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import linnet.crypto.channel.LinkProfile;
import linnet.inference.cost.CostEstimate;
import linnet.inference.cost.MachineSpeeds;
import linnet.inference.cost.RandomProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.LayerKind;
import linnet.inference.protocol.PredictionCost;
import linnet.inference.protocol.ProtocolParameters;
import linnet.linearization.UnitCosts;
import linnet.network.InputException;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Site;
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
   * What keeping one unit costs at each site beyond linearizing it: exact bytes, those of the
   * preparation and of one online phase together. They differ between sites by the widths of their
   * comparisons. Nothing measured is in them, so that a method that orders units by cost gives the
   * same student on every machine.
   */
  static UnitCosts unitCosts(Model model) {
    ProgramPlan plan = plan(model);
    Network network = model.network();
    PredictionCost kept = bytes(plan.withMasks(Masks.all(network)));
    PredictionCost linearized = bytes(plan.withMasks(linear(network)));
    Map<String, Double> costs = new LinkedHashMap<>();
    for (Site site : network.sites()) {
      double more = bytes(kept, site) - bytes(linearized, site);
      costs.put(site.name(), more / site.units());
    }
    return new UnitCosts(costs);
  }

  private static Masks linear(Network network) {
    return Masks.forEach(network, site -> Mask.of(site.shape(), new BitSet()));
  }

  private static PredictionCost bytes(ProgramPlan plan) {
    return PredictionCost.of(plan, ProtocolParameters.DEFAULT, PREPARE_BATCH, 1);
  }

  private static double bytes(PredictionCost cost, Site site) {
    return cost.layers().stream()
        .filter(layer -> layer.kind() == LayerKind.RELU && layer.name().equals(site.name()))
        .mapToDouble(layer -> (double) layer.offlineBytes() / PREPARE_BATCH + layer.onlineBytes())
        .sum();
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
