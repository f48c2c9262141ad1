// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.deepreduce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import linnet.network.LargestRemainder;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;

/**
 * A network that DeepReDuce offers: whole sites that keep all their ReLUs.
 *
 * @param culled how many of the least critical stages lost all ReLUs
 * @param thinned whether every second site of the others did too
 * @param sites that keep theirs, in the network's order
 */
record Candidate(int culled, boolean thinned, List<Site> sites) {
  Candidate {
    sites = List.copyOf(sites);
  }

  /**
   * All candidates: ever more stages culled, the least critical first (of equals the earlier one),
   * each both as it is and thinned. One stage at least stays.
   *
   * <p>Thinning drops every second site, counted from the logits and beginning with the last one.
   * In networks of basic blocks that is the second ReLU of each block and the stem's; in
   * pre-activation order it is each block's first one.
   */
  static List<Candidate> of(Network network, StageCriticality criticality, boolean thinning) {
    List<Stage> stages =
        Stage.of(network).stream().sorted(Comparator.comparingDouble(criticality::of)).toList();
    List<Candidate> candidates = new ArrayList<>();
    for (int culled = 0; culled < stages.size(); culled++) {
      Set<Site> kept = new HashSet<>();
      stages.subList(culled, stages.size()).forEach(stage -> kept.addAll(stage.sites()));
      candidates.add(candidate(culled, false, network, kept));
      if (thinning) {
        kept.retainAll(everySecond(network.sites()));
        candidates.add(candidate(culled, true, network, kept));
      }
    }
    return candidates;
  }

  private static Candidate candidate(int culled, boolean thinned, Network network, Set<Site> kept) {
    return new Candidate(culled, thinned, network.sites().stream().filter(kept::contains).toList());
  }

  private static List<Site> everySecond(List<Site> sites) {
    List<Site> kept = new ArrayList<>();
    for (int i = sites.size() - 2; i >= 0; i -= 2) {
      kept.add(sites.get(i));
    }
    return kept;
  }

  /**
   * The candidate of fewest ReLUs that are enough for a budget; of equals the one with fewer stages
   * culled.
   */
  static Candidate smallestFor(ReluBudget budget, List<Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.units() >= budget.units())
        .min(Comparator.comparingInt(Candidate::units))
        .orElseThrow();
  }

  /** ReLUs of all its sites. */
  int units() {
    return sites.stream().mapToInt(Site::units).sum();
  }

  /**
   * Its masks, cut to the budget by channels: every site gives up the same fraction, as nearly as
   * whole numbers can be, and keeps its first channels; the last one that it keeps may be in part,
   * its first positions. So ReLUs are reduced as by the paper's channel scaling, but the network
   * stays the teacher's.
   *
   * @param budget at most {@link #units()}
   */
  Masks cutTo(ReluBudget budget, Network network) {
    int[] sizes = sites.stream().mapToInt(Site::units).toArray();
    int[] shares = LargestRemainder.share(budget.units(), sizes);
    return Masks.forEach(
        network,
        site -> {
          int at = sites.indexOf(site);
          return at < 0 ? Mask.none(site.shape()) : firstUnits(site, shares[at]);
        });
  }

  private static Mask firstUnits(Site site, int count) {
    java.util.BitSet bits = new java.util.BitSet();
    bits.set(0, count);
    return Mask.of(site.shape(), bits);
  }

  /** For example {@code 2 stages culled, thinned}. */
  String describe() {
    return "%d stages culled%s".formatted(culled, thinned ? ", thinned" : "");
  }
}
