// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import linnet.network.Allocation;
import linnet.network.BudgetException;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WaterFillingTest {
  private static final Network RESNET18 =
      Networks.byName("resnet18", NetworkOptions.of(new Shape(3, 32, 32), 100, 64));

  /** SENet's published sensitivity of ResNet18, normalized to a maximum of 1. */
  private static final double[] SENSITIVITY = {
    0.0572, 0.1854, 0.2129, 0.2506, 0.2758, 0.3549, 0.4884, 0.5102, 0.5568, 0.6739, 0.8143, 0.8277,
    0.8623, 0.9410, 0.9902, 0.9986, 1.0
  };

  private static List<Integer> units(Allocation allocation) {
    return List.copyOf(allocation.unitsBySite().values());
  }

  @Test
  void aBudgetOf100kGivesTheListDerivedFromThePublishedSensitivity() {
    List<Integer> units =
        units(WaterFilling.allocate(RESNET18, new ReluBudget(100_000), SENSITIVITY));
    int[] derived = {
      633, 2053, 2358, 2776, 3055, 3930, 5409, 5650, 6166, 7464, 9019, 9167, 9551, 8192, 8192, 8192,
      8192
    };
    for (int i = 0; i < derived.length; i++) {
      assertThat(units.get(i)).as("site %d", i).isCloseTo(derived[i], within(2));
    }
    assertThat(units.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100_000);
  }

  @Test
  void aBudgetOf100kStaysWithinTheStatedErrorOfThePublishedList() {
    int[] published = {
      634, 2051, 2359, 2776, 3054, 3932, 5407, 5636, 6160, 7464, 9019, 9175, 9552, 8192, 8192, 8192,
      8192
    };
    List<Integer> units =
        units(WaterFilling.allocate(RESNET18, new ReluBudget(100_000), SENSITIVITY));
    for (int i = 0; i < published.length; i++) {
      assertThat((double) units.get(i)).isCloseTo(published[i], within(0.003 * published[i]));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyBudgetFromNoneToAllIsMetExactlyWithinTheCaps(long seed) {
    Random random = new Random(seed);
    for (String name : Networks.names()) {
      Network network = Networks.byName(name, NetworkOptions.of(new Shape(3, 32, 32), 10, 3));
      double[] weights =
          random
              .doubles(network.sites().size())
              .map(w -> random.nextInt(4) == 0 ? 0 : w * w)
              .toArray();
      int all = network.relus();
      for (int budget : new int[] {0, 1, all / 100, random.nextInt(all), all - 1, all}) {
        double floor = random.nextBoolean() ? 0 : random.nextDouble() / 10;
        Allocation allocation =
            WaterFilling.allocate(network, new ReluBudget(budget), weights, floor);
        allocation.verify(network, new ReluBudget(budget));
      }
    }
  }

  @Test
  void whatACappedSiteCannotTakeFlowsToTheOthersInProportion() {
    double[] weights = new double[17];
    weights[16] = 1000; // 8,192 units
    weights[0] = 2;
    weights[1] = 1;
    List<Integer> units = units(WaterFilling.allocate(RESNET18, new ReluBudget(8_492), weights));
    assertThat(units.get(16)).isEqualTo(8_192);
    assertThat(units.get(0)).isEqualTo(200);
    assertThat(units.get(1)).isEqualTo(100);
  }

  @Test
  void floorsGiveEverySiteItsPart() {
    Allocation allocation =
        WaterFilling.allocate(RESNET18, new ReluBudget(25_000), SENSITIVITY, 0.01);
    for (Site site : RESNET18.sites()) {
      assertThat(allocation.units(site.name())).isGreaterThanOrEqualTo(site.units() / 100);
    }
    Allocation tight = WaterFilling.allocate(RESNET18, new ReluBudget(100), SENSITIVITY, 0.5);
    assertThat(tight.total()).isEqualTo(100);
  }

  @Test
  void aFloorThatNobodyIsBelowChangesNothing() {
    ReluBudget budget = new ReluBudget(100_000);
    assertThat(WaterFilling.allocate(RESNET18, budget, SENSITIVITY, 0.009))
        .isEqualTo(WaterFilling.allocate(RESNET18, budget, SENSITIVITY));
    assertThat(WaterFilling.allocate(RESNET18, budget, SENSITIVITY, 0.011))
        .isNotEqualTo(WaterFilling.allocate(RESNET18, budget, SENSITIVITY));
  }

  @Test
  void whatAFloorTakesComesFromTheOthersInProportion() {
    int[] floors = {0, 30, 0, 0};
    int[] caps = {100, 100, 100, 20};
    double[] weights = {1, 0, 3, 9};
    assertThat(WaterFilling.fill(floors, caps, weights, 90)).containsExactly(10, 30, 30, 20);
    assertThat(WaterFilling.fill(floors, caps, weights, 250)).containsExactly(100, 30, 100, 20);
    assertThat(WaterFilling.fill(floors, caps, weights, 270)).containsExactly(100, 50, 100, 20);
  }

  @Test
  void equalWeightsTieToTheEarlierSite() {
    double[] weights = new double[17];
    Arrays.fill(weights, 1);
    List<Integer> units = units(WaterFilling.allocate(RESNET18, new ReluBudget(20), weights));
    assertThat(units).containsExactly(2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void budgetsAndWeightsThatCannotBeAreRefused() {
    ReluBudget tooMuch = new ReluBudget(RESNET18.relus() + 1);
    assertThatThrownBy(() -> WaterFilling.allocate(RESNET18, tooMuch, SENSITIVITY))
        .isInstanceOf(BudgetException.class);
    assertThatThrownBy(() -> WaterFilling.allocate(RESNET18, new ReluBudget(1), new double[3]))
        .isInstanceOf(IllegalArgumentException.class);
    double[] negative = SENSITIVITY.clone();
    negative[3] = -1;
    assertThatThrownBy(() -> WaterFilling.allocate(RESNET18, new ReluBudget(1), negative))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
