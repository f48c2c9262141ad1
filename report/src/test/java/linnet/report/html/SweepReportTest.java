// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import linnet.report.sweep.CellResult;
import linnet.report.sweep.ExampleSweep;
import linnet.report.sweep.SweepResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class SweepReportTest {
  private static final List<CellResult> CELLS =
      List.of(
          ExampleSweep.cell("fisher", 100, 1, 0.75),
          ExampleSweep.cell("fisher", 400, 1, 0.80),
          ExampleSweep.cell("fisher", 400, 2, 0.84),
          ExampleSweep.cell("<b>mine", 400, 1, 0.70));

  @TempDir Path folder;

  private static Document parse(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text.replace("<!DOCTYPE html>", ""))));
  }

  /** How many elements of the document have this class among theirs. */
  private static long count(Document document, String element, String style) {
    NodeList all = document.getElementsByTagName(element);
    long count = 0;
    for (int i = 0; i < all.getLength(); i++) {
      String styles = ((Element) all.item(i)).getAttribute("class");
      count += List.of(styles.split(" ")).contains(style) ? 1 : 0;
    }
    return count;
  }

  @Test
  void pageAndDrawingsAreWellFormedAndShowEveryRow() throws Exception {
    SweepResults results = ExampleSweep.results("cifar100", 16, CELLS);
    Path page = SweepReport.write(folder, results);

    Document html = parse(Files.readString(page));
    assertThat(html.getElementsByTagName("svg").getLength()).isEqualTo(2);
    assertThat(html.getElementsByTagName("script").getLength()).isZero();
    assertThat(html.getDocumentElement().getTextContent())
        .contains("82.00 % ± 2.83", "4 of 6 cells done", "Allocation per stage", "<b>mine");
    for (String name : List.of("accuracy-relus.svg", "accuracy-online.svg")) {
      Document svg = parse(Files.readString(folder.resolve(name)));
      assertThat(svg.getDocumentElement().getAttribute("xmlns")).contains("w3.org/2000/svg");
      assertThat(count(svg, "circle", "dot")).isEqualTo(3 + 2);
      assertThat(count(svg, "circle", "ring")).isEqualTo(2);
      assertThat(count(svg, "circle", "published")).isZero();
      assertThat(count(svg, "line", "whisker")).isEqualTo(1);
      assertThat(count(svg, "polyline", "curve")).isEqualTo(2);
    }
    assertThat(folder.resolve("report.md")).content().contains("| fisher | 100 |");
  }

  @Test
  void drawingsThatStandAloneHaveColoursThatConvertersKnow() throws Exception {
    SweepReport.write(folder, ExampleSweep.results("cifar100", 16, CELLS));

    for (String name : List.of("accuracy-relus.svg", "accuracy-online.svg")) {
      String style =
          parse(Files.readString(folder.resolve(name)))
              .getElementsByTagName("style")
              .item(0)
              .getTextContent();
      assertThat(style)
          .contains(".s0 { color: #c8492f; }", "rect.paper { fill: #ffffff; }")
          .doesNotContain("--", "var(", "@media");
    }
    assertThat(folder.resolve("report.html"))
        .content()
        .contains(".s0 { color: var(--s0); }", "prefers-color-scheme: dark");
  }

  @Test
  void manySeriesDifferInShapeAndFitTheLegend() throws Exception {
    List<ParetoChart.Series> series =
        IntStream.range(0, 25)
            .mapToObj(
                i ->
                    new ParetoChart.Series(
                        "method " + i,
                        false,
                        List.of(new ParetoChart.Point(100 + i, 50 + i, 0, false, "one"))))
            .toList();
    Document svg = parse(new ParetoChart("many", "Many", "ReLUs kept", series, null).file());

    assertThat(count(svg, "circle", "s0")).isEqualTo(2 * 2); // series 0 and 24
    assertThat(count(svg, "polygon", "s0")).isEqualTo(2 * 2); // squares of 8, diamonds of 16
    assertThat(Integer.parseInt(svg.getDocumentElement().getAttribute("height")))
        .isGreaterThan(40 + 24 * 25);
  }

  @Test
  void anotherWidthShowsNoPublishedPointsAndSaysSo() {
    SweepResults results = ExampleSweep.results("cifar100", 16, CELLS);
    SweepReport.write(folder, results);

    assertThat(folder.resolve("report.html"))
        .content()
        .contains("No published points are shown: none are known for resnet18 of width 16");
  }

  @Test
  void theSameNetworkShowsPublishedPointsWithTheirSources() throws Exception {
    SweepResults results = ExampleSweep.results("cifar100", 64, CELLS);
    SweepReport.write(folder, results);

    Document svg = parse(Files.readString(folder.resolve("accuracy-relus.svg")));
    assertThat(count(svg, "circle", "published")).isGreaterThan(10);
    assertThat(folder.resolve("report.html")).content().contains("arXiv 2301.09254");
  }

  @Test
  void aSweepWithoutResultsHasAPageToo() throws Exception {
    SweepReport.write(folder, ExampleSweep.results("cifar100", 64, List.of()));

    assertThat(parse(Files.readString(folder.resolve("report.html"))).getDocumentElement())
        .extracting(Element::getTextContent)
        .asString()
        .contains("0 of 6 cells done", "No cell of this sweep");
  }

  @ParameterizedTest
  @CsvSource({
    "100, 700, false, 0, 800",
    "100, 800, true, 100, 1000",
    "130, 9000, true, 100, 10000",
    "0, 9000, false, 0, 10000",
    "0.3, 4, true, 0.2, 5"
  })
  void scalesHoldTheirValues(
      double least, double most, boolean logarithmic, double low, double high) {
    Scale scale = Scale.over(least, most);

    assertThat(scale.logarithmic()).isEqualTo(logarithmic);
    assertThat(scale.position(least)).isBetween(0.0, 1.0);
    assertThat(scale.position(most)).isBetween(scale.position(least), 1 + 1e-9);
    assertThat(scale.low()).isCloseTo(low, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(scale.high()).isCloseTo(high, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(scale.ticks()).isSorted();
  }
}
