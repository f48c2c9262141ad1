// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;

/**
 * The fewest units that a site may keep, unless it keeps none or all. Every site with a ReLU costs
 * a private inference a round trip, as long for one unit as for a thousand, so a site that would
 * keep a handful gives them up, and the next best units elsewhere take their places.
 *
 * @param share of the budget, in [0, 1); 0 lets sites keep as few as they like
 */
public record SmallestSite(double share) {
  /** Sites keep as few units as they like. */
  public static final SmallestSite ANY = new SmallestSite(0);

  private static final int NONE = -1;

  /** Rejects shares out of range. */
  public SmallestSite {
    if (!(share >= 0 && share < 1)) {
      throw new InputException(
          "The smallest site (min-site) must be a share of the budget in [0, 1), not %s."
              .formatted(share));
    }
  }

  /** Units that make up the share, rounded up. */
  public int units(ReluBudget budget) {
    return (int) Math.ceil(share * budget.units());
  }

  /**
   * Keeps the units of highest score wherever they stand, as many as {@code now} says, as {@link
   * TopK#global} does. As long as a site keeps too few of them, the one with the fewest (of several
   * the later one) gives up, unless the others together have not enough units.
   *
   * @param now how many units to keep in all
   * @param budget what is kept in the end, which the share is of
   */
  public Masks highest(
      Network network, ReluBudget now, ReluBudget budget, Map<String, float[]> scores) {
    int smallest = units(budget);
    if (smallest <= 1) {
      return TopK.global(network, now, scores);
    }
    ReluBudget.of(now.units(), network);
    Choice choice = new Choice(network, TopK.order(TopK.joined(network, scores)), now.units());
    int weakest = choice.weakest(smallest);
    while (weakest != NONE) {
      choice.withdraw(weakest);
      weakest = choice.weakest(smallest);
    }
    return TopK.split(network, choice.chosen);
  }

  /** Units chosen by falling score from the sites that have not given up. */
  private static final class Choice {
    private final List<Site> sites;
    private final int[] order;
    private final int count;
    private final int[] siteOfUnit;
    private final boolean[] givenUp;
    private final int[] kept;
    private final BitSet chosen;

    Choice(Network network, int[] order, int count) {
      this.sites = network.sites();
      this.order = order;
      this.count = count;
      this.siteOfUnit =
          IntStream.range(0, sites.size())
              .flatMap(i -> IntStream.generate(() -> i).limit(sites.get(i).units()))
              .toArray();
      this.givenUp = new boolean[sites.size()];
      this.kept = new int[sites.size()];
      this.chosen = new BitSet(order.length);
      choose();
    }

    private void choose() {
      Arrays.fill(kept, 0);
      chosen.clear();
      int missing = count;
      for (int i = 0; missing > 0; i++) {
        int site = siteOfUnit[order[i]];
        if (!givenUp[site]) {
          chosen.set(order[i]);
          kept[site]++;
          missing--;
        }
      }
    }

    void withdraw(int site) {
      givenUp[site] = true;
      choose();
    }

    /** The site that has to give up next, or none. */
    int weakest(int smallest) {
      int found = NONE;
      for (int i = 0; i < kept.length; i++) {
        boolean few = kept[i] > 0 && kept[i] < smallest && kept[i] < sites.get(i).units();
        if (few && roomWithout(i) >= count && (found == NONE || kept[i] <= kept[found])) {
          found = i;
        }
      }
      return found;
    }

    private int roomWithout(int site) {
      return IntStream.range(0, kept.length)
          .filter(i -> i != site && !givenUp[i])
          .map(i -> sites.get(i).units())
          .sum();
    }
  }
}
