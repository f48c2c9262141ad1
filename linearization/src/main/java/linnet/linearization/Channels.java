// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import linnet.network.Allocation;
import linnet.network.BudgetException;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;

/**
 * Masks of whole channels. A channel of a site {@code [C, H, W]} has {@code H * W} units, so a
 * budget can be used only up to a remainder that is smaller than every channel not kept.
 */
public final class Channels {
  private Channels() {}

  /**
   * Mean score of each channel. Within a site they rank like sums over height and width (SENet's
   * channel-wise score); between sites, like what a channel is worth for each unit of the budget.
   *
   * @param scores site name to one score per unit, in {@code [C, H, W]} order
   * @return site name to one score per channel, {@code [C]}
   */
  public static Map<String, float[]> averages(Network network, Map<String, float[]> scores) {
    Map<String, float[]> result = new LinkedHashMap<>();
    for (Site site : network.sites()) {
      result.put(site.name(), averages(site, TopK.scoresOf(site.name(), site.units(), scores)));
    }
    return result;
  }

  private static float[] averages(Site site, float[] scores) {
    int plane = site.shape().plane();
    float[] means = new float[site.shape().channels()];
    for (int channel = 0; channel < means.length; channel++) {
      double sum = 0;
      for (int i = 0; i < plane; i++) {
        sum += scores[channel * plane + i];
      }
      means[channel] = (float) (sum / plane);
    }
    return means;
  }

  /**
   * The allocation in whole channels that is nearest to a wanted one: each site's units are rounded
   * down, then one channel after the other goes to the site that is furthest below its share,
   * counted in channels, of those where another one still fits; ties to the earlier site.
   *
   * <p>SENet rounds every site up instead ({@code ceil(r / (h w))}), which exceeds the budget.
   */
  public static Allocation round(Network network, Allocation wanted) {
    List<Site> sites = network.sites();
    int[] channels = new int[sites.size()];
    int remaining = wanted.total();
    for (int i = 0; i < channels.length; i++) {
      int plane = sites.get(i).shape().plane();
      channels[i] = wanted.units(sites.get(i).name()) / plane;
      remaining -= channels[i] * plane;
    }
    int next = furthestBelow(sites, wanted, channels, remaining);
    while (next >= 0) {
      channels[next]++;
      remaining -= sites.get(next).shape().plane();
      next = furthestBelow(sites, wanted, channels, remaining);
    }
    Map<String, Integer> units = new LinkedHashMap<>();
    for (int i = 0; i < channels.length; i++) {
      units.put(sites.get(i).name(), channels[i] * sites.get(i).shape().plane());
    }
    return new Allocation(units);
  }

  /** Which site takes the next channel, or -1 if none fits. */
  private static int furthestBelow(
      List<Site> sites, Allocation wanted, int[] channels, int remaining) {
    int chosen = -1;
    double furthest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < channels.length; i++) {
      int plane = sites.get(i).shape().plane();
      boolean fits = plane <= remaining && channels[i] < sites.get(i).shape().channels();
      double below = wanted.units(sites.get(i).name()) / (double) plane - channels[i];
      if (fits && below > furthest) {
        chosen = i;
        furthest = below;
      }
    }
    return chosen;
  }

  /**
   * Keeps at each site the channels of highest score, ties to the channel of lower number.
   *
   * @param allocation in whole channels, as {@link #round} gives
   * @param scores site name to one score per channel, {@code [C]}
   */
  public static Masks perSite(Network network, Allocation allocation, Map<String, float[]> scores) {
    return Masks.forEach(
        network,
        site -> {
          float[] own = TopK.scoresOf(site.name(), site.shape().channels(), scores);
          return mask(site, TopK.highest(own, count(site, allocation)));
        });
  }

  /**
   * Takes channels by falling score wherever they stand, each that still fits into the budget; ties
   * to the earlier site, then to the lower number.
   *
   * @param scores site name to one score per channel, {@code [C]}
   * @throws BudgetException if the budget is above what the network has
   */
  public static Masks global(Network network, ReluBudget budget, Map<String, float[]> scores) {
    ReluBudget.of(budget.units(), network);
    List<Channel> channels = channels(network);
    float[] ranked = new float[channels.size()];
    Map<String, BitSet> chosen = new LinkedHashMap<>();
    for (int i = 0; i < ranked.length; i++) {
      Site site = channels.get(i).site();
      float[] own = TopK.scoresOf(site.name(), site.shape().channels(), scores);
      ranked[i] = own[channels.get(i).number()];
      chosen.put(site.name(), new BitSet());
    }
    int remaining = budget.units();
    for (int i : TopK.order(ranked)) {
      Channel channel = channels.get(i);
      int plane = channel.site().shape().plane();
      if (plane <= remaining) {
        Objects.requireNonNull(chosen.get(channel.site().name())).set(channel.number());
        remaining -= plane;
      }
    }
    return Masks.forEach(
        network, site -> mask(site, Objects.requireNonNull(chosen.get(site.name()))));
  }

  private record Channel(Site site, int number) {}

  private static List<Channel> channels(Network network) {
    return network.sites().stream()
        .flatMap(
            site ->
                IntStream.range(0, site.shape().channels())
                    .mapToObj(number -> new Channel(site, number)))
        .toList();
  }

  /** How many whole channels an allocation gives a site. */
  static int count(Site site, Allocation allocation) {
    int units = allocation.units(site.name());
    if (units % site.shape().plane() != 0) {
      throw new IllegalArgumentException(
          "%d units are no whole channels of %s".formatted(units, site));
    }
    return units / site.shape().plane();
  }

  /** All units of these channels. */
  static Mask mask(Site site, BitSet channels) {
    int plane = site.shape().plane();
    BitSet units = new BitSet(site.units());
    channels.stream().forEach(channel -> units.set(channel * plane, (channel + 1) * plane));
    return Mask.of(site.shape(), units);
  }

  /**
   * The part of a budget that whole channels leave unused; units of a channel that is kept in part
   * do not count as used.
   *
   * @throws BudgetException if the remainder is below 0, or a channel would fit into it
   */
  public static int remainder(Masks masks, ReluBudget budget) {
    int remainder = budget.units();
    int smallest = Integer.MAX_VALUE;
    for (String site : masks.sites()) {
      int plane = masks.get(site).shape().plane();
      for (int kept : masks.get(site).keptPerChannel()) {
        remainder -= kept == plane ? plane : 0;
        smallest = kept == plane ? smallest : Math.min(smallest, plane);
      }
    }
    if (remainder < 0 || remainder >= smallest) {
      throw new BudgetException(
          "The whole channels that are kept leave %,d of a budget of %,d units, and the smallest other one has %,d; this is a bug in the method."
              .formatted(remainder, budget.units(), smallest));
    }
    return remainder;
  }
}
