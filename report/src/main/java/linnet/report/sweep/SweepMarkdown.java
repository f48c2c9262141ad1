// SPDX-License-Identifier: Apache-2.0
package linnet.report.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import linnet.report.Figures;

/** The tables of a sweep in Markdown. */
public final class SweepMarkdown {
  private SweepMarkdown() {}

  /** Accuracy and predicted time by method and budget, then the allocations. */
  public static String of(SweepResults results) {
    SweepSubject subject = results.subject();
    return "# %s%n%n%s%n%n%s%n## ReLUs kept per stage%n%n%s"
        .formatted(
            subject.sweep(),
            summary(results),
            accuracies(results.rows(), subject)
                + (results.hasMixedRows() ? "%n%s%n".formatted(SweepFigures.MIXED) : ""),
            stages(results.rows(), subject))
        .replace(System.lineSeparator(), "\n");
  }

  private static String summary(SweepResults results) {
    SweepSubject subject = results.subject();
    return "%s, %s of width %d, %s ReLUs, teacher %s; %d of %d cells done. ± is the deviation over seeds; times are predicted for one prediction over %s."
        .formatted(
            subject.data(),
            subject.network(),
            subject.width(),
            Figures.count(subject.relus()),
            Figures.percent(subject.accuracy()),
            results.cells().size(),
            subject.cells(),
            subject.link());
  }

  private static String accuracies(List<SweepRow> rows, SweepSubject subject) {
    StringBuilder text = new StringBuilder();
    line(text, List.of("method", "ReLUs", "of all", "accuracy", "lost", "seeds", "online"));
    line(text, Collections.nCopies(7, "---"));
    for (SweepRow row : rows) {
      line(
          text,
          List.of(
              row.method(),
              Figures.count(row.relus()),
              Figures.share(row.relus(), subject.relus()),
              SweepFigures.accuracy(row),
              SweepFigures.lost(row),
              String.valueOf(row.seeds()),
              SweepFigures.millis(row)));
    }
    return text.toString();
  }

  private static String stages(List<SweepRow> rows, SweepSubject subject) {
    Map<String, Integer> units = subject.unitsByStage();
    List<String> head = new ArrayList<>(List.of("method", "ReLUs"));
    head.addAll(units.keySet());
    StringBuilder text = new StringBuilder();
    line(text, head);
    line(text, Collections.nCopies(head.size(), "---"));
    for (SweepRow row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.method(), Figures.count(row.relus())));
      units.forEach((stage, all) -> cells.add(SweepFigures.stage(row, stage, all)));
      line(text, cells);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
