// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import linnet.network.files.FolderLock;
import linnet.report.ClassifierResult;
import linnet.report.RunDirectory;
import linnet.report.Workspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Sweeps end to end, on a few of the embedded images. */
class SweepingTest {
  private static final String GRID =
      """
      name: small
      teacher: {data: embedded, limit: 120, validation: 20, width: 2, epochs: 1, batch: 40, precision: fp32}
      sensitivity: {epochs: 1}
      methods:
        - random
        - {method: senet, name: senet-published, set: {score: published}}
      budgets: [300, 0.05]
      schedule: quickstart
      search-epochs: 1
      tuning-epochs: 1
      batch: 50
      link: wan
      """;

  private static final List<String> CELLS =
      List.of("random-300-s1", "random-678-s1", "senet-published-300-s1", "senet-published-678-s1");

  @TempDir private static Path shared;
  private static CommandRun whole = new CommandRun(-1, "", "");

  @TempDir private Path folder;

  private static CommandRun sweep(Path workspace, String grid, String... options) {
    try {
      Path file = Files.writeString(workspace.resolve("grid.yaml"), grid);
      return CommandRun.of(
          Stream.concat(
                  Stream.of(
                      "sweep", file.toString(), "--workspace", workspace.toString(), "--json"),
                  Stream.of(options))
              .toArray(String[]::new));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> states(CommandRun list) {
    List<String> states = new ArrayList<>();
    list.json().get("cells").forEach(cell -> states.add(cell.get("state").asString()));
    return states;
  }

  @BeforeAll
  static void sweepOnce() {
    whole = sweep(shared, GRID);
  }

  @Test
  void everyCellKeepsItsBudgetAndTheReportComparesThem() {
    assertThat(whole.code()).as(whole.err()).isZero();
    JsonNode json = whole.json();
    assertThat(json.get("done").asInt()).isEqualTo(4);
    assertThat(json.get("rows")).hasSize(4);
    for (JsonNode row : json.get("rows")) {
      double kept = 0;
      for (JsonNode units : row.get("keptByStage").values()) {
        kept += units.asDouble();
      }
      assertThat(kept).isEqualTo(row.get("relus").asInt());
      assertThat(row.get("accuracy").asDouble()).isBetween(0.0, 1.0);
      assertThat(row.get("onlineMillis").asDouble()).isGreaterThan(40);
      assertThat(row.get("deviation").isNull()).isTrue();
    }
    assertThat(shared.resolve("small"))
        .isDirectoryContaining("glob:**/report.html")
        .isDirectoryContaining("glob:**/report.md")
        .isDirectoryContaining("glob:**/accuracy-relus.svg")
        .isDirectoryContaining("glob:**/accuracy-online.svg");
    for (String cell : CELLS) {
      RunDirectory run = new Workspace(shared).find("small/" + cell);
      assertThat(run.bundle("student").model().relus())
          .isEqualTo(Integer.parseInt(cell.replaceAll(".*-(\\d+)-s1", "$1")));
    }
    assertThat(whole.err()).contains("cell 4 of 4, about ");
  }

  @Test
  void aCellIsReproducedFromWhatItKeepsOfTheSweep() {
    CommandRun again =
        CommandRun.of(
            "reproduce", "small/" + CELLS.get(2), "--workspace", shared.toString(), "--json");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.json().get("identical").asBoolean()).isTrue();
    assertThat(again.json().get("bundles")).hasSize(1);
    assertThat(again.json().get("differences")).isEmpty();
    RunDirectory repeated = new Workspace(shared).find(CELLS.get(2) + "-again-1");
    assertThat(Student.sensitivity(repeated)).isPresent();
  }

  @Test
  void aTeacherWhoseFiguresAreMissingIsJudgedAgain() throws IOException {
    String grid = GRID.replaceAll("sensitivity: .*\n", "");
    sweep(folder, grid, "--prepare");
    RunDirectory teacher = new Workspace(folder).find("small/teacher");
    Double measured = accuracy(teacher);
    Files.delete(teacher.path().resolve("results.json"));

    assertThat(sweep(folder, grid, "--prepare").code()).isZero();

    assertThat(accuracy(teacher)).isNotNull().isEqualTo(measured);
  }

  private static @Nullable Double accuracy(RunDirectory teacher) {
    ClassifierResult judged = teacher.results().classifiers().get("teacher");
    return judged == null ? null : judged.accuracy();
  }

  @Test
  void aSweepThatIsDoneOnlyReports() throws IOException {
    Path cell = shared.resolve("small/random-300-s1/cell.json");
    var before = Files.getLastModifiedTime(cell);

    CommandRun again = sweep(shared, GRID);

    assertThat(again.json()).isEqualTo(whole.json());
    assertThat(again.err()).doesNotContain("cell ");
    assertThat(Files.getLastModifiedTime(cell)).isEqualTo(before);
    assertThat(states(sweep(shared, GRID, "--list"))).containsOnly("done").hasSize(4);
  }

  @Test
  void theReportOverAnotherLinkPredictsAnew() {
    JsonNode lan = sweep(shared, GRID.replace("link: wan", "link: lan"), "--report").json();
    JsonNode wan = sweep(shared, GRID, "--report").json();

    assertThat(wan).isEqualTo(whole.json());
    assertThat(lan.at("/rows/0/onlineMillis").asDouble())
        .isLessThan(wan.at("/rows/0/onlineMillis").asDouble() / 2);
  }

  @Test
  void figuresKeptWithoutWeightsAreReportedAgain() throws IOException {
    try (Stream<Path> files = Files.walk(shared.resolve("small"))) {
      for (Path file : files.filter(SweepingTest::isFigure).toList()) {
        Path copy = folder.resolve(shared.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    CommandRun report = sweep(folder, GRID, "--report");

    assertThat(report.code()).as(report.err()).isZero();
    assertThat(report.json().get("rows")).isEqualTo(whole.json().get("rows"));
    assertThat(report.json().get("subject")).isEqualTo(whole.json().get("subject"));
    String sameTeacher = GRID.replaceAll("teacher: .*", "teacher: {run: small/teacher}");
    CommandRun byRun = sweep(folder, sameTeacher, "--report");
    assertThat(byRun.json().get("rows")).isEqualTo(whole.json().get("rows"));
    CommandRun elsewhere = sweep(folder, GRID.replace("link: wan", "link: lan"), "--report");
    assertThat(elsewhere.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(elsewhere.failures())
        .singleElement()
        .asString()
        .contains("kept without its student");
  }

  /** Files of runs, not those of bundles and of work that is over. */
  private static boolean isFigure(Path file) {
    Path inSweep = shared.resolve("small").relativize(file);
    return Files.isRegularFile(file) && inSweep.getNameCount() == 2;
  }

  @Test
  void moreCellsOfTheSameKindMayBeAddedButNotOtherOnes() {
    assertThat(states(sweep(shared, GRID.replace("[300, 0.05]", "[300, 5]"), "--list")))
        .containsExactly("done", "open", "done", "open");

    CommandRun other = sweep(shared, GRID.replace("tuning-epochs: 1", "tuning-epochs: 2"));
    assertThat(other.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(other.failures()).singleElement().asString().contains("other settings");

    CommandRun teacher = sweep(shared, GRID.replace("epochs: 1, batch", "epochs: 2, batch"));
    assertThat(teacher.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(teacher.failures()).singleElement().asString().contains("small/teacher");
  }

  @Test
  void aKilledSweepGoesOnAndEndsTheSame() throws Exception {
    Path grid = Files.writeString(folder.resolve("grid.yaml"), GRID);
    Path first = folder.resolve("small/random-300-s1/cell.json");
    try (LinnetProcess process =
        LinnetProcess.start(
            folder, "sweep", grid.toString(), "--workspace", folder.toString(), "--quiet")) {
      for (int wait = 0; wait < 1200 && !Files.exists(first); wait++) {
        Thread.sleep(50);
      }
      process.kill();
    }
    assertThat(first).exists();
    var before = Files.getLastModifiedTime(first);
    List<String> states = states(sweep(folder, GRID, "--list"));
    assertThat(states).startsWith("done").hasSize(4).last().isNotEqualTo("done");

    CommandRun resumed = sweep(folder, GRID);

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(before);
    for (String cell : CELLS) {
      assertThat(new Workspace(folder).find("small/" + cell).bundle("student").model())
          .isEqualTo(new Workspace(shared).find("small/" + cell).bundle("student").model());
    }
    assertThat(resumed.json().get("rows")).isEqualTo(whole.json().get("rows"));
  }

  @Test
  void oneTaskDoesOneCellOnceTheTeacherIsThere() {
    RunDirectory teacher = TinyRun.in(folder);
    teacher.writeConfiguration(new BatchDivision(2).in(teacher.configuration()));
    String grid =
        GRID.replaceAll("teacher: .*", "teacher: {run: tiny}").replaceAll("sensitivity: .*\n", "");
    CommandRun task = sweep(folder, grid, "--task", "1");

    assertThat(task.code()).as(task.err()).isZero();
    assertThat(task.json().get("method").asString()).isEqualTo("random");
    assertThat(states(sweep(folder, grid, "--list")))
        .containsExactly("open", "done", "open", "open");
    assertThat(BatchDivision.of(new Workspace(folder).find("small/random-678-s1")))
        .as("a cell can be reproduced without the sweep")
        .isEqualTo(new BatchDivision(2));
    JsonNode report = sweep(folder, grid, "--report").json();
    assertThat(report.get("done").asInt()).isEqualTo(1);
    assertThat(report.at("/subject/accuracy").isNull()).isTrue();
  }

  @Test
  void aTaskBeforeThePreparationIsOneSentence() {
    CommandRun task = sweep(folder, GRID, "--task", "0");

    assertThat(task.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(task.failures()).singleElement().asString().contains("--prepare");
    assertThat(folder.resolve("small")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"slurm, slurm.sh", "kubernetes, kubernetes.yaml"})
  void manifestsStandInTheSweepsFolderWithTheGrid(String scheduler, String file)
      throws IOException {
    String grid = "---\n" + GRID.replace("name: small\n", "");
    CommandRun written = sweep(folder, grid, "--manifest", scheduler);

    assertThat(written.code()).as(written.err()).isZero();
    assertThat(written.json().get("cells").asInt()).isEqualTo(4);
    Path copy = onlyCopy();
    assertThat(SweepGrid.read(copy))
        .isEqualTo(SweepGrid.read(Files.writeString(folder.resolve("grid.yaml"), grid)));
    assertThat(folder.resolve("grid").resolve(file)).content().contains(folder.toString());
    if (scheduler.equals("slurm")) {
      assertThat(folder.resolve("grid").resolve(file)).content().contains(copy.toString());
    }
    sweep(folder, grid.replace("[300, 0.05]", "[300]"), "--manifest", scheduler);
    assertThat(copy).exists(); // tasks that wait still read theirs
  }

  private Path onlyCopy() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("grid"))) {
      List<Path> copies =
          files.filter(each -> each.getFileName().toString().startsWith("grid-")).toList();
      assertThat(copies).hasSize(1);
      return copies.getFirst();
    }
  }

  @Test
  void aManifestNeedsNoImagesButAPlaceWhereTasksFindThem() throws IOException {
    String elsewhere = GRID.replace("data: embedded", "data: /data/of/the/cluster");
    assertThat(sweep(folder, elsewhere, "--manifest", "kubernetes").code()).isZero();

    String relative = GRID.replace("data: embedded", "data: data/cifar100");
    CommandRun refused = sweep(folder, relative, "--manifest", "kubernetes");
    assertThat(refused.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(refused.failures()).singleElement().asString().contains("is a relative folder");
    assertThat(sweep(folder, relative, "--manifest", "slurm").code()).isZero();
    try (Stream<Path> files = Files.list(folder.resolve("small"))) {
      assertThat(files.filter(each -> each.toString().endsWith(".yaml")).map(SweepingTest::text))
          .anyMatch(
              text -> text.contains("data: \"" + Path.of("data/cifar100").toAbsolutePath() + "\""));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aCellThatFailsDoesNotKeepTheOthersFromBeingMade() {
    TinyRun.in(folder);
    String grid =
        GRID.replaceAll("teacher: .*", "teacher: {run: tiny}")
            .replaceAll("sensitivity: .*\n", "")
            .replaceAll("(?m)^  - .*\\R", "")
            .replace("methods:", "methods: [senetpp, random]")
            .replace("[300, 0.05]", "[300]");
    CommandRun run = sweep(folder, grid);

    assertThat(run.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.failures()).hasSize(1);
    assertThat(run.json().get("done").asInt()).isEqualTo(1);
    assertThat(run.json().at("/failed/0/cell").asString()).isEqualTo("senetpp-300-s1");
    assertThat(states(sweep(folder, grid, "--list"))).last().isEqualTo("done");
  }

  @Test
  void aTaskOrReportWithAnotherTeacherThanTheGridsIsRefused() {
    String other = GRID.replace("limit: 120", "limit: 100");
    for (String part : List.of("--task=0", "--report", "--prepare")) {
      CommandRun run = sweep(shared, other, part);
      assertThat(run.code()).isEqualTo(ExitCode.INPUT.code());
      assertThat(run.failures()).singleElement().asString().contains("small/teacher");
    }
    CommandRun sensitivity = sweep(shared, GRID.replace("{epochs: 1}", "{epochs: 2}"), "--report");
    assertThat(sensitivity.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(sensitivity.failures())
        .singleElement()
        .asString()
        .contains("1 epochs, density 0.1, seed 1", "2 epochs");
    CommandRun none = sweep(folder, GRID.replace("{epochs: 1}", "{density: 5}"), "--list");
    assertThat(none.failures()).singleElement().asString().contains("between 0 and 1");
  }

  @Test
  void nobodyElseMayWorkAtTheSameCell() {
    String grid = GRID.replace("[300, 0.05]", "[301]");
    try (FolderLock other = FolderLock.of(shared.resolve("small/random-301-s1"))) {
      assertThat(other).isNotNull();
      CommandRun task = sweep(shared, grid, "--task", "0");
      assertThat(task.code()).isEqualTo(ExitCode.INPUT.code());
      assertThat(task.failures()).singleElement().asString().contains("Another process works in");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "budgets: [13569], BUDGET, at most",
    "budgets: [1.01], BUDGET, between 0 and 1",
    "methods: [snel], INPUT, no method called snel",
    "colour: red, INPUT, nothing called colour",
    "teacher: {run: none}, INPUT, no run called none"
  })
  void aGridThatCannotBeIsOneSentenceAndWritesNothing(String line, ExitCode code, String words) {
    String key = line.split(":", 2)[0];
    String grid =
        String.join(
            "\n",
            GRID.replaceAll("(?m)^methods:\\R", "methods: [random]\n")
                .replaceAll("(?m)^  - .*\\R", "")
                .lines()
                .filter(other -> !other.startsWith(key + ":"))
                .toList());
    CommandRun run = sweep(folder, grid + "\n" + line + "\n");

    assertThat(run.code()).isEqualTo(code.code());
    assertThat(run.failures()).singleElement().asString().contains(words);
    assertThat(run.out()).isEmpty();
    assertThat(folder.resolve("small")).doesNotExist();
  }

  @Test
  void aGridThatIsMissingIsOneSentence() {
    CommandRun run = CommandRun.of("sweep", "no/such/grid.yaml");

    assertThat(run.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.failures()).singleElement().asString().contains("no/such/grid.yaml");
  }

  @Test
  void twoThingsAtOnceAreWrongUsage() {
    assertThat(sweep(folder, GRID, "--list", "--report").code()).isEqualTo(ExitCode.USAGE.code());
  }
}
