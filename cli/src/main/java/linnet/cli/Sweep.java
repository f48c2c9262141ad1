// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import linnet.linearization.senet.SensitivityFile;
import linnet.network.InputException;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Widths;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.Provenance;
import linnet.network.files.FolderLock;
import linnet.report.ClassifierName;
import linnet.report.ClassifierResult;
import linnet.report.RunDirectory;
import linnet.report.Workspace;
import linnet.report.sweep.CellResult;
import linnet.report.sweep.SweepResults;
import linnet.report.sweep.SweepSubject;

/**
 * A grid in a workspace: one folder for the sweep, and in it one run for each cell, and the
 * teacher's if it is trained. Everything that is done stands on disk, so that any number of
 * processes may do cells of one sweep, one after the other or at once.
 */
final class Sweep {
  private static final String CELL = "cell.json";

  /** Facts of a student's provenance that tell how it was made. */
  private static final Set<String> MADE =
      Set.of("methodOptions", "search", "tuning", "optimization");

  private final SweepGrid grid;
  private final Path folder;
  private final Console console;
  private final SweepTeacher teacher;
  private final CostModel costs;

  /** A sweep in a workspace; nothing is written yet. */
  Sweep(SweepGrid grid, Workspace workspace, Console console) {
    this.grid = grid;
    this.console = console;
    folder = workspace.folder().resolve(grid.name());
    if (RunDirectory.isRun(folder)) {
      throw new InputException(
          "There is a run called %s already; give the sweep another name.".formatted(grid.name()));
    }
    teacher = new SweepTeacher(grid, folder, workspace, console);
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
    return grid.cells(teacher.network());
  }

  /** How far a cell has come. */
  SweepCell.State state(SweepCell cell) {
    RunDirectory run = run(cell.folder());
    if (Files.exists(run.path().resolve(CELL))) {
      return SweepCell.State.DONE;
    }
    return RunDirectory.isRun(run.path()) ? SweepCell.State.BEGUN : SweepCell.State.OPEN;
  }

  /** What cells share. */
  SweepTeacher teacher() {
    return teacher;
  }

  /** Does one cell, or goes on with it; what is done is not repeated. */
  CellResult run(SweepCell cell) {
    RunDirectory run = run(cell.folder());
    requireSameSettings(cell, run);
    Optional<CellResult> done = result(cell);
    if (done.isPresent()) {
      return done.get();
    }
    FolderLock.during(run.path(), () -> makeStudent(cell, run));
    CellResult result = result(cell, run);
    result.write(run.path().resolve(CELL));
    return result;
  }

  private void makeStudent(SweepCell cell, RunDirectory run) {
    if (!RunDirectory.isRun(run.path())) {
      begin(run, grid.settings(cell));
    }
    if (!hasStudent(run)) {
      Student.make(teacher.run(), run, RunDirectory.STUDENT, teacher.data(), console);
    }
  }

  /** What a cell found, if it is done. */
  Optional<CellResult> result(SweepCell cell) {
    return CellResult.read(run(cell.folder()).path().resolve(CELL));
  }

  /** Everything found so far; predictions for another link or machine are made anew. */
  SweepResults results() {
    teacher.requireAsInGrid();
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
    boolean kept = run.hasBundle(RunDirectory.STUDENT);
    if (sameLink && (sameMachine || !kept)) {
      return result;
    }
    if (!kept) {
      throw new InputException(
          "The figures of %s were kept without its student, so its time over %s cannot be predicted; write link: %s into the grid."
              .formatted(run.path(), grid.link().name(), online.link()));
    }
    CellResult predicted = result(cell, run);
    predicted.write(run.path().resolve(CELL));
    return predicted;
  }

  private void requireSameSettings(SweepCell cell, RunDirectory run) {
    if (!RunDirectory.isRun(run.path())) {
      return;
    }
    if (!Student.settings(run, RunDirectory.STUDENT).equals(grid.settings(cell))
        || !TrainSettings.of(teacher.run()).allows(TrainSettings.of(run))
        || hasOtherSensitivity(run)) {
      throw SweepTeacher.madeOtherwise(run);
    }
  }

  private boolean hasOtherSensitivity(RunDirectory run) {
    Path shared = teacher.run().sensitivityFile();
    Path own = run.sensitivityFile();
    try {
      return Files.exists(shared) && Files.exists(own) && Files.mismatch(shared, own) >= 0;
    } catch (IOException e) {
      throw new InputException("%s cannot be read; restore it.".formatted(own), e);
    }
  }

  /** A cell is a run that can be served and reproduced without the sweep. */
  private void begin(RunDirectory run, LinearizeSettings wanted) {
    Path sensitivity = teacher.run().sensitivityFile();
    if (Files.exists(sensitivity)) {
      Model measuredOn = teacher.run().bundle(RunDirectory.TEACHER).model();
      SensitivityFile.copy(sensitivity, run.sensitivityFile(), measuredOn);
    }
    run.writeEnvironment(Circumstances.machine());
    run.writeConfiguration(
        Student.configured(
            BatchDivision.of(teacher.run()).in(teacher.ofCells().configuration()),
            RunDirectory.STUDENT,
            wanted));
  }

  /** A process may have been killed after the student was kept and before the cell was done. */
  private static boolean hasStudent(RunDirectory run) {
    ClassifierResult result = run.results().classifiers().get(RunDirectory.STUDENT);
    return run.hasBundle(RunDirectory.STUDENT) && result != null && result.accuracy() != null;
  }

  private CellResult result(SweepCell cell, RunDirectory run) {
    Bundle bundle = run.bundle(RunDirectory.STUDENT);
    List<CellResult> narrower =
        bundle.model().network().widths().narrower().reversed().stream()
            .map(width -> result(cell, run, bundle, width, List.of()))
            .toList();
    return result(cell, run, bundle, Widths.ALL, narrower);
  }

  private CellResult result(
      SweepCell cell, RunDirectory run, Bundle bundle, double width, List<CellResult> narrower) {
    ClassifierName name = new ClassifierName(RunDirectory.STUDENT, width);
    ClassifierResult figures = run.results().classifiers().get(name.toString());
    if (figures == null || figures.accuracy() == null) {
      throw new InputException(
          "%s has no accuracy of its %s; delete the folder, and the cell is done again."
              .formatted(run.path(), name));
    }
    Model student = bundle.model().at(width);
    return new CellResult(
        new ClassifierName(cell.method().name(), width).toString(),
        cell.seed(),
        cell.relus(),
        student.relus(),
        figures.accuracy(),
        teacher.accuracy(width),
        figures.testImages(),
        figures.seconds(),
        student.masks().allocation().unitsBySite(),
        made(bundle.provenance()),
        online(student),
        narrower);
  }

  /** What was resolved when the student was made, as defaults change between versions. */
  private static Map<String, String> made(Provenance provenance) {
    Map<String, String> made = new TreeMap<>(provenance.facts());
    made.keySet().retainAll(MADE);
    return made;
  }

  private CellResult.Online online(Model student) {
    return new CellResult.Online(
        costs.onlineMillis(CostModel.plan(student)), grid.link().name(), costs.speeds().machine());
  }

  private SweepSubject subject(int cells) {
    TrainSettings settings = teacher.settings();
    Network network = teacher.network();
    return new SweepSubject(
        grid.name(),
        teacher.data().name(),
        settings.limit() == 0 && settings.heldOut(teacher.data()) == 0,
        settings.variant(),
        settings.width(),
        network.relus(),
        teacher.accuracy(Widths.ALL),
        SweepSubject.units(network),
        grid.link().name(),
        cells);
  }

  private RunDirectory run(String name) {
    return new RunDirectory(folder.resolve(name));
  }
}
