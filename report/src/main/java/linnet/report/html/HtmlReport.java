// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.files.AtomicFiles;
import linnet.report.RunDirectory;

/**
 * A run as one HTML file that needs no network and no script: accuracies, ReLUs per site, pictures
 * of masks, training curves, costs of private inference, provenance.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Writes or replaces {@code report.html} of a run. Parts that the run lacks are said to be
   * missing.
   *
   * @return the file
   * @throws linnet.network.InputException in one sentence if a file of the run is corrupt or the
   *     report cannot be written
   */
  public static Path write(RunDirectory run) {
    String page = page(ReportFacts.of(run));
    AtomicFiles.writeText(run.reportFile(), page);
    return run.reportFile();
  }

  /** The page as text. */
  static String page(ReportFacts facts) {
    return Page.of("Linnet: " + facts.run(), body(facts));
  }

  private static Element body(ReportFacts facts) {
    Element main =
        Element.of("main").add(HeadSection.of(facts), contents(facts), SummarySection.of(facts));
    WidthsSection.of(facts).ifPresent(main::add);
    main.add(SitesSection.of(facts));
    facts.student().ifPresent(student -> main.add(MasksSection.of(student.model())));
    return main.add(
        CurvesSection.of(facts.metrics()),
        PrivateInferenceSection.of(facts.results().privateInference()),
        ProvenanceSection.of(facts));
  }

  private static Element contents(ReportFacts facts) {
    Element nav = Element.of("nav").with("aria-label", "Contents");
    Map<String, String> links = new LinkedHashMap<>();
    links.put("summary", "Accuracy");
    if (WidthsSection.of(facts).isPresent()) {
      links.put("widths", "Widths");
    }
    links.put("sites", "ReLUs per site");
    facts.student().ifPresent(student -> links.put("masks", "Masks"));
    links.put("training", "Training");
    links.put("private-inference", "Private inference");
    links.put("provenance", "Provenance");
    links.forEach((id, name) -> nav.add(Element.of("a", name).with("href", "#" + id)));
    return nav;
  }
}
