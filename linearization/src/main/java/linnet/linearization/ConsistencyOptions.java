// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.network.InputException;

/**
 * How much a method asks for {@link Consistency} in its two phases.
 *
 * @param search weight while masks are searched, at least 0
 * @param tuning weight with frozen masks, at least 0
 * @param places where activations are compared
 */
public record ConsistencyOptions(double search, double tuning, Consistency.Places places) {
  /** None in either phase. */
  public static final ConsistencyOptions NONE =
      new ConsistencyOptions(0, 0, Consistency.Places.SITES);

  /** Rejects weights that are negative or not finite. */
  public ConsistencyOptions {
    if (!(search >= 0 && tuning >= 0 && Double.isFinite(search + tuning))) {
      throw new InputException(
          "The weights of the consistency must be at least 0, not %s and %s."
              .formatted(search, tuning));
    }
  }

  /**
   * As users write them: {@code consistency}, {@code tuning-consistency}, {@code consistency-at}.
   */
  public static ConsistencyOptions of(MethodSettings settings, ConsistencyOptions otherwise) {
    return new ConsistencyOptions(
        settings.real("consistency", otherwise.search()),
        settings.real("tuning-consistency", otherwise.tuning()),
        settings.choice("consistency-at", otherwise.places()));
  }

  /** The training with these terms in its objectives; where a weight is 0, as it was. */
  public LinearizationOptions addTo(LinearizationOptions training, UnitCosts costs) {
    Objective searching = withWeight(training.search().objective(), search, costs);
    Objective tuned = withWeight(training.tuning().objective(), tuning, costs);
    return training.withSearchObjective(searching).withTuningObjective(tuned);
  }

  private Objective withWeight(Objective objective, double weight, UnitCosts costs) {
    return weight > 0
        ? objective.withConsistency(new Consistency(weight, places, costs))
        : objective;
  }
}
