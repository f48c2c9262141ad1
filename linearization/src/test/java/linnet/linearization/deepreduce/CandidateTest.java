// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.deepreduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import linnet.linearization.MethodSettings;
import linnet.network.InputException;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CandidateTest {
  private static final Network RESNET = network("resnet18");

  private static Network network(String name) {
    return Networks.byName(name, NetworkOptions.of(new Shape(3, 32, 32), 10, 4));
  }

  /** Stage 2 is most critical, then 3, 4, 1, as in the paper's ResNet18 the middle stages are. */
  private static StageCriticality criticality(Network network) {
    List<Stage> stages = Stage.of(network);
    Map<String, Double> values = new LinkedHashMap<>();
    for (int k = 0; k < stages.size(); k++) {
      values.put(stages.get(k).name(), k == 0 ? 0 : 1.0 / k);
    }
    return new StageCriticality(values);
  }

  private static List<String> names(Candidate candidate) {
    return candidate.sites().stream().map(Site::name).toList();
  }

  @Test
  void stagesAreRunsOfOneMapSizeAndAStemBelongsToTheFirst() {
    assertThat(Stage.of(RESNET))
        .extracting(Stage::name)
        .containsExactly(
            "stage1.block2.relu2",
            "stage2.block2.relu2",
            "stage3.block2.relu2",
            "stage4.block2.relu2");
    assertThat(Stage.of(RESNET))
        .extracting(stage -> stage.sites().size())
        .containsExactly(5, 4, 4, 4);
  }

  @Test
  void theLeastCriticalStagesAreCulledFirstAndThinningDropsTheSecondReluOfEachBlock() {
    List<Candidate> all = Candidate.of(RESNET, criticality(RESNET), true);
    assertThat(all).hasSize(8);
    assertThat(names(all.get(0))).hasSize(17);
    assertThat(names(all.get(1)))
        .hasSize(8)
        .allMatch(name -> name.endsWith(".relu1"))
        .contains("stage1.block1.relu1");
    assertThat(names(all.get(2))).hasSize(12).noneMatch(name -> name.startsWith("stage1"));
    assertThat(names(all.get(4))).hasSize(8).noneMatch(name -> name.startsWith("stage4"));
    assertThat(names(all.get(7))).containsExactly("stage2.block1.relu1", "stage2.block2.relu1");
    assertThat(Candidate.of(RESNET, criticality(RESNET), false)).hasSize(4);
  }

  @Test
  void thinningOfPreActivationBlocksKeepsOneReluOfEach() {
    Network wide = network("wrn22x8");
    Candidate thinned = Candidate.of(wide, criticality(wide), true).get(1);
    assertThat(names(thinned)).hasSize(9).allMatch(name -> name.endsWith(".relu2"));
  }

  @Test
  void theSmallestCandidateThatIsLargeEnoughIsTaken() {
    List<Candidate> all = Candidate.of(RESNET, criticality(RESNET), true);
    for (int budget : new int[] {0, 1, 4096, 4097, 10_000, 20_000, RESNET.relus()}) {
      Candidate chosen = Candidate.smallestFor(new ReluBudget(budget), all);
      assertThat(chosen.units()).isGreaterThanOrEqualTo(budget);
      assertThat(all).noneMatch(other -> other.units() >= budget && other.units() < chosen.units());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "resnet34", "wrn22x8", "vgg16", "vgg16-five-pools"})
  void everyBudgetIsCutToTheUnitByWholeChannelsButOneASite(String name) {
    Network network = network(name);
    List<Candidate> all = Candidate.of(network, criticality(network), true);
    Random random = new Random(name.hashCode());
    for (int i = 0; i < 30; i++) {
      int units = i == 0 ? 0 : i == 1 ? network.relus() : random.nextInt(network.relus());
      ReluBudget budget = new ReluBudget(units);
      Candidate chosen = Candidate.smallestFor(budget, all);
      Masks masks = chosen.cutTo(budget, network);
      assertThat(masks.kept()).isEqualTo(units);
      for (Site site : network.sites()) {
        Mask mask = masks.get(site.name());
        assertThat(mask.kept() == 0 || chosen.sites().contains(site)).isTrue();
        int plane = site.shape().plane();
        int[] perChannel = mask.keptPerChannel();
        for (int c = 0; c < perChannel.length; c++) {
          int wanted = Math.max(0, Math.min(plane, mask.kept() - c * plane));
          assertThat(perChannel[c]).isEqualTo(wanted);
        }
        if (chosen.sites().contains(site)) {
          double share = (double) units * site.units() / chosen.units();
          assertThat((double) mask.kept()).isCloseTo(share, within(1.0));
        }
      }
    }
  }

  @Test
  void criticalityIsTheGainOverTheLeastAccurateStageByAPowerOfTheCount() {
    double[] accuracies = {0.3, 0.7, 0.6, 0.5};
    StageCriticality perRelu = StageCriticality.of(RESNET, accuracies, 1);
    List<Stage> stages = Stage.of(RESNET); // of 20,480, 8,192, 4,096 and 2,048 ReLUs
    assertThat(perRelu.of(stages.get(0))).isZero();
    assertThat(perRelu.of(stages.get(1))).isCloseTo(0.4 / 8192, within(1e-12));
    assertThat(perRelu.of(stages.get(3))).isCloseTo(0.2 / 2048, within(1e-12));
    StageCriticality accuracy = StageCriticality.of(RESNET, accuracies, 0);
    assertThat(accuracy.of(stages.get(2))).isCloseTo(0.3, within(1e-12));
    // the exponent decides which stage is most critical
    assertThat(perRelu.of(stages.get(3))).isGreaterThan(perRelu.of(stages.get(1)));
    assertThat(accuracy.of(stages.get(3))).isLessThan(accuracy.of(stages.get(1)));
  }

  @Test
  void aCriticalityOfAnotherNetworkIsRefused() {
    StageCriticality other = criticality(network("vgg16"));
    assertThatThrownBy(() -> Candidate.of(RESNET, other, true))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("another network");
  }

  @Test
  void optionsAreReadByNameAndChecked() {
    MethodSettings settings =
        MethodSettings.of("deepreduce", Map.of("criticality-epochs", "5", "thinning", "false"));
    DeepReduceOptions options = DeepReduceOptions.of(settings);
    settings.requireAllKnown();
    assertThat(options).isEqualTo(new DeepReduceOptions(5, 0.05, 0.07, false, Reshape.NONE));
    assertThatThrownBy(
            () ->
                DeepReduceOptions.of(
                    MethodSettings.of("deepreduce", Map.of("criticality-epochs", "0"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("0 epochs");
  }
}
