// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.relupruner;

import linnet.linearization.MethodSettings;
import linnet.network.InputException;

/**
 * What is ReLUPruner's own. Times are parts of the search, so that they fit short runs and long
 * ones; of the paper's 150 epochs they are what the paper says.
 *
 * @param importance which form of the importance
 * @param warmUp the part of the search in which all ReLUs stay, in [0, 1); the paper's is 5 of 150
 *     epochs
 * @param rampEnd the part of the rest at which the budget is reached, in (0, 1]; the paper's is 0.6
 * @param power of the progress within the cosine ramp, positive; the paper's is 1.5
 * @param renewal the most steps from one choice of units to the next, at least 1; twice as many
 *     once the budget is reached; the paper's is 100
 * @param renewals choices of units that a search has room for at least, at least 1: a search of few
 *     steps renews its masks every {@code steps / renewals} of them
 * @param sampling steps from one look at the gradients to the next, at least 1; the paper's is 1
 * @param window looks over which the share of negative inputs is averaged, at least 1; the paper's
 *     is 10
 * @param memory weight of the past in a unit's and a layer's importance, in [0, 1)
 * @param curvatureMemory the same for the second derivative
 * @param fromScratch whether the student begins with fresh weights, as in the authors' code, or
 *     with the teacher's, which is far better in short runs
 */
public record ReluPrunerOptions(
    ImportanceForm importance,
    double warmUp,
    double rampEnd,
    double power,
    int renewal,
    int renewals,
    int sampling,
    int window,
    double memory,
    double curvatureMemory,
    boolean fromScratch) {
  /** The paper's search, beginning with the teacher's weights. */
  public static final ReluPrunerOptions STANDARD =
      new ReluPrunerOptions(
          ImportanceForm.PAPER, 1 / 30.0, 0.6, 1.5, 100, 80, 1, 10, 0.95, 0.99, false);

  /** The authors' released code. */
  public static final ReluPrunerOptions RELEASED =
      new ReluPrunerOptions(
          ImportanceForm.RELEASED, 1 / 30.0, 0.6, 1.5, 100, 1, 1, 10, 0.95, 0.99, true);

  /** Rejects values out of range. */
  public ReluPrunerOptions {
    boolean legal =
        warmUp >= 0
            && warmUp < 1
            && rampEnd > 0
            && rampEnd <= 1
            && power > 0
            && Double.isFinite(power)
            && Math.min(Math.min(renewal, renewals), Math.min(sampling, window)) >= 1
            && memory >= 0
            && memory < 1
            && curvatureMemory >= 0
            && curvatureMemory < 1;
    if (!legal) {
      throw new InputException(
          "ReLUPruner cannot run with warm-up %s, ramp end %s, power %s, renewal %d, renewals %d, sampling %d, window %d, memory %s, curvature memory %s; use values in [0, 1), in (0, 1], above 0, four of at least 1, two in [0, 1)."
              .formatted(
                  warmUp,
                  rampEnd,
                  power,
                  renewal,
                  renewals,
                  sampling,
                  window,
                  memory,
                  curvatureMemory));
    }
  }

  /**
   * Options by name: {@code importance} (paper, released), {@code warm-up}, {@code ramp-end},
   * {@code power}, {@code renewal}, {@code renewals}, {@code sampling}, {@code window}, {@code
   * memory}, {@code curvature-memory}, {@code from-scratch}; {@link #STANDARD} where nothing is
   * said.
   *
   * @throws InputException if a value cannot be used
   */
  public static ReluPrunerOptions of(MethodSettings settings) {
    return new ReluPrunerOptions(
        settings.choice("importance", STANDARD.importance),
        settings.real("warm-up", STANDARD.warmUp),
        settings.real("ramp-end", STANDARD.rampEnd),
        settings.real("power", STANDARD.power),
        settings.whole("renewal", STANDARD.renewal),
        settings.whole("renewals", STANDARD.renewals),
        settings.whole("sampling", STANDARD.sampling),
        settings.whole("window", STANDARD.window),
        settings.real("memory", STANDARD.memory),
        settings.real("curvature-memory", STANDARD.curvatureMemory),
        settings.flag("from-scratch", STANDARD.fromScratch));
  }
}
