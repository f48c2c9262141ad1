// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizedModel;
import linnet.linearization.senet.ReluSensitivity;
import linnet.linearization.senet.SensitivityFile;
import linnet.network.ReluBudget;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.Provenance;
import linnet.report.ClassifierResult;
import linnet.report.Figures;
import linnet.report.RunDirectory;
import linnet.report.html.HtmlReport;
import linnet.training.data.DataSet;
import linnet.training.loop.TrainingRecords;
import org.jspecify.annotations.Nullable;

/**
 * The service behind {@code linearize}: a student of a run's teacher, judged, and kept in the run.
 *
 * @param name of the bundle
 * @param teacherRelus units of the teacher
 * @param accuracy on the test images
 * @param seconds that this process took
 * @param widths the same student at its narrower widths, if it has any
 */
record Student(
    String run,
    String name,
    String method,
    int budget,
    int relus,
    int teacherRelus,
    double accuracy,
    int testImages,
    double imagesPerSecond,
    double seconds,
    List<WidthResult> widths) {

  /** Makes a student by the settings that the run keeps under this name. */
  static Student make(RunDirectory run, String name, DataSet data, Console console) {
    long start = System.nanoTime();
    LinearizeSettings settings = settings(run, name);
    TrainSettings training = TrainSettings.of(run);
    Bundle teacher = run.bundle(RunDirectory.TEACHER);
    ReluBudget budget = ReluBudget.of(settings.relus(), teacher.model().network());
    LinearizationData images = LinearizationData.of(data, training.heldOut(data), training.seed());
    try (TrainingProgress progress = new TrainingProgress(console, name)) {
      LinearizedModel linearized =
          settings
              .linearizer(sensitivity(run))
              .linearize(
                  teacher.model(),
                  images,
                  budget,
                  settings.options(training),
                  TrainingRecords.in(run.workFolder(name), progress));
      double accuracy =
          TestAccuracy.of(
              linearized.model(), data.preprocessing(), data.test(), training.precision());
      Student student =
          new Student(
              run.name(),
              name,
              methodName(settings),
              budget.units(),
              linearized.model().relus(),
              teacher.model().relus(),
              accuracy,
              data.test().size(),
              progress.imagesPerSecond(),
              (System.nanoTime() - start) / 1e9,
              WidthResult.of(
                  linearized.model(), data.preprocessing(), data.test(), training.precision()));
      student.keep(run, teacher.withModel(linearized.model(), provenance(linearized)));
      return student;
    }
  }

  static LinearizeSettings settings(RunDirectory run, String name) {
    return run.configuration().section(section(name), LinearizeSettings.class);
  }

  static void store(RunDirectory run, String name, LinearizeSettings settings) {
    run.writeConfiguration(run.configuration().with(section(name), settings));
  }

  private static String section(String name) {
    return "linearize " + name;
  }

  private static String methodName(LinearizeSettings settings) {
    return settings.method().name().toLowerCase(Locale.ROOT);
  }

  String text() {
    return "%s/%s: %s keeps %,d of %,d ReLUs (%s), test accuracy %s (%,d images), %s%n%s%s"
        .formatted(
            run,
            name,
            method,
            relus,
            teacherRelus,
            Figures.percent((double) relus / teacherRelus),
            Figures.percent(accuracy),
            testImages,
            Figures.duration(seconds),
            WidthResult.text(widths),
            "Next: linnet serve %s --bundle %s".formatted(run, name));
  }

  private void keep(RunDirectory run, Bundle bundle) {
    run.writeBundle(name, bundle);
    ClassifierResult full =
        ClassifierResult.made(method, relus, seconds).withAccuracy(accuracy, testImages);
    run.writeResults(WidthResult.add(run.results().with(name, full), name, full, widths));
    run.discardCheckpoints(name);
    HtmlReport.write(run);
  }

  private static Provenance provenance(LinearizedModel linearized) {
    Provenance provenance = Provenance.ofThisMachine().with("linnet", Version.text());
    for (var fact : linearized.facts().entrySet()) {
      provenance = provenance.with(fact.getKey(), fact.getValue());
    }
    return provenance;
  }

  /** The sensitivity that the command of that name measured, if it did. */
  private static @Nullable ReluSensitivity sensitivity(RunDirectory run) {
    Path file = run.sensitivityFile();
    return Files.exists(file) ? SensitivityFile.read(file) : null;
  }
}
