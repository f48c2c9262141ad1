// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import linnet.report.ClassifierResult;
import linnet.report.Figures;
import linnet.report.RunDirectory;
import org.jspecify.annotations.Nullable;

/** Accuracy and ReLUs of every classifier of the run. */
final class SummarySection {
  private final ReportFacts facts;

  private SummarySection(ReportFacts facts) {
    this.facts = facts;
  }

  static Element of(ReportFacts facts) {
    return new SummarySection(facts).section();
  }

  private Element section() {
    Map<String, ClassifierResult> classifiers = facts.results().classifiers();
    Element section = Section.of("summary", "Accuracy and ReLUs");
    if (classifiers.isEmpty()) {
      return section.add(Section.note("No classifier has been measured in this run yet."));
    }
    section.add(table(classifiers));
    AccuracyChart.of(classifiers).ifPresent(section::add);
    return section.add(
        Section.note(
            "Accuracy is measured on test images that neither training nor model selection has"
                + " seen. ± is one standard error for this number of images: differences of that"
                + " size may be chance."));
  }

  private Element table(Map<String, ClassifierResult> classifiers) {
    Table table =
        new Table(
            "Classifiers of this run",
            "Classifier",
            "Method",
            "ReLUs",
            "Kept",
            "Accuracy",
            "To the teacher",
            "Fixed point",
            "Test images",
            "Time");
    classifiers.forEach((name, result) -> table.row(Names.bundle(name), cells(name, result)));
    return table.element();
  }

  private String[] cells(String name, ClassifierResult result) {
    List<String> cells = new ArrayList<>();
    cells.add(Names.method(result.method()));
    cells.add(Figures.count(result.relus()));
    cells.add(
        facts.network().map(n -> Figures.share(result.relus(), n.relus())).orElse(Figures.UNKNOWN));
    cells.add(accuracy(result));
    cells.add(name.equals(RunDirectory.TEACHER) ? "" : difference(result.accuracy()));
    cells.add(Figures.percent(result.fixedPointAccuracy()));
    cells.add(result.testImages() == 0 ? Figures.UNKNOWN : Figures.count(result.testImages()));
    cells.add(Figures.duration(result.seconds()));
    return cells.toArray(String[]::new);
  }

  private static String accuracy(ClassifierResult result) {
    Double accuracy = result.accuracy();
    return accuracy == null || result.testImages() == 0
        ? Figures.percent(accuracy)
        : Figures.percent(accuracy)
            + Figures.formatted(" ± %.2f", 100 * standardError(accuracy, result.testImages()));
  }

  private String difference(@Nullable Double accuracy) {
    return difference(facts, accuracy);
  }

  /** Points of accuracy above or below the teacher, or a dash if either is unknown. */
  static String difference(ReportFacts facts, @Nullable Double accuracy) {
    ClassifierResult teacher = facts.results().classifiers().get(RunDirectory.TEACHER);
    Double reference = teacher == null ? null : teacher.accuracy();
    if (accuracy == null || reference == null) {
      return Figures.UNKNOWN;
    }
    return Figures.formatted("%+.2f points", 100 * (accuracy - reference)).replace('-', '−');
  }

  /** Standard error of a fraction measured on this many independent images. */
  static double standardError(double fraction, int images) {
    return Math.sqrt(fraction * (1 - fraction) / images);
  }
}
