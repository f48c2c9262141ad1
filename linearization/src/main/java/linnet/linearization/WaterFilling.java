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
 * Shares a ReLU budget among sites in proportion to weights, with each site capped at its size.
 *
 * <p>What a capped site cannot take flows to the others in proportion (SENet, ICLR 2023, algorithm
 * 1, as recovered from the lists that its authors published). Fractions are rounded by largest
 * remainder, ties to the earlier site, so that the sum is the budget exactly.
 */
public final class WaterFilling {
  private WaterFilling() {}

  /**
   * Allocates a budget.
   *
   * @param weights one per site, in the network's order, finite and at least 0; where all sites
   *     that still have room weigh 0, the rest is shared in proportion to their room
   * @throws BudgetException if the budget is above what the network has
   */
  public static Allocation allocate(Network network, ReluBudget budget, double[] weights) {
    return allocate(network, budget, weights, 0);
  }

  /**
   * Allocates a budget of which every site gets at least a fraction of its size, rounded down (the
   * published lists for small budgets have such floors). Floors that together exceed the budget are
   * scaled down to it.
   *
   * @param floor fraction between 0 and 1
   */
  public static Allocation allocate(
      Network network, ReluBudget budget, double[] weights, double floor) {
    ReluBudget.of(budget.units(), network);
    requireWeights(network, weights);
    int[] caps = network.sites().stream().mapToInt(Site::units).toArray();
    int[] floors = floors(caps, floor, budget.units());
    int[] room = new int[caps.length];
    Arrays.setAll(room, i -> caps[i] - floors[i]);
    int[] extra = fill(room, weights, budget.units() - Arrays.stream(floors).sum());
    Map<String, Integer> units = new LinkedHashMap<>();
    for (int i = 0; i < caps.length; i++) {
      units.put(network.sites().get(i).name(), floors[i] + extra[i]);
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
    int total = Arrays.stream(floors).sum();
    return total <= budget
        ? floors
        : fill(floors, Arrays.stream(floors).asDoubleStream().toArray(), budget);
  }

  /**
   * Shares a number among places in proportion to weights, each capped; what a capped place cannot
   * take flows to the others. Sums exactly.
   *
   * @param caps at least 0 each
   * @param weights at least 0 each; where all places that still have room weigh 0, their room
   *     counts
   * @param budget between 0 and the sum of the caps
   */
  public static int[] fill(int[] caps, double[] weights, int budget) {
    int[] result = new int[caps.length];
    List<Integer> active = new ArrayList<>(IntStream.range(0, caps.length).boxed().toList());
    int remaining = budget;
    while (true) {
      double[] shares = shares(active, caps, weights, remaining);
      List<Integer> over = new ArrayList<>();
      for (int k = 0; k < active.size(); k++) {
        if (shares[k] >= caps[active.get(k)]) {
          over.add(active.get(k));
        }
      }
      if (over.isEmpty()) {
        int[] rounded = LargestRemainder.round(shares, remaining);
        for (int k = 0; k < rounded.length; k++) {
          result[active.get(k)] = rounded[k];
        }
        return result;
      }
      for (int site : over) {
        result[site] = caps[site];
        remaining -= caps[site];
      }
      active.removeAll(over);
    }
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
