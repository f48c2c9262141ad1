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

  /**
   * One row for each method and budget: methods in the grid's order, budgets rising; narrower
   * widths of a method are like methods of their own. Seeds of one method that were made otherwise,
   * as by a version with other defaults, have a row of their own.
   */
  public List<SweepRow> rows() {
    Map<String, Map<Object, List<CellResult>>> grouped =
        cells.stream()
            .flatMap(CellResult::atAllWidths)
            .collect(
                Collectors.groupingBy(
                    CellResult::method,
                    LinkedHashMap::new,
                    Collectors.groupingBy(
                        cell -> List.of(cell.budget(), cell.made()),
                        LinkedHashMap::new,
                        Collectors.toList())));
    return grouped.values().stream()
        .flatMap(
            budgets ->
                budgets.values().stream()
                    .map(SweepRow::of)
                    .sorted(Comparator.comparingInt(SweepRow::budget)))
        .toList();
  }

  /** Whether seeds of one method and budget were made in different ways and have several rows. */
  public boolean hasMixedRows() {
    List<SweepRow> rows = rows();
    return rows.stream().map(row -> row.method() + "@" + row.budget()).distinct().count()
        < rows.size();
  }

  /** The machines behind the predicted times. */
  public List<String> machines() {
    return cells.stream().map(cell -> cell.online().machine()).distinct().toList();
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
