// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.Map;

/** Everything needed to repeat the run, and what it ran on. */
final class ProvenanceSection {
  private ProvenanceSection() {}

  static Element of(ReportFacts facts) {
    Element cards = Element.of("div").styled("cards");
    facts.configuration().sections().forEach((name, options) -> addCard(cards, name, options));
    addCard(cards, "Machine and program", facts.environment().facts());
    facts
        .bundles()
        .forEach(
            (name, bundle) -> addCard(cards, "Bundle “" + name + "”", bundle.provenance().facts()));
    return Section.of("provenance", "Configuration and provenance").add(cards);
  }

  private static void addCard(Element cards, String name, Map<String, ?> facts) {
    if (!facts.isEmpty()) {
      cards.add(Element.of("div").styled("card").add(Element.of("h3", name), Section.facts(facts)));
    }
  }
}
