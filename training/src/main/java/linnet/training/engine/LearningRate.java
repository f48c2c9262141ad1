// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.List;

/** The learning rate as a function of how much of the training is done. */
@FunctionalInterface
public interface LearningRate {
  /**
   * The rate of a step.
   *
   * @param progress steps done over all steps, in [0, 1)
   */
  double at(double progress);

  /** Falls from the peak to zero along half a cosine (Loshchilov and Hutter, arXiv 1608.03983). */
  static LearningRate cosine(double peak) {
    return progress -> peak * 0.5 * (1 + Math.cos(Math.PI * progress));
  }

  /**
   * Starts at a rate and is multiplied by 0.1 at each milestone.
   *
   * @param milestones fractions of the training, such as {@link #PAPER_MILESTONES}
   */
  static LearningRate steps(double start, List<Double> milestones) {
    List<Double> copy = List.copyOf(milestones);
    return progress ->
        start * Math.pow(0.1, (double) copy.stream().filter(m -> progress >= m).count());
  }

  /** Where SENet and its successors divide the rate by 10: 62.5, 75 and 87.5 % of the training. */
  List<Double> PAPER_MILESTONES = List.of(0.625, 0.75, 0.875);

  /**
   * The same schedule after a linear rise from zero.
   *
   * @param fraction of the training that the rise takes, in [0, 1)
   */
  default LearningRate withWarmUp(double fraction) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException("a warm-up over the fraction " + fraction);
    }
    return progress -> at(progress) * (fraction > 0 ? Math.min(1, progress / fraction) : 1);
  }
}
