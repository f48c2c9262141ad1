// SPDX-License-Identifier: Apache-2.0
package linnet.network;

/**
 * How many units a whole network may keep.
 *
 * @param units at least 0
 */
public record ReluBudget(int units) {
  /** Rejects negative budgets. */
  public ReluBudget {
    if (units < 0) {
      throw new BudgetException(
          "A ReLU budget cannot be negative, but %,d was asked for.".formatted(units));
    }
  }

  /** The budget, checked against what the network has. */
  public static ReluBudget of(int units, Network network) {
    if (units > network.relus()) {
      throw new BudgetException(
          "The budget of %,d ReLUs is above the %,d that %s has; ask for at most that many."
              .formatted(units, network.relus(), network.name()));
    }
    return new ReluBudget(units);
  }

  /** A fraction between 0 and 1 of the network's units, rounded down. */
  public static ReluBudget ofFraction(double fraction, Network network) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new BudgetException(
          "A ReLU budget must be a fraction between 0 and 1, not " + fraction + ".");
    }
    return new ReluBudget((int) Math.floor(fraction * network.relus()));
  }
}
