// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Units to keep at each site, summing to the budget.
 *
 * @param unitsBySite site name to number of kept units, in the network's order
 */
public record Allocation(Map<String, Integer> unitsBySite) {
  /** Copies the map, keeping its order. */
  public Allocation {
    unitsBySite = Collections.unmodifiableMap(new LinkedHashMap<>(unitsBySite));
  }

  /** Units to keep at a site. */
  public int units(String site) {
    Integer units = unitsBySite.get(site);
    if (units == null) {
      throw new InputException("The allocation has no entry for the site %s.".formatted(site));
    }
    return units;
  }

  /** Sum over all sites. */
  public int total() {
    return unitsBySite.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Checks that each site of the network has an entry between 0 and its size, and that the sum is
   * the budget.
   *
   * @throws BudgetException naming what does not hold
   */
  public void verify(Network network, ReluBudget budget) {
    for (Site site : network.sites()) {
      int units = units(site.name());
      if (units < 0 || units > site.units()) {
        throw new BudgetException(
            "The allocation gives %,d units to the site %s, which has %,d."
                .formatted(units, site.name(), site.units()));
      }
    }
    if (total() != budget.units()) {
      throw new BudgetException(
          "The allocation sums to %,d units, not to the budget of %,d."
              .formatted(total(), budget.units()));
    }
  }
}
