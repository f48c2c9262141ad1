// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import linnet.linearization.deepreduce.DeepReduce;
import linnet.linearization.deepreduce.DeepReduceOptions;
import linnet.linearization.deepreduce.StageCriticality;
import linnet.linearization.fisher.FisherProgressive;
import linnet.linearization.random.RandomChannels;
import linnet.linearization.random.RandomPlaces;
import linnet.linearization.relupruner.ReluPruner;
import linnet.linearization.senet.ReluSensitivity;
import linnet.linearization.senet.Senet;
import linnet.linearization.senet.SenetOptions;
import linnet.linearization.senetpp.SenetPlusPlus;
import linnet.linearization.snl.Snl;
import linnet.linearization.streamlinet.StreamliNet;
import linnet.linearization.streamlinet.StreamliNetOptions;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.Weights;
import linnet.network.Widths;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.training.data.DataSet;
import linnet.training.data.DataSets;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Precision;
import linnet.training.loop.TrainingListener;
import linnet.training.loop.TrainingRecords;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method on every family of networks, with one step of search and one of tuning: budgets hold
 * whatever the graph looks like, however little was learned, and with sensitivities of 0.
 */
final class BudgetsTest {
  private static final Shape IMAGE = new Shape(1, 28, 28);

  @TempDir private Path folder;
  private int runs;

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  static Stream<Network> networks() {
    return Stream.of("resnet18", "resnet34", "wrn22x8", "vgg16")
        .map(name -> Networks.byName(name, NetworkOptions.of(IMAGE, 10, 2)));
  }

  private static List<Linearizer> pixelWise(ReluSensitivity sensitivity) {
    Senet senet = new Senet(SenetOptions.STANDARD, sensitivity);
    return List.of(
        new FisherProgressive(),
        senet,
        new SenetPlusPlus(senet),
        streamlinet(Map.of(), sensitivity),
        streamlinet(Map.of("choice", "site"), sensitivity),
        new ReluPruner(),
        new Snl(),
        new DeepReduce(DeepReduceOptions.STANDARD, new StageCriticality(sensitivity.bySite())),
        new RandomPlaces());
  }

  private static List<Linearizer> channelWise(ReluSensitivity sensitivity) {
    return List.of(
        new Senet(SenetOptions.STANDARD.withGranularity(Granularity.CHANNEL), sensitivity),
        new RandomChannels());
  }

  private static StreamliNet streamlinet(Map<String, String> options, ReluSensitivity measured) {
    return new StreamliNet(
        StreamliNetOptions.of(MethodSettings.of("streamlinet", options)),
        Optional.of(measured),
        UnitCosts.EQUAL);
  }

  /** A third of the sites has none. */
  private static ReluSensitivity sensitivity(Network network, Random random) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Site site : network.sites()) {
      values.put(site.name(), random.nextInt(3) == 0 ? 0 : random.nextDouble());
    }
    return new ReluSensitivity(values);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyMethodMeetsARandomBudget(Network network) {
    Random random = new Random(network.relus());
    ReluSensitivity sensitivity = sensitivity(network, random);
    for (Linearizer method : pixelWise(sensitivity)) {
      assertThat(unused(method, network, random)).isZero();
    }
    int largest = network.sites().stream().mapToInt(site -> site.shape().plane()).max().orElse(0);
    for (Linearizer method : channelWise(sensitivity)) {
      assertThat(unused(method, network, random)).isBetween(0, largest - 1);
    }
  }

  /** What a student leaves of a random budget. */
  private int unused(Linearizer method, Network network, Random random) {
    Network taught =
        method instanceof SenetPlusPlus ? network.withWidths(Widths.of(0.5, 1)) : network;
    int budget = 1 + random.nextInt(network.relus() / (1 + random.nextInt(20)));
    LinearizedModel result = linearized(method, taught, budget);
    assertThat(result.model().network()).isEqualTo(taught);
    assertThat(result.remainder())
        .as("%s, %d units of %s", method.name(), budget, network.name())
        .isEqualTo(budget - result.model().masks().kept());
    return result.remainder();
  }

  private LinearizedModel linearized(Linearizer method, Network network, int budget) {
    DataSet all = DataSets.embedded();
    LinearizationData data =
        new LinearizationData(
            all.train().first(4),
            all.train().select(IntStream.range(4, 6).toArray()),
            all.preprocessing());
    LinearizationOptions preset = Schedules.quickstart();
    LinearizationOptions shortest =
        preset
            .withEpochs(1, 1)
            .withOptimization(preset.optimization().withBatchSize(4).withPrecision(Precision.FP32));
    return method.linearize(
        new Model(network, Weights.random(network, 1), Masks.all(network)),
        data,
        new ReluBudget(budget),
        shortest,
        TrainingRecords.in(folder.resolve(Integer.toString(runs++)), TrainingListener.SILENT));
  }
}
