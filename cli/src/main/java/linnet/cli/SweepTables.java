// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import linnet.report.Figures;
import linnet.report.sweep.SweepFigures;
import linnet.report.sweep.SweepResults;
import linnet.report.sweep.SweepRow;

/** What a sweep found, for the terminal. */
final class SweepTables {
  private SweepTables() {}

  static String of(SweepResults results) {
    String note = results.hasMixedRows() ? SweepFigures.MIXED + System.lineSeparator() : "";
    return accuracies(results) + note + System.lineSeparator() + stages(results);
  }

  private static String accuracies(SweepResults results) {
    TextTable table =
        new TextTable("method", "ReLUs", "of all", "accuracy", "lost", "seeds", "online");
    for (SweepRow row : results.rows()) {
      table.row(
          row.method(),
          Figures.count(row.relus()),
          Figures.share(row.relus(), results.subject().relus()),
          SweepFigures.accuracy(row),
          SweepFigures.lost(row),
          String.valueOf(row.seeds()),
          SweepFigures.millis(row));
    }
    return table.toString();
  }

  private static String stages(SweepResults results) {
    Map<String, Integer> units = results.subject().unitsByStage();
    List<String> head = new ArrayList<>(List.of("kept per stage", "ReLUs"));
    head.addAll(units.keySet());
    TextTable table = new TextTable(head.toArray(String[]::new));
    for (SweepRow row : results.rows()) {
      List<String> cells = new ArrayList<>(List.of(row.method(), Figures.count(row.relus())));
      units.forEach((stage, all) -> cells.add(SweepFigures.stage(row, stage, all)));
      table.row(cells.toArray(String[]::new));
    }
    return table.toString();
  }
}
