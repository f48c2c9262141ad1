// SPDX-License-Identifier: Apache-2.0
package linnet.report.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.Network;
import linnet.network.Site;
import org.jspecify.annotations.Nullable;

/**
 * What all cells of a sweep share.
 *
 * @param sweep its name
 * @param data name of the data set
 * @param allImages whether the teacher learned from all training images
 * @param network name of the network
 * @param width channels of its first stage
 * @param relus units of the teacher
 * @param accuracy of the teacher on the test images; null if it was not measured
 * @param unitsBySite of the teacher, in the network's order
 * @param link over which online times are predicted
 * @param cells how many the grid has
 */
public record SweepSubject(
    String sweep,
    String data,
    boolean allImages,
    String network,
    int width,
    int relus,
    @Nullable Double accuracy,
    Map<String, Integer> unitsBySite,
    String link,
    int cells) {
  /** Copies the map, keeping its order. */
  public SweepSubject {
    unitsBySite = Collections.unmodifiableMap(new LinkedHashMap<>(unitsBySite));
  }

  /** Units by site of a network. */
  public static Map<String, Integer> units(Network network) {
    Map<String, Integer> units = new LinkedHashMap<>();
    for (Site site : network.sites()) {
      units.put(site.name(), site.units());
    }
    return units;
  }

  /** Units by stage: the part of a site's name before its first dot. */
  public Map<String, Integer> unitsByStage() {
    return byStage(unitsBySite);
  }

  static Map<String, Integer> byStage(Map<String, Integer> bySite) {
    Map<String, Integer> stages = new LinkedHashMap<>();
    bySite.forEach((site, units) -> stages.merge(site.split("\\.", 2)[0], units, Integer::sum));
    return stages;
  }
}
