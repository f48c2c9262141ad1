// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

import linnet.network.InputException;

/**
 * What the compiler measured on calibration images, and what it therefore promises.
 *
 * @param images how many images were used
 * @param maxLogitError largest difference of a logit between floating and fixed point, in units of
 *     the logit
 * @param sameClass images whose class is the same in floating and in fixed point
 * @param failureProbability bound on the chance that one of an inference's local truncations goes
 *     altogether wrong: the sum of |z| * 2^-63 over all units
 * @param toleranceUlps how far a logit of the two-party result may lie from the clear executor's,
 *     in ulps of 2^-f; 0 if nothing is truncated
 * @param logitWidth bits that hold every logit with its sign, with the compiler's margin
 */
public record CalibrationFacts(
    int images,
    double maxLogitError,
    int sameClass,
    double failureProbability,
    int toleranceUlps,
    int logitWidth) {
  /** Rejects values that no measurement gives. */
  public CalibrationFacts {
    if (images < 1
        || sameClass < 0
        || sameClass > images
        || !(maxLogitError >= 0)
        || !(failureProbability >= 0 && failureProbability <= 1)
        || toleranceUlps < 0
        || logitWidth < 2
        || logitWidth > Step.Boundary.MAX_WIDTH) {
      throw new InputException(
          "The private program states impossible calibration facts; compile it again.");
    }
  }
}
