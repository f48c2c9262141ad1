// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.network.InputException;
import linnet.training.engine.LearningRate;

/**
 * How long a phase trains and how fast.
 *
 * @param epochs passes over the training images, at least 1
 * @param rate the highest learning rate, positive
 * @param decay how it falls
 */
public record Schedule(int epochs, double rate, Decay decay) {
  /** The course of a learning rate. */
  public enum Decay {
    /** The same all the time. */
    CONSTANT,
    /** Half a cosine down to 0. */
    COSINE,
    /** Divided by 10 after 62.5, 75 and 87.5 % of the phase, as in the papers. */
    STEPS
  }

  /** Rejects empty phases and rates that are not positive. */
  public Schedule {
    if (epochs < 1 || !(rate > 0) || !Double.isFinite(rate)) {
      throw new InputException(
          "A phase of %d epochs at learning rate %s cannot be; use at least 1 epoch and a positive rate."
              .formatted(epochs, rate));
    }
  }

  /** The learning rate as a function of the phase's progress. */
  public LearningRate learningRate() {
    return switch (decay) {
      case CONSTANT -> progress -> rate;
      case COSINE -> LearningRate.cosine(rate);
      case STEPS -> LearningRate.steps(rate, LearningRate.PAPER_MILESTONES);
    };
  }

  /** The same for another number of epochs. */
  public Schedule withEpochs(int other) {
    return new Schedule(other, rate, decay);
  }

  /** For example {@code 4 epochs, rate 0.05 cosine}. */
  @Override
  public String toString() {
    return "%d epochs, rate %s %s"
        .formatted(epochs, rate, decay.name().toLowerCase(java.util.Locale.ROOT));
  }
}
