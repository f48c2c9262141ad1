// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linnet.network.files.AtomicFiles;
import linnet.report.Figures;
import linnet.report.sweep.PublishedPoint;
import linnet.report.sweep.SweepFigures;
import linnet.report.sweep.SweepMarkdown;
import linnet.report.sweep.SweepResults;
import linnet.report.sweep.SweepRow;
import linnet.report.sweep.SweepSubject;

/** A sweep as files: {@code report.html}, {@code report.md}, and its charts as SVG. */
public final class SweepReport {
  private SweepReport() {}

  /**
   * Writes or replaces the files in the sweep's folder.
   *
   * @return the page
   * @throws linnet.network.InputException in one sentence if a file cannot be written
   */
  public static Path write(Path folder, SweepResults results) {
    List<PublishedPoint> published = PublishedPoint.comparableWith(results.subject());
    if (!results.cells().isEmpty()) {
      AtomicFiles.writeText(
          folder.resolve("accuracy-relus.svg"), SweepCharts.relus(results, published).file());
      AtomicFiles.writeText(
          folder.resolve("accuracy-online.svg"), SweepCharts.online(results).file());
    }
    AtomicFiles.writeText(folder.resolve("report.md"), SweepMarkdown.of(results));
    Path page = folder.resolve("report.html");
    AtomicFiles.writeText(page, page(results, published));
    return page;
  }

  /** The page as text. */
  static String page(SweepResults results, List<PublishedPoint> published) {
    Element main = Element.of("main").add(head(results));
    if (results.cells().isEmpty()) {
      main.add(Section.note("No cell of this sweep has been done yet."));
    } else {
      main.add(charts(results, published), table(results), stages(results));
    }
    return Page.of("Linnet: sweep " + results.subject().sweep(), main);
  }

  private static Element head(SweepResults results) {
    SweepSubject subject = results.subject();
    return Element.of("header")
        .add(
            Element.of("p", "Linnet · report of a sweep").styled("eyebrow"),
            Element.of("h1", subject.sweep()),
            Element.of(
                    "p",
                    "%s of width %d on %s, %s ReLUs, teacher %s; %d of %d cells done"
                        .formatted(
                            subject.network(),
                            subject.width(),
                            subject.data(),
                            Figures.count(subject.relus()),
                            Figures.percent(subject.accuracy()),
                            results.cells().size(),
                            subject.cells()))
                .styled("lead"));
  }

  private static Element charts(SweepResults results, List<PublishedPoint> published) {
    return Section.of("front", "Accuracy and cost")
        .add(
            figure("Chart of accuracy against ReLUs kept", SweepCharts.relus(results, published)),
            comparison(results.subject(), published),
            figure("Chart of accuracy against predicted online time", SweepCharts.online(results)),
            Section.note(
                "Ringed points are beaten by no other: none costs at most as much and is more"
                    + " accurate. Bars are one standard deviation over seeds. Times are"
                    + " predicted, as linnet estimate does, with the speeds of: %s."
                        .formatted(String.join("; ", results.machines()))));
  }

  private static Element figure(String label, ParetoChart chart) {
    return Element.of("figure")
        .styled("scroll")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", label)
        .add(chart.drawing());
  }

  private static Element comparison(SweepSubject subject, List<PublishedPoint> published) {
    if (published.isEmpty()) {
      return Section.note(
          "No published points are shown: none are known for %s of width %d on %s%s. Points of"
                  .formatted(
                      subject.network(),
                      subject.width(),
                      subject.data(),
                      subject.allImages() ? "" : ", of which this sweep uses a part")
              + " another width, network or data set would compare nothing.");
    }
    Set<String> sources = new LinkedHashSet<>();
    published.forEach(point -> sources.add(point.method() + ": " + point.source()));
    return Section.note(
        "Published points are those of the same data set, network and width. Their teachers differ,"
            + " some count the stem's ReLUs and some do not, and all chose models by test accuracy,"
            + " which Linnet does not. "
            + String.join(". ", sources)
            + ".");
  }

  private static Element table(SweepResults results) {
    Table table =
        new Table(
            "Mean and standard deviation over seeds",
            "Method",
            "ReLUs",
            "Of all",
            "Accuracy",
            "Lost",
            "Seeds",
            "Predicted online");
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
    Element section = Section.of("results", "Results").add(table.element());
    return results.hasMixedRows() ? section.add(Section.note(SweepFigures.MIXED)) : section;
  }

  private static Element stages(SweepResults results) {
    Map<String, Integer> units = results.subject().unitsByStage();
    List<String> columns = new ArrayList<>(List.of("Method", "ReLUs"));
    columns.addAll(units.keySet());
    Table table =
        new Table("Units kept in each stage, mean over seeds", columns.toArray(String[]::new));
    for (SweepRow row : results.rows()) {
      List<String> cells = new ArrayList<>(List.of(Figures.count(row.relus())));
      units.forEach((stage, all) -> cells.add(SweepFigures.stage(row, stage, all)));
      table.row(row.method(), cells.toArray(String[]::new));
    }
    return Section.of("stages", "Allocation per stage").add(table.element());
  }
}
