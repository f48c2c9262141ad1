// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import linnet.network.InputException;
import linnet.network.LinnetException;
import linnet.network.files.AtomicFiles;
import linnet.report.Figures;
import linnet.report.html.SweepReport;
import linnet.report.sweep.CellResult;
import linnet.report.sweep.PublishedPoint;
import linnet.report.sweep.SweepResults;
import linnet.report.sweep.SweepRow;
import linnet.report.sweep.SweepSubject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet sweep}: many methods, budgets and seeds, and what is best. */
@Command(
    name = "sweep",
    description = {
      "Makes a student for every method, budget and seed of a grid, from one teacher, and compares"
          + " them: accuracy with its deviation over seeds, predicted online time, Pareto fronts.",
      "Given again, it goes on where it was interrupted. Grids are described in docs/sweeps.md.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet sweep grid.yaml",
      "  linnet sweep grid.yaml --list",
      "  linnet sweep grid.yaml --manifest slurm",
    })
final class Sweeping extends LinnetCommand {
  @Parameters(index = "0", paramLabel = "GRID", description = "A YAML file.")
  private Path file = Path.of("grid.yaml");

  @ArgGroup private Part part = new Part();

  /** One of the things to do instead of everything. */
  static final class Part {
    @Option(names = "--list", description = "Show the numbered cells and how far each has come.")
    boolean list;

    @Option(names = "--prepare", description = "Make only what cells share.")
    boolean prepare;

    @Option(
        names = "--task",
        paramLabel = "N",
        arity = "0..1",
        fallbackValue = "",
        description =
            "Do cell N only, or without N the one that SLURM_ARRAY_TASK_ID or"
                + " JOB_COMPLETION_INDEX names.")
    @Nullable String task;

    @Option(names = "--report", description = "Run nothing; report what was found so far.")
    boolean report;

    @Option(
        names = "--manifest",
        paramLabel = "SCHEDULER",
        description = "Write the sweep as work for slurm or kubernetes.")
    @Nullable SweepManifest manifest;
  }

  Sweeping(Console console) {
    super(console);
  }

  /** A cell as {@code --list} shows it. */
  record Listed(int number, String method, int relus, long seed, String state, String folder) {}

  /** All cells. */
  record Listing(String sweep, List<Listed> cells) {}

  /** What {@code --prepare} prints. */
  record Prepared(String sweep, String folder) {}

  /** What {@code --manifest} prints. */
  record Written(String sweep, String file, int cells) {}

  /**
   * What was found.
   *
   * @param frontOfRelus the rows that no other beats in ReLUs and accuracy
   * @param frontOfOnline the same with predicted online time
   * @param machines behind the predicted times
   * @param published what papers report of the same data set, network and width
   * @param failed cells that could not be made, and why
   */
  record Outcome(
      String report,
      int done,
      SweepSubject subject,
      List<SweepRow> rows,
      List<SweepRow> frontOfRelus,
      List<SweepRow> frontOfOnline,
      List<String> machines,
      List<PublishedPoint> published,
      List<Failed> failed) {}

  /** A cell that could not be made. */
  record Failed(String cell, String reason) {}

  @Override
  void run() {
    Sweep sweep = new Sweep(SweepGrid.read(file), workspace(), console());
    if (part.manifest != null) {
      write(part.manifest, sweep);
      return;
    }
    List<SweepCell> cells = sweep.cells();
    Interruption.announce(console(), () -> "give the same command again to go on");
    if (part.list) {
      list(sweep, cells);
    } else if (part.prepare) {
      sweep.teacher().prepare();
      Prepared prepared = new Prepared(sweep.grid().name(), sweep.folder().toString());
      console().result(prepared, "Teacher and sensitivity are there.");
    } else if (part.task != null) {
      task(sweep, cells, TaskNumber.of(part.task, System.getenv(), cells.size()));
    } else if (part.report) {
      report(sweep, Map.of());
    } else {
      Map<SweepCell, LinnetException> failed = everything(sweep, cells);
      report(sweep, failed);
      for (LinnetException first : failed.values()) {
        throw first; // its exit code is the sweep's, with everything else done
      }
    }
  }

  /** Makes all cells; what is wrong with one of them does not keep the others from being made. */
  private Map<SweepCell, LinnetException> everything(Sweep sweep, List<SweepCell> cells) {
    sweep.teacher().prepare();
    Map<SweepCell, LinnetException> failed = new LinkedHashMap<>();
    for (SweepCell cell : cells) {
      if (sweep.state(cell) != SweepCell.State.DONE) {
        SweepProgress progress = SweepProgress.of(done(sweep, cells), cells.size());
        console().note("%s: %s".formatted(progress.text(), cell));
      }
      try {
        sweep.run(cell);
      } catch (LinnetException e) {
        if (AtomicFiles.isDiskFull(e)) {
          throw e; // the next cell would have no more room
        }
        console().warning("%s was not made: %s".formatted(cell, e.getMessage()));
        failed.put(cell, e);
      }
    }
    return failed;
  }

  private static List<CellResult> done(Sweep sweep, List<SweepCell> cells) {
    return cells.stream()
        .filter(cell -> sweep.state(cell) == SweepCell.State.DONE)
        .map(sweep::result)
        .flatMap(Optional::stream)
        .toList();
  }

  private void task(Sweep sweep, List<SweepCell> cells, int number) {
    if (!sweep.teacher().isPrepared()) {
      throw new InputException(
          "The teacher or its sensitivity is missing, which all cells share; make them first with: linnet sweep %s --prepare."
              .formatted(file));
    }
    CellResult result = sweep.run(cells.get(number));
    console()
        .result(
            result,
            "%s: test accuracy %s, predicted online %s ms"
                .formatted(
                    cells.get(number),
                    Figures.percent(result.accuracy()),
                    Figures.formatted("%.1f", result.online().millis())));
  }

  private void report(Sweep sweep, Map<SweepCell, LinnetException> failed) {
    SweepResults results = sweep.results();
    Path page = SweepReport.write(sweep.folder(), results);
    List<SweepRow> rows = results.rows();
    Outcome outcome =
        new Outcome(
            page.toString(),
            results.cells().size(),
            results.subject(),
            rows,
            SweepResults.front(rows, SweepRow::relus),
            SweepResults.front(rows, SweepRow::onlineMillis),
            results.machines(),
            PublishedPoint.comparableWith(results.subject()),
            failed.entrySet().stream()
                .map(
                    one ->
                        new Failed(
                            one.getKey().folder(), String.valueOf(one.getValue().getMessage())))
                .toList());
    String text =
        "%s%n%d of %d cells done; report: %s"
            .formatted(SweepTables.of(results), outcome.done(), results.subject().cells(), page);
    console().result(outcome, text);
  }

  private void list(Sweep sweep, List<SweepCell> cells) {
    List<Listed> listed =
        cells.stream()
            .map(
                cell ->
                    new Listed(
                        cell.number(),
                        cell.method().name(),
                        cell.relus(),
                        cell.seed(),
                        sweep.state(cell).name().toLowerCase(Locale.ROOT),
                        sweep.folder().resolve(cell.folder()).toString()))
            .toList();
    TextTable table = new TextTable("cell", "method", "ReLUs", "seed", "state");
    for (Listed each : listed) {
      table.row(
          String.valueOf(each.number()),
          each.method(),
          Figures.count(each.relus()),
          String.valueOf(each.seed()),
          each.state());
    }
    console().result(new Listing(sweep.grid().name(), listed), table.toString());
  }

  /**
   * The grid goes along, so that tasks find it wherever the workspace is, under a name of its
   * content, so that numbers of cells mean the same to tasks that wait while the grid changes.
   */
  private void write(SweepManifest manifest, Sweep sweep) {
    SweepGrid grid = sweep.grid();
    String text = GridNode.resolved(file, grid.name(), manifest.dataFolder(grid));
    Path copy =
        sweep
            .folder()
            .resolve("grid-%08x.yaml".formatted(text.hashCode()))
            .toAbsolutePath()
            .normalize();
    AtomicFiles.writeText(copy, text);
    Path written = sweep.folder().resolve(manifest.file());
    AtomicFiles.writeText(
        written,
        manifest.text(
            new SweepManifest.Work(
                grid.name(),
                System.getProperty("linnet.launcher", "linnet"),
                copy.toString(),
                text,
                workspace().folder().toAbsolutePath().normalize().toString(),
                grid.size())));
    console()
        .result(
            new Written(grid.name(), written.toString(), grid.size()),
            "%d cells; %s".formatted(grid.size(), manifest.usage(written.toString())));
  }
}
