// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.Widths;
import linnet.network.files.FolderLock;
import linnet.report.ClassifierName;
import linnet.report.ClassifierResult;
import linnet.report.RunDirectory;
import linnet.report.Workspace;
import linnet.training.data.DataSet;
import linnet.training.engine.Execution;
import linnet.training.engine.Precision;
import org.jspecify.annotations.Nullable;

/** What all cells of a sweep share: teacher, images and, if the grid wants it, the sensitivity. */
final class SweepTeacher {
  private final SweepGrid grid;
  private final Console console;
  private final Optional<TrainSettings> training;
  private final RunDirectory run;
  private @Nullable DataSet data;

  /**
   * The teacher that a grid names, or is to have trained in the sweep's folder.
   *
   * @param folder of the sweep
   */
  SweepTeacher(SweepGrid grid, Path folder, Workspace workspace, Console console) {
    this.grid = grid;
    this.console = console;
    String existing = grid.teacher().get(SweepGrid.RUN);
    training =
        existing == null ? Optional.of(Train.settings(grid.teacher(), console)) : Optional.empty();
    run =
        existing == null
            ? new RunDirectory(folder.resolve(RunDirectory.TEACHER))
            : workspace.find(existing);
  }

  RunDirectory run() {
    return run;
  }

  /** What the teacher is trained by. */
  TrainSettings settings() {
    return training.orElseGet(() -> TrainSettings.of(run));
  }

  /** As the settings say; figures kept without weights have no bundle to ask. */
  Network network() {
    return settings().networkFor(data());
  }

  DataSet data() {
    DataSet images = data == null ? settings().source().open() : data;
    data = images;
    return images;
  }

  /**
   * Whether everything that cells share is there.
   *
   * @throws InputException if something else is there than the grid asks for
   */
  boolean isPrepared() {
    requireAsInGrid();
    return RunDirectory.isRun(run.path())
        && run.hasBundle(RunDirectory.TEACHER)
        && (grid.sensitivity().isEmpty() || Files.exists(run.sensitivityFile()));
  }

  /** Makes what is not there. */
  void prepare() {
    if (isPrepared() && (training.isEmpty() || accuracy(Widths.ALL) != null)) {
      return;
    }
    FolderLock.during(
        run.path(),
        () -> {
          training.ifPresent(this::train);
          grid.sensitivity().ifPresent(this::measure);
        });
  }

  private void measure(Sensitivity.Effort effort) {
    if (!Files.exists(run.sensitivityFile())) {
      console.note("measuring the sensitivity of the teacher");
      Sensitivity.measure(run, effort, console);
    }
  }

  private void train(TrainSettings settings) {
    if (!RunDirectory.isRun(run.path())) {
      Train.checked(settings);
      settings.withPrecision(decided(settings.precision())).store(run);
    }
    if (!run.hasBundle(RunDirectory.TEACHER)) {
      console.note("training the teacher");
      Teacher.train(run, data(), console);
    } else {
      Teacher.judge(run, data());
    }
  }

  /**
   * How cells are trained: as the teacher was, in the numbers in which it was, so that machines of
   * several kinds make comparable students.
   */
  TrainSettings ofCells() {
    TrainSettings own = TrainSettings.of(run);
    if (own.precision() != Precision.AUTO) {
      return own;
    }
    String recorded =
        run.bundle(RunDirectory.TEACHER).provenance().facts().getOrDefault("precision", "auto");
    return own.withPrecision(decided(Precision.valueOf(recorded.toUpperCase(Locale.ROOT))));
  }

  private static Precision decided(Precision asked) {
    return asked == Precision.AUTO ? Execution.auto().precision() : asked;
  }

  /** Its accuracy on all test images at a width; null if that was not measured. */
  @Nullable Double accuracy(double width) {
    if (!RunDirectory.isRun(run.path())) {
      return null;
    }
    String name = new ClassifierName(RunDirectory.TEACHER, width).toString();
    ClassifierResult judged = run.results().classifiers().get(name);
    return judged == null || judged.testImages() != data().test().size() ? null : judged.accuracy();
  }

  /**
   * Compares what is there with the grid.
   *
   * @throws InputException if teacher or sensitivity were made with other settings
   */
  void requireAsInGrid() {
    if (!RunDirectory.isRun(run.path())) {
      return;
    }
    if (training.isPresent() && !training.get().allows(TrainSettings.of(run))) {
      throw madeOtherwise(run);
    }
    Optional<Sensitivity.Effort> made = Sensitivity.effort(run);
    if (grid.sensitivity().isPresent()
        && made.isPresent()
        && !made.get().equals(grid.sensitivity().get())) {
      throw new InputException(
          "The sensitivity of %s was measured with %s, not %s as the grid says; correct the grid, or give the sweep another name."
              .formatted(run.path(), made.get(), grid.sensitivity().get()));
    }
  }

  /** The sentence for a run that another grid has made. */
  static InputException madeOtherwise(RunDirectory run) {
    return new InputException(
        "%s was made with other settings than the grid's; give the sweep another name, or delete that folder to make it anew."
            .formatted(run.path()));
  }
}
