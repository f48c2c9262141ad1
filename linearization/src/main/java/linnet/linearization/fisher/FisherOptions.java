// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import linnet.linearization.ConsistencyOptions;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.MethodSettings;
import linnet.linearization.Renewal;
import linnet.linearization.SmallestSite;
import linnet.linearization.StudentInit;
import linnet.linearization.UnitCosts;
import linnet.network.InputException;

/**
 * The knobs of the Fisher search.
 *
 * @param rampEnd fraction of the search at which the budget is reached, in (0, 1]
 * @param renewal how often units are chosen
 * @param sampling steps from one look at the gradients to the next, at least 1
 * @param memory weight of the past in the moving average of the importance, in [0, 1)
 * @param ranking what changes the order of units beside their importance
 * @param smallestSite how few units a site may keep
 * @param swaps of units while the student is tuned
 * @param consistency of the student's activations with the teacher's
 * @param activationMismatch weight of PRAM in the tuning, at least 0; 0 leaves the schedule's
 * @param studentInit the weights with which the search begins
 */
public record FisherOptions(
    double rampEnd,
    Renewal renewal,
    int sampling,
    double memory,
    RankingOptions ranking,
    SmallestSite smallestSite,
    SwapOptions swaps,
    ConsistencyOptions consistency,
    double activationMismatch,
    StudentInit studentInit) {
  private static final SmallestSite SMALLEST = new SmallestSite(0.05);

  /**
   * Budget reached at 75 %, units chosen every 20 steps and at least 20 times, from every 4th
   * step's gradients; a site keeps at least a twentieth of the budget or nothing.
   */
  public static final FisherOptions STANDARD = new FisherOptions(0.75, new Renewal(20, 20), 4, 0.8);

  /** Rejects values out of range. */
  public FisherOptions {
    if (!(rampEnd > 0 && rampEnd <= 1) || sampling < 1 || !(memory >= 0 && memory < 1)) {
      throw new InputException(
          "The Fisher search cannot run with ramp end %s, sampling %d, memory %s; use values in (0, 1], at least 1, in [0, 1)."
              .formatted(rampEnd, sampling, memory));
    }
    if (!(activationMismatch >= 0 && Double.isFinite(activationMismatch))) {
      throw new InputException(
          "The weight of the activation mismatch must be at least 0, not %s."
              .formatted(activationMismatch));
    }
  }

  /** Fisher importance decides, sites are no smaller than standard, objectives the schedule's. */
  public FisherOptions(double rampEnd, Renewal renewal, int sampling, double memory) {
    this(
        rampEnd,
        renewal,
        sampling,
        memory,
        RankingOptions.NONE,
        SMALLEST,
        SwapOptions.NONE,
        ConsistencyOptions.NONE,
        0,
        StudentInit.TEACHER);
  }

  /**
   * As users write them: {@code ramp-end}, {@code sampling}, {@code memory}, {@code min-site},
   * {@code pram}, {@code student-init}, and those of {@link Renewal#of}, {@link RankingOptions#of},
   * {@link SwapOptions#of} and {@link ConsistencyOptions#of}.
   */
  public static FisherOptions of(MethodSettings settings) {
    return new FisherOptions(
        settings.real("ramp-end", STANDARD.rampEnd()),
        Renewal.of(settings, STANDARD.renewal()),
        settings.whole("sampling", STANDARD.sampling()),
        settings.real("memory", STANDARD.memory()),
        RankingOptions.of(settings),
        new SmallestSite(settings.real("min-site", SMALLEST.share())),
        SwapOptions.of(settings),
        ConsistencyOptions.of(settings, STANDARD.consistency()),
        settings.real("pram", STANDARD.activationMismatch()),
        settings.choice("student-init", STANDARD.studentInit()));
  }

  /** The training with the objectives' terms that these options ask for. */
  LinearizationOptions addTo(LinearizationOptions training, UnitCosts costs) {
    LinearizationOptions consistent = consistency.addTo(training, costs);
    return activationMismatch > 0
        ? consistent.withTuningObjective(
            consistent.tuning().objective().withActivationMismatch(activationMismatch))
        : consistent;
  }
}
