// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.Optional;
import linnet.inference.plan.ProgramPlan;
import linnet.linearization.RandomMasks;
import linnet.linearization.WaterFilling;
import linnet.linearization.senet.ReluSensitivity;
import linnet.network.Allocation;
import linnet.network.BudgetException;
import linnet.network.InputException;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;
import linnet.report.Figures;

/**
 * The largest ReLU budget whose online phase keeps within a time. The allocation is assumed, for no
 * masks were searched yet: by a measured sensitivity, or in proportion to the sites.
 */
final class BudgetForTime {
  private static final long SEED = 1;

  private final Network network;
  private final Optional<ReluSensitivity> sensitivity;
  private final CostModel costs;
  private final ProgramPlan teacher;

  private BudgetForTime(Model teacher, Optional<ReluSensitivity> sensitivity, CostModel costs) {
    this.network = teacher.network();
    this.sensitivity = sensitivity;
    this.costs = costs;
    this.teacher = CostModel.plan(teacher);
  }

  /** Budgets of a teacher's network. */
  static BudgetForTime of(Model teacher, Optional<ReluSensitivity> sensitivity, CostModel costs) {
    return new BudgetForTime(teacher, sensitivity, costs);
  }

  /** Milliseconds that the online phase is predicted to take at a budget; grows with it. */
  double onlineMillis(int relus) {
    Allocation allocation = allocation(new ReluBudget(relus));
    return costs.onlineMillis(teacher.withMasks(RandomMasks.of(network, allocation, SEED)));
  }

  /**
   * The largest budget within a time.
   *
   * @throws InputException if the time is not positive
   * @throws BudgetException if a network without any ReLU takes longer
   */
  ReluBudget largest(double millis) {
    if (!(millis > 0) || Double.isInfinite(millis)) {
      throw new InputException(
          "The online phase takes some time; ask for a positive number of milliseconds, not %s."
              .formatted(millis));
    }
    requirePossible(millis);
    int within = 0;
    int above = network.relus() + 1;
    while (above - within > 1) {
      int middle = (within + above) >>> 1;
      if (onlineMillis(middle) <= millis) {
        within = middle;
      } else {
        above = middle;
      }
    }
    return new ReluBudget(within);
  }

  private void requirePossible(double millis) {
    double least = onlineMillis(0);
    if (least > millis) {
      throw new BudgetException(
          Figures.formatted(
              "No budget keeps the online phase within %.1f ms: over %s it takes %.1f ms without any ReLU; allow more time, or choose a faster link or a smaller network.",
              millis, costs.link().name(), least));
    }
  }

  private Allocation allocation(ReluBudget budget) {
    return sensitivity
        .map(measured -> measured.allocate(network, budget))
        .orElseGet(() -> WaterFilling.allocate(network, budget, sizes()));
  }

  private double[] sizes() {
    return network.sites().stream().mapToDouble(Site::units).toArray();
  }
}
