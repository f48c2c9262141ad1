// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

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
            "Accuracy is measured on test images that took no part in training or in choosing"
                + " the model. ± is one standard error for this number of images: differences of"
                + " that size may be chance."));
  }

  private Element table(Map<String, ClassifierResult> classifiers) {
    Table table =
        new Table(
            "Classifiers of this run",
            "Classifier",
            "ReLUs",
            "Accuracy",
            "To the teacher",
            "Fixed point",
            "Time to make");
    classifiers.forEach((name, result) -> table.row(head(name, result), cells(name, result)));
    return table.element();
  }

  private static Element head(String name, ClassifierResult result) {
    return Element.of("th", Names.bundle(name)).add(remark(Names.method(result.method())));
  }

  private Element[] cells(String name, ClassifierResult result) {
    return new Element[] {
      relus(result),
      accuracy(result.accuracy(), result.testImages()),
      Table.cell(name.equals(RunDirectory.TEACHER) ? "" : difference(facts, result.accuracy())),
      accuracy(result.fixedPointAccuracy(), result.fixedPointImages()),
      Table.cell(Figures.duration(result.seconds()))
    };
  }

  private Element relus(ClassifierResult result) {
    Element cell = Table.cell(Figures.count(result.relus()));
    facts
        .network()
        .ifPresent(n -> cell.add(remark(Figures.share(result.relus(), n.relus()) + " kept")));
    return cell;
  }

  private static Element accuracy(@Nullable Double accuracy, int images) {
    if (accuracy == null || images == 0) {
      return Table.cell(Figures.percent(accuracy));
    }
    double error = 100 * standardError(accuracy, images);
    return Table.cell(Figures.percent(accuracy) + Figures.formatted(" ± %.2f", error))
        .add(remark(Figures.count(images) + " images"));
  }

  private static Element remark(String text) {
    return Element.of("span", text).styled("remark");
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
