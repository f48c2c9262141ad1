// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import linnet.report.Figures;
import org.jspecify.annotations.Nullable;

/** Accuracy against a cost: a line for each method, published points, and what nobody beats. */
final class ParetoChart {
  private static final int WIDTH = 960;
  private static final int LEFT = 64;
  private static final int RIGHT = 730;
  private static final int TOP = 40;
  private static final int BOTTOM = 440;
  private static final int LEGEND = 750;
  private static final int COLOURS = 8;

  private final String id;
  private final String title;
  private final String costName;
  private final List<Series> series;
  private final @Nullable Double reference;
  private final Scale costs;
  private final Scale accuracies;

  /**
   * A point.
   *
   * @param cost such as ReLUs or milliseconds
   * @param accuracy in percent
   * @param deviation of the accuracy in percent; 0 if unknown
   * @param front whether no other point of ours is cheaper and better
   * @param label what the pointer shows
   */
  record Point(double cost, double accuracy, double deviation, boolean front, String label) {}

  /**
   * Points of one method.
   *
   * @param published whether a paper's, not ours
   */
  record Series(String name, boolean published, List<Point> points) {}

  /**
   * A chart of series of which one at least has a point.
   *
   * @param costName for the axis
   * @param reference accuracy of the teacher in percent; null if unknown
   */
  ParetoChart(
      String id, String title, String costName, List<Series> series, @Nullable Double reference) {
    this.id = id;
    this.title = title;
    this.costName = costName;
    this.series = series;
    this.reference = reference;
    costs = Scale.over(least(Point::cost), most(Point::cost));
    double top = most(point -> point.accuracy() + point.deviation());
    double bottom = least(point -> point.accuracy() - point.deviation());
    accuracies =
        reference == null
            ? linear(bottom, top)
            : linear(Math.min(bottom, reference), Math.max(top, reference));
  }

  /** The drawing, for a page. */
  Element drawing() {
    Element svg = Svg.drawing(id, WIDTH, BOTTOM + 60, title, description());
    svg.add(Svg.text("heading", LEFT, 20, "start", title));
    addAxes(svg);
    addReference(svg);
    for (int i = 0; i < series.size(); i++) {
      addSeries(svg, series.get(i), colour(i));
      addLegend(svg, series.get(i), colour(i), TOP + 10 + 24 * i);
    }
    return svg;
  }

  /** The drawing as a file of its own. */
  String file() {
    Element svg = drawing().with("xmlns", "http://www.w3.org/2000/svg");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + svg.add(Element.of("style", Page.styleSheet()))
        + "\n";
  }

  private void addAxes(Element svg) {
    for (double tick : accuracies.ticks()) {
      svg.add(
          Svg.line("grid", LEFT, y(tick), RIGHT, y(tick)),
          Svg.text("tick", LEFT - 8, y(tick) + 4, "end", accuracies.label(tick)));
    }
    for (double tick : costs.ticks()) {
      svg.add(
          Svg.line("grid", x(tick), TOP, x(tick), BOTTOM),
          Svg.text("tick", x(tick), BOTTOM + 18, "middle", costs.label(tick)));
    }
    String scale = costs.logarithmic() ? ", logarithmic" : "";
    svg.add(
        Svg.text("tick", (LEFT + RIGHT) / 2.0, BOTTOM + 42, "middle", costName + scale),
        Svg.text("tick", LEFT - 8, TOP - 12, "end", "%"));
  }

  private void addReference(Element svg) {
    if (reference != null) {
      svg.add(
          Svg.line("reference", LEFT, y(reference), RIGHT, y(reference)),
          Svg.text("tick", RIGHT, y(reference) - 6, "end", "teacher"));
    }
  }

  private void addSeries(Element svg, Series one, String colour) {
    if (!one.published()) {
      svg.add(
          Svg.polyline(
              "curve " + colour,
              one.points().stream()
                  .map(p -> new double[] {x(p.cost()), y(p.accuracy())})
                  .toList()));
    }
    for (Point point : one.points()) {
      double x = x(point.cost());
      if (point.deviation() > 0) {
        double low = y(point.accuracy() - point.deviation());
        double high = y(point.accuracy() + point.deviation());
        svg.add(Svg.line("whisker " + colour, x, low, x, high));
      }
      if (point.front()) {
        svg.add(Svg.dot("ring " + colour, x, y(point.accuracy()), 8, point.label()));
      }
      String dot = (one.published() ? "published " : "dot ") + colour;
      svg.add(Svg.dot(dot, x, y(point.accuracy()), 4.5, point.label()));
    }
  }

  private static void addLegend(Element svg, Series one, String colour, double y) {
    svg.add(
        Svg.dot((one.published() ? "published " : "dot ") + colour, LEGEND, y - 4, 4.5, one.name()),
        Svg.text("label", LEGEND + 14, y, "start", one.name()));
  }

  private String description() {
    List<String> parts = new ArrayList<>();
    for (Series one : series) {
      one.points().forEach(point -> parts.add(point.label()));
    }
    return String.join("; ", parts);
  }

  /** Accuracies are never shown on a logarithmic scale. */
  private static Scale linear(double least, double most) {
    Axis axis = Axis.over(least, most, 6);
    return new Scale(axis.low(), axis.high(), false, axis.ticks());
  }

  private static String colour(int series) {
    return Figures.formatted("s%d", series % COLOURS);
  }

  private DoubleStream all(ToDoubleFunction<Point> figure) {
    return series.stream().flatMap(one -> one.points().stream()).mapToDouble(figure);
  }

  private double least(ToDoubleFunction<Point> figure) {
    return all(figure).min().orElse(0);
  }

  private double most(ToDoubleFunction<Point> figure) {
    return all(figure).max().orElse(1);
  }

  private double x(double cost) {
    return LEFT + (RIGHT - LEFT) * costs.position(cost);
  }

  private double y(double accuracy) {
    return BOTTOM - (BOTTOM - TOP) * accuracies.position(accuracy);
  }
}
