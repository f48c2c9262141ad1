// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.List;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Site;
import linnet.report.Figures;
import org.jspecify.annotations.Nullable;

/** A pair of bars for each site: units of the teacher, and on top of them those that stay. */
final class SitesChart {
  private static final int WIDTH = 960;
  private static final int LEFT = 180;
  private static final int RIGHT = 740;
  private static final int ROW = 24;
  private static final int TOP = 36;

  private final Network network;
  private final @Nullable Masks student;
  private final Axis axis;

  private SitesChart(Network network, @Nullable Masks student) {
    this.network = network;
    this.student = student;
    int most = network.sites().stream().mapToInt(Site::units).max().orElse(1);
    axis = Axis.over(0, most, 5);
  }

  /** The chart of a network; without a student it shows the teacher alone. */
  static Element of(Network network, @Nullable Masks student) {
    return Element.of("figure")
        .styled("scroll")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", "Chart of the ReLUs per site")
        .add(new SitesChart(network, student).drawing());
  }

  private Element drawing() {
    List<Site> sites = network.sites();
    int bottom = TOP + ROW * sites.size();
    Element svg = Svg.drawing("sites-chart", WIDTH, bottom + 44, "ReLUs per site", description());
    addLegend(svg);
    for (double tick : axis.ticks()) {
      svg.add(
          Svg.line("grid", x(tick), TOP, x(tick), bottom),
          Svg.text("tick", x(tick), bottom + 16, "middle", Figures.count((long) tick)));
    }
    svg.add(Svg.text("tick", (LEFT + RIGHT) / 2.0, bottom + 36, "middle", "units"));
    for (int row = 0; row < sites.size(); row++) {
      svg.add(row(sites.get(row), TOP + ROW * row));
    }
    return svg;
  }

  private void addLegend(Element svg) {
    svg.add(
        Svg.bar("units", LEFT, 8, 12, 12), Svg.text("label", LEFT + 18, 18, "start", "teacher"));
    if (student != null) {
      svg.add(
          Svg.bar("kept", LEFT + 84, 8, 12, 12),
          Svg.text("label", LEFT + 102, 18, "start", "stay ReLUs in the student"));
    }
  }

  private Element row(Site site, double top) {
    Element row =
        Element.of("g")
            .add(
                Svg.text("label", LEFT - 12, top + 16, "end", site.name()),
                Svg.bar("units", LEFT, top + 4, x(site.units()) - LEFT, ROW - 8));
    if (student != null) {
      double width = x(student.get(site.name()).kept()) - LEFT;
      row.add(Svg.bar("kept", LEFT, top + 4, width, ROW - 8));
    }
    return row.add(Svg.text("value", RIGHT + 12, top + 16, "start", value(site)));
  }

  private String value(Site site) {
    if (student == null) {
      return Figures.count(site.units());
    }
    int kept = student.get(site.name()).kept();
    return "%s of %s · %s"
        .formatted(
            Figures.count(kept), Figures.count(site.units()), Figures.share(kept, site.units()));
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    network.sites().forEach(s -> text.append(s.name()).append(": ").append(value(s)).append("; "));
    return text.toString();
  }

  private double x(double units) {
    return LEFT + (RIGHT - LEFT) * axis.position(units);
  }
}
