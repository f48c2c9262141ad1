// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.snl;

import linnet.linearization.MethodSettings;
import linnet.network.InputException;

/**
 * What is SNL's own.
 *
 * @param lambda the penalty's weight to begin with, positive
 * @param growth the factor by which lambda changes, above 1
 * @param rule when it changes
 * @param patience epochs before the published rule may act, at least 0
 * @param threshold alphas above it count as ReLUs, in (0, 1)
 * @param alphaRate the alphas' learning rate, about how far one moves in a step; at least 0
 * @param alphaTravel how far an alpha can move in the whole search, if that asks for a higher rate
 *     than {@code alphaRate} (a step never moves it by more than {@value AlphaSearch#FASTEST}); 0
 *     keeps the rate as it is
 * @param rampEnd the part of the search at which a steered sum of alphas is the budget, in (0, 1]
 */
public record SnlOptions(
    double lambda,
    double growth,
    LambdaRule rule,
    int patience,
    double threshold,
    double alphaRate,
    double alphaTravel,
    double rampEnd) {
  /** As published: lambda from 1e-5, times 1.1 from epoch 5 on, alphas at rate 1e-3. */
  public static final SnlOptions PAPER =
      new SnlOptions(1e-5, 1.1, LambdaRule.PAPER, 5, 0.01, 1e-3, 0, 1);

  /** For short runs: lambda steered, alphas fast enough to fall from 1 to 0 four times over. */
  public static final SnlOptions STANDARD =
      new SnlOptions(1e-5, 1.1, LambdaRule.STEERED, 5, 0.01, 1e-3, 4, 0.9);

  /** Rejects values out of range. */
  public SnlOptions {
    boolean legal =
        lambda > 0
            && Double.isFinite(lambda)
            && growth > 1
            && Double.isFinite(growth)
            && patience >= 0
            && threshold > 0
            && threshold < 1
            && alphaRate >= 0
            && alphaTravel >= 0
            && alphaRate + alphaTravel > 0
            && rampEnd > 0
            && rampEnd <= 1;
    if (!legal) {
      throw new InputException(
          "SNL cannot run with lambda %s, growth %s, patience %d, threshold %s, alpha rate %s, alpha travel %s, ramp end %s; use a positive number, one above 1, at least 0, in (0, 1), two of at least 0 that are not both 0, in (0, 1]."
              .formatted(lambda, growth, patience, threshold, alphaRate, alphaTravel, rampEnd));
    }
  }

  /**
   * Options by name: {@code lambda}, {@code growth}, {@code lambda-rule} (steered, paper), {@code
   * patience}, {@code threshold}, {@code alpha-rate}, {@code alpha-travel}, {@code ramp-end};
   * {@link #STANDARD} where nothing is said.
   *
   * @throws InputException if a value cannot be used
   */
  public static SnlOptions of(MethodSettings settings) {
    return new SnlOptions(
        settings.real("lambda", STANDARD.lambda),
        settings.real("growth", STANDARD.growth),
        settings.choice("lambda-rule", STANDARD.rule),
        settings.whole("patience", STANDARD.patience),
        settings.real("threshold", STANDARD.threshold),
        settings.real("alpha-rate", STANDARD.alphaRate),
        settings.real("alpha-travel", STANDARD.alphaTravel),
        settings.real("ramp-end", STANDARD.rampEnd));
  }
}
