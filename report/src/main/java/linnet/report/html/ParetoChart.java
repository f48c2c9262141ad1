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
  private static final int LEGEND_LINE = 24;
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

  /** By what a series is told from the others: after the last colour another shape begins. */
  private record Look(String colour, Svg.Shape shape, boolean published) {
    static Look of(int series, boolean published) {
      Svg.Shape[] shapes = Svg.Shape.values();
      return new Look(
          Figures.formatted("s%d", series % COLOURS),
          shapes[series / COLOURS % shapes.length],
          published);
    }

    Element mark(double x, double y, String title) {
      return Svg.mark(shape, (published ? "published " : "dot ") + colour, x, y, 4.5, title);
    }
  }

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
    return draw(Svg.drawing(id, WIDTH, height(), title, description()));
  }

  /** The drawing as a file of its own, on white paper. */
  String file() {
    Element svg =
        Svg.drawing(id, WIDTH, height(), title, description())
            .with("xmlns", "http://www.w3.org/2000/svg")
            .add(
                Element.of("style", StyleSheet.drawing()), Svg.bar("paper", 0, 0, WIDTH, height()));
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + draw(svg) + "\n";
  }

  /** Room for the axes' names and for all of the legend. */
  private int height() {
    return Math.max(BOTTOM + 60, TOP + 10 + LEGEND_LINE * series.size());
  }

  private Element draw(Element svg) {
    svg.add(Svg.text("heading", LEFT, 20, "start", title));
    addAxes(svg);
    addReference(svg);
    for (int i = 0; i < series.size(); i++) {
      Look look = Look.of(i, series.get(i).published());
      addSeries(svg, series.get(i), look);
      addLegend(svg, series.get(i), look, TOP + 10 + LEGEND_LINE * i);
    }
    return svg;
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

  private void addSeries(Element svg, Series one, Look look) {
    if (!one.published()) {
      svg.add(
          Svg.polyline(
              "curve " + look.colour(),
              one.points().stream()
                  .map(p -> new double[] {x(p.cost()), y(p.accuracy())})
                  .toList()));
    }
    for (Point point : one.points()) {
      double x = x(point.cost());
      if (point.deviation() > 0) {
        double low = y(point.accuracy() - point.deviation());
        double high = y(point.accuracy() + point.deviation());
        svg.add(Svg.line("whisker " + look.colour(), x, low, x, high));
      }
      if (point.front()) {
        svg.add(Svg.dot("ring " + look.colour(), x, y(point.accuracy()), 8, point.label()));
      }
      svg.add(look.mark(x, y(point.accuracy()), point.label()));
    }
  }

  private static void addLegend(Element svg, Series one, Look look, double y) {
    svg.add(
        look.mark(LEGEND, y - 4, one.name()),
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
