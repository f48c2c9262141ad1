// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senetpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.Linearizer;
import linnet.linearization.Objective;
import linnet.linearization.Schedules;
import linnet.linearization.random.RandomPlaces;
import linnet.linearization.senet.Senet;
import linnet.linearization.senet.SenetOptions;
import linnet.linearization.senet.SparseLearningOptions;
import linnet.network.BudgetException;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.Weights;
import linnet.network.Widths;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.training.data.DataSet;
import linnet.training.data.DataSets;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Precision;
import linnet.training.loop.CheckpointPolicy;
import linnet.training.loop.TrainingListener;
import linnet.training.loop.TrainingRecords;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SenetPlusPlusTest {
  private static final Network NETWORK =
      Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 28, 28), 10, 2))
          .withWidths(Widths.of(0.5, 1));
  private static final Model TEACHER =
      new Model(NETWORK, Weights.random(NETWORK, 1), Masks.all(NETWORK));
  private static final SenetOptions OPTIONS =
      SenetOptions.STANDARD.withSparseLearning(new SparseLearningOptions(0.1, 0.5, 1, 3, 0.05));

  @TempDir private Path folder;

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  private static LinearizationData data() {
    DataSet all = DataSets.embedded();
    return new LinearizationData(
        all.train().first(64),
        all.train().select(IntStream.range(200, 220).toArray()),
        all.preprocessing());
  }

  private static LinearizationOptions options() {
    LinearizationOptions preset = Schedules.quickstart();
    return preset
        .withEpochs(1, 2)
        .withSeed(3)
        .withTuningObjective(Objective.TUNING.withActivationMismatch(10))
        .withOptimization(preset.optimization().withBatchSize(16).withPrecision(Precision.FP32));
  }

  private Model run(
      Linearizer method, Model teacher, int budget, String name, TrainingListener listener) {
    Path at = folder.resolve(name);
    TrainingRecords records =
        new TrainingRecords(
            new CheckpointPolicy(at.resolve("checkpoints"), Duration.ofHours(1), 2),
            at.resolve("metrics.jsonl"),
            listener);
    return method.linearize(teacher, data(), new ReluBudget(budget), options(), records).model();
  }

  private Model run(int budget, String name) {
    return run(method(), TEACHER, budget, name, TrainingListener.SILENT);
  }

  private static Linearizer method() {
    return new SenetPlusPlus(new Senet(OPTIONS));
  }

  private List<String> metrics(String run) throws IOException {
    return Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceAll("\"(imagesPerSecond|idleShare|seconds)\":[0-9.E]+", ""))
        .toList();
  }

  @Test
  void everyBudgetIsMetToTheUnitAndNarrowWidthsKeepItsFirstChannels() {
    for (int budget : new int[] {0, 1, NETWORK.relus() / 7, NETWORK.relus()}) {
      Model student = run(budget, "budget" + budget);
      assertThat(student.network()).isEqualTo(NETWORK);
      assertThat(student.relus()).isEqualTo(budget);
      assertThat(student.at(0.5).relus()).isBetween(0, budget);
      for (String site : student.masks().sites()) {
        int units = student.at(0.5).masks().get(site).shape().units();
        assertThat(student.at(0.5).masks().get(site).bits())
            .isEqualTo(student.masks().get(site).bits().get(0, units));
      }
    }
  }

  @Test
  void everyWidthLearnsInTheTuningAndOnlyThere() throws IOException {
    Model student = run(1000, "learns");
    String norm = "stage1.block1.bn1@0.5.weight";
    assertThat(student.weights().get(norm)).isNotEqualTo(TEACHER.weights().get(norm));
    assertThat(metrics("learns"))
        .filteredOn(line -> line.contains("\"validationAccuracy@0.5\""))
        .hasSize(2)
        .allMatch(line -> line.contains("\"phase\":\"tuning\""));
  }

  @Test
  void aRunKilledAgainAndAgainEndsBitForBitLikeAnUninterruptedOne() throws IOException {
    Model whole = run(1234, "whole");
    Model resumed = null;
    Random random = new Random(5);
    int kills = 0;
    while (resumed == null) {
      int[] left = {2 + random.nextInt(3)};
      TrainingListener killer =
          new TrainingListener() {
            @Override
            public void step(StepReport report) {
              if (left[0]-- == 0) {
                throw new IllegalStateException("killed");
              }
            }
          };
      try {
        resumed = run(method(), TEACHER, 1234, "killed", killer);
      } catch (IllegalStateException killed) {
        kills++;
        assertThat(kills).isLessThan(20);
      }
    }
    assertThat(kills).isGreaterThanOrEqualTo(2);
    assertThat(resumed).isEqualTo(whole);
    assertThat(metrics("killed")).isEqualTo(metrics("whole"));
  }

  @Test
  void aTeacherOfOneWidthIsRefusedBeforeAnythingIsWritten() {
    assertThatThrownBy(
            () -> run(method(), TEACHER.at(Widths.ALL), 100, "one", TrainingListener.SILENT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--widths");
    assertThatThrownBy(() -> run(NETWORK.relus() + 1, "above")).isInstanceOf(BudgetException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void otherMethodsTakeTheTeacherAtFullWidth() {
    Model student = run(new RandomPlaces(), TEACHER, 1000, "several", TrainingListener.SILENT);
    Model ordinary =
        run(new RandomPlaces(), TEACHER.at(Widths.ALL), 1000, "ordinary", TrainingListener.SILENT);
    assertThat(student).isEqualTo(ordinary);
  }
}
