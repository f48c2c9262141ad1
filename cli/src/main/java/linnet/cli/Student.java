// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizedModel;
import linnet.linearization.methods.TeacherFacts;
import linnet.linearization.senet.MeasuredSensitivity;
import linnet.linearization.senet.SensitivityFile;
import linnet.network.Model;
import linnet.network.ReluBudget;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.Provenance;
import linnet.report.ClassifierResult;
import linnet.report.Figures;
import linnet.report.RunConfiguration;
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
 * @param prediction of its online phase; null if nobody asked for it
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
    @Nullable OnlinePrediction prediction,
    List<WidthResult> widths) {

  /** Makes a student of a run's teacher by the settings that the run keeps under this name. */
  static Student make(RunDirectory run, String name, DataSet data, Console console) {
    return make(run, run, name, data, console);
  }

  /**
   * Makes a student in a run of its own.
   *
   * @param teachers the run with teacher and sensitivity, which is only read
   * @param run where the settings of training and student, its work and its result stand
   */
  static Student make(
      RunDirectory teachers, RunDirectory run, String name, DataSet data, Console console) {
    long start = System.nanoTime();
    LinearizeSettings settings = settings(run, name);
    TrainSettings training = TrainSettings.of(run);
    Bundle teacher = teachers.bundle(RunDirectory.TEACHER);
    ReluBudget budget = ReluBudget.of(settings.relus(), teacher.model().network());
    LinearizationData images = LinearizationData.of(data, training.heldOut(data), training.seed());
    try (TrainingProgress progress = new TrainingProgress(console, name)) {
      LinearizedModel linearized =
          settings
              .linearizer(facts(teachers, teacher.model()))
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
              settings.method(),
              budget.units(),
              linearized.model().relus(),
              teacher.model().relus(),
              accuracy,
              data.test().size(),
              progress.imagesPerSecond(),
              (System.nanoTime() - start) / 1e9,
              null,
              WidthResult.of(
                  linearized.model(), data.preprocessing(), data.test(), training.precision()));
      student.keep(run, teacher.withModel(linearized.model(), provenance(linearized, training)));
      return student;
    }
  }

  static LinearizeSettings settings(RunDirectory run, String name) {
    return run.configuration().section(section(name), LinearizeSettings.class);
  }

  static void store(RunDirectory run, String name, LinearizeSettings settings) {
    run.writeConfiguration(configured(run.configuration(), name, settings));
  }

  /** A configuration with the settings of a student. */
  static RunConfiguration configured(
      RunConfiguration configuration, String name, LinearizeSettings settings) {
    return configuration.with(section(name), settings);
  }

  private static String section(String name) {
    return "linearize " + name;
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
            (prediction == null ? "" : prediction.text() + System.lineSeparator())
                + "Next: linnet serve %s --bundle %s".formatted(run, name));
  }

  Student withPrediction(OnlinePrediction other) {
    return new Student(
        run,
        name,
        method,
        budget,
        relus,
        teacherRelus,
        accuracy,
        testImages,
        imagesPerSecond,
        seconds,
        other,
        widths);
  }

  private void keep(RunDirectory run, Bundle bundle) {
    run.writeBundle(name, bundle);
    ClassifierResult full =
        ClassifierResult.made(method, relus, seconds).withAccuracy(accuracy, testImages);
    run.writeResults(WidthResult.add(run.results().with(name, full), name, full, widths));
    run.discardCheckpoints(name);
    HtmlReport.write(run);
  }

  private static Provenance provenance(LinearizedModel linearized, TrainSettings training) {
    Provenance provenance = Circumstances.here(training.precision());
    for (var fact : linearized.facts().entrySet()) {
      provenance = provenance.with(fact.getKey(), fact.getValue());
    }
    return provenance;
  }

  private static TeacherFacts facts(RunDirectory teachers, Model teacher) {
    return new TeacherFacts(sensitivity(teachers), () -> CostModel.unitCosts(teacher));
  }

  /** The sensitivity that the command of that name measured on this run's teacher, if it did. */
  static Optional<MeasuredSensitivity> sensitivity(RunDirectory run) {
    Path file = run.sensitivityFile();
    return Files.exists(file)
        ? Optional.of(SensitivityFile.open(file, run.bundle(RunDirectory.TEACHER).model()))
        : Optional.empty();
  }
}
