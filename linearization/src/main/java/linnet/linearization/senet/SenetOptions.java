// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import linnet.linearization.MethodSettings;
import linnet.network.InputException;

/**
 * What is SENet's own.
 *
 * @param sparseLearning how the sensitivity is measured
 * @param score what the mask search ranks units by
 * @param studentInit the weights with which the search begins
 * @param hammingStop the search ends when masks move by less than this part of what they could, in
 *     [0, 1]; 0 never ends it early
 */
public record SenetOptions(
    SparseLearningOptions sparseLearning,
    MismatchScore score,
    StudentInit studentInit,
    double hammingStop) {
  /** Where the student's weights come from. */
  public enum StudentInit {
    /** The teacher's weights: far better in short runs. */
    TEACHER,
    /** Fresh weights, as in the code of SENet's authors. */
    RANDOM
  }

  /** Works in short runs: counterfactual score, from the teacher's weights. */
  public static final SenetOptions STANDARD =
      new SenetOptions(
          SparseLearningOptions.STANDARD, MismatchScore.COUNTERFACTUAL, StudentInit.TEACHER, 0.05);

  /** As published: published score, fresh weights. */
  public static final SenetOptions PAPER =
      new SenetOptions(
          SparseLearningOptions.STANDARD, MismatchScore.PUBLISHED, StudentInit.RANDOM, 0.05);

  /** Rejects thresholds outside [0, 1]. */
  public SenetOptions {
    if (!(hammingStop >= 0 && hammingStop <= 1)) {
      throw new InputException(
          "The Hamming stop must lie between 0 and 1, not " + hammingStop + ".");
    }
  }

  /** As users write them: {@code score}, {@code student-init}, {@code hamming-stop}. */
  public static SenetOptions of(MethodSettings settings) {
    return new SenetOptions(
        STANDARD.sparseLearning(),
        settings.choice("score", STANDARD.score()),
        settings.choice("student-init", STANDARD.studentInit()),
        settings.real("hamming-stop", STANDARD.hammingStop()));
  }

  /** The same with another score. */
  public SenetOptions withScore(MismatchScore other) {
    return new SenetOptions(sparseLearning, other, studentInit, hammingStop);
  }

  /** The same with other initial weights. */
  public SenetOptions withStudentInit(StudentInit other) {
    return new SenetOptions(sparseLearning, score, other, hammingStop);
  }

  /** The same with another way to measure the sensitivity. */
  public SenetOptions withSparseLearning(SparseLearningOptions other) {
    return new SenetOptions(other, score, studentInit, hammingStop);
  }
}
