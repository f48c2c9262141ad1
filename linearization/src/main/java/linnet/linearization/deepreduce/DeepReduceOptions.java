// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.deepreduce;

import linnet.linearization.MethodSettings;
import linnet.network.InputException;

/**
 * What is DeepReDuce's own.
 *
 * @param criticalityEpochs how long the student of each stage learns, at least 1
 * @param criticalityRate its highest learning rate, positive
 * @param countExponent how much the number of a stage's ReLUs weighs against the accuracy that they
 *     bring, at least 0: at 1 criticality is accuracy per ReLU; at 0.07 the number decides only
 *     between stages of similar accuracy
 * @param thinning whether every second ReLU layer of the stages that stay may be dropped
 * @param reshape the shape of the student's network
 */
public record DeepReduceOptions(
    int criticalityEpochs,
    double criticalityRate,
    double countExponent,
    boolean thinning,
    Reshape reshape) {
  /** 2 epochs a stage at rate 0.05, exponent 0.07, thinning, no reshaping. */
  public static final DeepReduceOptions STANDARD =
      new DeepReduceOptions(2, 0.05, 0.07, true, Reshape.NONE);

  /** Rejects values out of range. */
  public DeepReduceOptions {
    if (criticalityEpochs < 1
        || !(criticalityRate > 0 && Double.isFinite(criticalityRate))
        || !(countExponent >= 0 && Double.isFinite(countExponent))) {
      throw new InputException(
          "DeepReDuce cannot run with %d epochs and rate %s a stage and count exponent %s; use at least 1, a positive number, at least 0."
              .formatted(criticalityEpochs, criticalityRate, countExponent));
    }
  }

  /**
   * Options by name: {@code criticality-epochs}, {@code criticality-rate}, {@code count-exponent},
   * {@code thinning}, {@code width}, {@code resolution}; {@link #STANDARD} where nothing is said.
   *
   * @throws InputException if a value cannot be used
   */
  public static DeepReduceOptions of(MethodSettings settings) {
    return new DeepReduceOptions(
        settings.whole("criticality-epochs", STANDARD.criticalityEpochs),
        settings.real("criticality-rate", STANDARD.criticalityRate),
        settings.real("count-exponent", STANDARD.countExponent),
        settings.flag("thinning", STANDARD.thinning),
        Reshape.of(settings));
  }
}
