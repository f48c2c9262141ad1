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
 *
 * <p>In ResNets these are the places of SENet's group, the outputs of the four stages, and in wide
 * ResNets nearly so: the three stages after the next batch norm, there before its ReLU. In VGG they
 * are others. Their code compares the ends of blocks 2 to 5, all but the first, while here block 1
 * counts like any stage; and where no pooling stands between blocks 4 and 5, which then have one
 * shape, the end of block 4 is not among them.
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
