// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import linnet.network.Allocation;
import linnet.network.BudgetException;
import linnet.network.Layer;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChannelsTest {
  /** Site {@code wide} of 3 channels of 4 units, then {@code narrow} of 3 channels of 1 unit. */
  private static final Network SMALL =
      new Network(
          "two-sites",
          new Shape(3, 2, 2),
          List.of(
              new Node("wide", new Layer.Relu(), List.of(Network.INPUT)),
              new Node("pool", new Layer.GlobalAveragePool(), List.of("wide")),
              new Node("narrow", new Layer.Relu(), List.of("pool")),
              new Node("flat", new Layer.Flatten(), List.of("narrow"))));

  private static Allocation allocation(int wide, int narrow) {
    return new Allocation(Map.of("wide", wide, "narrow", narrow));
  }

  private static int[] budgets(Network network, Random random) {
    int all = network.relus();
    return new int[] {0, 1, 17, all / 50, random.nextInt(all), all - 1, all};
  }

  /** Whole channels only, and the remainder is below the smallest channel that is not kept. */
  private static void requireUsedToTheLastChannel(Network network, Masks masks, int budget) {
    int remainder = budget - masks.kept();
    assertThat(remainder).isNotNegative();
    for (Site site : network.sites()) {
      int plane = site.shape().plane();
      for (int kept : masks.get(site.name()).keptPerChannel()) {
        assertThat(kept).isIn(0, plane);
        assertThat(kept == plane || remainder < plane).isTrue();
      }
    }
    assertThat(Channels.remainder(masks, new ReluBudget(budget))).isEqualTo(remainder);
  }

  private static void drawWithTies(float[] scores, Random random) {
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(5);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyBudgetIsUsedToTheLastChannel(long seed) {
    Random random = new Random(seed);
    for (String name : Networks.names()) {
      Network network = Networks.byName(name, NetworkOptions.of(new Shape(3, 32, 32), 10, 3));
      double[] weights = random.doubles(network.sites().size()).map(w -> w * w).toArray();
      Map<String, float[]> scores = TopK.zeros(network);
      scores.values().forEach(own -> drawWithTies(own, random));
      for (int units : budgets(network, random)) {
        ReluBudget budget = new ReluBudget(units);
        Allocation wanted = WaterFilling.allocate(network, budget, weights);
        Allocation rounded = Granularity.CHANNEL.round(network, wanted);
        Masks best = Granularity.CHANNEL.highest(network, rounded, scores);
        assertThat(best.allocation()).isEqualTo(rounded);
        requireUsedToTheLastChannel(network, best, units);
        Masks drawn = Granularity.CHANNEL.random(network, rounded, seed);
        assertThat(drawn.allocation()).isEqualTo(rounded);
        requireUsedToTheLastChannel(network, drawn, units);
        requireUsedToTheLastChannel(
            network, Granularity.CHANNEL.highest(network, budget, scores), units);
      }
    }
  }

  @Test
  void eachChannelGoesToTheSiteFurthestBelowItsShare() {
    // 1.5 channels of 4, 2 of 1: the half channel does not fit, so narrow takes what remains
    assertThat(Channels.round(SMALL, allocation(6, 2))).isEqualTo(allocation(4, 3));
    // 1.75 and 1: three units remain, narrow takes two, one is left
    assertThat(Channels.round(SMALL, allocation(7, 1))).isEqualTo(allocation(4, 3));
    assertThat(Channels.round(SMALL, allocation(12, 3))).isEqualTo(allocation(12, 3));
    assertThat(Channels.round(SMALL, allocation(3, 0))).isEqualTo(allocation(0, 3));
  }

  @Test
  void aFractionIsRoundedUpWhereTheBudgetAllowsIt() {
    Network network = Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 10, 4));
    double[] weights = new double[17];
    weights[0] = 1.6; // of channels of 64 units
    weights[1] = 1.4;
    Allocation wanted = WaterFilling.allocate(network, new ReluBudget(3 * 64), weights);
    assertThat(Channels.round(network, wanted).unitsBySite().values().stream().limit(3))
        .containsExactly(128, 64, 0);
  }

  @Test
  void channelsRankByTheirMeanAndTieToTheLowerNumber() {
    Map<String, float[]> scores =
        Map.of(
            "wide",
            new float[] {0, 0, 0, 8, 3, 3, 3, 3, 2, 2, 2, 2},
            "narrow",
            new float[] {5, 2.5f, 5});
    assertThat(Channels.averages(SMALL, scores).get("wide")).containsExactly(2, 3, 2);
    Masks two = Granularity.CHANNEL.highest(SMALL, allocation(8, 1), scores);
    assertThat(two.get("wide").keptPerChannel()).containsExactly(4, 4, 0);
    assertThat(two.get("narrow").keptPerChannel()).containsExactly(1, 0, 0);
    // over both sites: 5, 5, then 3 (4 units), then 2.5; the next of 4 units does not fit
    Masks global = Granularity.CHANNEL.highest(SMALL, new ReluBudget(9), scores);
    assertThat(global.get("narrow").keptPerChannel()).containsExactly(1, 1, 1);
    assertThat(global.get("wide").keptPerChannel()).containsExactly(0, 4, 0);
  }

  @Test
  void channelsThatFitAreTakenAfterOneThatDoesNot() {
    Map<String, float[]> scores = new HashMap<>();
    scores.put("wide", new float[] {9, 9, 9});
    scores.put("narrow", new float[] {1, 2, 3});
    Masks masks = Channels.global(SMALL, new ReluBudget(6), scores);
    assertThat(masks.get("wide").keptPerChannel()).containsExactly(4, 0, 0);
    assertThat(masks.get("narrow").keptPerChannel()).containsExactly(0, 1, 1);
  }

  @Test
  void unusedRoomForAChannelAndPartsOfChannelsAreFound() {
    Masks none = Masks.forEach(SMALL, site -> Mask.none(site.shape()));
    assertThatThrownBy(() -> Channels.remainder(none, new ReluBudget(1)))
        .isInstanceOf(BudgetException.class);
    assertThatThrownBy(() -> Channels.remainder(Masks.all(SMALL), new ReluBudget(14)))
        .isInstanceOf(BudgetException.class);
    Masks part =
        Masks.forEach(
            SMALL,
            site ->
                site.name().equals("wide")
                    ? Mask.of(site.shape(), new int[] {0, 1})
                    : Mask.all(site.shape()));
    int remainder = Channels.remainder(part, new ReluBudget(5));
    assertThat(remainder).isEqualTo(2);
    assertThat(part.kept()).isNotEqualTo(5 - remainder); // which StudentPhases refuses
  }

  @Test
  void anAllocationInPartsOfChannelsIsRefused() {
    assertThatThrownBy(() -> RandomMasks.channels(SMALL, allocation(3, 0), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no whole channels");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void channelSharedMasksAreExactAndDifferInOnePlaceAtMost(long seed) {
    Network network = Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 10, 3));
    for (int units : budgets(network, new Random(seed))) {
      Allocation allocation =
          WaterFilling.allocate(
              network, new ReluBudget(units), IntStream.range(0, 17).asDoubleStream().toArray());
      Masks masks = RandomMasks.channelShared(network, allocation, seed);
      assertThat(masks.allocation()).isEqualTo(allocation);
      for (Site site : network.sites()) {
        requireShared(site, masks.get(site.name()));
      }
    }
  }

  private static void requireShared(Site site, Mask mask) {
    int plane = site.shape().plane();
    int channels = site.shape().channels();
    int partly = 0;
    for (int place = 0; place < plane; place++) {
      int at = place;
      long kept = IntStream.range(0, channels).filter(c -> mask.keeps(c * plane + at)).count();
      partly += kept > 0 && kept < channels ? 1 : 0;
    }
    assertThat(partly).isEqualTo(mask.kept() % channels == 0 ? 0 : 1);
  }
}
