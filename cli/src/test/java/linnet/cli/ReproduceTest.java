// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import linnet.network.Model;
import linnet.network.WeightTensor;
import linnet.network.Weights;
import linnet.network.bundle.Bundle;
import linnet.report.RunDirectory;
import linnet.report.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReproduceTest {
  @TempDir private Path folder;

  private CommandRun linnet(String command) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(command.split(" ")),
                Stream.of("--workspace", folder.toString(), "--json"))
            .toArray(String[]::new));
  }

  private RunDirectory made() {
    linnet(
        "train --data embedded --limit 120 --validation 20 --width 2 --epochs 1 --batch 40 --precision fp32 --run first");
    CommandRun student =
        linnet(
            "linearize first --relus 400 --schedule quickstart --search-epochs 1 --tuning-epochs 1 --batch 50 --set renewal=1 --as mine");
    assertThat(student.code()).as(student.err()).isZero();
    return new Workspace(folder).find("first");
  }

  @Test
  void theSameMachineAndSettingsGiveTheSameBits() {
    RunDirectory first = made();

    CommandRun again = linnet("reproduce first mine");

    assertThat(again.code()).as(again.err()).isZero();
    JsonNode json = again.json();
    assertThat(json.get("identical").asBoolean()).isTrue();
    assertThat(json.get("differences")).isEmpty();
    assertThat(json.get("bundles")).hasSize(2);
    assertThat(new Workspace(folder).find("first-again-1").bundle("mine").model())
        .isEqualTo(first.bundle("mine").model());
  }

  @Test
  void otherWeightsAreFoundWithWhatDiffers() {
    RunDirectory first = made();
    Bundle bundle = first.bundle("mine");
    first.writeBundle(
        "mine",
        bundle.withModel(
            moved(bundle.model()),
            bundle.provenance().with("threads", 77).with("linnet", "0.0.9")));

    CommandRun again = linnet("reproduce first mine");

    assertThat(again.code()).isEqualTo(ExitCode.IRREPRODUCIBLE.code()).isEqualTo(10);
    assertThat(again.failures())
        .singleElement()
        .asString()
        .contains("first came out differently", "threads (then 77, now ", "linnet (then 0.0.9");
    JsonNode mine = again.json().get("bundles").get(1);
    assertThat(mine.get("sameWeights").asBoolean()).isFalse();
    assertThat(mine.get("sameMasks").asBoolean()).isTrue();
    assertThat(mine.get("largestDifference").asDouble()).isEqualTo(0.5, within(1e-6));
    assertThat(again.json().get("bundles").get(0).get("sameWeights").asBoolean()).isTrue();
  }

  /** The same model with 0.5 added to one weight. */
  private static Model moved(Model model) {
    Map<String, WeightTensor> tensors = new java.util.LinkedHashMap<>();
    model.weights().names().forEach(name -> tensors.put(name, model.weights().get(name)));
    String name = "stem.bn.bias";
    float[] values = model.weights().get(name).values().clone();
    values[0] += 0.5f;
    tensors.put(name, new WeightTensor(model.weights().get(name).shape(), values));
    return new Model(model.network(), Weights.of(tensors), model.masks());
  }

  @Test
  void batchesFallIntoAsManyPartsAgain() {
    linnet(
        "train --data embedded --limit 120 --validation 20 --width 2 --epochs 1 --batch 40 --precision fp32 --batch-parts 4 --run parts");

    CommandRun again = linnet("reproduce parts");

    assertThat(again.code()).as(again.err()).isZero();
    RunDirectory repeated = new Workspace(folder).find("parts-again-1");
    assertThat(BatchDivision.of(repeated)).isEqualTo(new BatchDivision(4));
    assertThat(repeated.bundle("teacher").provenance().facts()).containsEntry("batchParts", "4");
  }

  /** As for a cell of a sweep, which keeps its teacher's checksum but not its teacher. */
  @Test
  void anotherTeacherIsADifferenceWhereItIsNotComparedItself() {
    RunDirectory first = TinyRun.in(folder.resolve("first"));
    RunDirectory second = TinyRun.in(folder.resolve("second"));
    Bundle student = first.bundle("teacher");
    first.writeBundle("student", with(student, "teacherWeights", "1a"));
    second.writeBundle("student", with(student, "teacherWeights", "2b"));

    assertThat(Reproduction.of(first, second, List.of("student")).differences())
        .containsExactly(new Reproduction.Difference("teacherWeights", "1a", "2b"));
    assertThat(Reproduction.of(first, second, List.of("teacher", "student")).differences())
        .isEmpty();
  }

  private static Bundle with(Bundle bundle, String fact, String value) {
    return bundle.withModel(bundle.model(), bundle.provenance().with(fact, value));
  }

  @Test
  void aRunWithoutSettingsOrBundleIsOneSentence() {
    TinyRun.in(folder);

    CommandRun missing = linnet("reproduce tiny none");
    assertThat(missing.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(missing.failures()).singleElement().asString().contains("no bundle called none");
    assertThat(new Workspace(folder).runs()).containsExactly("tiny");
  }
}
