// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import linnet.linearization.LinearizationOptions;
import linnet.report.ClassifierResult;
import linnet.report.RunDirectory;
import linnet.report.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The way by hand, on real images and tiny networks. */
class TrainAndLinearizeTest {
  @TempDir private Path folder;

  private CommandRun linnet(String command) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(command.split(" ")),
                Stream.of("--workspace", folder.toString(), "--json"))
            .toArray(String[]::new));
  }

  @Test
  void aTeacherIsTrainedJudgedAndKept() {
    CommandRun trained =
        linnet(
            "train --data embedded --limit 200 --width 2 --epochs 1 --batch 32 --precision fp32 --run first");

    assertThat(trained.code()).as(trained.err()).isZero();
    JsonNode json = trained.json();
    assertThat(json.get("imagesPerSecond").asDouble()).isPositive();
    assertThat(json.get("accuracy").asDouble()).isBetween(0.0, 1.0);
    RunDirectory run = new Workspace(folder).find("first");
    assertThat(run.bundles()).containsExactly("teacher");
    assertThat(run.reportFile()).isRegularFile();
    assertThat(run.environment().facts()).containsKey("java");
    assertThat(run.metricsFile()).isRegularFile();
    assertThat(linnet("train --resume first").json().get("accuracy"))
        .isEqualTo(json.get("accuracy"));
  }

  /** As after a kill between the two, or by hand. */
  @Test
  void figuresThatAreMissingAreMeasuredAgainWithoutAnyTraining() throws IOException {
    RunDirectory run = TinyRun.in(folder);
    Files.delete(run.path().resolve("results.json"));

    CommandRun resumed = linnet("train --resume tiny");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    ClassifierResult teacher = run.results().classifiers().get("teacher");
    assertThat(teacher).isNotNull();
    assertThat(teacher.accuracy()).isEqualTo(resumed.json().get("accuracy").asDouble());
    assertThat(teacher.testImages()).isEqualTo(4000);
    assertThat(run.metricsFile()).doesNotExist();
    assertThat(run.reportFile()).isRegularFile();
  }

  @Test
  void aBundleDoesNotTellWhereTheImagesAre() throws IOException {
    Path data = Files.createDirectories(folder.resolve("secret"));
    Files.write(data.resolve("train.bin"), new byte[3074 * 80]);
    Files.write(data.resolve("test.bin"), new byte[3074 * 20]);

    CommandRun trained =
        linnet(
            "train --width 2 --epochs 1 --batch 32 --precision fp32 --validation 0 --run first --data "
                + data);

    assertThat(trained.code()).as(trained.err()).isZero();
    RunDirectory run = new Workspace(folder).find("first");
    assertThat(TrainSettings.of(run).data()).isEqualTo(data.toString());
    assertThat(run.bundle("teacher").provenance().facts())
        .hasEntrySatisfying("settings", text -> assertThat(text).contains("data=cifar100"))
        .allSatisfy((name, text) -> assertThat(text).doesNotContain("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fisher", "senet", "random"})
  void aStudentKeepsExactlyItsBudget(String method) {
    RunDirectory run = TinyRun.in(folder);
    CommandRun made =
        linnet(
            "linearize tiny --relus 1234 --schedule quickstart --search-epochs 1 --tuning-epochs 1 --batch 40 --method "
                + method);

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.json().get("relus").asInt()).isEqualTo(1234);
    assertThat(linnet("inspect tiny").json().get("relus").asInt()).isEqualTo(1234);
    assertThat(made.json().get("method").asString()).isEqualTo(method);
    assertThat(run.results().classifiers()).containsKey("student");
    assertThat(run.hasCheckpoints("student")).isFalse();
    assertThat(Files.exists(run.reportFile())).isTrue();
  }

  @Test
  void optionsOfAMethodAreKeptAndThoseItHasNotRefused() {
    RunDirectory run = TinyRun.in(folder);
    String line =
        "linearize tiny --relus 100 --search-epochs 1 --tuning-epochs 1 --batch 80 --method fisher --set ";

    CommandRun wrong = linnet(line + "score=published");
    assertThat(wrong.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(wrong.failures())
        .singleElement()
        .asString()
        .contains("The method fisher has no option score; it has channel-score, ");
    assertThat(run.configuration().has("linearize student")).isFalse();

    CommandRun made = linnet(line + "ramp-end=0.5 --set memory=0.9");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(Student.settings(run, "student").set())
        .containsExactly(Map.entry("memory", "0.9"), Map.entry("ramp-end", "0.5"));
    assertThat(run.bundle("student").provenance().facts().values())
        .anyMatch(fact -> fact.contains("rampEnd=0.5") && fact.contains("memory=0.9"));
  }

  @Test
  void learningRatesCanBeChosenForBothPhases() {
    RunDirectory run = TinyRun.in(folder);
    String line =
        "linearize tiny --relus 100 --method random --search-epochs 1 --tuning-epochs 1 --batch 80 ";

    CommandRun wrong = linnet(line + "--tuning-rate -1");
    assertThat(wrong.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(wrong.failures())
        .singleElement()
        .asString()
        .contains("A learning rate must be above 0");

    CommandRun made =
        linnet(line + "--search-rate 0.01 --tuning-rate 0.125 --tuning-decay constant");
    assertThat(made.code()).as(made.err()).isZero();
    LinearizationOptions options = Student.settings(run, "student").options(TrainSettings.of(run));
    assertThat(options.search().schedule().rate()).isEqualTo(0.01);
    assertThat(options.tuning().schedule().rate()).isEqualTo(0.125);
    assertThat(run.bundle("student").provenance().facts().values())
        .anyMatch(fact -> fact.contains("rate 0.125 constant"));
  }

  @Test
  void settingsFromBeforeRatesCouldBeChosenHaveTheSchedules() throws IOException {
    RunDirectory run = TinyRun.in(folder);
    LinearizeSettings settings = LinearizeSettings.of("fisher", 100, "standard", 1);
    Student.store(run, "student", settings);
    Path file = run.path().resolve("config.yaml");
    List<String> lines = Files.readAllLines(file);
    List<String> older =
        lines.stream()
            .filter(line -> !line.matches("  (search|tuning)(Rate: 0.0|Decay: null)"))
            .toList();
    assertThat(older).hasSize(lines.size() - 4);
    Files.write(file, older);

    assertThat(Student.settings(run, "student")).isEqualTo(settings);
  }

  @Test
  void anUnknownMethodIsOneSentenceWithTheNames() {
    TinyRun.in(folder);

    CommandRun run = linnet("linearize tiny --relus 100 --method snel");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.failures()).singleElement().asString().contains("choose one of fisher, senet");
  }

  @Test
  void evaluationMeasuresFloatingAndFixedPoint() {
    TinyRun.in(folder);
    JsonNode json =
        linnet("evaluate tiny --images 50 --fixed-point-images 20")
            .json()
            .get("classifiers")
            .get(0);

    assertThat(json.get("name").asString()).isEqualTo("teacher");
    assertThat(json.get("testImages").asInt()).isEqualTo(50);
    assertThat(json.get("fixedPointImages").asInt()).isEqualTo(20);
    assertThat(json.get("fixedPointAccuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.get("overflows").asLong()).isZero();
  }

  @Test
  void aSensitivityIsKeptForEveryBudget() {
    RunDirectory run = TinyRun.in(folder);
    JsonNode json = linnet("sensitivity tiny --epochs 1").json();

    assertThat(json.get("sites")).hasSize(17);
    assertThat(run.sensitivityFile()).isRegularFile();

    CommandRun denser = linnet("linearize tiny --relus 100 --method senet --set proxy-density=0.2");
    assertThat(denser.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(denser.failures())
        .singleElement()
        .asString()
        .contains("measured at the proxy density 0.1, not 0.2");
    assertThat(run.configuration().has("linearize student")).isFalse();
  }
}
