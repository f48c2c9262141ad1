// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import java.util.List;
import linnet.inference.protocol.PhaseStatistics;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.PreparationCost;
import linnet.inference.protocol.PreparationStatistics;

/** Statistics of work that was not done. */
final class Statistics {
  private Statistics() {}

  static PreparationStatistics preparation(int pieces, PhaseStatistics cost) {
    return new PreparationStatistics(pieces, cost, PhaseStatistics.NONE, List.of());
  }

  static PredictionStatistics prediction(int images, PhaseStatistics cost) {
    PreparationCost preparation = new PreparationCost(cost, PhaseStatistics.NONE);
    return new PredictionStatistics(images, preparation, cost, List.of(), false);
  }
}
