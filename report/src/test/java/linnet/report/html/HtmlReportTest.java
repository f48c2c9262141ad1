// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Widths;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.report.ClassifierResult;
import linnet.report.Figures;
import linnet.report.RunConfiguration;
import linnet.report.RunDirectory;
import linnet.report.RunResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class HtmlReportTest {
  private static final String ATTACK = "\"><script>alert('x')</script><img src=x onerror=y>&amp;";

  @TempDir Path folder;

  @Test
  void aCompleteRunGivesAWellFormedPageWithEverySection() throws Exception {
    Document page = parse(HtmlReport.write(ExampleRun.complete(folder, "first", 2)));
    assertThat(ids(page))
        .contains("summary", "sites", "masks", "training", "private-inference", "provenance");
    assertThat(text(page))
        .contains(
            "first", "88.05 %", "−0.40 points", "4.0 MB", "Fisher, progressive", "variant.width");
  }

  @Test
  void thePageLoadsNothingAndRunsNothing() throws Exception {
    Document page = parse(HtmlReport.write(ExampleRun.complete(folder, "first", 2)));
    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "link")).isEmpty();
    for (Element image : elements(page, "img")) {
      assertThat(image.getAttribute("src")).startsWith("data:image/png;base64,");
    }
    for (Element link : elements(page, "a")) {
      assertThat(link.getAttribute("href")).startsWith("#");
    }
  }

  @Test
  void everyPictureHasATextAndEveryReferenceATarget() throws Exception {
    Document page = parse(HtmlReport.write(ExampleRun.complete(folder, "first", 2)));
    Set<String> ids = ids(page);
    assertThat(elements(page, "img")).isNotEmpty();
    for (Element image : elements(page, "img")) {
      assertThat(image.getAttribute("alt")).contains("channels");
    }
    for (Element drawing : elements(page, "svg")) {
      assertThat(ids).contains(drawing.getAttribute("aria-labelledby").split(" ", -1));
    }
    for (Element link : elements(page, "a")) {
      assertThat(ids).contains(link.getAttribute("href").substring(1));
    }
  }

  @Test
  void idsAreUnique() throws Exception {
    Document page = parse(HtmlReport.write(ExampleRun.complete(folder, "first", 2)));
    List<String> all = new ArrayList<>();
    elements(page, "*").stream().map(e -> e.getAttribute("id")).forEach(all::add);
    all.removeIf(String::isEmpty);
    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void hostileTextStaysText() throws Exception {
    RunDirectory run = ExampleRun.complete(folder, "hostile", 2);
    run.writeConfiguration(new RunConfiguration(Map.of(ATTACK, Map.of(ATTACK, ATTACK))));
    run.writeResults(
        RunResults.empty().with(ATTACK, ClassifierResult.made(ATTACK, 5, 1).withAccuracy(0.5, 10)));
    append(run.metricsFile(), "{\"phase\":\"\\\"><script>\\u0000\",\"epoch\":1,\"loss\":0.5}\n");
    Document page = parse(HtmlReport.write(run));
    assertThat(elements(page, "script")).isEmpty();
    assertThat(text(page)).contains(ATTACK).contains("\"><script>\uFFFD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "\ud800", "\u0085", "]]>", "<!--", "\uFFFE"})
  void textThatXmlForbidsIsReplacedOrEscaped(String raw) throws Exception {
    String xml = linnet.report.html.Element.of("p").with("title", raw).text(raw).toString();
    Document parsed = parse(xml);
    assertThat(parsed.getDocumentElement().getAttribute("title")).hasSize(raw.length());
    assertThat(parsed.getDocumentElement().getTextContent()).hasSize(raw.length());
  }

  @Test
  void aClassifierOfSeveralWidthsHasATableOfWhatEachCosts() throws Exception {
    RunDirectory run = ExampleRun.complete(folder, "widths", 2);
    assertThat(text(parse(HtmlReport.write(run)))).doesNotContain("Multiplications");
    Network network = run.bundle("student").model().network().withWidths(Widths.of(0.5, 1));
    ExampleRun.addBundle(run, "senetpp", network, run.bundle("student").model().masks());
    int narrow = run.bundle("senetpp@0.5").model().relus();
    run.writeResults(
        run.results()
            .with(
                "senetpp@0.5",
                ClassifierResult.made("senetpp", narrow, 1).withAccuracy(0.4321, 2000)));
    Document page = parse(HtmlReport.write(run));
    assertThat(text(page)).contains("senetpp at each width").contains("senetpp, width 0.5");
    assertThat(elements(page, "tr").stream().map(Element::getTextContent))
        .anyMatch(
            row ->
                row.startsWith("0.5")
                    && row.contains(Figures.count(network.at(0.5).relus()))
                    && row.contains(Figures.count(narrow))
                    && row.endsWith("43.21 %"));
  }

  @Test
  void theDealerIsWarnedOfWhileItIsUsedAndOnlyThen() throws Exception {
    RunDirectory run = ExampleRun.complete(folder, "warned", 2);
    assertThat(text(parse(HtmlReport.write(run)))).contains("Not private");
    var masks = run.bundle("student").model().masks();
    run.writeResults(run.results().with(ExampleRun.privateInference(masks, false)));
    assertThat(text(parse(HtmlReport.write(run)))).doesNotContain("dealer");
  }

  @Test
  void aRunWithNothingYetSaysWhatIsMissing() throws Exception {
    Document page = parse(HtmlReport.write(ExampleRun.untrained(folder, "empty")));
    assertThat(text(page))
        .contains("No classifier has been measured")
        .contains("has no network yet")
        .contains("no measurements of training")
        .contains("No private prediction");
    assertThat(ids(page)).doesNotContain("masks");
  }

  @Test
  void aRunWithATeacherOnlyShowsItsUnits() throws Exception {
    RunDirectory run = ExampleRun.untrained(folder, "teacher-only");
    Network network = Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 10, 2));
    ExampleRun.addBundle(run, "teacher", network, linnet.network.Masks.all(network));
    run.writeResults(RunResults.empty().with("teacher", ClassifierResult.made("training", 1, 9)));
    assertThat(text(parse(HtmlReport.write(run))))
        .contains("Nothing has been linearized")
        .contains("stage4.block2.relu2");
  }

  @Test
  void aTornLastLineOfMetricsIsCountedAndTheRestIsDrawn() throws Exception {
    RunDirectory run = ExampleRun.complete(folder, "torn", 2);
    append(run.metricsFile(), "{\"phase\":\"tuning\",\"epo");
    Document page = parse(HtmlReport.write(run));
    assertThat(text(page)).contains("could not be read and are not drawn: 1.");
    assertThat(ids(page)).contains("curve-3-accuracy-title");
  }

  @Test
  void metricsOfEachPieceOfWorkAreDrawnUnderItsName() throws Exception {
    RunDirectory run = ExampleRun.complete(folder, "folders", 2);
    Path senet = Files.createDirectories(run.path().resolve("work").resolve("senet"));
    Files.move(run.metricsFile(), senet.resolve(run.metricsFile().getFileName()));
    assertThat(text(parse(HtmlReport.write(run)))).contains("SENet: tuning");
  }

  @Test
  void metricsThatAreNoTextAreOneSentence() throws Exception {
    RunDirectory run = ExampleRun.complete(folder, "binary", 2);
    Files.write(run.metricsFile(), new byte[] {(byte) 0xC3, 0x28, '\n'});
    assertThatThrownBy(() -> HtmlReport.write(run))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("metrics.jsonl");
  }

  @Test
  void aCorruptBundleIsOneSentence() throws Exception {
    RunDirectory run = ExampleRun.complete(folder, "corrupt", 2);
    Files.writeString(run.bundleFolder("senet").resolve("bundle.json"), "{");
    assertThatThrownBy(() -> HtmlReport.write(run))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("bundle.json");
    assertThat(run.reportFile()).doesNotExist();
  }

  @Test
  void aMaskIsDrawnUnitByUnit() throws Exception {
    Shape shape = new Shape(2, 2, 3);
    var mask = linnet.network.Mask.of(shape, new int[] {1, 6, 11});
    var site = new linnet.network.Site("s", shape);
    Document figure = parse(MaskPicture.figure(site, mask).toString());
    String source = elements(figure, "img").getFirst().getAttribute("src");
    var image =
        ImageIO.read(
            new ByteArrayInputStream(
                Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1))));
    int scale = 56 / 3;
    for (int unit = 0; unit < shape.units(); unit++) {
      int x = unit / 6 * (3 * scale + 4) + unit % 3 * scale + scale / 2;
      int y = unit % 6 / 3 * scale + scale / 2;
      int opaque = image.getRGB(x, y) >>> 24;
      assertThat(opaque).as("unit %d", unit).isEqualTo(mask.keeps(unit) ? 255 : 64);
    }
    assertThat(image.getRGB(3 * scale + 1, 0) >>> 24).as("gap").isZero();
  }

  private static Document parse(Path file) throws Exception {
    return parse(Files.readString(file));
  }

  private static Document parse(String xml) throws Exception {
    var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new InputSource(new StringReader(xml)));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList nodes = page.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static Set<String> ids(Document page) {
    Set<String> ids = new HashSet<>();
    elements(page, "*").forEach(element -> ids.add(element.getAttribute("id")));
    ids.remove("");
    return ids;
  }

  private static String text(Document page) {
    return page.getElementsByTagName("body").item(0).getTextContent();
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }
}
