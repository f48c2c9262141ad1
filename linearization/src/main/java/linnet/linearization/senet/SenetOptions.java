// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import linnet.linearization.Granularity;
import linnet.linearization.MethodSettings;
import linnet.linearization.StudentInit;
import linnet.network.InputException;

/**
 * What is SENet's own.
 *
 * @param sparseLearning how the sensitivity is measured
 * @param floor fraction of its units that every site keeps at least, in [0, 1], as far as the
 *     budget reaches. At 0 a site whose sensitivity was measured as exactly 0 keeps nothing until
 *     all others are full ({@link ReluSensitivity}); the published lists for 25,000 of ResNet18's
 *     units have floors of about 0.01 in the first stage and 0.004 at the stem
 * @param granularity whether single units or whole channels are kept
 * @param score what the mask search ranks units by
 * @param studentInit the weights with which the search begins
 * @param initialMask the masks with which it begins
 * @param hammingStop masks are frozen for the rest of the search once they move by less than this
 *     part of what they could in an epoch, in [0, 1]; 0 never freezes them, as the authors' code
 */
public record SenetOptions(
    SparseLearningOptions sparseLearning,
    double floor,
    Granularity granularity,
    MismatchScore score,
    StudentInit studentInit,
    InitialMask initialMask,
    double hammingStop) {
  /** Where the masks begin; both have exactly the units of the allocation. */
  public enum InitialMask {
    /** Units (or channels) at random places of each site, as in the paper. */
    RANDOM,
    /** Random places of the plane, the same in all channels, as in the code of SENet's authors. */
    CHANNEL_SHARED
  }

  private static final String PROXY_DENSITY = "proxy-density";

  /** Works in short runs: counterfactual score, from the teacher's weights. */
  public static final SenetOptions STANDARD =
      new SenetOptions(
          SparseLearningOptions.STANDARD,
          0,
          Granularity.PIXEL,
          MismatchScore.COUNTERFACTUAL,
          StudentInit.TEACHER,
          InitialMask.RANDOM,
          0.05);

  /** As published: published score, fresh weights. */
  public static final SenetOptions PAPER =
      STANDARD.withScore(MismatchScore.PUBLISHED).withStudentInit(StudentInit.RANDOM);

  /** Rejects fractions outside [0, 1], and channel-shared places for whole channels. */
  public SenetOptions {
    if (!(hammingStop >= 0 && hammingStop <= 1)) {
      throw new InputException(
          "The Hamming stop must lie between 0 and 1, not " + hammingStop + ".");
    }
    if (!(floor >= 0 && floor <= 1)) {
      throw new InputException("The floor must lie between 0 and 1, not " + floor + ".");
    }
    if (granularity == Granularity.CHANNEL && initialMask == InitialMask.CHANNEL_SHARED) {
      throw new InputException(
          "Whole channels cannot begin with places that all channels share; use the initial mask random.");
    }
  }

  /**
   * Reads {@code proxy-density}, {@code floor}, {@code granularity}, {@code score}, {@code
   * student-init}, {@code initial-mask} and {@code hamming-stop}; {@link #STANDARD} holds where
   * nothing is said.
   *
   * @throws InputException if a value is none
   */
  public static SenetOptions of(MethodSettings settings) {
    SparseLearningOptions sparse = STANDARD.sparseLearning;
    return new SenetOptions(
        sparse.withDensity(settings.real(PROXY_DENSITY, sparse.density())),
        settings.real("floor", STANDARD.floor),
        settings.choice("granularity", STANDARD.granularity),
        settings.choice("score", STANDARD.score),
        settings.choice("student-init", STANDARD.studentInit),
        settings.choice("initial-mask", STANDARD.initialMask),
        settings.real("hamming-stop", STANDARD.hammingStop));
  }

  /**
   * The values of a sensitivity that was measured before, if it is what the settings ask for: at
   * the {@code proxy-density} that they name, or at any if they name none.
   *
   * @throws InputException if it was measured at another one
   */
  public static ReluSensitivity fitting(MeasuredSensitivity measured, MethodSettings settings) {
    return measured.at(settings.real(PROXY_DENSITY, measured.density()));
  }

  /** The same with another score. */
  public SenetOptions withScore(MismatchScore other) {
    return new SenetOptions(
        sparseLearning, floor, granularity, other, studentInit, initialMask, hammingStop);
  }

  /** The same with other initial weights. */
  public SenetOptions withStudentInit(StudentInit other) {
    return new SenetOptions(
        sparseLearning, floor, granularity, score, other, initialMask, hammingStop);
  }

  /** The same with another way to measure the sensitivity. */
  public SenetOptions withSparseLearning(SparseLearningOptions other) {
    return new SenetOptions(
        other, floor, granularity, score, studentInit, initialMask, hammingStop);
  }

  /** The same with single units or whole channels. */
  public SenetOptions withGranularity(Granularity other) {
    return new SenetOptions(
        sparseLearning, floor, other, score, studentInit, initialMask, hammingStop);
  }

  /** The same with another threshold at which masks are frozen. */
  public SenetOptions withHammingStop(double other) {
    return new SenetOptions(
        sparseLearning, floor, granularity, score, studentInit, initialMask, other);
  }
}
