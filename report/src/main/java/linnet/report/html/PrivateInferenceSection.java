// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import linnet.report.Figures;
import linnet.report.PrivateInferenceResult;
import org.jspecify.annotations.Nullable;

/** What private predictions cost and whether they were right. */
final class PrivateInferenceSection {
  private PrivateInferenceSection() {}

  static Element of(@Nullable PrivateInferenceResult result) {
    Element section = Section.of("private-inference", "Private inference");
    if (result == null) {
      return section.add(Section.note("No private prediction has been made in this run yet."));
    }
    if (result.dealer()) {
      section.add(
          Section.note("Offline figures are the insecure dealer's: see the warning above."));
    }
    return section.add(costs(result), checks(result));
  }

  /** What nobody may overlook while a dealer is used; it stands at the top of the page. */
  static Element warning() {
    return Element.of("div")
        .styled("warning")
        .with("role", "note")
        .add(
            Element.of("strong", "Not private: an insecure trusted dealer was used."),
            Element.of(
                "p",
                "The linear correlations of these predictions came from InsecureTrustedDealer,"
                    + " which runs inside the server and is sent the client's masks: a server"
                    + " that looks can read the images. It is for tests and development: serve"
                    + " without --insecure-dealer, and linear layers run under encryption."));
  }

  private static Element costs(PrivateInferenceResult result) {
    return new Table("Cost of one prediction, mean", "", "Offline", "Online", "Together")
        .row(
            "Bytes, both directions",
            Figures.bytes(result.offlineBytes()),
            Figures.bytes(result.onlineBytes()),
            Figures.bytes(result.offlineBytes() + result.onlineBytes()))
        .row(
            "Milliseconds",
            millis(result.offlineMillis()),
            millis(result.onlineMillis()),
            millis(result.offlineMillis() + result.onlineMillis()))
        .element();
  }

  private static Element checks(PrivateInferenceResult result) {
    int predictions = result.predictions();
    return new Table("Checks against the fixed-point executor in the clear", "", "Result")
        .row("Private predictions", Figures.count(predictions))
        .row("Logits outside the tolerance", Figures.count(result.mismatches()))
        .row("Same class", "%d of %d".formatted(result.sameClass(), predictions))
        .row(
            "Largest difference of a logit",
            Figures.formatted(
                "%s ulp, tolerance %s ulp",
                ulps(result.largestDifferenceUlps()), ulps(result.toleranceUlps())))
        .row(
            "Garbled units per prediction, counted on the wire",
            Figures.count(result.comparedUnits()))
        .element();
  }

  private static String millis(double value) {
    return Figures.formatted("%,.1f", value);
  }

  private static String ulps(double value) {
    return value == Math.rint(value)
        ? Figures.formatted("%.0f", value)
        : Figures.formatted("%.2f", value);
  }
}
