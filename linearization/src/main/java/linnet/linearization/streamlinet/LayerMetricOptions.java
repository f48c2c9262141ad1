// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import linnet.linearization.MethodSettings;
import linnet.linearization.Negativity;

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
 *     of a site, else of units
 */
public record LayerMetricOptions(
    Combination combination,
    boolean negativity,
    Negativity.Measure measure,
    boolean sensitivity,
    boolean gradient,
    boolean count) {
  /** How terms, each divided by its largest value over the sites, become one number. */
  public enum Combination {
    /** Their product. */
    PRODUCT,
    /** Their mean. */
    SUM,
    /** None of them: every site keeps the same fraction of its units. */
    UNIFORM
  }

  /** The product of negativity, sensitivity and gradient. */
  public static final LayerMetricOptions STANDARD =
      new LayerMetricOptions(
          Combination.PRODUCT, true, Negativity.Measure.PROBABILITY, true, true, false);

  /** The same without the gradient term. */
  LayerMetricOptions withoutGradient() {
    return new LayerMetricOptions(combination, negativity, measure, sensitivity, false, count);
  }

  /**
   * As users write them: {@code metric}, {@code negativity}, {@code negativity-measure}, {@code
   * sensitivity}, {@code gradient}, {@code count}.
   */
  public static LayerMetricOptions of(MethodSettings settings) {
    return new LayerMetricOptions(
        settings.choice("metric", STANDARD.combination()),
        settings.flag("negativity", STANDARD.negativity()),
        settings.choice("negativity-measure", STANDARD.measure()),
        settings.flag("sensitivity", STANDARD.sensitivity()),
        settings.flag("gradient", STANDARD.gradient()),
        settings.flag("count", STANDARD.count()));
  }
}
