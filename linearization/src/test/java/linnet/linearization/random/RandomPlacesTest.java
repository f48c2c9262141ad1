// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

final class RandomPlacesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everySiteKeepsTheSameFractionToWithinOneUnit(long seed) {
    Random random = new Random(seed);
    for (String name : Networks.names()) {
      Network network = Networks.byName(name, NetworkOptions.of(new Shape(3, 32, 32), 10, 5));
      int all = network.relus();
      for (int units : new int[] {0, 1, all / 10, random.nextInt(all), all}) {
        ReluBudget budget = new ReluBudget(units);
        Allocation allocation = RandomPlaces.allocation(network, budget);
        allocation.verify(network, budget);
        for (Site site : network.sites()) {
          double share = (double) units * site.units() / all;
          assertThat(Math.abs(allocation.units(site.name()) - share)).isLessThan(1);
        }
      }
    }
  }

  @Test
  void aBudgetAboveTheNetworkIsRefused() {
    Network network = Networks.byName("resnet18", NetworkOptions.of(new Shape(3, 32, 32), 10, 4));
    ReluBudget budget = new ReluBudget(network.relus() + 1);
    assertThatThrownBy(() -> RandomPlaces.allocation(network, budget))
        .isInstanceOf(BudgetException.class);
  }
}
