// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Widths;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.Provenance;
import linnet.report.ClassifierResult;
import linnet.report.Figures;
import linnet.report.RunDirectory;
import linnet.report.RunResults;
import linnet.report.html.HtmlReport;
import linnet.training.data.DataSet;
import linnet.training.engine.Device;
import linnet.training.engine.Execution;
import linnet.training.engine.Precision;
import linnet.training.loop.TeacherTraining;
import linnet.training.loop.TrainingRecords;
import linnet.training.loop.TrainingResult;
import linnet.training.parallel.Collective;
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
  private static final String SELECTED_EPOCH = "selectedEpoch";
  private static final String VALIDATION_ACCURACY = "validationAccuracy";

  /**
   * Trains the teacher of a run by its settings, in one process. A teacher that is complete stays
   * as it is; what is missing of its figures is measured.
   */
  static Teacher train(RunDirectory run, DataSet data, Console console) {
    return train(run, data, console, BatchDivision.of(run).among(Collective.alone()));
  }

  /** The same with divided batches; the other processes take part unless {@link #isTrained}. */
  static Teacher train(RunDirectory run, DataSet data, Console console, Division division) {
    long start = System.nanoTime();
    double imagesPerSecond = 0;
    if (isTrained(run)) {
      judge(run, data);
    } else {
      imagesPerSecond = make(run, data, console, division);
      measure(run, data, secondsSince(start));
    }
    return of(run, imagesPerSecond, secondsSince(start));
  }

  /** Whether a run has its teacher, judged or not. */
  static boolean isTrained(RunDirectory run) {
    return run.hasBundle(RunDirectory.TEACHER);
  }

  /**
   * Measures the figures of a complete teacher if they are missing: its training may have been
   * killed before they were kept, or they were deleted.
   */
  static void judge(RunDirectory run, DataSet data) {
    RunResults results = run.results();
    Widths widths = TrainSettings.of(run).networkFor(data).widths();
    ClassifierResult full = results.classifiers().get(RunDirectory.TEACHER);
    boolean judged =
        full != null
            && full.accuracy() != null
            && WidthResult.known(results, RunDirectory.TEACHER, widths).size()
                == widths.narrower().size();
    if (!judged) {
      measure(run, data, 0); // how long the training took is not known any more
    }
  }

  /** Trains, and keeps the bundle; the mean training speed of this process. */
  private static double make(RunDirectory run, DataSet data, Console console, Division division) {
    TrainSettings settings = TrainSettings.of(run);
    run.writeEnvironment(Circumstances.machine());
    try (TrainingProgress progress = new TrainingProgress(console, RunDirectory.TEACHER)) {
      TrainingResult result =
          TeacherTraining.run(
              settings.networkFor(data),
              settings.split(data),
              data.preprocessing(),
              options(settings),
              TrainingRecords.in(run.path(), progress),
              division);
      run.writeBundle(RunDirectory.TEACHER, bundle(result, data, settings, division));
      return progress.imagesPerSecond();
    }
  }

  private static void measure(RunDirectory run, DataSet data, double trainingSeconds) {
    Precision precision = TrainSettings.of(run).precision();
    Model model = run.bundle(RunDirectory.TEACHER).model();
    double accuracy = TestAccuracy.of(model, data.preprocessing(), data.test(), precision);
    ClassifierResult full =
        ClassifierResult.made("training", model.relus(), trainingSeconds)
            .withAccuracy(accuracy, data.test().size());
    RunResults results = run.results().with(RunDirectory.TEACHER, full);
    List<WidthResult> widths = WidthResult.of(model, data.preprocessing(), data.test(), precision);
    run.writeResults(WidthResult.add(results, RunDirectory.TEACHER, full, widths));
    HtmlReport.write(run);
  }

  /** What a run keeps of its teacher, which was judged. */
  private static Teacher of(RunDirectory run, double imagesPerSecond, double seconds) {
    Bundle bundle = run.bundle(RunDirectory.TEACHER);
    Map<String, String> facts = bundle.provenance().facts();
    Network network = bundle.model().network();
    RunResults results = run.results();
    ClassifierResult full =
        Objects.requireNonNull(results.classifiers().get(RunDirectory.TEACHER), "judged");
    double validation = Double.parseDouble(facts.getOrDefault(VALIDATION_ACCURACY, "NaN"));
    return new Teacher(
        run.name(),
        run.path().toString(),
        network.name(),
        network.relus(),
        TrainSettings.of(run).epochs(),
        Integer.parseInt(facts.getOrDefault(SELECTED_EPOCH, "0")),
        Double.isNaN(validation) ? null : validation,
        Objects.requireNonNull(full.accuracy(), "judged"),
        full.testImages(),
        imagesPerSecond,
        seconds,
        WidthResult.known(results, RunDirectory.TEACHER, network.widths()));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
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

  /** Its provenance has the settings without the folder of the images, which is private. */
  private static Bundle bundle(
      TrainingResult result, DataSet data, TrainSettings settings, Division division) {
    Provenance provenance =
        Circumstances.here(settings.precision())
            .with("method", "training")
            .with("settings", settings.withData(data.name()))
            .with("batchParts", division.parts())
            .with("processes", division.processes().size())
            .with("data", data.name())
            .with("trainingImages", data.train().size() + " " + data.train().checksum())
            .with(SELECTED_EPOCH, result.epoch())
            .with(VALIDATION_ACCURACY, result.validationAccuracy());
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
