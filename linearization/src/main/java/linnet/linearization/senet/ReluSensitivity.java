// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import linnet.linearization.WaterFilling;
import linnet.network.Allocation;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;

/**
 * SENet's ReLU sensitivity of every site: {@code eta_alpha = 1 - eta_theta}, where eta_theta is the
 * fraction of its convolution's weights that sparse learning to a proxy density leaves (ICLR 2023,
 * section 3.1). It does not depend on a budget, so one sensitivity serves all.
 *
 * @param bySite site name to a value in [0, 1], in the network's order
 */
public record ReluSensitivity(Map<String, Double> bySite) {
  /** Copies the map and rejects values outside [0, 1]. */
  public ReluSensitivity {
    bySite = Collections.unmodifiableMap(new LinkedHashMap<>(bySite));
    bySite.forEach(
        (site, value) -> {
          if (!(value >= 0 && value <= 1)) {
            throw new InputException(
                "The ReLU sensitivity of %s is %s; it must lie between 0 and 1."
                    .formatted(site, value));
          }
        });
  }

  /** Reads the sensitivity off the densities that sparse learning gave each weight tensor. */
  static ReluSensitivity of(Network network, SparseConnectivity learned) {
    Map<String, Double> result = new LinkedHashMap<>();
    SiteLayers.of(network)
        .forEach((site, layer) -> result.put(site, 1 - learned.density(layer + ".weight")));
    return new ReluSensitivity(result);
  }

  /**
   * Units per site for a budget: in proportion to the sensitivities, capped at the sites' sizes
   * (algorithm 1).
   *
   * <p>A site of sensitivity 0 has no units until all sites of positive sensitivity are full; what
   * remains then is shared among those of sensitivity 0 in proportion to their sizes. The published
   * sensitivities have no zeros (the smallest is 0.03 of the largest). Measured ones have them, for
   * sites whose convolution sparse learning left dense, as it does with small early layers ({@link
   * SparseConnectivity} says why). A floor keeps such sites alive.
   */
  public Allocation allocate(Network network, ReluBudget budget) {
    return allocate(network, budget, 0);
  }

  /**
   * The same with floors, which the lists that SENet's authors published for small budgets have.
   * What they take comes from the other sites in proportion.
   *
   * @param floor fraction of its units, rounded down, that every site keeps at least, between 0 and
   *     1; floors that exceed the budget together are scaled down to it
   */
  public Allocation allocate(Network network, ReluBudget budget, double floor) {
    double[] weights =
        network.sites().stream().mapToDouble(site -> valueOf(site, network)).toArray();
    return WaterFilling.allocate(network, budget, weights, floor);
  }

  /**
   * The sensitivity of one site.
   *
   * @throws InputException if the network has a site that was not measured
   */
  public double valueOf(Site site, Network network) {
    if (!bySite.containsKey(site.name())) {
      throw new InputException(
          "The ReLU sensitivity has no entry for the site %s of %s; it belongs to another network, so measure it again."
              .formatted(site.name(), network.name()));
    }
    return Objects.requireNonNull(bySite.get(site.name()));
  }
}
