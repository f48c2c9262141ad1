// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.Allocation;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;

/**
 * Masks of exactly k units: those of highest score, ties to the unit of lower number (and, between
 * sites, to the earlier site). Scores that are not numbers rank last.
 */
public final class TopK {
  private TopK() {}

  /**
   * Keeps at each site as many units as the allocation says.
   *
   * @param scores site name to one score per unit, in {@code [C, H, W]} order
   */
  public static Masks perSite(Network network, Allocation allocation, Map<String, float[]> scores) {
    return Masks.forEach(
        network,
        site ->
            Mask.of(
                site.shape(),
                highest(
                    scoresOf(site.name(), site.units(), scores), allocation.units(site.name()))));
  }

  /** Keeps the units of highest score wherever they stand, as many as the budget says. */
  public static Masks global(Network network, ReluBudget budget, Map<String, float[]> scores) {
    ReluBudget.of(budget.units(), network);
    return split(network, highest(joined(network, scores), budget.units()));
  }

  /** The scores of all sites one after the other, in the network's order. */
  public static float[] joined(Network network, Map<String, float[]> scores) {
    float[] all = new float[network.relus()];
    int at = 0;
    for (Site site : network.sites()) {
      System.arraycopy(scoresOf(site.name(), site.units(), scores), 0, all, at, site.units());
      at += site.units();
    }
    return all;
  }

  /** Scores of one number per unit for every site, all zero, to be filled. */
  public static Map<String, float[]> zeros(Network network) {
    Map<String, float[]> scores = new LinkedHashMap<>();
    network.sites().forEach(site -> scores.put(site.name(), new float[site.units()]));
    return scores;
  }

  /** Masks of the units whose bits are set, sites one after the other as in {@link #joined}. */
  public static Masks split(Network network, BitSet chosen) {
    int[] offset = {0};
    return Masks.forEach(
        network,
        site -> {
          BitSet own = chosen.get(offset[0], offset[0] + site.units());
          offset[0] += site.units();
          return Mask.of(site.shape(), own);
        });
  }

  static float[] scoresOf(String site, int count, Map<String, float[]> scores) {
    float[] own = scores.get(site);
    if (own == null || own.length != count) {
      throw new IllegalArgumentException("no %d scores for %s".formatted(count, site));
    }
    return own;
  }

  /**
   * Positions of the k highest scores.
   *
   * @throws IllegalArgumentException if k is not between 0 and the number of scores
   */
  public static BitSet highest(float[] scores, int k) {
    if (k < 0 || k > scores.length) {
      throw new IllegalArgumentException("top %d of %d scores".formatted(k, scores.length));
    }
    int[] order = order(scores);
    BitSet chosen = new BitSet(scores.length);
    for (int i = 0; i < k; i++) {
      chosen.set(order[i]);
    }
    return chosen;
  }

  /** All positions, that of the highest score first, ties to the lower position. */
  static int[] order(float[] scores) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] =
          (long) ~ascending(scores[i]) << 32 | i; // ascending keys: best score first, then index
    }
    Arrays.parallelSort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }

  /** An int that orders like the score, with not-a-number below everything. */
  private static int ascending(float score) {
    if (Float.isNaN(score)) {
      return Integer.MIN_VALUE;
    }
    int bits = Float.floatToIntBits(score + 0f); // + 0f makes the two zeros equal
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }
}
