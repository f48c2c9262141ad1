// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import linnet.linearization.MethodSettings;
import linnet.network.InputException;

/**
 * The knobs of the Fisher search.
 *
 * @param rampEnd fraction of the search at which the budget is reached, in (0, 1]
 * @param renewal steps from one choice of units to the next, at least 1
 * @param sampling steps from one look at the gradients to the next, at least 1
 * @param memory weight of the past in the moving average of the importance, in [0, 1)
 */
public record FisherOptions(double rampEnd, int renewal, int sampling, double memory) {
  /** Budget reached at 75 %, units chosen every 20 steps from every 4th step's gradients. */
  public static final FisherOptions STANDARD = new FisherOptions(0.75, 20, 4, 0.8);

  /** Rejects values out of range. */
  public FisherOptions {
    if (!(rampEnd > 0 && rampEnd <= 1)
        || renewal < 1
        || sampling < 1
        || !(memory >= 0 && memory < 1)) {
      throw new InputException(
          "The Fisher search cannot run with ramp end %s, renewal %d, sampling %d, memory %s; use values in (0, 1], at least 1, at least 1, in [0, 1)."
              .formatted(rampEnd, renewal, sampling, memory));
    }
  }

  /** As users write them: {@code ramp-end}, {@code renewal}, {@code sampling}, {@code memory}. */
  public static FisherOptions of(MethodSettings settings) {
    return new FisherOptions(
        settings.real("ramp-end", STANDARD.rampEnd()),
        settings.whole("renewal", STANDARD.renewal()),
        settings.whole("sampling", STANDARD.sampling()),
        settings.real("memory", STANDARD.memory()));
  }
}
