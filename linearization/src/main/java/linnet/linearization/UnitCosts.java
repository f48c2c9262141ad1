// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.Site;

/**
 * What it costs to keep one unit as a ReLU at each site, relative to other sites: bytes, time or
 * whatever the deployment pays. Methods divide importance by it, so that units that are dear for
 * what they contribute are linearized first. The budget counts units all the same.
 *
 * @param bySite site name to a positive cost in any unit of measure; a site that is not named costs
 *     1
 */
public record UnitCosts(Map<String, Double> bySite) {
  /** Every unit costs the same. */
  public static final UnitCosts EQUAL = new UnitCosts(Map.of());

  /**
   * Copies the map, keeping its order.
   *
   * @throws InputException if a cost is not positive and finite
   */
  public UnitCosts {
    bySite = Collections.unmodifiableMap(new LinkedHashMap<>(bySite));
    bySite.forEach(
        (site, cost) -> {
          if (!(cost > 0 && cost < Double.POSITIVE_INFINITY)) {
            throw new InputException(
                "A unit of %s cannot cost %s; costs must be positive numbers."
                    .formatted(site, cost));
          }
        });
  }

  /** The cost of keeping one unit of a site. */
  public double of(String site) {
    return bySite.getOrDefault(site, 1.0);
  }

  /** The cost of one unit at each site, in the network's order. */
  public double[] of(Network network) {
    return network.sites().stream().map(Site::name).mapToDouble(this::of).toArray();
  }

  /** For example {@code equal}, or the costs by site. */
  @Override
  public String toString() {
    return bySite.isEmpty() ? "equal" : bySite.toString();
  }
}
