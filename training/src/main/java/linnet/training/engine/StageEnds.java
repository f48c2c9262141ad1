// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.ArrayList;
import java.util.List;
import linnet.network.Network;
import linnet.network.Site;

/**
 * The sites at the end of a network's stages, where attention maps of teacher and student are
 * compared: the last site of each run of sites of one shape. A stem that is a run of its own does
 * not count.
 */
public final class StageEnds {
  private StageEnds() {}

  /** At least one site if the network has any, in topological order. */
  public static List<Site> of(Network network) {
    List<Site> sites = network.sites();
    List<Site> ends = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      boolean last = i + 1 == sites.size();
      if (last || !sites.get(i + 1).shape().equals(sites.get(i).shape())) {
        ends.add(sites.get(i));
      }
    }
    boolean loneStem = ends.size() > 1 && ends.getFirst().equals(sites.getFirst());
    return List.copyOf(loneStem ? ends.subList(1, ends.size()) : ends);
  }
}
