// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import linnet.report.Figures;
import linnet.report.sweep.PublishedPoint;
import linnet.report.sweep.SweepFigures;
import linnet.report.sweep.SweepResults;
import linnet.report.sweep.SweepRow;
import org.jspecify.annotations.Nullable;

/** The two Pareto charts of a sweep that has a row at least. */
final class SweepCharts {
  private SweepCharts() {}

  /** Accuracy against ReLUs kept, with what papers published of the same network. */
  static ParetoChart relus(SweepResults results, List<PublishedPoint> published) {
    List<ParetoChart.Series> series = new ArrayList<>(ours(results, SweepRow::relus));
    series.addAll(papers(published));
    return new ParetoChart(
        "accuracy-relus",
        "Test accuracy against ReLUs kept",
        "ReLUs kept",
        series,
        teacher(results));
  }

  /** Accuracy against the predicted online phase of one private prediction. */
  static ParetoChart online(SweepResults results) {
    return new ParetoChart(
        "accuracy-online",
        "Test accuracy against predicted online time",
        "predicted online time over %s, ms".formatted(results.subject().link()),
        ours(results, SweepRow::onlineMillis),
        teacher(results));
  }

  private static List<ParetoChart.Series> ours(
      SweepResults results, ToDoubleFunction<SweepRow> cost) {
    List<SweepRow> front = SweepResults.front(results.rows(), cost);
    Map<String, List<ParetoChart.Point>> byMethod = new LinkedHashMap<>();
    for (SweepRow row : results.rows()) {
      byMethod
          .computeIfAbsent(row.method(), name -> new ArrayList<>())
          .add(point(row, cost.applyAsDouble(row), front.contains(row)));
    }
    return byMethod.entrySet().stream()
        .map(each -> new ParetoChart.Series(each.getKey(), false, each.getValue()))
        .toList();
  }

  private static ParetoChart.Point point(SweepRow row, double cost, boolean front) {
    Double deviation = row.deviation();
    String label =
        "%s, %s ReLUs: %s, %s"
            .formatted(
                row.method(),
                Figures.count(row.relus()),
                SweepFigures.accuracy(row),
                SweepFigures.millis(row));
    return new ParetoChart.Point(
        cost, 100 * row.accuracy(), deviation == null ? 0 : 100 * deviation, front, label);
  }

  private static List<ParetoChart.Series> papers(List<PublishedPoint> published) {
    Map<String, List<ParetoChart.Point>> byMethod = new LinkedHashMap<>();
    for (PublishedPoint point : published) {
      String label =
          "%s, published: %s ReLUs, %s"
              .formatted(
                  point.method(), Figures.count(point.relus()), Figures.percent(point.accuracy()));
      byMethod
          .computeIfAbsent(point.method() + " (published)", name -> new ArrayList<>())
          .add(new ParetoChart.Point(point.relus(), 100 * point.accuracy(), 0, false, label));
    }
    return byMethod.entrySet().stream()
        .map(each -> new ParetoChart.Series(each.getKey(), true, each.getValue()))
        .toList();
  }

  private static @Nullable Double teacher(SweepResults results) {
    Double accuracy = results.subject().accuracy();
    return accuracy == null ? null : 100 * accuracy;
  }
}
