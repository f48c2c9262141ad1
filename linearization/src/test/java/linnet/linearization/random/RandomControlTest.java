// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import linnet.linearization.MethodSettings;
import linnet.linearization.random.RandomOptions.Share;
import linnet.linearization.senet.ReluSensitivity;
import linnet.network.Allocation;
import linnet.network.BudgetException;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RandomControlTest {
  private static final RandomOptions SENET = new RandomOptions(Share.SENET, 0);

  private static Network network(String name) {
    return Networks.byName(name, NetworkOptions.of(new Shape(3, 32, 32), 10, 5));
  }

  private static ReluSensitivity sensitivity(Network network, Random random) {
    Map<String, Double> bySite = new LinkedHashMap<>();
    network.sites().forEach(site -> bySite.put(site.name(), random.nextDouble()));
    return new ReluSensitivity(bySite);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everySiteKeepsTheSameFractionToWithinOneUnit(long seed) {
    Random random = new Random(seed);
    for (String name : Networks.names()) {
      Network network = network(name);
      int all = network.relus();
      for (int units : new int[] {0, 1, all / 10, random.nextInt(all), all}) {
        ReluBudget budget = new ReluBudget(units);
        Allocation allocation = new RandomPlaces().allocation(network, budget);
        allocation.verify(network, budget);
        for (Site site : network.sites()) {
          double share = (double) units * site.units() / all;
          assertThat(Math.abs(allocation.units(site.name()) - share)).isLessThan(1);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void senetsAllocationIsThatOfTheSensitivity(long seed) {
    Random random = new Random(seed);
    Network network = network("resnet18");
    ReluSensitivity measured = sensitivity(network, random);
    ReluBudget budget = new ReluBudget(random.nextInt(network.relus()));
    assertThat(new RandomPlaces(SENET, measured).allocation(network, budget))
        .isEqualTo(measured.allocate(network, budget));
    RandomOptions floored = new RandomOptions(Share.SENET, 0.01);
    assertThat(new RandomPlaces(floored, measured).allocation(network, budget))
        .isEqualTo(measured.allocate(network, budget, 0.01));
    Allocation channels = new RandomChannels(SENET, measured).allocation(network, budget);
    int remainder = budget.units() - channels.total();
    assertThat(remainder).isNotNegative();
    for (Site site : network.sites()) {
      int units = channels.units(site.name());
      assertThat(units % site.shape().plane()).isZero();
      assertThat(units == site.units() || remainder < site.shape().plane()).isTrue();
    }
  }

  @Test
  void senetsAllocationNeedsAMeasuredSensitivity() {
    Network network = network("resnet18");
    assertThatThrownBy(() -> new RandomChannels(SENET).allocation(network, new ReluBudget(5)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("random-channels")
        .hasMessageContaining("linnet sensitivity");
  }

  @Test
  void optionsAreReadByName() {
    MethodSettings given =
        MethodSettings.of("random", Map.of("allocation", "senet", "floor", "0.01"));
    assertThat(RandomOptions.of(given)).isEqualTo(new RandomOptions(Share.SENET, 0.01));
    given.requireAllKnown();
    assertThat(RandomOptions.of(MethodSettings.of("random", Map.of())))
        .isEqualTo(RandomOptions.STANDARD);
    assertThatThrownBy(() -> new RandomOptions(Share.SENET, -1)).isInstanceOf(InputException.class);
  }

  @Test
  void aBudgetAboveTheNetworkIsRefused() {
    Network network = network("resnet18");
    ReluBudget budget = new ReluBudget(network.relus() + 1);
    assertThatThrownBy(() -> new RandomPlaces().allocation(network, budget))
        .isInstanceOf(BudgetException.class);
  }
}
