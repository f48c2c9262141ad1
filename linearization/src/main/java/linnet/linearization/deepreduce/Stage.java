// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.deepreduce;

import java.util.ArrayList;
import java.util.List;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Site;

/**
 * A stage: consecutive sites whose maps have one size. A stem of the first stage's size belongs to
 * that stage.
 *
 * @param sites at least one, in the network's order
 */
record Stage(List<Site> sites) {
  Stage {
    sites = List.copyOf(sites);
  }

  /** The stages of a network, from image to logits. */
  static List<Stage> of(Network network) {
    List<Stage> stages = new ArrayList<>();
    List<Site> run = new ArrayList<>();
    for (Site site : network.sites()) {
      if (!run.isEmpty() && !sameMap(run.getLast().shape(), site.shape())) {
        stages.add(new Stage(run));
        run.clear();
      }
      run.add(site);
    }
    if (!run.isEmpty()) {
      stages.add(new Stage(run));
    }
    return stages;
  }

  private static boolean sameMap(Shape left, Shape right) {
    return left.height() == right.height() && left.width() == right.width();
  }

  /** The name of its last site, which names the stage wherever it needs one. */
  String name() {
    return sites.getLast().name();
  }

  /** Units of all its sites. */
  int units() {
    return sites.stream().mapToInt(Site::units).sum();
  }
}
