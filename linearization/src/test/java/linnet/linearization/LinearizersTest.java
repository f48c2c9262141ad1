// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import linnet.linearization.fisher.FisherOptions;
import linnet.linearization.fisher.FisherProgressive;
import linnet.linearization.random.RandomPlaces;
import linnet.linearization.senet.MismatchScore;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method from a teacher to a student, on a tiny network and real images. */
final class LinearizersTest {
  private static final Network NETWORK =
      Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 28, 28), 10, 2));
  private static final Model TEACHER =
      new Model(NETWORK, Weights.random(NETWORK, 1), Masks.all(NETWORK));
  private static final LinearizationData DATA = smallData();

  @TempDir private Path folder;

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  private static LinearizationData smallData() {
    DataSet all = DataSets.embedded();
    return new LinearizationData(
        all.train().first(64),
        all.train().select(IntStream.range(200, 220).toArray()),
        all.preprocessing());
  }

  /** 4 steps an epoch: two epochs of search, one of tuning with all terms of the loss. */
  private static LinearizationOptions options() {
    LinearizationOptions preset = Schedules.quickstart();
    return preset
        .withEpochs(2, 1)
        .withSeed(3)
        .withTuningObjective(Objective.TUNING.withActivationMismatch(10))
        .withOptimization(preset.optimization().withBatchSize(16).withPrecision(Precision.FP32));
  }

  static Stream<Linearizer> methods() {
    SenetOptions senet =
        SenetOptions.STANDARD.withSparseLearning(new SparseLearningOptions(0.1, 0.5, 1, 3, 0.05));
    return Stream.of(
        new FisherProgressive(new FisherOptions(0.75, 2, 2, 0.8)),
        new Senet(senet),
        new Senet(
            senet
                .withScore(MismatchScore.PUBLISHED)
                .withStudentInit(SenetOptions.StudentInit.RANDOM)),
        new RandomPlaces());
  }

  private TrainingRecords records(String run, long everySteps, TrainingListener listener) {
    Path at = folder.resolve(run);
    return new TrainingRecords(
        new CheckpointPolicy(at.resolve("checkpoints"), Duration.ofHours(1), everySteps),
        at.resolve("metrics.jsonl"),
        listener);
  }

  private Model run(Linearizer method, int budget, String name) {
    return method
        .linearize(
            TEACHER,
            DATA,
            new ReluBudget(budget),
            options(),
            records(name, 1000, TrainingListener.SILENT))
        .model();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyBudgetIsMetToTheUnit(Linearizer method) {
    int all = NETWORK.relus();
    for (int budget : new int[] {0, 1, all / 10, all}) {
      Model student = run(method, budget, "budget" + budget);
      assertThat(student.relus()).isEqualTo(budget);
      assertThat(student.network()).isEqualTo(NETWORK);
      assertThat(student.weights()).isNotEqualTo(TEACHER.weights());
    }
  }

  /** Ends the process, as far as the training can tell. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Killer implements TrainingListener {
    private int stepsLeft;

    Killer(int stepsLeft) {
      this.stepsLeft = stepsLeft;
    }

    @Override
    public void step(StepReport report) {
      if (stepsLeft-- == 0) {
        throw new Killed();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aRunKilledAgainAndAgainEndsBitForBitLikeAnUninterruptedOne(Linearizer method)
      throws IOException {
    int budget = NETWORK.relus() / 10;
    Model whole = run(method, budget, "whole");
    Model resumed = null;
    Random random = new Random(5);
    int kills = 0;
    while (resumed == null) {
      Killer killer = new Killer(2 + random.nextInt(3));
      try {
        resumed =
            method
                .linearize(
                    TEACHER, DATA, new ReluBudget(budget), options(), records("killed", 2, killer))
                .model();
      } catch (Killed e) {
        kills++;
        assertThat(kills).isLessThan(20);
      }
    }
    assertThat(kills).isGreaterThanOrEqualTo(2);
    assertThat(resumed.masks()).isEqualTo(whole.masks());
    assertThat(resumed.weights()).isEqualTo(whole.weights());
    assertThat(metrics("killed")).isEqualTo(metrics("whole"));
  }

  /** The lines without what depends on the clock. */
  private List<String> metrics(String run) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl"))) {
      lines.add(line.replaceAll("\"(imagesPerSecond|idleShare|seconds)\":[0-9.E]+", ""));
    }
    assertThat(lines).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    return lines;
  }

  @Test
  void recordsOfAnotherBudgetAreRefusedAndThoseOfTheSameAreTheResult() {
    Linearizer method = new RandomPlaces();
    Model first = run(method, 100, "same");
    assertThat(run(method, 100, "same").weights()).isEqualTo(first.weights());
    assertThatThrownBy(() -> run(method, 101, "same"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other settings");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aBudgetAboveTheNetworkIsRefusedBeforeAnythingIsWritten(Linearizer method) {
    int tooMany = NETWORK.relus() + 1;
    assertThatThrownBy(() -> run(method, tooMany, "above"))
        .isInstanceOf(BudgetException.class)
        .hasMessageContaining("at most");
    assertThat(folder.resolve("above")).doesNotExist();
  }

  @Test
  void theFactsSayHowTheStudentCameToBe() {
    LinearizedModel result =
        new FisherProgressive()
            .linearize(
                TEACHER,
                DATA,
                new ReluBudget(500),
                options(),
                records("facts", 1000, TrainingListener.SILENT));
    assertThat(result.facts())
        .containsEntry("method", "fisher")
        .containsEntry("budget", "500")
        .containsEntry("seed", "3")
        .containsKeys("search", "tuning", "trainingImages", "validationAccuracy");
  }
}
