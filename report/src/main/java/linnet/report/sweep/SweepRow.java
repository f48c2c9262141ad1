// SPDX-License-Identifier: Apache-2.0
package linnet.report.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One method at one budget, over its seeds.
 *
 * @param method its name in the grid
 * @param budget units that the students may keep
 * @param relus units that they keep, rounded mean over the seeds
 * @param seeds how many were done, at least 1
 * @param accuracy mean over the seeds
 * @param deviation sample standard deviation of the accuracy; null for a single seed
 * @param lost mean of what the teachers are better by; null if one of their accuracies is unknown
 * @param onlineMillis mean of the predicted online phase
 * @param keptByStage mean units that stay ReLUs, by stage in the network's order
 */
public record SweepRow(
    String method,
    int budget,
    int relus,
    int seeds,
    double accuracy,
    @Nullable Double deviation,
    @Nullable Double lost,
    double onlineMillis,
    Map<String, Double> keptByStage) {

  /** The row of cells that differ in nothing but the seed, and what comes of it. */
  static SweepRow of(List<CellResult> cells) {
    CellResult first = cells.getFirst();
    double mean = mean(cells, CellResult::accuracy);
    return new SweepRow(
        first.method(),
        first.budget(),
        (int) Math.round(mean(cells, CellResult::relus)),
        cells.size(),
        mean,
        cells.size() == 1 ? null : deviation(cells, mean),
        lost(cells),
        mean(cells, cell -> cell.online().millis()),
        stages(cells));
  }

  private static @Nullable Double lost(List<CellResult> cells) {
    double sum = 0;
    for (CellResult cell : cells) {
      Double teacher = cell.teacherAccuracy();
      if (teacher == null) {
        return null;
      }
      sum += teacher - cell.accuracy();
    }
    return sum / cells.size();
  }

  private static Map<String, Double> stages(List<CellResult> cells) {
    Map<String, Double> stages = new LinkedHashMap<>();
    for (CellResult cell : cells) {
      SweepSubject.byStage(cell.keptBySite())
          .forEach(
              (stage, units) -> stages.merge(stage, (double) units / cells.size(), Double::sum));
    }
    return stages;
  }

  private static double mean(List<CellResult> cells, ToDoubleFunction<CellResult> figure) {
    return cells.stream().mapToDouble(figure).sum() / cells.size();
  }

  private static double deviation(List<CellResult> cells, double mean) {
    double squares = cells.stream().mapToDouble(cell -> Math.pow(cell.accuracy() - mean, 2)).sum();
    return Math.sqrt(squares / (cells.size() - 1));
  }
}
