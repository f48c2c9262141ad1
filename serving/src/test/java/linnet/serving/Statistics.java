// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import java.util.List;
import linnet.inference.protocol.PhaseStatistics;
import linnet.inference.protocol.PredictionStatistics;

/** Statistics of work that was not done. */
final class Statistics {
  private Statistics() {}

  static PreparationStatistics preparation(int pieces, PhaseStatistics cost) {
    return new PreparationStatistics(pieces, cost);
  }

  static PredictionStatistics prediction(int images, PhaseStatistics cost) {
    return new PredictionStatistics(images, cost, cost, cost, List.of(), false);
  }
}
