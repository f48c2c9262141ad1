// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.Optional;
import linnet.network.Model;
import linnet.report.Figures;
import org.jspecify.annotations.Nullable;

/**
 * How long the online phase of one private prediction will take.
 *
 * @param machine whose speeds the time comes from
 * @param targetMillis that was asked for; null if none was
 */
record OnlinePrediction(
    double onlineMillis, String link, String machine, @Nullable Double targetMillis) {

  /**
   * Of a model with its own masks.
   *
   * @param target milliseconds; NaN for none
   */
  static OnlinePrediction of(Model model, CostModel costs, double target) {
    return new OnlinePrediction(
        costs.onlineMillis(CostModel.plan(model)),
        costs.link().name(),
        costs.speeds().machine(),
        Double.isNaN(target) ? null : target);
  }

  /** By how much the masks that were found miss the target, if they do. */
  Optional<String> excess() {
    return targetMillis == null || onlineMillis <= targetMillis
        ? Optional.empty()
        : Optional.of(
            Figures.formatted(
                "with the masks that were found the online phase takes %.1f ms, not the %.1f ms that were asked for; ask for a little less time.",
                onlineMillis, targetMillis));
  }

  String text() {
    return Figures.formatted("predicted online: %.1f ms over %s (%s)", onlineMillis, link, machine);
  }
}
