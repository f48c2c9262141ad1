// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import linnet.network.bundle.Bundle;
import linnet.network.cost.WidthCost;
import linnet.report.ClassifierName;
import linnet.report.ClassifierResult;
import linnet.report.Figures;

/** What classifiers of several widths cost at each, and how well they classify there. */
final class WidthsSection {
  private final ReportFacts facts;

  private WidthsSection(ReportFacts facts) {
    this.facts = facts;
  }

  /** The section, if a bundle of the run has several widths. */
  static Optional<Element> of(ReportFacts facts) {
    List<Map.Entry<String, Bundle>> several =
        facts.bundles().entrySet().stream()
            .filter(bundle -> bundle.getValue().model().network().widths().several())
            .toList();
    return several.isEmpty()
        ? Optional.empty()
        : Optional.of(new WidthsSection(facts).section(several));
  }

  private Element section(List<Map.Entry<String, Bundle>> bundles) {
    Element section = Section.of("widths", "Widths");
    bundles.forEach(bundle -> section.add(table(bundle.getKey(), bundle.getValue())));
    return section.add(
        Section.note(
            "At width d every layer has the first d of its channels and batch norms of its own;"
                + " the image and the logits stay whole. A server chooses the width."));
  }

  private Element table(String name, Bundle bundle) {
    Table table =
        new Table(
            Names.bundle(name) + " at each width",
            "Width",
            "Multiplications",
            "Units",
            "ReLUs",
            "Accuracy");
    for (WidthCost cost : WidthCost.of(bundle.model().network(), bundle.model().masks())) {
      table.row(
          String.valueOf(cost.width()),
          Figures.count(cost.macs()),
          Figures.count(cost.units()),
          Figures.count(cost.relus()),
          accuracy(new ClassifierName(name, cost.width())));
    }
    return table.element();
  }

  private String accuracy(ClassifierName classifier) {
    ClassifierResult result = facts.results().classifiers().get(classifier.toString());
    return result == null ? Figures.UNKNOWN : Figures.percent(result.accuracy());
  }
}
