// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Weights;
import linnet.network.Widths;
import linnet.network.bundle.Bundle;
import linnet.network.images.ImageFile;
import linnet.report.ClassifierResult;
import linnet.report.RunDirectory;
import linnet.report.RunResults;
import linnet.report.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Teachers of several widths: trained, inspected, evaluated, and served at one of them. */
class WidthsCommandsTest {
  @TempDir private Path folder;

  private CommandRun linnet(String command) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(command.split(" ")),
                Stream.of("--workspace", folder.toString(), "--json"))
            .toArray(String[]::new));
  }

  /** The tiny run, its teacher at two widths. */
  private RunDirectory several() {
    RunDirectory run = TinyRun.in(folder);
    Bundle bundle = run.bundle(RunDirectory.TEACHER);
    Network network = bundle.model().network().withWidths(Widths.of(0.5, 1));
    Model model = new Model(network, Weights.random(network, 1), Masks.all(network));
    run.writeBundle(RunDirectory.TEACHER, bundle.withModel(model, bundle.provenance()));
    return run;
  }

  @Test
  void aTeacherLearnsAtAllItsWidthsAndIsJudgedAtEach() {
    CommandRun trained =
        linnet(
            "train --data embedded --limit 200 --width 4 --widths 0.5,1 --epochs 1 --batch 32"
                + " --precision fp32 --run first");
    assertThat(trained.code()).as(trained.err()).isZero();
    JsonNode half = trained.json().get("widths").get(0);
    assertThat(half.get("width").asDouble()).isEqualTo(0.5);
    assertThat(half.get("relus").asInt() * 2).isEqualTo(trained.json().get("relus").asInt());

    JsonNode inspected = linnet("inspect first").json().get("widths");
    assertThat(inspected).hasSize(2);
    assertThat(inspected.get(0).get("accuracy")).isEqualTo(half.get("accuracy"));
    assertThat(inspected.get(1).get("accuracy")).isEqualTo(trained.json().get("accuracy"));
    long all = inspected.get(1).get("macs").asLong();
    assertThat((double) all / inspected.get(0).get("macs").asLong()).isBetween(3.5, 4.0);
    RunDirectory run = new Workspace(folder).find("first");
    assertThat(run.results().classifiers()).containsKeys("teacher", "teacher@0.5");

    assertThat(linnet("train --resume first").json().get("widths"))
        .isEqualTo(trained.json().get("widths"));
  }

  @Test
  void aBundleIsRepeatedAtAllItsWidthsAndComparedAtOne() {
    linnet(
        "train --data embedded --limit 120 --width 2 --widths 0.5,1 --epochs 1 --batch 40"
            + " --precision fp32 --run first");
    CommandRun student =
        linnet(
            "linearize first --relus 400 --method senetpp --schedule quickstart --search-epochs 1"
                + " --tuning-epochs 1 --batch 50");
    assertThat(student.code()).as(student.err()).isZero();

    CommandRun again = linnet("reproduce first student@0.5");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.json().get("bundles").get(1).get("bundle").asString())
        .isEqualTo("student@0.5");
    assertThat(new Workspace(folder).find("first-again-1").bundle("student").model())
        .isEqualTo(new Workspace(folder).find("first").bundle("student").model());
    CommandRun unknown = linnet("reproduce first student@0.7");
    assertThat(unknown.failures()).singleElement().asString().contains("has no width 0.7");
  }

  @Test
  void aSweepHasARowForEachWidth() throws IOException {
    Path grid =
        Files.writeString(
            folder.resolve("several.yaml"),
            """
            teacher: {data: embedded, limit: 120, width: 2, widths: "0.5,1", epochs: 1, batch: 40, precision: fp32}
            methods: [senetpp]
            budgets: [400]
            schedule: quickstart
            search-epochs: 1
            tuning-epochs: 1
            batch: 50
            """);

    CommandRun swept = linnet("sweep " + grid);

    assertThat(swept.code()).as(swept.err()).isZero();
    JsonNode rows = swept.json().get("rows");
    assertThat(rows).hasSize(2);
    Workspace workspace = new Workspace(folder);
    RunResults student = workspace.find("several/senetpp-400-s1").results();
    RunResults teacher = workspace.find("several/teacher").results();
    for (int i = 0; i < 2; i++) {
      String width = i == 0 ? "" : "@0.5";
      ClassifierResult made = Objects.requireNonNull(student.classifiers().get("student" + width));
      double accuracy = Objects.requireNonNull(made.accuracy());
      double teachers =
          Objects.requireNonNull(
              Objects.requireNonNull(teacher.classifiers().get("teacher" + width)).accuracy());
      assertThat(rows.get(i).get("method").asString()).isEqualTo("senetpp" + width);
      assertThat(rows.get(i).get("relus").asInt()).isEqualTo(made.relus());
      assertThat(rows.get(i).get("accuracy").asDouble()).isEqualTo(accuracy);
      assertThat(rows.get(i).get("lost").asDouble()).isEqualTo(teachers - accuracy);
    }
    assertThat(rows.get(1).get("relus").asInt()).isBetween(1, 399);
    assertThat(rows.get(1).get("onlineMillis").asDouble())
        .isLessThan(rows.get(0).get("onlineMillis").asDouble());
  }

  @Test
  void everyCommandTakesABundleAtAWidth() {
    RunDirectory run = several();
    int half = run.bundle("teacher@0.5").model().relus();
    assertThat(linnet("inspect tiny --bundle teacher@0.5").json().get("relus").asInt())
        .isEqualTo(half);
    List<String> names = new ArrayList<>();
    linnet("evaluate tiny --images 20 --fixed-point-images 10")
        .json()
        .get("classifiers")
        .forEach(each -> names.add(each.get("name").asString()));
    assertThat(names).containsExactly("teacher", "teacher@0.5");
    assertThat(linnet("inspect tiny").json().get("widths").get(0).get("kept").asInt())
        .isEqualTo(half);
    CommandRun unknown = linnet("inspect tiny --bundle teacher@0.7");
    assertThat(unknown.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(unknown.err()).contains("has no width 0.7; it has 0.5,1.0.");
  }

  @Test
  void widthsThatCannotBeAreOneSentence() {
    CommandRun wrong =
        linnet("train --data embedded --limit 200 --width 4 --widths 2,1 --epochs 1");
    assertThat(wrong.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(wrong.err()).contains("The widths [2.0, 1.0] cannot be");
    CommandRun narrow =
        linnet("train --data embedded --limit 200 --width 4 --widths 0.1,1 --epochs 1");
    assertThat(narrow.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(narrow.err()).contains("leaves the node stem.conv none of its 4 channels");
    assertThat(new Workspace(folder).runs()).isEmpty();
  }

  @Test
  void aServerOffersWidthsAndTheClientChooses() {
    RunDirectory run = several();
    Path image = folder.resolve("image.png");
    ImageFile.writePng(image, new Shape(1, 28, 28), new byte[28 * 28]);
    List<String> serve =
        List.of(
            "serve",
            run.path().toString(),
            "--width",
            "0.5",
            "--width",
            "1",
            "--port",
            "0",
            "--no-store",
            "--json",
            "--quiet",
            "--until-input-ends",
            "--insecure-dealer");
    try (ChildLinnet server = ChildLinnet.start(serve)) {
      Serve.Serving serving = server.document(Serve.Serving.class);
      assertThat(serving.offers()).hasSize(2);
      assertThat(serving.offers().getFirst().relus() * 2)
          .isEqualTo(serving.offers().getLast().relus());
      String infer = "infer --no-store --insecure-dealer --server " + serving.address();
      for (String choice :
          List.of(
              "--bundle tiny/teacher --width 0.5",
              "--bundle tiny/teacher@0.5",
              "--expect " + serving.offers().getFirst().plan(),
              "--verify tiny/teacher@0.5")) {
        assertThat(compared(infer + " " + choice + " " + image))
            .as(choice)
            .isEqualTo(serving.offers().getFirst().relus());
      }
      assertThat(compared(infer + " --bundle tiny/teacher " + image))
          .isEqualTo(serving.offers().getLast().relus());
      assertThat(linnet(infer + " --width 0.5 " + image).err()).contains("--width needs --bundle");
    }
  }

  /** Units that were compared for one image: the size of the program that served it. */
  private int compared(String command) {
    CommandRun run = linnet(command);
    assertThat(run.code()).as(run.err()).isZero();
    return run.json().get("perPrediction").get("comparedUnits").asInt();
  }
}
