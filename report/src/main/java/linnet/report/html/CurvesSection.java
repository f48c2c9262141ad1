// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import linnet.report.Figures;
import org.jspecify.annotations.Nullable;

/** How accuracy and loss went, epoch by epoch, one pair of charts for each phase. */
final class CurvesSection {
  private CurvesSection() {}

  static Element of(Metrics metrics) {
    Element section = Section.of("training", "Training curves");
    if (metrics.phases().isEmpty()) {
      section.add(Section.note("The run has no measurements of training."));
    }
    int number = 1;
    for (Map.Entry<String, List<Epoch>> phase : metrics.phases().entrySet()) {
      section.add(phase("curve-" + number++, phase.getKey(), phase.getValue()));
    }
    if (metrics.unreadable() > 0) {
      section.add(
          Section.note(
              "Lines of metrics.jsonl that could not be read and are not drawn: %d."
                  .formatted(metrics.unreadable())));
    }
    return section;
  }

  private static Element phase(String id, String name, List<Epoch> epochs) {
    Element charts = Element.of("div").styled("charts");
    addChart(
        charts,
        id + "-accuracy",
        "Accuracy, %",
        List.of(
            series("training", "plain", epochs, epoch -> percent(epoch.trainAccuracy())),
            series("validation", "kept", epochs, epoch -> percent(epoch.validationAccuracy()))));
    addChart(
        charts, id + "-loss", "Loss", List.of(series("training", "plain", epochs, Epoch::loss)));
    return Element.of("div")
        .styled("phase")
        .add(Element.of("h3", name), charts, figures(name, epochs));
  }

  private static void addChart(
      Element charts, String id, String title, List<LineChart.Series> series) {
    List<LineChart.Series> measured = series.stream().filter(s -> !s.points().isEmpty()).toList();
    if (!measured.isEmpty()) {
      charts.add(LineChart.of(id, title, measured));
    }
  }

  private static LineChart.Series series(
      String name, String colour, List<Epoch> epochs, Function<Epoch, @Nullable Double> value) {
    List<double[]> points = new ArrayList<>();
    for (Epoch epoch : epochs) {
      Double measured = value.apply(epoch);
      if (measured != null) {
        points.add(new double[] {epoch.epoch(), measured});
      }
    }
    return new LineChart.Series(name, colour, points);
  }

  private static Element figures(String name, List<Epoch> epochs) {
    Table table =
        new Table(
            "Measurements of " + name,
            "Epoch",
            "Loss",
            "Training accuracy",
            "Validation accuracy",
            "Images per second");
    for (Epoch epoch : epochs) {
      table.row(
          String.valueOf(epoch.epoch()),
          number("%.4f", epoch.loss()),
          Figures.percent(epoch.trainAccuracy()),
          Figures.percent(epoch.validationAccuracy()),
          number("%,.0f", epoch.imagesPerSecond()));
    }
    return Section.details("The figures").add(table.element());
  }

  private static @Nullable Double percent(@Nullable Double fraction) {
    return fraction == null ? null : 100 * fraction;
  }

  private static String number(String format, @Nullable Double value) {
    return value == null ? Figures.UNKNOWN : Figures.formatted(format, value);
  }
}
