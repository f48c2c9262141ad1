// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import linnet.linearization.TwoSites;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stage 1 of SENet: pruning sensitivity, ReLU sensitivity, allocation. */
final class ReluSensitivityTest {
  private static Network network(String name) {
    return Networks.byName(name, NetworkOptions.of(new Shape(3, 32, 32), 10, 2));
  }

  @Test
  void everySiteOfAResNetBelongsToTheConvolutionOfItsMainBranch() {
    Map<String, String> layers = SiteLayers.of(network("resnet18"));
    assertThat(layers).hasSize(17);
    assertThat(layers).containsEntry("stem.relu", "stem.conv");
    assertThat(layers).containsEntry("stage2.block1.relu1", "stage2.block1.conv1");
    assertThat(layers).containsEntry("stage2.block1.relu2", "stage2.block1.conv2");
    assertThat(layers.values()).doesNotHaveDuplicates();
  }

  @Test
  void aSiteOfAPreActivationNetworkBelongsToTheConvolutionOfTheBlockBefore() {
    Map<String, String> layers = SiteLayers.of(network("wrn22x8"));
    assertThat(layers).containsEntry("stage1.block1.relu1", "stem.conv");
    assertThat(layers).containsEntry("stage1.block2.relu1", "stage1.block1.conv2");
    assertThat(layers).containsEntry("final.relu", "stage3.block3.conv2");
    assertThat(layers.values()).doesNotHaveDuplicates();
  }

  @Test
  void sensitivityIsOneMinusTheDensityThatSparseLearningLeft() {
    Network network = network("resnet18");
    List<String> layers =
        SiteLayers.of(network).values().stream().map(layer -> layer + ".weight").toList();
    SparseConnectivity learned =
        SparseConnectivity.uniform(layers, name -> values(network, name, new Random(1)), 0.25);
    ReluSensitivity sensitivity = ReluSensitivity.of(network, learned);
    assertThat(sensitivity.bySite().values())
        .allSatisfy(value -> assertThat(value).isCloseTo(0.75, within(0.02)));
    ReluBudget budget = ReluBudget.ofFraction(0.1, network);
    assertThat(sensitivity.allocate(network, budget).total()).isEqualTo(budget.units());
  }

  @Test
  void aSiteOfSensitivityZeroHasNothingUntilTheOthersAreFullUnlessThereIsAFloor() {
    ReluSensitivity zero = new ReluSensitivity(Map.of("first", 0.0, "second", 0.5));
    for (int budget = 0; budget <= 2; budget++) {
      assertThat(zero.allocate(TwoSites.NETWORK, new ReluBudget(budget)).unitsBySite())
          .containsExactlyInAnyOrderEntriesOf(Map.of("first", 0, "second", budget));
    }
    assertThat(zero.allocate(TwoSites.NETWORK, new ReluBudget(3)).units("first")).isEqualTo(1);
    assertThat(zero.allocate(TwoSites.NETWORK, new ReluBudget(2), 0.25).unitsBySite())
        .containsExactlyInAnyOrderEntriesOf(Map.of("first", 1, "second", 1));
  }

  @Test
  void aSensitivityOfAnotherNetworkIsRefused() {
    ReluSensitivity foreign = new ReluSensitivity(Map.of("elsewhere", 0.5));
    assertThatThrownBy(() -> foreign.allocate(network("resnet18"), new ReluBudget(3)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no entry for the site stem.relu");
    assertThatThrownBy(() -> new ReluSensitivity(Map.of("a", 1.5)))
        .isInstanceOf(InputException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void rewiringKeepsTheTotalAndPrunesTheSmallest(long seed) {
    Random random = new Random(seed);
    Map<String, float[]> weights =
        Map.of("a", gaussian(random, 200), "b", gaussian(random, 1000), "c", gaussian(random, 30));
    Map<String, float[]> gradients =
        Map.of("a", gaussian(random, 200), "b", gaussian(random, 1000), "c", gaussian(random, 30));
    SparseConnectivity before =
        SparseConnectivity.uniform(List.of("a", "b", "c"), layer -> of(weights, layer), 0.1);
    // a weight without gradient is never grown back, so what left was pruned for good
    before.kept().forEach((layer, bits) -> bits.stream().forEach(i -> of(gradients, layer)[i] = 0));
    SparseConnectivity after =
        before.rewire(0.5, layer -> of(weights, layer), layer -> of(gradients, layer));
    assertThat(after.total()).isEqualTo(before.total()).isEqualTo(123);
    for (String layer : weights.keySet()) {
      BitSet old = Objects.requireNonNull(before.kept().get(layer));
      BitSet stayed = (BitSet) old.clone();
      stayed.and(Objects.requireNonNull(after.kept().get(layer)));
      float[] values = of(weights, layer);
      double smallestStaying =
          stayed.stream().mapToDouble(i -> Math.abs(values[i])).min().orElse(0);
      BitSet pruned = (BitSet) old.clone();
      pruned.andNot(Objects.requireNonNull(after.kept().get(layer)));
      assertThat(pruned.stream().mapToDouble(i -> Math.abs(values[i])).max().orElse(0))
          .isLessThanOrEqualTo(smallestStaying);
    }
  }

  @Test
  void layersThatTheLossPullsAtGrowDenser() {
    Random random = new Random(3);
    Map<String, float[]> weights =
        Map.of("early", gaussian(random, 400), "late", gaussian(random, 4000));
    float[] strong = gaussian(random, 400);
    float[] weak = gaussian(random, 4000);
    for (int i = 0; i < weak.length; i++) {
      weak[i] *= 0.01f;
    }
    Map<String, float[]> gradients = Map.of("early", strong, "late", weak);
    SparseConnectivity learned =
        SparseConnectivity.uniform(List.of("early", "late"), layer -> of(weights, layer), 0.1);
    for (int round = 0; round < 5; round++) {
      learned = learned.rewire(0.5, layer -> of(weights, layer), layer -> of(gradients, layer));
    }
    assertThat(learned.density("early")).isGreaterThan(0.5);
    assertThat(learned.density("late")).isLessThan(0.1);
    assertThat(learned.total()).isEqualTo(440);
  }

  private static float[] of(Map<String, float[]> byLayer, String layer) {
    return Objects.requireNonNull(byLayer.get(layer));
  }

  private static float[] values(Network network, String name, Random random) {
    int size = 1;
    for (int s : Objects.requireNonNull(network.parameterShapes().get(name))) {
      size *= s;
    }
    return gaussian(random, size);
  }

  private static float[] gaussian(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
