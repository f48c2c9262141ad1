// SPDX-License-Identifier: Apache-2.0
package linnet.report.sweep;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What a sweep has found so far.
 *
 * @param cells those that are done, in the order of the grid
 */
public record SweepResults(SweepSubject subject, List<CellResult> cells) {
  /** Copies the list. */
  public SweepResults {
    cells = List.copyOf(cells);
  }

  /** One row for each method and budget: methods in the grid's order, budgets rising. */
  public List<SweepRow> rows() {
    Map<String, Map<Integer, List<CellResult>>> grouped =
        cells.stream()
            .collect(
                Collectors.groupingBy(
                    CellResult::method,
                    LinkedHashMap::new,
                    Collectors.groupingBy(CellResult::relus)));
    return grouped.values().stream()
        .flatMap(
            budgets ->
                budgets.values().stream()
                    .map(SweepRow::of)
                    .sorted(Comparator.comparingInt(SweepRow::relus)))
        .toList();
  }

  /**
   * The rows that no other beats: none costs at most as much and is at least as accurate, unless it
   * equals in both. Sorted by cost.
   */
  public static List<SweepRow> front(List<SweepRow> rows, ToDoubleFunction<SweepRow> cost) {
    return rows.stream()
        .filter(row -> rows.stream().noneMatch(other -> beats(other, row, cost)))
        .sorted(Comparator.comparingDouble(cost))
        .toList();
  }

  private static boolean beats(SweepRow other, SweepRow row, ToDoubleFunction<SweepRow> cost) {
    double cheaper = cost.applyAsDouble(row) - cost.applyAsDouble(other);
    double better = other.accuracy() - row.accuracy();
    return cheaper >= 0 && better >= 0 && (cheaper > 0 || better > 0);
  }
}
