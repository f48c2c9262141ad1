// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import linnet.network.Model;
import linnet.network.Network;
import linnet.report.ClassifierResult;
import linnet.report.Figures;
import linnet.report.PrivateInferenceResult;
import linnet.report.RunDirectory;
import org.jspecify.annotations.Nullable;

/** The top of the page: what was run, and the figures that matter most. */
final class HeadSection {
  private HeadSection() {}

  static Element of(ReportFacts facts) {
    Element head =
        Element.of("header")
            .add(
                Element.of("p", "Linnet · report of a run").styled("eyebrow"),
                Element.of("h1", facts.run()));
    facts
        .network()
        .ifPresent(network -> head.add(Element.of("p", describe(network)).styled("lead")));
    Element tiles = Element.of("div").styled("tiles");
    addStudent(tiles, facts);
    addPrivateInference(tiles, facts.results().privateInference());
    head.add(tiles);
    PrivateInferenceResult costs = facts.results().privateInference();
    return costs != null && costs.dealer() ? head.add(PrivateInferenceSection.warning()) : head;
  }

  private static String describe(Network network) {
    return "%s on images %s, %d classes, %s ReLUs at %d sites"
        .formatted(
            network.name(),
            network.input(),
            network.classes(),
            Figures.count(network.relus()),
            network.sites().size());
  }

  private static void addStudent(Element tiles, ReportFacts facts) {
    facts.student().ifPresent(bundle -> addKept(tiles, bundle.model()));
    ClassifierResult student = facts.results().classifiers().get(RunDirectory.STUDENT);
    if (student != null && student.accuracy() != null) {
      addTile(
          tiles,
          "Student's accuracy",
          Figures.percent(student.accuracy()),
          "to the teacher: " + SummarySection.difference(facts, student.accuracy()));
    }
  }

  private static void addKept(Element tiles, Model student) {
    int all = student.network().relus();
    addTile(
        tiles,
        "ReLUs kept",
        Figures.share(student.relus(), all),
        "%s of %s".formatted(Figures.count(student.relus()), Figures.count(all)));
  }

  private static void addPrivateInference(Element tiles, @Nullable PrivateInferenceResult result) {
    if (result == null) {
      return;
    }
    addTile(
        tiles,
        "Private predictions",
        Figures.count(result.predictions()),
        result.mismatches() == 0
            ? "all agree with the clear executor"
            : Figures.count(result.mismatches()) + " disagree with the clear executor");
    addTile(
        tiles,
        "Online, per prediction",
        Figures.formatted("%,.0f ms", result.onlineMillis()),
        Figures.bytes(result.onlineBytes()) + (result.dealer() ? ", insecure dealer offline" : ""));
  }

  private static void addTile(Element tiles, String name, String figure, String remark) {
    tiles.add(
        Element.of("div")
            .styled("tile")
            .add(
                Element.of("p", name).styled("name"),
                Element.of("p", figure).styled("figure"),
                Element.of("p", remark).styled("remark")));
  }
}
