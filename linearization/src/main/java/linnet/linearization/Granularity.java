// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Map;
import linnet.network.Allocation;
import linnet.network.BudgetException;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;

/**
 * What is kept or linearized as one: single units, or whole channels (SENet, ICLR 2023, has both).
 *
 * <p>Whole channels seldom sum to a budget. They use it to the last channel: what remains is less
 * than the smallest channel that is linearized anywhere in the network.
 */
public enum Granularity {
  /** Each unit for itself; a budget is met to the unit. */
  PIXEL {
    @Override
    public Allocation round(Network network, Allocation wanted) {
      return wanted;
    }

    @Override
    public Masks highest(Network network, Allocation allocation, Map<String, float[]> scores) {
      return TopK.perSite(network, allocation, scores);
    }

    @Override
    public Masks highest(Network network, ReluBudget budget, Map<String, float[]> scores) {
      return TopK.global(network, budget, scores);
    }

    @Override
    public Masks random(Network network, Allocation allocation, long seed) {
      return RandomMasks.of(network, allocation, seed);
    }

    @Override
    public int remainder(Masks masks, ReluBudget budget) {
      return 0;
    }
  },

  /** The H * W units of a channel together; see {@link Channels}. */
  CHANNEL {
    @Override
    public Allocation round(Network network, Allocation wanted) {
      return Channels.round(network, wanted);
    }

    @Override
    public Masks highest(Network network, Allocation allocation, Map<String, float[]> scores) {
      return Channels.perSite(network, allocation, Channels.averages(network, scores));
    }

    @Override
    public Masks highest(Network network, ReluBudget budget, Map<String, float[]> scores) {
      return Channels.global(network, budget, Channels.averages(network, scores));
    }

    @Override
    public Masks random(Network network, Allocation allocation, long seed) {
      return RandomMasks.channels(network, allocation, seed);
    }

    @Override
    public int remainder(Masks masks, ReluBudget budget) {
      return Channels.remainder(masks, budget);
    }
  };

  /** The allocation nearest to the wanted one that can be met, of at most as many units. */
  public abstract Allocation round(Network network, Allocation wanted);

  /**
   * The units or channels of highest score at each site; a channel's score is the mean of its
   * units'.
   *
   * @param allocation one that {@link #round} gave
   * @param scores site name to one score per unit, in {@code [C, H, W]} order
   */
  public abstract Masks highest(
      Network network, Allocation allocation, Map<String, float[]> scores);

  /**
   * The units or channels of highest score wherever they stand; a channel's score is the mean of
   * its units'.
   *
   * @param scores site name to one score per unit, in {@code [C, H, W]} order
   * @throws BudgetException if the budget is above what the network has
   */
  public abstract Masks highest(Network network, ReluBudget budget, Map<String, float[]> scores);

  /**
   * As many units or channels as the allocation gives, at random places.
   *
   * @param allocation one that {@link #round} gave
   */
  public abstract Masks random(Network network, Allocation allocation, long seed);

  /**
   * The part of the budget that masks of this granularity may leave unused: 0 for pixels.
   *
   * @throws BudgetException if another channel would fit into it
   */
  public abstract int remainder(Masks masks, ReluBudget budget);
}
