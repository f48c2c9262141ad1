// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One mask for every site of a network, in the network's order. Immutable. */
public final class Masks {
  private final Map<String, Mask> bySite;

  private Masks(Map<String, Mask> bySite) {
    this.bySite = Collections.unmodifiableMap(bySite);
  }

  /** Masks by site name; the iteration order of the map is kept. */
  public static Masks of(Map<String, Mask> bySite) {
    return new Masks(new LinkedHashMap<>(bySite));
  }

  /** One mask a site, made by the function. */
  public static Masks forEach(Network network, Function<Site, Mask> maskOf) {
    Map<String, Mask> result = new LinkedHashMap<>();
    for (Site site : network.sites()) {
      result.put(site.name(), maskOf.apply(site));
    }
    return new Masks(result);
  }

  /** The masks of the teacher: every unit stays. */
  public static Masks all(Network network) {
    return forEach(network, site -> Mask.all(site.shape()));
  }

  /**
   * The masks of the same network at a width: those of the first channels.
   *
   * @param slice the network there, see {@link Network#at}
   */
  public Masks at(Network slice) {
    return forEach(
        slice, site -> Mask.of(site.shape(), get(site.name()).bits().get(0, site.units())));
  }

  /** The mask of a site. */
  public Mask get(String site) {
    Mask mask = bySite.get(site);
    if (mask == null) {
      throw new InputException("There is no mask for the site %s.".formatted(site));
    }
    return mask;
  }

  /** Names of the sites, in the network's order. */
  public Set<String> sites() {
    return bySite.keySet();
  }

  /** Units that stay ReLUs, over all sites. */
  public int kept() {
    return bySite.values().stream().mapToInt(Mask::kept).sum();
  }

  /** Kept units of each site. */
  public Allocation allocation() {
    Map<String, Integer> units = new LinkedHashMap<>();
    bySite.forEach((site, mask) -> units.put(site, mask.kept()));
    return new Allocation(units);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Masks m && bySite.equals(m.bySite);
  }

  @Override
  public int hashCode() {
    return bySite.hashCode();
  }

  @Override
  public String toString() {
    return "masks of %d sites keeping %,d".formatted(bySite.size(), kept());
  }
}
