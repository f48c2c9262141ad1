// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import linnet.report.Figures;

/** Shapes of SVG. Colours come from the {@link StyleSheet}, by class. */
final class Svg {
  private Svg() {}

  /**
   * A drawing that shrinks with the page.
   *
   * @param id unique in the page; names the title and the description for screen readers
   * @param description what a person who cannot see the drawing should know
   */
  static Element drawing(String id, int width, int height, String title, String description) {
    return Element.of("svg")
        .with("viewBox", "0 0 %d %d".formatted(width, height))
        .with("width", width)
        .with("height", height)
        .with("role", "img")
        .with("aria-labelledby", "%s-title %s-description".formatted(id, id))
        .add(
            Element.of("title", title).with("id", id + "-title"),
            Element.of("desc", description).with("id", id + "-description"));
  }

  /** A bar with rounded ends. */
  static Element bar(String classes, double x, double y, double width, double height) {
    return Element.of("rect")
        .styled(classes)
        .with("x", x)
        .with("y", y)
        .with("width", width)
        .with("height", height)
        .with("rx", Math.min(2, width / 2));
  }

  /** A straight line. */
  static Element line(String classes, double x1, double y1, double x2, double y2) {
    return Element.of("line")
        .styled(classes)
        .with("x1", x1)
        .with("y1", y1)
        .with("x2", x2)
        .with("y2", y2);
  }

  /** A dot, whose title shows when the pointer rests on it. */
  static Element dot(String classes, double x, double y, double radius, String title) {
    return Element.of("circle")
        .styled(classes)
        .with("cx", x)
        .with("cy", y)
        .with("r", radius)
        .add(Element.of("title", title));
  }

  /** The shapes of marks, for what has more kinds than there are colours. */
  enum Shape {
    CIRCLE,
    SQUARE,
    DIAMOND
  }

  /** A mark of a shape, whose title shows when the pointer rests on it. */
  static Element mark(
      Shape shape, String classes, double x, double y, double radius, String title) {
    double half = 0.9 * radius;
    double wide = 1.3 * radius;
    return switch (shape) {
      case CIRCLE -> dot(classes, x, y, radius, title);
      case SQUARE ->
          polygon(
              classes, title, x - half, y - half, x + half, y - half, x + half, y + half, x - half,
              y + half);
      case DIAMOND -> polygon(classes, title, x, y - wide, x + wide, y, x, y + wide, x - wide, y);
    };
  }

  private static Element polygon(String classes, String title, double... coordinates) {
    return Element.of("polygon")
        .styled(classes)
        .with(
            "points",
            DoubleStream.of(coordinates)
                .mapToObj(each -> Figures.formatted("%.1f", each))
                .collect(Collectors.joining(" ")))
        .add(Element.of("title", title));
  }

  /** A line through points {@code [x, y]}. */
  static Element polyline(String classes, List<double[]> points) {
    return Element.of("polyline")
        .styled(classes)
        .with(
            "points",
            points.stream()
                .map(p -> Figures.formatted("%.1f,%.1f", p[0], p[1]))
                .collect(Collectors.joining(" ")));
  }

  /**
   * A text.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  static Element text(String classes, double x, double y, String anchor, String text) {
    return Element.of("text", text)
        .styled(classes)
        .with("x", x)
        .with("y", y)
        .with("text-anchor", anchor);
  }
}
