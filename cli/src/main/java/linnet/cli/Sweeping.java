// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;
import linnet.report.Figures;
import linnet.report.html.SweepReport;
import linnet.report.sweep.CellResult;
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

  /** What was found. */
  record Outcome(String report, int done, SweepSubject subject, List<SweepRow> rows) {}

  @Override
  void run() {
    Sweep sweep = new Sweep(SweepGrid.read(file), workspace(), console());
    List<SweepCell> cells = sweep.cells();
    Interruption.announce(console(), () -> "give the same command again to go on");
    if (part.list) {
      list(sweep, cells);
    } else if (part.manifest != null) {
      write(part.manifest, sweep, cells.size());
    } else if (part.prepare) {
      sweep.prepare();
      Prepared prepared = new Prepared(sweep.grid().name(), sweep.folder().toString());
      console().result(prepared, "Teacher and sensitivity are there.");
    } else if (part.task != null) {
      task(sweep, cells, TaskNumber.of(part.task, System.getenv(), cells.size()));
    } else {
      if (!part.report) {
        everything(sweep, cells);
      }
      report(sweep);
    }
  }

  private void everything(Sweep sweep, List<SweepCell> cells) {
    sweep.prepare();
    for (SweepCell cell : cells) {
      if (sweep.state(cell) != SweepCell.State.DONE) {
        SweepProgress progress = SweepProgress.of(done(sweep, cells), cells.size());
        console().note("%s: %s".formatted(progress.text(), cell));
      }
      sweep.run(cell);
    }
  }

  private static List<CellResult> done(Sweep sweep, List<SweepCell> cells) {
    return cells.stream()
        .filter(cell -> sweep.state(cell) == SweepCell.State.DONE)
        .map(cell -> sweep.run(cell))
        .toList();
  }

  private void task(Sweep sweep, List<SweepCell> cells, int number) {
    if (!sweep.isPrepared()) {
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

  private void report(Sweep sweep) {
    SweepResults results = sweep.results();
    Path page = SweepReport.write(sweep.folder(), results);
    Outcome outcome =
        new Outcome(page.toString(), results.cells().size(), results.subject(), results.rows());
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

  /** The grid goes along, so that tasks find it wherever the workspace is. */
  private void write(SweepManifest manifest, Sweep sweep, int cells) {
    Path grid = sweep.folder().resolve("grid.yaml").toAbsolutePath().normalize();
    copy(grid, sweep.grid().name());
    Path written = sweep.folder().resolve(manifest.file());
    AtomicFiles.writeText(
        written,
        manifest.text(
            new SweepManifest.Work(
                sweep.grid().name(),
                System.getProperty("linnet.launcher", "linnet"),
                grid.toString(),
                workspace().folder().toAbsolutePath().normalize().toString(),
                cells)));
    console()
        .result(
            new Written(sweep.grid().name(), written.toString(), cells),
            "%d cells; %s".formatted(cells, manifest.usage(written.toString())));
  }

  private void copy(Path to, String name) {
    try {
      String text = Files.readString(file);
      // A grid without a name is called after its file, which the copy is not.
      boolean named = text.lines().anyMatch(line -> line.startsWith("name:"));
      AtomicFiles.writeText(to, named ? text : "name: %s%n%s".formatted(name, text));
    } catch (IOException e) {
      throw new InputException("The grid %s cannot be read again.".formatted(file), e);
    }
  }
}
