// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.List;
import java.util.stream.DoubleStream;
import linnet.report.Figures;

/** Lines over the epochs of one phase. */
final class LineChart {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 250;
  private static final int LEFT = 48;
  private static final int RIGHT = 440;
  private static final int TOP = 34;
  private static final int BOTTOM = 206;

  private final String id;
  private final String title;
  private final List<Series> series;
  private final Axis epochs;
  private final Axis values;

  /**
   * One line.
   *
   * @param name for the legend
   * @param colour class of the style sheet
   * @param points {@code [epoch, value]}
   */
  record Series(String name, String colour, List<double[]> points) {
    private DoubleStream coordinates(int index) {
      return points.stream().mapToDouble(point -> point[index]);
    }

    private String description() {
      double[] last = points.getLast();
      return Figures.formatted("%s ends at %.2f after epoch %.0f", name, last[1], last[0]);
    }
  }

  private LineChart(String id, String title, List<Series> series) {
    this.id = id;
    this.title = title;
    this.series = series;
    epochs = Axis.over(least(0), Math.max(most(0), least(0) + 1), 5).wholeSteps();
    values = Axis.over(least(1), most(1), 4);
  }

  /** The chart of series that all have points. */
  static Element of(String id, String title, List<Series> series) {
    return new LineChart(id, title, series).drawing();
  }

  private Element drawing() {
    String description = String.join("; ", series.stream().map(Series::description).toList());
    Element svg = Svg.drawing(id, WIDTH, HEIGHT, title, description);
    svg.add(Svg.text("heading", LEFT, 18, "start", title));
    addLegend(svg);
    for (double tick : values.ticks()) {
      svg.add(
          Svg.line("grid", LEFT, y(tick), RIGHT, y(tick)),
          Svg.text("tick", LEFT - 8, y(tick) + 4, "end", values.label(tick)));
    }
    for (double tick : epochs.ticks()) {
      svg.add(Svg.text("tick", x(tick), BOTTOM + 18, "middle", epochs.label(tick)));
    }
    svg.add(Svg.text("tick", (LEFT + RIGHT) / 2.0, BOTTOM + 38, "middle", "epoch"));
    series.forEach(line -> addLine(svg, line));
    return svg;
  }

  private void addLegend(Element svg) {
    double right = RIGHT;
    for (Series line : series.reversed()) {
      svg.add(Svg.text("label", right, 18, "end", line.name()));
      right -= 6.6 * line.name().length() + 8; // room for the name in the label's font
      svg.add(Svg.dot("dot " + line.colour(), right, 14, 4, line.name()));
      right -= 16;
    }
  }

  private void addLine(Element svg, Series line) {
    svg.add(
        Svg.polyline(
            "curve " + line.colour(),
            line.points().stream().map(p -> new double[] {x(p[0]), y(p[1])}).toList()));
    double[] last = line.points().getLast();
    svg.add(Svg.dot("dot " + line.colour(), x(last[0]), y(last[1]), 3.5, line.description()));
  }

  private double least(int index) {
    return series.stream().flatMapToDouble(s -> s.coordinates(index)).min().orElse(0);
  }

  private double most(int index) {
    return series.stream().flatMapToDouble(s -> s.coordinates(index)).max().orElse(1);
  }

  private double x(double epoch) {
    return LEFT + (RIGHT - LEFT) * epochs.position(epoch);
  }

  private double y(double value) {
    return BOTTOM - (BOTTOM - TOP) * values.position(value);
  }
}
