// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import linnet.linearization.MethodSettings;
import linnet.linearization.Negativity;
import linnet.network.InputException;

/**
 * What the layer metric is made of. Each term can be left out to see what it is worth.
 *
 * @param combination how terms become one number
 * @param negativity whether the sites' negativity is a term
 * @param measure what negativity is
 * @param sensitivity whether SENet's ReLU sensitivity is a term, where one was measured
 * @param gradient whether the Taylor term {@code E|dL/da z|} is one, where sites have budgets; in a
 *     competition of all units each has a gradient of its own
 * @param count whether the number of a site's units is a term: then the metric speaks of fractions
 *     of a site, else of units; only where sites have budgets
 * @param power of a site's weight, which is its metric over the cost of a unit there, in [0, 4]: 0
 *     makes all sites alike, so that in a competition of all units these decide alone
 * @param termFloor what a term counts at a site where it was measured as 0, as a part of what it
 *     counts where it is largest, in [0, 1]: above 0, no term alone takes every unit of a site, or
 *     the order of its units; 1 makes every term the same at all sites
 */
public record LayerMetricOptions(
    Combination combination,
    boolean negativity,
    Negativity.Measure measure,
    boolean sensitivity,
    boolean gradient,
    boolean count,
    double power,
    double termFloor) {
  /** How terms, each divided by its largest value over the sites, become one number. */
  public enum Combination {
    /** Their product. */
    PRODUCT,
    /** Their mean. */
    SUM,
    /**
     * None of them, and nothing but cost tells sites apart: where sites have budgets, each keeps
     * the same fraction of its units; where all units compete, their own scores decide.
     */
    UNIFORM
  }

  private static final double HIGHEST_POWER = 4; // beyond, weights leave the range of a float

  /** The product of negativity, sensitivity and gradient, none of them below a twentieth. */
  public static final LayerMetricOptions STANDARD =
      new LayerMetricOptions(
          Combination.PRODUCT, true, Negativity.Measure.PROBABILITY, true, true, false, 1, 0.05);

  /** Rejects numbers out of range. */
  public LayerMetricOptions {
    if (!(power >= 0 && power <= HIGHEST_POWER && termFloor >= 0 && termFloor <= 1)) {
      throw new InputException(
          "The layer metric cannot have the power %s and the term floor %s; use numbers in [0, 4] and in [0, 1]."
              .formatted(power, termFloor));
    }
  }

  /** The same without the gradient term. */
  LayerMetricOptions withoutGradient() {
    return new LayerMetricOptions(
        combination, negativity, measure, sensitivity, false, count, power, termFloor);
  }

  /**
   * As users write them: {@code metric}, {@code negativity}, {@code negativity-measure}, {@code
   * sensitivity}, {@code gradient}, {@code count}, {@code metric-power}, {@code term-floor}.
   */
  public static LayerMetricOptions of(MethodSettings settings) {
    return new LayerMetricOptions(
        settings.choice("metric", STANDARD.combination()),
        settings.flag("negativity", STANDARD.negativity()),
        settings.choice("negativity-measure", STANDARD.measure()),
        settings.flag("sensitivity", STANDARD.sensitivity()),
        settings.flag("gradient", STANDARD.gradient()),
        settings.flag("count", STANDARD.count()),
        settings.real("metric-power", STANDARD.power()),
        settings.real("term-floor", STANDARD.termFloor()));
  }
}
