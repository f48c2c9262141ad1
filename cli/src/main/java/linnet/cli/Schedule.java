// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.training.engine.LearningRate;

/** The learning-rate schedules that a user can name. */
enum Schedule {
  /** Falls to zero along half a cosine. */
  COSINE,
  /** Divided by ten three times. */
  STEPS;

  LearningRate from(double peak) {
    return switch (this) {
      case COSINE -> LearningRate.cosine(peak);
      case STEPS -> LearningRate.steps(peak, LearningRate.PAPER_MILESTONES);
    };
  }
}
