// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import linnet.linearization.senet.SensitivityFile;
import linnet.network.InputException;
import linnet.network.Model;
import linnet.network.Network;
import linnet.report.ClassifierResult;
import linnet.report.RunDirectory;
import linnet.report.Workspace;
import linnet.report.sweep.CellResult;
import linnet.report.sweep.SweepResults;
import linnet.report.sweep.SweepSubject;
import linnet.training.data.DataSet;
import org.jspecify.annotations.Nullable;

/**
 * A grid in a workspace: one folder for the sweep, and in it one run for each cell, and the
 * teacher's if it is trained. Everything that is done stands on disk, so that any number of
 * processes may do cells of one sweep, one after the other or at once.
 */
final class Sweep {
  private static final String CELL = "cell.json";

  private final SweepGrid grid;
  private final Path folder;
  private final Console console;
  private final Optional<TrainSettings> training;
  private final RunDirectory teacher;
  private final CostModel costs;
  private @Nullable DataSet data;

  /** A sweep in a workspace; nothing is written yet. */
  Sweep(SweepGrid grid, Workspace workspace, Console console) {
    this.grid = grid;
    this.console = console;
    folder = workspace.folder().resolve(grid.name());
    if (RunDirectory.isRun(folder)) {
      throw new InputException(
          "There is a run called %s already; give the sweep another name.".formatted(grid.name()));
    }
    String existing = grid.teacher().get(SweepGrid.RUN);
    training =
        existing == null ? Optional.of(Train.settings(grid.teacher(), console)) : Optional.empty();
    teacher =
        existing == null
            ? new RunDirectory(folder.resolve(RunDirectory.TEACHER))
            : workspace.find(existing);
    costs = CostModel.of(workspace, grid.link());
  }

  SweepGrid grid() {
    return grid;
  }

  Path folder() {
    return folder;
  }

  /**
   * All cells in the order of the grid.
   *
   * @throws linnet.network.BudgetException if the network cannot meet a budget
   */
  List<SweepCell> cells() {
    return grid.cells(network());
  }

  /** How far a cell has come. */
  SweepCell.State state(SweepCell cell) {
    RunDirectory run = run(cell.folder());
    if (Files.exists(run.path().resolve(CELL))) {
      return SweepCell.State.DONE;
    }
    return RunDirectory.isRun(run.path()) ? SweepCell.State.BEGUN : SweepCell.State.OPEN;
  }

  /** Whether everything that cells share is there. */
  boolean isPrepared() {
    return RunDirectory.isRun(teacher.path())
        && teacher.hasBundle(RunDirectory.TEACHER)
        && (grid.sensitivity().isEmpty() || Files.exists(teacher.sensitivityFile()));
  }

  /** Makes what cells share, as far as it is not there: the teacher and the sensitivity. */
  void prepare() {
    training.ifPresent(this::train);
    if (grid.sensitivity().isPresent() && !Files.exists(teacher.sensitivityFile())) {
      console.note("measuring the sensitivity of the teacher");
      Sensitivity.measure(teacher, grid.sensitivity().get(), console);
    }
  }

  private void train(TrainSettings settings) {
    if (!RunDirectory.isRun(teacher.path())) {
      Train.checked(settings);
      settings.store(teacher);
    } else if (!TrainSettings.of(teacher).equals(settings)) {
      throw madeOtherwise(teacher);
    }
    if (!teacher.hasBundle(RunDirectory.TEACHER)) {
      console.note("training the teacher");
      Teacher.train(teacher, data(), console);
    } else {
      Teacher.judge(teacher, data());
    }
  }

  /** Does one cell, or goes on with it; what is done is not repeated. */
  CellResult run(SweepCell cell) {
    RunDirectory run = run(cell.folder());
    requireSameSettings(cell, run);
    Optional<CellResult> done = CellResult.read(run.path().resolve(CELL));
    if (done.isPresent()) {
      return done.get();
    }
    if (!hasStudent(run)) {
      Student.make(teacher, run, RunDirectory.STUDENT, data(), console);
    }
    CellResult result = result(cell, run);
    result.write(run.path().resolve(CELL));
    return result;
  }

  /** Everything found so far; predictions for another link or machine are made anew. */
  SweepResults results() {
    List<SweepCell> cells = cells();
    List<CellResult> done =
        cells.stream()
            .filter(cell -> state(cell) == SweepCell.State.DONE)
            .map(this::current)
            .toList();
    return new SweepResults(subject(cells.size()), done);
  }

  private CellResult current(SweepCell cell) {
    CellResult result = run(cell);
    CellResult.Online online = result.online();
    RunDirectory run = run(cell.folder());
    boolean sameLink = online.link().equals(grid.link().name());
    boolean sameMachine = online.machine().equals(costs.speeds().machine());
    // figures that were kept without the student stay as they are
    if (sameLink && (sameMachine || !run.hasBundle(RunDirectory.STUDENT))) {
      return result;
    }
    CellResult predicted = result.withOnline(online(run.bundle(RunDirectory.STUDENT).model()));
    predicted.write(run.path().resolve(CELL));
    return predicted;
  }

  private void requireSameSettings(SweepCell cell, RunDirectory run) {
    LinearizeSettings wanted = grid.settings(cell);
    if (!RunDirectory.isRun(run.path())) {
      begin(run, wanted);
    } else if (!Student.settings(run, RunDirectory.STUDENT).equals(wanted)
        || !TrainSettings.of(run).equals(TrainSettings.of(teacher))) {
      throw madeOtherwise(run);
    }
  }

  /** A cell is a run that can be served and reproduced without the sweep. */
  private void begin(RunDirectory run, LinearizeSettings wanted) {
    if (Files.exists(teacher.sensitivityFile())) {
      Model measuredOn = teacher.bundle(RunDirectory.TEACHER).model();
      SensitivityFile.copy(teacher.sensitivityFile(), run.sensitivityFile(), measuredOn);
    }
    run.writeEnvironment(Circumstances.machine());
    run.writeConfiguration(
        Student.configured(
            BatchDivision.of(teacher).in(TrainSettings.of(teacher).configuration()),
            RunDirectory.STUDENT,
            wanted));
  }

  /** A process may have been killed after the student was kept and before the cell was done. */
  private static boolean hasStudent(RunDirectory run) {
    ClassifierResult result = run.results().classifiers().get(RunDirectory.STUDENT);
    return run.hasBundle(RunDirectory.STUDENT) && result != null && result.accuracy() != null;
  }

  private CellResult result(SweepCell cell, RunDirectory run) {
    Model student = run.bundle(RunDirectory.STUDENT).model();
    ClassifierResult figures = run.results().classifiers().get(RunDirectory.STUDENT);
    if (figures == null || figures.accuracy() == null) {
      throw new InputException(
          "%s has no accuracy of its student; delete the folder, and the cell is done again."
              .formatted(run.path()));
    }
    return new CellResult(
        cell.method().name(),
        cell.seed(),
        student.relus(),
        figures.accuracy(),
        teacherAccuracy(),
        figures.testImages(),
        figures.seconds(),
        student.masks().allocation().unitsBySite(),
        online(student));
  }

  private CellResult.Online online(Model student) {
    return new CellResult.Online(
        costs.onlineMillis(CostModel.plan(student)), grid.link().name(), costs.speeds().machine());
  }

  private @Nullable Double teacherAccuracy() {
    ClassifierResult judged =
        RunDirectory.isRun(teacher.path())
            ? teacher.results().classifiers().get(RunDirectory.TEACHER)
            : null;
    return judged == null ? null : judged.accuracy();
  }

  private SweepSubject subject(int cells) {
    TrainSettings settings = settings();
    Network network = network();
    return new SweepSubject(
        grid.name(),
        data().name(),
        settings.limit() == 0,
        network.name(),
        settings.width(),
        network.relus(),
        teacherAccuracy(),
        SweepSubject.units(network),
        grid.link().name(),
        cells);
  }

  private RunDirectory run(String name) {
    return new RunDirectory(folder.resolve(name));
  }

  private TrainSettings settings() {
    return training.orElseGet(() -> TrainSettings.of(teacher));
  }

  /** As the teacher's settings say; figures kept without weights have no bundle to ask. */
  private Network network() {
    return settings().networkFor(data());
  }

  private DataSet data() {
    DataSet images = data == null ? settings().source().open() : data;
    data = images;
    return images;
  }

  private InputException madeOtherwise(RunDirectory run) {
    return new InputException(
        "%s was made with other settings than the grid's; give the sweep another name, or delete that folder to make it anew."
            .formatted(run.path()));
  }
}
