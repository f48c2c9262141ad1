// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import linnet.report.ClassifierResult;
import linnet.report.Figures;
import linnet.report.RunDirectory;

/** Accuracies on one scale, each with its standard error. */
final class AccuracyChart {
  private static final int WIDTH = 720;
  private static final int LEFT = 120;
  private static final int RIGHT = 690;
  private static final int ROW = 34;
  private static final int TOP = 10;

  private final Map<String, Measured> rows;
  private final Axis axis;

  /** An accuracy and its standard error, both in percent. */
  private record Measured(double percent, double error) {
    static Optional<Measured> of(ClassifierResult result) {
      Double accuracy = result.accuracy();
      if (accuracy == null) {
        return Optional.empty();
      }
      double error =
          result.testImages() == 0
              ? 0
              : SummarySection.standardError(accuracy, result.testImages());
      return Optional.of(new Measured(100 * accuracy, 100 * error));
    }
  }

  private AccuracyChart(Map<String, Measured> rows) {
    this.rows = rows;
    double least = rows.values().stream().mapToDouble(m -> m.percent() - m.error()).min().orElse(0);
    double most = rows.values().stream().mapToDouble(m -> m.percent() + m.error()).max().orElse(1);
    axis = Axis.over(least, most, 6);
  }

  /** The chart, if there are accuracies to compare. */
  static Optional<Element> of(Map<String, ClassifierResult> classifiers) {
    Map<String, Measured> rows = new LinkedHashMap<>();
    classifiers.forEach((name, result) -> Measured.of(result).ifPresent(m -> rows.put(name, m)));
    return rows.size() < 2 ? Optional.empty() : Optional.of(new AccuracyChart(rows).figure());
  }

  private Element figure() {
    int bottom = TOP + ROW * rows.size();
    Element svg =
        Svg.drawing(
            "accuracy", WIDTH, bottom + 44, "Test accuracy of each classifier", description());
    for (double tick : axis.ticks()) {
      svg.add(
          Svg.line("grid", x(tick), TOP, x(tick), bottom),
          Svg.text("tick", x(tick), bottom + 16, "middle", axis.label(tick)));
    }
    svg.add(Svg.text("tick", (LEFT + RIGHT) / 2.0, bottom + 36, "middle", "test accuracy, %"));
    double y = TOP + ROW / 2.0;
    for (var row : rows.entrySet()) {
      addRow(svg, row.getKey(), row.getValue(), y);
      y += ROW;
    }
    return Element.of("figure").add(svg);
  }

  private void addRow(Element svg, String name, Measured measured, double y) {
    String colour = name.equals(RunDirectory.STUDENT) ? "kept" : "plain";
    double low = x(measured.percent() - measured.error());
    double high = x(measured.percent() + measured.error());
    svg.add(
        Svg.text("label", LEFT - 14, y + 4, "end", Names.bundle(name)),
        Svg.line("whisker " + colour, low, y, high, y),
        Svg.dot("dot " + colour, x(measured.percent()), y, 5.5, label(name, measured)));
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    rows.forEach((name, measured) -> text.append(label(name, measured)).append("; "));
    return text.toString();
  }

  private static String label(String name, Measured measured) {
    return Figures.formatted(
        "%s %.2f %% ± %.2f", Names.bundle(name), measured.percent(), measured.error());
  }

  private double x(double percent) {
    return LEFT + (RIGHT - LEFT) * axis.position(percent);
  }
}
