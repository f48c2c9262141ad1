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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import linnet.linearization.Consistency.Places;
import linnet.linearization.deepreduce.DeepReduce;
import linnet.linearization.deepreduce.DeepReduceOptions;
import linnet.linearization.deepreduce.Reshape;
import linnet.linearization.fisher.FisherOptions;
import linnet.linearization.fisher.FisherProgressive;
import linnet.linearization.fisher.RankingOptions;
import linnet.linearization.fisher.RankingOptions.ChannelScore;
import linnet.linearization.fisher.SwapOptions;
import linnet.linearization.random.RandomChannels;
import linnet.linearization.random.RandomPlaces;
import linnet.linearization.relupruner.ReluPruner;
import linnet.linearization.relupruner.ReluPrunerOptions;
import linnet.linearization.senet.MismatchScore;
import linnet.linearization.senet.ReluSensitivity;
import linnet.linearization.senet.Senet;
import linnet.linearization.senet.SenetOptions;
import linnet.linearization.senet.SensitivityFile;
import linnet.linearization.senet.SparseLearningOptions;
import linnet.linearization.snl.Snl;
import linnet.linearization.snl.SnlOptions;
import linnet.linearization.streamlinet.StreamliNet;
import linnet.linearization.streamlinet.StreamliNetOptions;
import linnet.network.BudgetException;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.Site;
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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method from a teacher to a student, on a tiny network and real images. */
@Execution(ExecutionMode.CONCURRENT)
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
        new FisherProgressive(new FisherOptions(0.75, new Renewal(2, 1), 2, 0.8)),
        new Senet(senet),
        new Senet(senet.withScore(MismatchScore.PUBLISHED).withStudentInit(StudentInit.RANDOM)),
        new FisherProgressive(
            new FisherOptions(
                0.75,
                new Renewal(2, 1),
                2,
                0.8,
                new RankingOptions(1, 0.5, ChannelScore.FISHER, true, 0.2),
                new SmallestSite(0.05),
                new SwapOptions(2, 0.1, 1),
                new ConsistencyOptions(0.5, 0.5, Places.STAGES),
                5,
                StudentInit.TEACHER),
            new UnitCosts(Map.of("stem.relu", 2.0))),
        new StreamliNet(streamlinet(Map.of()), Optional.of(sensitivity()), UnitCosts.EQUAL),
        new StreamliNet(
            streamlinet(Map.of("metric", "sum", "student-init", "random", "cost-order", "false"))),
        new StreamliNet(streamlinet(Map.of("choice", "site"))),
        new Senet(senet.withGranularity(Granularity.CHANNEL).withHammingStop(1)),
        new RandomPlaces(),
        new RandomChannels(),
        new Snl(),
        new Snl(SnlOptions.PAPER),
        new DeepReduce(new DeepReduceOptions(1, 0.05, 0.07, true, Reshape.NONE)),
        new ReluPruner(),
        new ReluPruner(ReluPrunerOptions.RELEASED));
  }

  /** With a choice of units every other step: there are only eight. */
  private static StreamliNetOptions streamlinet(Map<String, String> more) {
    Map<String, String> all =
        new TreeMap<>(Map.of("renewal", "2", "renewals", "1", "sampling", "2"));
    all.putAll(more);
    return StreamliNetOptions.of(MethodSettings.of("streamlinet", all));
  }

  /** As they are measured: nothing in the stem and the first stage, more and more behind. */
  private static ReluSensitivity sensitivity() {
    Map<String, Double> values = new TreeMap<>();
    List<Site> sites = NETWORK.sites();
    for (int i = 0; i < sites.size(); i++) {
      values.put(sites.get(i).name(), Math.max(0, (i - 4) / (double) sites.size()));
    }
    return new ReluSensitivity(values);
  }

  private TrainingRecords records(String run, long everySteps, TrainingListener listener) {
    Path at = folder.resolve(run);
    return new TrainingRecords(
        new CheckpointPolicy(at.resolve("checkpoints"), Duration.ofHours(1), everySteps),
        at.resolve("metrics.jsonl"),
        listener);
  }

  private Model run(Linearizer method, int budget, String name) {
    return linearized(method, budget, name).model();
  }

  private LinearizedModel linearized(Linearizer method, int budget, String name) {
    return method.linearize(
        TEACHER,
        DATA,
        new ReluBudget(budget),
        options(),
        records(name, 1000, TrainingListener.SILENT));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyBudgetIsMetToTheUnitOrToTheLastChannelAndNoSearchEndsEarly(Linearizer method)
      throws IOException {
    int all = NETWORK.relus();
    for (int budget : new int[] {0, 1, all / 10, all}) {
      LinearizedModel result = linearized(method, budget, "budget" + budget);
      Model student = result.model();
      assertThat(student.relus() + result.remainder()).isEqualTo(budget);
      if (result.remainder() > 0) {
        assertThat(result.remainder()).isLessThan(16); // the smallest channels are 4x4
      }
      assertThat(result.facts()).containsEntry("kept", Integer.toString(student.relus()));
      assertThat(student.network()).isEqualTo(NETWORK);
      assertThat(student.weights()).isNotEqualTo(TEACHER.weights());
      long searched =
          metrics("budget" + budget).stream()
              .filter(line -> line.contains("\"phase\":\"search\""))
              .count();
      assertThat(searched).isEqualTo(2);
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
    assertThat(metrics("killed")).hasSizeGreaterThanOrEqualTo(3).isEqualTo(metrics("whole"));
  }

  /** The lines without what depends on the clock. */
  private List<String> metrics(String run) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl"))) {
      lines.add(line.replaceAll("\"(imagesPerSecond|idleShare|seconds)\":[0-9.E]+", ""));
    }
    assertThat(lines).doesNotHaveDuplicates();
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
    LinearizedModel result = linearized(new FisherProgressive(), 500, "facts");
    assertThat(result.facts())
        .containsEntry("method", "fisher")
        .containsEntry("budget", "500")
        .containsEntry("kept", "500")
        .containsEntry("remainder", "0")
        .containsEntry("seed", "3")
        .containsKeys("search", "tuning", "trainingImages", "validationAccuracy");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aLinearStemKeepsNothingWhateverTheMethod(Linearizer method) {
    Linearizer stemless = new LinearSites(method, Set.of("stem.relu"));
    int counted = NETWORK.relus() - NETWORK.sites().getFirst().units();
    for (int budget : new int[] {0, counted / 3, counted}) {
      LinearizedModel result = linearized(stemless, budget, "stemless" + budget);
      assertThat(result.model().network()).isEqualTo(NETWORK);
      assertThat(result.model().masks().get("stem.relu").kept()).isZero();
      assertThat(result.model().relus() + result.remainder()).isEqualTo(budget);
      assertThat(result.facts())
          .containsEntry("linearSites", "stem.relu")
          .containsEntry("countedUnits", counted + " of " + NETWORK.relus());
    }
    assertThatThrownBy(() -> linearized(stemless, counted + 1, "above"))
        .isInstanceOf(BudgetException.class);
  }

  @Test
  void aSensitivityIsMeasuredOnceAndServesEveryBudget() throws IOException {
    SenetOptions options =
        SenetOptions.STANDARD.withSparseLearning(new SparseLearningOptions(0.1, 0.5, 1, 3, 0.05));
    Path file = folder.resolve("sensitivity.json");
    Linearizer method = new Senet(options, file);
    Model first = run(method, 300, "first");
    String kept = Files.readString(file);
    assertThat(Files.readString(folder.resolve("first/metrics.jsonl"))).contains("sensitivity");
    run(method, 700, "second");
    assertThat(Files.readString(folder.resolve("second/metrics.jsonl")))
        .doesNotContain("sensitivity");
    assertThat(Files.readString(file)).isEqualTo(kept);
    assertThat(run(new Senet(options, SensitivityFile.read(file, TEACHER)), 300, "third").masks())
        .isEqualTo(first.masks());
  }
}
