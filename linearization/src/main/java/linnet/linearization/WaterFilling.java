// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import linnet.network.Allocation;
import linnet.network.BudgetException;
import linnet.network.LargestRemainder;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;

/**
 * Shares a ReLU budget among sites in proportion to weights, with each site between a floor and its
 * size.
 *
 * <p>What a capped site cannot take flows to the others in proportion (SENet, ICLR 2023, algorithm
 * 1, as recovered from the lists that its authors published), and what a site takes to reach its
 * floor comes from them. Fractions are rounded by largest remainder, ties to the earlier site, so
 * that the sum is the budget exactly.
 */
public final class WaterFilling {
  private WaterFilling() {}

  /**
   * Allocates a budget.
   *
   * @param weights one per site, in the network's order, finite and at least 0; where all sites
   *     that still have room weigh 0, the rest is shared in proportion to their sizes
   * @throws BudgetException if the budget is above what the network has
   */
  public static Allocation allocate(Network network, ReluBudget budget, double[] weights) {
    return allocate(network, budget, weights, 0);
  }

  /**
   * Allocates a budget of which every site gets at least a fraction of its size, rounded down: the
   * published lists for small budgets have such floors. Floors that together exceed the budget are
   * scaled down to it.
   *
   * @param floor fraction between 0 and 1
   * @throws BudgetException if the budget is above what the network has, or the floor is no
   *     fraction
   */
  public static Allocation allocate(
      Network network, ReluBudget budget, double[] weights, double floor) {
    ReluBudget.of(budget.units(), network);
    requireWeights(network, weights);
    int[] caps = network.sites().stream().mapToInt(Site::units).toArray();
    int[] shares = fill(floors(caps, floor, budget.units()), caps, weights, budget.units());
    Map<String, Integer> units = new LinkedHashMap<>();
    for (int i = 0; i < caps.length; i++) {
      units.put(network.sites().get(i).name(), shares[i]);
    }
    Allocation allocation = new Allocation(units);
    allocation.verify(network, budget);
    return allocation;
  }

  private static int[] floors(int[] caps, double fraction, int budget) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new BudgetException(
          "A floor must be a fraction between 0 and 1, not " + fraction + ".");
    }
    int[] floors = Arrays.stream(caps).map(cap -> (int) (cap * fraction)).toArray();
    return Arrays.stream(floors).sum() <= budget
        ? floors
        : fill(floors, Arrays.stream(floors).asDoubleStream().toArray(), budget);
  }

  /**
   * Shares a number among places in proportion to weights, each capped; what a capped place cannot
   * take flows to the others. Sums exactly.
   *
   * @param caps at least 0 each
   * @param weights at least 0 each; where all places that still have room weigh 0, their caps count
   * @param budget between 0 and the sum of the caps
   */
  public static int[] fill(int[] caps, double[] weights, int budget) {
    return fill(new int[caps.length], caps, weights, budget);
  }

  /**
   * The same with floors: each share is {@code clamp(scale * weight, floor, cap)} before rounding,
   * with one scale for all (variable fixing, Bitran and Hax 1981).
   *
   * @param floors at least 0 each and at most its cap
   * @param budget between the sum of the floors and the sum of the caps
   */
  static int[] fill(int[] floors, int[] caps, double[] weights, int budget) {
    int[] result = new int[caps.length];
    List<Integer> active = new ArrayList<>(IntStream.range(0, caps.length).boxed().toList());
    int remaining = budget;
    while (true) {
      double[] shares = shares(active, caps, weights, remaining);
      int[] fixed = outOfBounds(shares, at(active, floors), at(active, caps));
      if (fixed.length == 0) {
        int[] rounded = LargestRemainder.round(shares, remaining);
        for (int k = 0; k < rounded.length; k++) {
          result[active.get(k)] = rounded[k];
        }
        return result;
      }
      List<Integer> places = Arrays.stream(fixed).mapToObj(active::get).toList();
      for (int k : fixed) {
        int place = active.get(k);
        result[place] = shares[k] >= caps[place] ? caps[place] : floors[place];
        remaining -= result[place];
      }
      active.removeAll(places);
    }
  }

  private static int[] at(List<Integer> places, int[] values) {
    return places.stream().mapToInt(place -> values[place]).toArray();
  }

  /**
   * Which shares are settled at their bounds: if those at their caps exceed them by more than the
   * others lack to their floors, the scale will only rise, so they stay there; else the reverse.
   */
  private static int[] outOfBounds(double[] shares, int[] floors, int[] caps) {
    int[] over = IntStream.range(0, caps.length).filter(k -> shares[k] >= caps[k]).toArray();
    int[] under =
        IntStream.range(0, caps.length)
            .filter(k -> shares[k] < floors[k] && shares[k] < caps[k])
            .toArray();
    double excess = Arrays.stream(over).mapToDouble(k -> shares[k] - caps[k]).sum();
    double lack = Arrays.stream(under).mapToDouble(k -> floors[k] - shares[k]).sum();
    return excess >= lack && over.length > 0 ? over : under;
  }

  private static double[] shares(
      List<Integer> active, int[] caps, double[] weights, int remaining) {
    double[] chosen = active.stream().mapToDouble(i -> weights[i]).toArray();
    double sum = Arrays.stream(chosen).sum();
    if (sum <= 0) {
      chosen = active.stream().mapToDouble(i -> caps[i]).toArray();
      sum = Arrays.stream(chosen).sum();
    }
    double scale = sum > 0 ? remaining / sum : 0;
    return Arrays.stream(chosen).map(weight -> weight * scale).toArray();
  }

  private static void requireWeights(Network network, double[] weights) {
    boolean legal = Arrays.stream(weights).allMatch(w -> w >= 0 && Double.isFinite(w));
    if (weights.length != network.sites().size() || !legal) {
      throw new IllegalArgumentException(
          "%d finite weights of at least 0 are needed, not %s"
              .formatted(network.sites().size(), Arrays.toString(weights)));
    }
  }
}
