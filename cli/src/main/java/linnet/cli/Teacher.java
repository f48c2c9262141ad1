// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.List;
import linnet.network.Network;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.Provenance;
import linnet.report.ClassifierResult;
import linnet.report.Figures;
import linnet.report.RunDirectory;
import linnet.report.html.HtmlReport;
import linnet.training.data.DataSet;
import linnet.training.data.Split;
import linnet.training.engine.Device;
import linnet.training.engine.Execution;
import linnet.training.loop.TeacherTraining;
import linnet.training.loop.TrainingRecords;
import linnet.training.loop.TrainingResult;
import linnet.training.parallel.Division;
import org.jspecify.annotations.Nullable;

/**
 * The service behind {@code train}: the teacher of a run, trained or trained further, judged, and
 * kept in the run.
 *
 * @param validationAccuracy of the selected epoch; null without validation images
 * @param accuracy on the test images
 * @param imagesPerSecond mean training speed of this process; 0 if nothing was left to train
 * @param seconds that this process took
 * @param widths the same network at its narrower widths, if it has any
 */
record Teacher(
    String run,
    String folder,
    String network,
    int relus,
    int epochs,
    int selectedEpoch,
    @Nullable Double validationAccuracy,
    double accuracy,
    int testImages,
    double imagesPerSecond,
    double seconds,
    List<WidthResult> widths) {

  /** Trains the teacher of a run by its settings. */
  static Teacher train(RunDirectory run, DataSet data, Console console) {
    return train(run, data, console, Division.NONE);
  }

  /** The same, as the leader of other processes or with divided batches. */
  static Teacher train(RunDirectory run, DataSet data, Console console, Division division) {
    long start = System.nanoTime();
    TrainSettings settings = TrainSettings.of(run);
    run.writeEnvironment(Circumstances.machine());
    Network network = settings.networkFor(data);
    Split split = settings.split(data);
    try (TrainingProgress progress = new TrainingProgress(console, RunDirectory.TEACHER)) {
      TrainingResult result =
          TeacherTraining.run(
              network,
              split,
              data.preprocessing(),
              options(settings),
              TrainingRecords.in(run.path(), progress),
              division);
      double accuracy =
          TestAccuracy.of(result.model(), data.preprocessing(), data.test(), settings.precision());
      Teacher teacher =
          new Teacher(
              run.name(),
              run.path().toString(),
              network.name(),
              network.relus(),
              settings.epochs(),
              result.epoch(),
              Double.isNaN(result.validationAccuracy()) ? null : result.validationAccuracy(),
              accuracy,
              data.test().size(),
              progress.imagesPerSecond(),
              (System.nanoTime() - start) / 1e9,
              WidthResult.of(
                  result.model(), data.preprocessing(), data.test(), settings.precision()));
      teacher.keep(run, bundle(result, data, settings));
      return teacher;
    }
  }

  String text() {
    return "%s: %s with %,d ReLUs, test accuracy %s (%,d images), %s%s%n%s%s"
        .formatted(
            run,
            network,
            relus,
            Figures.percent(accuracy),
            testImages,
            imagesPerSecond > 0 ? "%,.0f images/s, ".formatted(imagesPerSecond) : "",
            Figures.duration(seconds),
            WidthResult.text(widths),
            "Next: linnet linearize %s --fraction 0.1".formatted(run));
  }

  private void keep(RunDirectory run, Bundle bundle) {
    run.writeBundle(RunDirectory.TEACHER, bundle);
    ClassifierResult full =
        ClassifierResult.made("training", relus, seconds).withAccuracy(accuracy, testImages);
    run.writeResults(
        WidthResult.add(
            run.results().with(RunDirectory.TEACHER, full), RunDirectory.TEACHER, full, widths));
    HtmlReport.write(run);
  }

  private static Bundle bundle(TrainingResult result, DataSet data, TrainSettings settings) {
    Provenance provenance =
        Circumstances.here(settings.precision())
            .with("method", "training")
            .with("settings", settings)
            .with("data", data.name())
            .with("trainingImages", data.train().size() + " " + data.train().checksum())
            .with("selectedEpoch", result.epoch())
            .with("validationAccuracy", result.validationAccuracy());
    return new Bundle(result.model(), data.preprocessing(), data.classNames(), provenance);
  }

  /** How a teacher of these settings is trained. */
  static TeacherTraining.Options options(TrainSettings settings) {
    return TeacherTraining.Options.of(
            settings.epochs(),
            settings.schedule().from(settings.learningRate()),
            settings.augmentation(),
            settings.seed())
        .withBatchSize(settings.batch())
        .withExecution(new Execution(settings.precision(), Device.AUTO));
  }
}
