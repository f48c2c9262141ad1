// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.List;
import linnet.crypto.garbling.FullReluClient;
import linnet.inference.linear.Activations;
import linnet.inference.plan.Step;

/**
 * What the client prepared for one inference, to be used once.
 *
 * @param imageMask r of the image
 * @param logitShare the client's share of the logits
 * @param sites one for each boundary
 * @param correlations what the linear correlations cost
 * @param offline what the whole preparation cost
 */
record ClientMaterial(
    Activations imageMask,
    Activations logitShare,
    List<Site> sites,
    PhaseStatistics correlations,
    PhaseStatistics offline) {

  /**
   * A boundary's part.
   *
   * @param boundary which one
   * @param linearizedUnits truncated locally, over the batch
   * @param comparisons of kept units
   * @param offline what it cost
   */
  record Site(
      Step.Boundary boundary,
      long linearizedUnits,
      FullReluClient comparisons,
      PhaseStatistics offline) {}
}
